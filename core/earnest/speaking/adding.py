"""A voice from files on this machine: tried, copied into the household's folder, and given a card."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from earnest.errors import CardError, MissingPart, UserFault
from earnest.placing import one_at_a_time, put
from earnest.speaking.cards import Card, card_of, own_folder
from earnest.supplies.catalogue import File
from earnest.supplies.fetching import Progress, fetch

if TYPE_CHECKING:
    from earnest.config import Config

Trial = Callable[[Card], None]
"""Lets a voice load and speak once. Raises CardError when it cannot."""


def add_voice(what: str, config: Config, trial: Trial, progress: Progress = lambda *_: None) -> Card:
    """Make a voice ready: a card's files are fetched; a ``.onnx`` with its ``.onnx.json`` is copied and gets a card.

    ``trial`` lets a voice speak before it is trusted. Raises CardError for files that are no voice, MissingPart when
    they cannot be had.
    """
    if what.endswith(".onnx") or "/" in what:
        return add_local(Path(what).expanduser(), config, trial)
    card = card_of(what, config)
    if card.files:
        fetch(card, progress)
    return card


def add_local(model: Path, config: Config, trial: Trial) -> Card:
    """Copy a Piper voice and write its card; nothing is left behind when it is none. Raises CardError, MissingPart."""
    settings = model.with_name(model.name + ".json")
    for path in (model, settings):
        if not path.is_file():
            raise MissingPart(
                f"{path}: there is no such file; a Piper voice is NAME.onnx and NAME.onnx.json side by side"
            )
    name = model.name.removesuffix(".onnx")
    folder = own_folder(config) / name
    page = folder.with_name(f"{name}.yaml")
    if page.exists() and not folder.exists():
        raise UserFault(f"{page} describes another voice of that name; rename one of them")
    card = _describe(model, settings, name, folder)
    trial(card.model_copy(update={"folder": model.parent}))
    try:
        with one_at_a_time(folder.parent):
            if model.parent.resolve() != folder.resolve():
                put(lambda part: _copy([model, settings], part), folder)
            _write(page, card)
    except OSError as fault:
        raise UserFault(f"{folder}: the voice cannot be copied here: {fault.strerror}") from None
    return card


def _describe(model: Path, settings: Path, name: str, folder: Path) -> Card:
    """The card that the voice's own settings amount to."""
    try:
        told = json.loads(settings.read_text(encoding="utf-8"))
        speakers = {str(speaker): int(number) for speaker, number in (told.get("speaker_id_map") or {}).items()}
        language = _language(told)
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        raise CardError(f"{settings}: this is no settings file of a Piper voice") from None
    return Card(
        name=name,
        folder=folder,
        engine="piper",
        language=language,
        about=f"added from {model.name}",
        files=tuple(_measure(path) for path in (model, settings)),
        speakers=speakers,
        speaker=next(iter(speakers), None),
    )


def _language(told: Any) -> str:
    language = (told.get("language") or {}).get("code") or told["espeak"]["voice"]
    if not re.fullmatch("[A-Za-z]{2,3}([_-][A-Za-z0-9]+)*", language):
        raise ValueError(language)
    family, *rest = re.split("[_-]", language)
    return "_".join([family.lower(), *(part.upper() for part in rest[:1])])


def _measure(path: Path) -> File:
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return File(name=path.name, size=path.stat().st_size, sha256=digest)


def _copy(paths: list[Path], folder: Path) -> None:
    """The voice's files, and no others, as a folder of their own. Raises OSError."""
    folder.mkdir()
    for path in paths:
        shutil.copyfile(path, folder / path.name)


def _write(page: Path, card: Card) -> None:
    told = card.model_dump(mode="json", exclude={"name", "folder"}, exclude_defaults=True, exclude_none=True)
    part = page.with_name(page.name + ".part")
    part.write_text(yaml.safe_dump(told, sort_keys=False, allow_unicode=True), encoding="utf-8")
    part.replace(page)

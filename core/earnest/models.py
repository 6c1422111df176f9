"""Recogniser models: which there are, which are on this machine, and fetching one from the model hub.

A model is a folder in CTranslate2's form (``model.bin``, ``config.json``, a tokenizer). One is found in
``models/`` of the household's folder, where ``pull`` puts it and anybody may put their own, or in the hub's cache.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from earnest.errors import MissingPart, UserFault

if TYPE_CHECKING:
    from huggingface_hub.hf_api import RepoSibling

__all__ = ["KNOWN", "Card", "Model", "Progress", "broken", "find", "installed", "pull"]

Progress = Callable[[str, int, int], None]
"""Told the file's name, bytes so far and bytes in all."""

logger = logging.getLogger(__name__)

_FILES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json", "vocabulary.txt", "preprocessor_config.json")


@dataclass(frozen=True, slots=True)
class Card:
    """A model that can be pulled by name."""

    repository: str
    """On the hub."""
    megabytes: int
    """Of download, roughly."""
    about: str


def _card(size: str, megabytes: int, about: str) -> tuple[str, Card]:
    return size, Card(f"Systran/faster-whisper-{size}", megabytes, about)


KNOWN: Mapping[str, Card] = MappingProxyType(
    dict(
        [
            _card("tiny.en", 78, "English, quickest: at home on a Raspberry Pi 4"),
            _card("base.en", 148, "English, a good balance: at home on a Raspberry Pi 5"),
            _card("small.en", 486, "English, surer, for a desktop"),
            _card("medium.en", 1530, "English, for a fast desktop"),
            _card("tiny", 78, "about a hundred languages, quickest"),
            _card("base", 148, "about a hundred languages"),
            _card("small", 486, "about a hundred languages, surer"),
        ]
    )
)
"""By the name that ``earnest models pull`` takes. Sizes are of ``model.bin`` and its neighbours on the hub."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model on this machine."""

    name: str
    folder: Path


def installed(data: Path) -> list[Model]:
    """The models on this machine: those in ``data/models``, the newest first, then those in the hub's cache."""
    mine = [folder for folder in (data / "models").glob("*") if (folder / "model.bin").is_file()]
    mine.sort(key=lambda folder: -(folder / "model.bin").stat().st_mtime)
    return [Model(folder.name, folder) for folder in mine] + list(_cached())


def find(data: Path, name: str | None = None) -> Model | None:
    """The model called ``name``, or the one to prefer; None when there is none."""
    return next((model for model in installed(data) if name in (None, model.name)), None)


def broken(model: Model) -> str | None:
    """What a model's folder lacks, with the remedy; None when it looks whole."""
    for name in ("config.json", "model.bin"):
        file = model.folder / name
        if not file.is_file() or file.stat().st_size == 0:
            return f"{file} is missing or empty; remove {model.folder} and run: earnest models pull {model.name}"
    return None


def pull(name: str, data: Path, progress: Progress = lambda *_: None) -> Model:
    """Fetch the model ``name`` from the hub into ``data/models``; what was fetched before is not fetched again.

    ``name`` is one of ``KNOWN`` or a hub repository (``owner/name``). Each file is checked against the hub's
    digest. Raises UserFault for a name there is not and for a broken download, MissingPart when offline.
    """
    if name not in KNOWN and "/" not in name:
        raise UserFault(
            f"no model is called {name!r}; choose from {', '.join(KNOWN)}, or name a hub repository owner/name"
        )
    repository = KNOWN[name].repository if name in KNOWN else name
    target = data / "models" / name.rpartition("/")[2]
    with _plain_faults(name):
        for file in _listed(repository):
            _fetch(repository, file, target, progress)
    model = Model(target.name, target)
    if not (target / "model.bin").is_file():
        raise UserFault(
            f"{repository} holds no model.bin, so it is no CTranslate2 model; choose from {', '.join(KNOWN)}"
        )
    return model


def _cached() -> Iterator[Model]:
    home = Path(os.environ.get("HF_HOME") or Path.home() / ".cache" / "huggingface")
    cache = Path(os.environ.get("HF_HUB_CACHE") or home / "hub")
    for name, card in KNOWN.items():
        snapshots = cache / f"models--{card.repository.replace('/', '--')}" / "snapshots"
        for folder in sorted(snapshots.glob("*"), reverse=True):
            if (folder / "model.bin").is_file():
                yield Model(name, folder)
                break


def _listed(repository: str) -> list[RepoSibling]:
    from huggingface_hub import HfApi

    files = HfApi().model_info(repository, files_metadata=True).siblings or []
    return [file for file in files if file.rfilename in _FILES]


def _fetch(repository: str, file: RepoSibling, target: Path, progress: Progress) -> None:
    """One file, into ``.part`` until it is whole: the hub's own client begins afresh after every interruption."""
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get

    path = target / file.rfilename
    if path.is_file() and _fits(path, file):
        progress(file.rfilename, path.stat().st_size, path.stat().st_size)
        return
    target.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    with part.open("ab") as content:
        http_get(
            hf_hub_url(repository, file.rfilename),
            content,
            resume_size=content.tell(),
            expected_size=file.size,
            tqdm_class=_bar(file.rfilename, progress),
        )
    if not _fits(part, file):
        part.unlink()
        raise UserFault(f"{file.rfilename} of {repository} arrived damaged and was removed; pull it again")
    part.replace(path)


def _fits(path: Path, file: RepoSibling) -> bool:
    """Whether size and digest are those the hub promises."""
    if file.size is not None and path.stat().st_size != file.size:
        return False
    if file.lfs is None:
        return True
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == file.lfs.sha256


@contextmanager
def _plain_faults(name: str) -> Iterator[None]:
    """The hub's faults as one line each. Its HTTP library differs between versions, so the last clause is wide."""
    from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError

    try:
        yield
    except UserFault:
        raise
    except RepositoryNotFoundError:
        raise UserFault(f"the hub has no model {name!r}; choose from {', '.join(KNOWN)}") from None
    except HfHubHTTPError as fault:
        status = getattr(fault.response, "status_code", "no status")
        raise MissingPart(f"the hub refused {name} ({status}); try again later") from None
    except PermissionError as fault:
        raise UserFault(f"{fault.filename} cannot be written; choose another folder with --data") from None
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno == errno.ENOSPC:
            raise UserFault(
                f"no space left for {name}; free some and pull it again, it goes on where it stopped"
            ) from None
        logger.debug("pulling failed with %s", type(fault).__name__)
        remedy = "check the connection and pull it again, it goes on where it stopped"
        raise MissingPart(f"the model hub cannot be reached, so {name} was not fetched; {remedy}") from None


def _bar(name: str, progress: Progress) -> type[Any]:
    """A progress bar, as the hub's client wants it, that tells ``progress`` instead of the terminal."""
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[misc]  # the library is untyped
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs.pop("name", None)
            super().__init__(*args, **{**kwargs, "disable": True})
            self.done = int(kwargs.get("initial") or 0)
            self.whole = int(kwargs.get("total") or 0)

        def update(self, n: float | None = 1) -> bool | None:
            self.done += int(n or 0)
            progress(name, self.done, max(self.whole, self.done))
            return None

    return Bar

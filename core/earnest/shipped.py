"""Where the folders that come with Earnest are: beside ``core/`` in a checkout, inside the package in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: Literal["config", "voices"]) -> Path:
    """The folder of that name. Raises FileNotFoundError when the installation is broken."""
    for place in (_PACKAGE.parent.parent / folder, _PACKAGE / "_shipped" / folder):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the folder {folder!r} that comes with earnest is missing; install it again")

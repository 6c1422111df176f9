"""What somebody says of what was just done: it was wrong, it goes for something else too, it shall not be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Repair:
    """A turn that only makes sense after another one."""

    kind: Literal["correct", "extend", "undo"]
    """``correct``: it should have been otherwise; ``extend``: the same once more, with something else; ``undo``."""
    rest: str = ""
    """The words that tell what else: "seven thirty" of "no, seven thirty"."""
    plain: bool = True
    """Whether the rest need not be a time or a number: "sorry, I meant *tea*", but not "no, *tea*"."""

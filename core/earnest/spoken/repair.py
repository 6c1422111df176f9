"""What somebody says of what was just done: it was wrong, it goes for something else too, it shall not be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Repair:
    """A turn that only makes sense after another one."""

    kind: Literal["correct", "extend", "more", "undo", "name"]
    """``correct``: it should have been otherwise; ``extend``: the same once more, with something else; ``more``: once
    more, and no word of anything else: "another one"; ``undo``;
    ``name``: what it is for, which means something only beside another correction: "and it's the crumble"."""
    rest: str = ""
    """The words that tell what else: "seven thirty" of "no, seven thirty"; what is to be undone, where named."""
    loss: bool = False
    """Whether it takes back only what was lost: "no, I need that" takes back a cancelling, and no setting."""
    back: bool = False
    """Whether it may as well take back a taking back: "undo", "put it back"; "cancel it" may not."""
    last: bool = False
    """Whether it says "the last one", which is the last of several where they were just told."""
    made: bool = False
    """Whether it names something by its having been set: "the alarm *I set before*"."""
    plain: bool = True
    """Whether the rest need not be a time or a number: "sorry, I meant *tea*", but not "no, *tea*"; of a name, whether
    it says what something is for."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A request that puts itself right before its end: "call the bank, no, the building society"."""

    before: str
    """What was said first."""
    cue: str
    """The words that tell of the slip: "no"."""
    after: str
    """What was said instead, and whatever followed."""

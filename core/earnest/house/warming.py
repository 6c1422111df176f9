"""What is made ready at first use is used once, so that the first turn is as quick as the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from earnest.feeling import distress, read_words
from earnest.house.hearing import warm
from earnest.house.speakers import known_voices
from earnest.nouns import RATE, Sound, Utterance

if TYPE_CHECKING:
    from earnest.house.household import Household


_HUM = (3000 * np.sin(np.arange(RATE) / 20)).astype(np.int16)
"""A second of it, which is listened to where silence would not be."""


def warm_up(house: Household) -> None:
    """Route, look for danger and, where that may be, read a feeling and listen for who speaks, of nothing."""
    router = house.conversation.router
    router.prepare()
    router.route("hello", house.conversation.clock())
    distress("hello there", language=house.config.language_code)
    if known_voices(house):
        house.engine("person").listen(Utterance(Sound(_HUM)))
    if house.may_read():
        house.engine("emotion").read(Utterance(Sound(np.zeros(RATE, np.int16))))
        read_words("hello")
        getattr(house.engine("recognizer"), "encoder", "")  # its digest is worked out once
    warm(house.engine("recognizer"))  # last: a first turn may come meanwhile

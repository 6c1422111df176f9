"""What is made ready at first use is used once, so that the first turn is as quick as the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from earnest.feeling import distress, read_words
from earnest.nouns import RATE, Sound, Utterance

if TYPE_CHECKING:
    from earnest.house.household import Household


def warm_up(house: Household) -> None:
    """Route, look for danger and, where that may be, read a feeling, of nothing."""
    router = house.conversation.router
    router.prepare()
    router.route("hello", house.conversation.clock())
    distress("hello there", language=house.config.language_code)
    if house.may_read():
        house.engine("emotion").read(Utterance(Sound(np.zeros(RATE, np.int16))))
        read_words("hello")
        getattr(house.engine("recognizer"), "encoder", "")  # its digest is worked out once

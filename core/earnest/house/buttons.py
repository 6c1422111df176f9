"""What is pressed, not said: a plugin's buttons (``earnest.controls``), and a skill that closes the microphone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.controls import Control
    from earnest.house.household import Household
    from earnest.house.muting import Muting
    from earnest.listening import Listening


def put_on(house: Household, listening: Listening, muting: Muting) -> None:
    """From now on the house does what is pressed, on whatever thread that is; nobody waits for it."""

    def press(control: Control) -> None:
        if control in ("mute", "unmute"):
            muting.want(control == "mute")
        else:
            listening.spotting.press(control)

    house.plugins.control = press
    house.conversation.facts.mute = lambda: muting.want(True)

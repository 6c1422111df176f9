"""Morning or evening: the one table that decides it, for the hours of the dial that leave it open.

| said                     | 12       | 1 to 4         | 5         | 6         | 7 to 11   |
|--------------------------|----------|----------------|-----------|-----------|-----------|
| a day, or again and again| noon     | afternoon      | afternoon | evening   | morning   |
| in the morning           | midnight | morning        | morning   | morning   | morning   |
| in the afternoon         | noon     | afternoon      | afternoon | afternoon | none      |
| in the evening           | midnight | afternoon (4)  | evening   | evening   | evening   |
| at night, tonight        | midnight | after midnight | evening   | evening   | evening   |
| an alarm, to be woken    | noon     | asked          | morning   | morning   | morning   |

With no day named it is the next that lies between seven and midnight, or that is less than two hours away.
Hours are counted from the beginning of the day that was named, so that one at night is 25.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from earnest.spoken.en.moments.pieces import Clock, Impossible
from earnest.spoken.en.moments.words import say_hour
from earnest.spoken.moment import Moment

AWAKE = 7
"""The hour from which "at eight" is likelier than "at eight in the night" when nobody says which."""
SOON = timedelta(hours=2)
"""Whoever says "at six" at five in the morning is awake, and means the six that is near."""
_AROUND = 2
"""Hours about the usual time of a meal in which it is, where it is said with another: "lunchtime, at one"."""
PARTS = {"morning": (9, 0), "afternoon": (15, 0), "evening": (19, 0), "night": (20, 0)}
"""The hour and minute that a part of the day means when no other is said."""
DAY = (9, 0)
"""The same for a bare day."""
ENDS = {"morning": 12, "afternoon": 18, "evening": 24, "night": 24}
"""The hours at which the parts of a day end."""
ASKED = range(1, 5)
"""The hours of an alarm that may as well be in the night as in the afternoon."""

_OF_PART = {"morning": range(12), "afternoon": range(12, 19), "evening": range(16, 25), "night": range(17, 29)}
"""The hours that fit a part of the day."""


def hours(clock: Clock, part: str | None) -> tuple[int, ...]:
    """The hours of the named day that ``clock`` can mean in ``part`` of it, the likelier first.

    Raises Impossible when they contradict: "eight in the evening in the morning".
    """
    hour = clock.hour or 0
    both = (hour,) if clock.settled else (hour % 12, hour % 12 + 12)
    if part is None:
        return both if clock.settled or AWAKE <= hour <= 11 else both[::-1]
    spread = (*both, *(each + 24 for each in both if each < 5 and part == "night"))
    fits = [each for each in spread if each in _OF_PART[part] or (part == "evening" and each == 24)]
    if part in ("evening", "night") and hour % 12 == 0 and not clock.settled:
        fits = [24]
    if not fits:
        told = f"{hour % 24}:{clock.minute:02}" if clock.settled and hour > 12 and hour != 24 else say_hour(hour)
        raise Impossible(f"{told} is not {'at' if part == 'night' else 'in the'} {part}")
    return (fits[0],)


def closer(first: tuple[Clock, ...], second: tuple[Clock, ...]) -> tuple[Clock, ...] | None:
    """The one that tells the time where the other only names its usual one: "at lunchtime, half twelve"; else None."""
    for (usual, *more), exact in ((first, second), (second, first)):
        if usual.loose and not more and len(exact) == 1 and not exact[0].loose and exact[0].hour is not None:
            dial = {exact[0].hour} if exact[0].settled else {exact[0].hour % 12, exact[0].hour % 12 + 12}
            near = [hour for hour in dial if abs(hour - (usual.hour or 0)) <= _AROUND]
            return (replace(exact[0], hour=near[0], settled=True),) if near else None
    return None


def waking(moment: Moment) -> Moment | None:
    """The ``moment`` that whoever wants to be woken means; None where one should ask: one to four o'clock."""
    if moment.other is None:
        return moment
    dial = moment.at.hour % 12
    if dial in ASKED:
        return None
    wanted = 12 if dial == 0 else dial
    return moment if moment.at.hour == wanted else moment.other

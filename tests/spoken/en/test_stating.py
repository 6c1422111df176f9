"""A time that only says when something else happens is not when somebody is to be reminded."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earnest.spoken.en.moments import read

NOW = datetime(2026, 11, 25, 14, 10, tzinfo=ZoneInfo("Europe/London"))
"""A Wednesday afternoon."""

BESIDE = {
    "remind me at four to ring the garage, they close at five": ("25 16:00", "remind me to ring the garage"),
    "the chemist closes at six, remind me at quarter past five to go": ("25 17:15", "remind me to go"),
    "my shift starts at seven so wake me at 5:45 am": ("26 05:45", "wake me"),
    "wake me at 5:45 am because my shift starts at seven": ("26 05:45", "wake me"),
    "set an alarm for 5.40 pm, the taxi's booked for twenty past six": ("25 17:40", "set an alarm"),
    "alarm for half five in the morning I'm on earlies": ("26 05:30", "alarm"),
    "remind me at 11 tonight to lock up, I forgot last night": ("25 23:00", "remind me to lock up"),
    "I'm on earlies this week, get me up at 0430": ("26 04:30", "get me up"),
    "my train's at 16:10 remind me 25 minutes before to leave": ("25 15:45", "remind me to leave"),
    "the match kicks off at 4:30, remind me ten minutes before that to cheer": ("25 16:20", "remind me to cheer"),
    "the concert is on the 12th of december, remind me the day before at ten to iron": (
        "11 10:00",
        "remind me to iron",
    ),
    "I've got work on friday so wake me at ten past five that morning": ("27 05:10", "wake me"),
    "the film is at eight, remind me": ("25 20:00", "the film is remind me"),
}


@pytest.mark.parametrize(("text", "wanted"), BESIDE.items())
def test_the_request_has_the_time_that_was_said_for_it(text: str, wanted: tuple[str, str]) -> None:
    reading = read(text, NOW)
    assert reading.moment is not None
    assert (f"{reading.moment.at:%d %H:%M}", reading.rest, reading.doubts) == (*wanted, ())


@pytest.mark.parametrize(
    "text",
    [
        "remind me to leave because the film begins at eight",
        "leave because the film begins at eight",
        "remind me to buy stamps before the post office shuts at half five",
        "remind me to ring the landlord since he's in until four",
        "remind me to ring the garage, they close at five",
    ],
)
def test_a_reason_behind_a_request_tells_no_time_of_it(text: str) -> None:
    assert read(text, NOW) == (None, text, (), None)


def test_another_day_of_something_else_is_asked_about() -> None:
    assert read("wake me at six, my flight's on friday", NOW).doubts == ("on friday",)
    assert read("remind me at nine to pack, my flight's today at ten", NOW).doubts == ()


CLOCKS = st.sampled_from(["at four", "at half past five", "at 18:45", "at ten to seven", "at 9 pm"])
EVENTS = st.sampled_from(
    ["the shop shuts {}", "our guests arrive {}", "my shift starts {}", "we're off {}", "the bus leaves {}",
     "it has to be in {}", "he finishes {}", "the taxi's booked {}"]
)  # fmt: skip
REQUESTS = st.sampled_from(["remind me {} to feed the cat", "wake me {}", "set an alarm {}", "remind me to run {}"])


@settings(max_examples=60, deadline=None)
@given(REQUESTS, CLOCKS, EVENTS, CLOCKS, st.sampled_from(["{0}, {1}", "{0} because {1}", "{1}, {0}", "{1} so {0}"]))
def test_whatever_happens_whenever_changes_no_request(
    request: str, when: str, event: str, then: str, order: str
) -> None:
    alone = request.format(when)
    reading, wanted = read(order.format(alone, event.format(then)), NOW), read(alone, NOW)
    assert (reading.moment, reading.rest, reading.doubts) == (wanted.moment, wanted.rest, ())

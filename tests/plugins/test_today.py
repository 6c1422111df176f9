"""Looking back on a day that is never written down."""

from __future__ import annotations

from collections.abc import Callable

from earnest import Intent, Reply, Transcript
from earnest.nouns import plain_emotion
from earnest.testing import Rehearsal


def _live(rehearsal: Rehearsal, plugin: str, mood: str) -> None:
    """One turn, as plugins that observe are told of it."""
    rehearsal.observe("heard", transcript=Transcript("anything"))
    rehearsal.observe("felt", emotion=plain_emotion(mood))
    rehearsal.observe("answered", intent=Intent(plugin, "any"), reply=Reply("Done."))


def test_a_quiet_day(rehearse: Callable[..., Rehearsal]) -> None:
    rehearsal = rehearse("today")
    rehearsal.observe("started")
    assert rehearsal.hear("how did today go") == "We haven't talked about much today."
    assert rehearsal.hear("how have i seemed today") == "I couldn't tell how you felt today."
    assert rehearsal.tone == "musing"


def test_a_full_day(rehearse: Callable[..., Rehearsal]) -> None:
    rehearsal = rehearse("today")
    rehearsal.observe("started")
    for plugin, mood in (("reminders", "happy"), ("reminders", "happy"), ("clock", "sad")):
        _live(rehearsal, plugin, mood)
    told = "You spoke to me four times today, mostly about reminders. As far as I could tell, you were happy."
    assert rehearsal.hear("how did today go") == told
    assert rehearsal.hear("what was my mood today") == "As far as I could tell, you were happy."


def test_nothing_is_kept_when_the_house_closes(rehearse: Callable[..., Rehearsal]) -> None:
    rehearsal = rehearse("today")
    rehearsal.observe("started")
    _live(rehearsal, "clock", "sad")
    rehearsal.observe("stopping")
    assert rehearsal.hear("how did today go") == "We haven't talked about much today."
    assert rehearsal.notes("today") == {}


def test_an_unsure_emotion_counts_for_nothing(rehearse: Callable[..., Rehearsal]) -> None:
    rehearsal = rehearse("today")
    rehearsal.observe("started")
    _live(rehearsal, "clock", "unsure")
    assert rehearsal.hear("how have i seemed today") == "I couldn't tell how you felt today."

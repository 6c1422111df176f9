"""What today was like: how often you spoke with me, about what, and how you seemed. Never written down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from earnest import Emotion, Intent, Reply, Skills, Talk, Tone, Transcript, changes, hookimpl

if TYPE_CHECKING:
    from earnest.speaking import Tones

_MOODS = ("happy", "sad", "angry", "neutral")


@dataclass(slots=True)
class _Day:
    """What is kept of a day, in the house's memory only, until midnight or until the house closes."""

    date: date
    utterances: int = 0
    moods: Counter[str] = field(default_factory=Counter)
    about: Counter[str] = field(default_factory=Counter)


_days: list[_Day] = []


def _today() -> _Day:
    """The day that it is now; yesterday is forgotten."""
    today = date.today()
    if not _days or _days[0].date != today:
        _days[:] = [_Day(today)]
    return _days[0]


@hookimpl
def register_tones(tones: Tones) -> None:
    tones.add(Tone("musing", rate=0.93, pitch=-0.8, range=0.9, phrase_pause=0.05, sentence_pause=0.4))


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(look_back)
    skills.add(how_i_seemed)


@hookimpl
def started() -> None:
    _days.clear()


@hookimpl
def heard(transcript: Transcript) -> None:
    _today().utterances += bool(transcript.text.strip())


@hookimpl
def felt(emotion: Emotion) -> None:
    if emotion.seems(*_MOODS):
        _today().moods[emotion.label] += 1


@hookimpl
def answered(intent: Intent) -> None:
    if intent.plugin not in __name__:
        _today().about[intent.plugin] += 1


@hookimpl
def stopping() -> None:
    _days.clear()


@changes("nothing")
async def look_back(talk: Talk) -> Reply:
    """Look back on the day."""
    day = _today()
    if not day.about:
        return talk.reply("quiet")
    most = day.about.most_common(1)[0][0].replace("_", " ")
    return talk.reply("spoke", count=day.utterances, most=most, mood=_mood(talk, day))


@changes("nothing")
async def how_i_seemed(talk: Talk) -> Reply:
    """Say how you seemed to me today, as far as I could tell."""
    return Reply(_mood(talk, _today()) or talk.words("unclear"), tone="musing")


def _mood(talk: Talk, day: _Day) -> str:
    """The mood of the day in words; empty when it was not clear."""
    if not day.moods:
        return ""
    mood, times = day.moods.most_common(1)[0]
    return talk.words("seemed" if times * 2 > day.moods.total() else "seemed_sometimes", mood=talk.words(mood))

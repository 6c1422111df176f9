"""What today was like: how often you spoke with me, about what, and how you seemed. Never written down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from earnest import Emotion, Intent, Reply, Skills, Talk, Tone, Transcript, hookimpl, say_number

if TYPE_CHECKING:
    from earnest.speaking import Tones

_LOOK_BACK = (
    "how did (today|the day) go",
    "how has (today|the day) been [so far]",
    "look back (on|at) (today|the day|my day)",
    "(sum up|summarize|recap|review) (today|the day|my day|our day)",
    "what did we (do|talk about) today",
    "how (much|often) did we (talk|speak) today",
)
_HOW_I_SEEMED = (
    "how have i (sounded|seemed|come across) today",
    "how did i (sound|seem) today",
    "what (was|has been) my mood [like] today",
    "what mood (was|have) i [been] in today",
    "was i in a good mood today",
)
_IN_WORDS = {"happy": "happy", "sad": "a little low", "angry": "annoyed", "neutral": "calm"}


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
    skills.add(look_back, *_LOOK_BACK)
    skills.add(how_i_seemed, *_HOW_I_SEEMED)


@hookimpl
def started() -> None:
    _days.clear()


@hookimpl
def heard(transcript: Transcript) -> None:
    _today().utterances += bool(transcript.text.strip())


@hookimpl
def felt(emotion: Emotion) -> None:
    if emotion.seems(*_IN_WORDS):
        _today().moods[emotion.label] += 1


@hookimpl
def answered(intent: Intent) -> None:
    if intent.plugin not in __name__:
        _today().about[intent.plugin] += 1


@hookimpl
def stopping() -> None:
    _days.clear()


async def look_back(_talk: Talk) -> Reply:
    """Look back on the day."""
    day = _today()
    if not day.about:
        return Reply("We haven't talked about much today.", tone="musing")
    times = "once" if day.utterances == 1 else f"{say_number(day.utterances)} times"
    most = day.about.most_common(1)[0][0].replace("_", " ")
    return Reply(f"You spoke to me {times} today, mostly about {most}. {_mood(day)}".strip(), tone="musing")


async def how_i_seemed(_talk: Talk) -> Reply:
    """Say how you seemed to me today, as far as I could tell."""
    return Reply(_mood(_today()) or "I couldn't tell how you felt today.", tone="musing")


def _mood(day: _Day) -> str:
    """The mood of the day in words; empty when it was not clear."""
    if not day.moods:
        return ""
    mood, times = day.moods.most_common(1)[0]
    sure = "" if times * 2 > day.moods.total() else "sometimes "
    return f"As far as I could tell, you were {sure}{_IN_WORDS[mood]}."

"""Tones of voice by name, and which tone answers which mood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from earnest.errors import CardError
from earnest.nouns import SHADES, UNSURE, Emotion, Tone
from earnest.shipped import shipped
from earnest.validation import load_yaml

NEUTRAL = "neutral"


class Prosody(BaseModel):
    """What a tone, or a card's own idea of it, asks for; None leaves it as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str | None = None
    rate: float | None = Field(default=None, ge=0.5, le=2.0)
    pitch: float | None = Field(default=None, ge=-6.0, le=6.0)
    range: float | None = Field(default=None, ge=0.0, le=2.0)
    energy: float | None = Field(default=None, ge=-20.0, le=6.0)
    brightness: float | None = Field(default=None, ge=-9.0, le=9.0)
    tilt: float | None = Field(default=None, ge=-4.0, le=4.0)
    breath: float | None = Field(default=None, ge=0.0, le=1.0)
    slope: float | None = Field(default=None, ge=-6.0, le=6.0)
    cadence: float | None = Field(default=None, ge=-6.0, le=6.0)
    slowing: float | None = Field(default=None, ge=0.0, le=0.5)
    lean: float | None = Field(default=None, ge=0.0, le=1.0)
    phrase_pause: float | None = Field(default=None, ge=0.0, le=1.0)
    sentence_pause: float | None = Field(default=None, ge=0.0, le=3.0)
    whisper: bool | None = None

    def over(self, tone: Tone) -> Tone:
        """``tone`` with everything that is asked for here put in its place."""
        asked = self.model_dump(exclude_none=True, include=_PROSODY)
        return replace(tone, **asked)


_PROSODY = set(Prosody.model_fields) - {"about"}


class _Page(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    tones: dict[str, Prosody]
    answers: dict[str, str] = {}


class Tones:
    """The tones there are; ``register_tones`` hands this to each plugin."""

    def __init__(self, tones: Iterable[Tone] = (), answers: Mapping[str, str] = MappingProxyType({})) -> None:
        self._tones = {NEUTRAL: Tone()} | {tone.name: tone for tone in tones}
        self._answers = dict(answers)

    def add(self, tone: Tone, answers: Iterable[str] = ()) -> None:
        """Offer a tone, and name the moods it answers from now on. A later one takes an earlier one's place."""
        self._tones[tone.name] = tone
        self._answers.update(dict.fromkeys(answers, tone.name))

    def __getitem__(self, name: str) -> Tone:
        """The tone of that name. Raises CardError."""
        if name not in self._tones:
            raise CardError(f"no tone is called {name!r}; choose from {', '.join(self._tones)}")
        return self._tones[name]

    def __contains__(self, name: object) -> bool:
        return name in self._tones

    def __iter__(self) -> Iterator[Tone]:
        return iter(self._tones.values())

    def __len__(self) -> int:
        return len(self._tones)

    def answer(self, emotion: Emotion) -> Tone:
        """The tone that complements ``emotion``; neutral when it is unsure. A shade goes before its mood."""
        if emotion.label == UNSURE:
            return self[NEUTRAL]
        shades = (shade for shade in SHADES if shade in self._answers and emotion.seems(shade))
        return self[self._answers.get(next(shades, emotion.label), NEUTRAL)]


def load_tones(path: Path | None = None) -> Tones:
    """The tones of a file like ``voices/tones.yaml``, by default that one. Raises CardError."""
    place = path or shipped("voices") / "tones.yaml"
    page = load_yaml(place, _Page, CardError)
    for mood, name in page.answers.items():
        if name not in page.tones:
            raise CardError(f"{place}: answers.{mood}: no tone is called {name!r}; choose from {', '.join(page.tones)}")
    neutral = page.tones.get(NEUTRAL, Prosody()).over(Tone())
    return Tones((asked.over(replace(neutral, name=name)) for name, asked in page.tones.items()), page.answers)

"""Bounds on what a plugin offers, so that no offer is more than the house can carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from earnest.errors import PluginRefused
from earnest.skills import Changes, Extent

if TYPE_CHECKING:
    from earnest.nouns import Tone
    from earnest.skills import Choices, Skill
    from earnest.speaking.tones import Tones

MOST_SKILLS = 500
MOST_PHRASES = 2_000
"""In all skills of one plugin together."""
LONGEST_PHRASE = 500
"""Characters."""
MOST_CHOICES = 10_000
"""Values of closed slots, in all skills of one plugin together."""
LONGEST_WORD = 300
"""Characters of a name, of what a skill is about, of a value."""
LONGEST_TIME = 60.0
"""Seconds that a skill may ask for as its time limit."""

TONE_LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "rate": (0.5, 2.0),
        "pitch": (-6.0, 6.0),
        "range": (0.0, 2.0),
        "energy": (-20.0, 6.0),
        "brightness": (-9.0, 9.0),
        "phrase_pause": (0.0, 1.0),
        "sentence_pause": (0.0, 3.0),
    }
)
"""The same as in ``tones.yaml``; a test compares the two."""


class AddedTones:
    """The house's tones as ``register_tones`` gets them: what a plugin adds is taken down beside."""

    def __init__(self, tones: Tones) -> None:
        self._tones = tones
        self.added: list[tuple[Tone, tuple[str, ...]]] = []

    def add(self, tone: Tone, answers: Iterable[str] = ()) -> None:
        """Offer a tone, and the moods it answers. Raises ValueError for one that no voice should be asked for."""
        for name, (low, high) in TONE_LIMITS.items():
            value = getattr(tone, name)
            if not low <= value <= high:
                raise ValueError(f"tone {tone.name!r}: {name} must be from {low:g} to {high:g}, found {value!r}")
        moods = tuple(answers)
        self._tones.add(tone, moods)
        self.added.append((tone, moods))

    def __getattr__(self, name: str) -> object:
        return getattr(self._tones, name)

    def __getitem__(self, name: str) -> Tone:
        return self._tones[name]

    def __contains__(self, name: object) -> bool:
        return name in self._tones


def check_skills(skills: Iterable[Skill]) -> None:
    """Raises PluginRefused for skills that are too many, too long, too slow, or not what they should be."""
    skills = list(skills)
    if len(skills) > MOST_SKILLS or sum(len(skill.phrases) for skill in skills) > MOST_PHRASES:
        raise PluginRefused(f"too much on offer: at most {MOST_SKILLS} skills with {MOST_PHRASES} phrases in all")
    if sum(len(values) for skill in skills for values in skill.choices.values()) > MOST_CHOICES:
        raise PluginRefused(f"too much on offer: at most {MOST_CHOICES} values to choose from in all")
    for skill in skills:
        for word in (skill.name, skill.about, *(value for values in skill.choices.values() for value in values)):
            if isinstance(word, str) and len(word) > LONGEST_WORD:
                raise PluginRefused(f"{skill.name[:60]}: at most {LONGEST_WORD} characters, found {word[:60]!r}…")
        for phrase in skill.phrases:
            if not isinstance(phrase, str) or len(phrase) > LONGEST_PHRASE:
                raise PluginRefused(f"{skill.name}: a phrase is text of at most {LONGEST_PHRASE} characters")
        if not isinstance(skill.time_limit, int | float) or not 0 < skill.time_limit <= LONGEST_TIME:
            raise PluginRefused(f"{skill.name}: time_limit is from 0 to {LONGEST_TIME:g}, found {skill.time_limit!r}")
        for given in (skill.times, skill.if_set):
            if not isinstance(given, str):
                raise PluginRefused(f"{skill.name}: times and if_set are names of settings, found {given!r:.60}")
        if not all(isinstance(each, str) for each in skill.chosen.values()):
            raise PluginRefused(f"{skill.name}: FromSetting takes the name of a setting, found {skill.chosen!r:.60}")
        _check_changes(skill)
        for slot, values in skill.choices.items():
            _check_values(skill, slot, values)


def _check_changes(skill: Skill) -> None:
    changes = skill.changes
    if changes is None:
        return
    if not isinstance(changes, Changes) or changes.extent not in get_args(Extent):
        raise PluginRefused(f"{skill.name}: changes(…) takes nothing, passing or lasting, found {changes!r:.60}")
    if not all(isinstance(word, str) for word in changes.about):
        raise PluginRefused(f"{skill.name}: what it is about is told in words, found {changes.about!r:.60}")


def _check_values(skill: Skill, slot: str, values: Choices) -> None:
    if isinstance(values, str) or not values or not all(isinstance(value, str) for value in values):
        raise PluginRefused(f"{skill.name}: choices for {slot!r} are a list of texts, found {values!r:.60}")

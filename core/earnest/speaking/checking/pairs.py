"""Pairs of replies for a household's own ears: which is gentler? Two minutes, one page, no server.

The page's answers are a short line of text: ``VOICE:SEED:ABBA-``. The seed says which pairs they were and which of each
was which, so that the page need not, and ``earnest voices answers`` can.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from earnest.engines.base import Voice
from earnest.errors import UserFault
from earnest.nouns import Sound
from earnest.speaking.checking.page import embedded, shown
from earnest.speaking.checking.words import household_sentences
from earnest.speaking.prosody import join
from earnest.speaking.stream import card_behind, make
from earnest.speaking.tones import Tones

ASKED = {"warm": "warmer", "gentle": "gentler", "calm": "calmer", "bright": "happier", "serious": "more serious"}
"""The tones that are asked for, and what is asked."""
_AGAINST = {"warm": "serious", "gentle": "bright", "calm": "bright", "bright": "calm", "serious": "warm"}
"""The tone least like each; every tone is also asked for against neutral."""
KEPT = "voice-answers.jsonl"


@dataclass(frozen=True, slots=True)
class Pair:
    """One question."""

    tone: str
    """Which is asked for."""
    other: str
    first: bool
    """Whether it is spoken first."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Score:
    """What a household heard of one voice."""

    right: dict[str, int]
    """By tone."""
    asked: dict[str, int]

    @property
    def share(self) -> float:
        """Of all answers, how many were right; a half is chance."""
        return sum(self.right.values()) / max(sum(self.asked.values()), 1)


def pairs(seed: int, language: str, tones: Tones) -> list[Pair]:
    """The questions that belong to a seed: every tone against neutral and against its opposite, in any order."""
    chance = random.Random(seed)
    sentences = [text for text in household_sentences(language) if len(text) < 50]
    if not sentences:
        raise UserFault(f"there are no sentences in {language} to ask about")
    wanted = [(tone, other) for tone, against in _AGAINST.items() for other in ("neutral", against)]
    wanted = [(tone, other) for tone, other in wanted if tone in tones and other in tones]
    chance.shuffle(wanted)
    return [Pair(tone, other, chance.random() < 0.5, chance.choice(sentences)) for tone, other in wanted]


def write_pairs(voice: Voice, tones: Tones, seed: int, path: Path) -> None:
    """Speak every pair and write the page. Raises UserFault when it cannot be written, EngineError."""
    card = card_behind(voice)
    language = card.language if card else "en"
    asked = []
    for number, pair in enumerate(pairs(seed, language, tones)):
        names = (pair.tone, pair.other) if pair.first else (pair.other, pair.tone)
        both = [_said(voice, pair.sentence, name, tones) for name in names]
        asked.append(_question(number, ASKED[pair.tone], pair.sentence, both))
    template = Template((Path(__file__).parent / "pairs.html").read_text(encoding="utf-8"))
    code = escape(json.dumps(f"{voice.name}:{seed}:"), quote=False).replace("/", "\\/")
    try:
        path.write_text(template.substitute(questions="".join(asked), code=code, count=len(asked)), encoding="utf-8")
    except OSError as fault:
        raise UserFault(f"{path} cannot be written: {fault.strerror}") from None


def _said(voice: Voice, sentence: str, tone: str, tones: Tones) -> Sound:
    card = card_behind(voice)
    wanted = card.tone(tones[tone]) if card else tones[tone]
    return join(*(speech.sound for speech in make(voice, sentence, wanted)))


def _question(number: int, asked: str, sentence: str, both: Sequence[Sound]) -> str:
    players = "".join(
        f'<div><audio controls preload="metadata" src="{embedded(sound)}"></audio>'
        f'<button type="button" data-answer="{letter}">this one</button></div>'
        for letter, sound in zip("AB", both, strict=True)
    )
    skip = '<button type="button" data-answer="-">I cannot tell</button>'
    return (
        f'<section data-number="{number}"><h2>Which is {shown(asked)}?</h2>'
        f'<p>“{shown(sentence)}”</p><div class="voices">{players}</div>{skip}</section>'
    )


def keep_answers(code: str, tones: Tones, language: str, folder: Path) -> Score:
    """Take down what a page told, on this machine, and answer with the score of that voice over every page so far.

    Raises UserFault for a line that no page told.
    """
    found = re.fullmatch(r"\s*([\w.-]+):(\d{1,9}):([AB-]+)\s*", code)
    if found is None or len(found[3]) != len(pairs(int(found[2]), language, tones)):
        raise UserFault(f"{code!r} is not what a page of pairs tells at its end: VOICE:NUMBER:ABBA…")
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / KEPT
    told = {"voice": found[1], "seed": int(found[2]), "answers": found[3], "at": round(time.time())}
    with kept.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")
    return score_of(found[1], tones, language, folder)


def score_of(voice: str, tones: Tones, language: str, folder: Path) -> Score:
    """The answers kept for one voice; the last ones count where a page was answered twice."""
    kept = folder / KEPT
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.is_file() else []
    pages = {told["seed"]: told["answers"] for told in map(json.loads, lines) if told["voice"] == voice}
    right, asked = dict.fromkeys(ASKED, 0), dict.fromkeys(ASKED, 0)
    for seed, answers in pages.items():
        for pair, answer in zip(pairs(seed, language, tones), answers, strict=False):
            asked[pair.tone] += 1
            right[pair.tone] += answer == ("A" if pair.first else "B")
    return Score(right, asked)

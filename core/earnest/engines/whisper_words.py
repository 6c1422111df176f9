"""What Whisper's decoder writes down of what was heard, and whether that was speech.

Once, with a beam and no chance in it: Whisper's own way out of a doubtful text, five more attempts at rising
temperatures, took 16 s for a baby's cry and seldom mended anything.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from earnest.engines.whisper_ears import Encoded

BEAM = 3
"""Hypotheses kept. With one alone, 3 in 100 words more were wrong in a window of ten seconds."""
_TOKENS = ((10, 5), (16, 10))
"""At least, and for each second of sound. The first is enough for nearly all, so that what is said again and again ends
soon; what goes on and reads as speech is given the second: quick English has six or seven a second."""
_MOST = 224
"""Tokens that half a minute fits into, and half of the places that Whisper has for prompt and text."""
UNLIKELY = 0.2
"""Probability of no speech: of 220 utterances none was above it, of 113 noises two below."""
SURELY_NOT = 0.35
"""From this on, what is said again and again is no speech."""
SURE = -0.55
"""Mean logarithmic probability of a token above which it is speech even where no speech is not unlikely."""
LOST = -1.2
"""Below this mean the words are guesses, whatever made the sound."""
DOUBTFUL = -0.6
"""Below this mean the whole window is listened to as well: 5 of 220 utterances."""
AT_HAND = 60
"""Tokens of phrases that the decoder is shown before it begins: about fifteen short ones; 120 helped less."""
CERTAIN = 0.1
"""Probability of no speech above which it is shown none: in a baby's cry it would find them."""
_LOOPS = 3
"""Times in a row that make a loop of what is said again."""
_COMPRESSED = 2.4
"""Ratio above which a text repeats itself, as in Whisper's own decoder (Radford et al., 2022)."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text, and how sure the model is of it."""

    text: str
    logprob: float
    """Mean over its tokens."""
    no_speech: float
    """Probability, 0 to 1, that nobody spoke."""
    cut: bool = False
    """Whether it went on when there were tokens enough for any speech."""

    @property
    def is_noise(self) -> bool:
        """Whether nobody spoke, or nothing of it was understood."""
        if self.logprob < LOST or (self.no_speech > UNLIKELY and self.logprob < SURE):
            return True
        return self.no_speech > SURELY_NOT and repeats(self.text)

    @property
    def is_doubtful(self) -> bool:
        """Whether a short window may have spoilt it."""
        return self.cut or self.logprob < DOUBTFUL or repeats(self.text)


class Writer:
    """The decoder of one model, for one language."""

    def __init__(self, model: Any, language: str) -> None:
        """``model``: a faster-whisper ``WhisperModel``. Prompt and suppressed tokens are those of faster-whisper."""
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        self._model = model
        self._tokens = Tokenizer(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language)
        self._prompt = [*self._tokens.sot_sequence, self._tokens.no_timestamps]
        self._suppressed = get_suppressed_tokens(self._tokens, [-1])
        self._at_hand: list[int] = []

    def lean(self, phrases: Sequence[str]) -> None:
        """Have the first of these phrases at hand, slots (``{name}``) left out; none for an empty sequence."""
        shown: list[int] = []
        for phrase in dict.fromkeys(re.sub(r"\s*\{[^}]*\}", "", phrase).strip() for phrase in phrases):
            more = self._tokens.encode(f"{',' if shown else ''} {phrase}") if phrase else []
            if len(shown) + len(more) > AT_HAND:
                break
            shown += more
        self._at_hand = [self._tokens.sot_prev, *shown] if shown else []

    def write(self, heard: Encoded) -> Written:
        """The words, in a time that its length bounds. Raises RuntimeError, ValueError when the decoder fails."""
        if not self._at_hand:
            return self._write(heard, self._prompt)
        plain = self._decode(heard, self._prompt, 1, 1)
        if plain.no_speech_prob > CERTAIN:
            return self._write(heard, self._prompt)
        shown = replace(self._write(heard, [*self._at_hand, *self._prompt]), no_speech=plain.no_speech_prob)
        return self._write(heard, self._prompt) if shown.is_doubtful or not shown.text else shown

    def _write(self, heard: Encoded, prompt: Sequence[int]) -> Written:
        usual, most = (min(round(least + each * heard.seconds), _MOST) for least, each in _TOKENS)
        written = self._within(heard, prompt, usual)
        reads_on = written.cut and not written.is_noise and not repeats(written.text)
        return self._within(heard, prompt, most) if reads_on and most > usual else written

    def _within(self, heard: Encoded, prompt: Sequence[int], allowed: int) -> Written:
        """The words, or as many of them as fit into the tokens that are allowed."""
        found = self._decode(heard, prompt, allowed, BEAM)
        tokens = found.sequences_ids[0]
        # the score is a mean over the tokens alone; the end of the text counts too
        logprob = found.scores[0] * len(tokens) / (len(tokens) + 1)
        text = self._tokens.decode(tokens).strip()
        return Written(text, logprob, found.no_speech_prob, cut=len(tokens) >= allowed)

    def _decode(self, heard: Encoded, prompt: Sequence[int], tokens: int, beam: int) -> Any:
        """At most ``tokens``; CTranslate2 gives the text half of its ``max_length``, however short the prompt is."""
        return self._model.model.generate(
            heard.states,
            [list(prompt)],
            beam_size=beam,
            max_length=max(2 * tokens, len(prompt) + tokens),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._suppressed,
        )[0]


def repeats(text: str) -> bool:
    """Whether it begins again: a phrase twice and nothing else, words three times in a row, a letter without end."""
    words = re.findall(r"[\w']+", text.lower())
    half = len(words) // 2
    doubled = half >= _LOOPS and words[:half] == words[half:]
    return doubled or _loop(words) < len(words) or _drawn_out(text) or _compression(text) > _COMPRESSED


def once(text: str) -> str:
    """``text`` up to where it begins again."""
    places = [found.end() for found in re.finditer(r"[\w']+", text)]
    words = re.findall(r"[\w']+", text.lower())
    half = len(words) // 2
    end = half if half >= _LOOPS and words[:half] == words[half:] else _loop(words)
    return text if end >= len(words) else text[: places[end - 1]]


def _loop(words: Sequence[str]) -> int:
    """How many words there are up to the end of the first turn of a loop; all of them when there is none."""
    for start in range(len(words)):
        for length in range(1, (len(words) - start) // _LOOPS + 1):
            turns = [words[start + turn * length : start + (turn + 1) * length] for turn in range(_LOOPS)]
            if all(before == after for before, after in pairwise(turns)):
                return start + length
    return len(words)


def _drawn_out(text: str) -> bool:
    return re.search(r"(\w{1,3}?)\1{7}", text.lower()) is not None


def _compression(text: str) -> float:
    written = text.encode()
    return len(written) / len(zlib.compress(written))

"""Words said right: how a household wants a name to sound, written the way newspapers do: ``shi-VAWN``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from earnest.errors import ConfigError

Alphabet = Literal["ipa", "kokoro", "espeak"]
"""Of phonemes: what Piper takes, what hibari takes, and espeak-ng's own mnemonics."""

# spelling, IPA, Kokoro's, espeak-ng's. After Wikipedia's pronunciation respelling key for English.
_VOWELS = """
air ɛɹ ɛɹ e@r|arr æɹ æɹ ar|ar ɑːɹ ɑɹ A@|ah ɑː ɑ A:|aw ɔː ɔ O:|ay eɪ A eI|a æ æ a|eer ɪɹ ɪɹ i@3|ee iː i i:|eh ɛ ɛ E
er əɹ əɹ 3|ew juː ju ju:|eye aɪ I aI|e ɛ ɛ E|igh aɪ I aI|ih ɪ ɪ I|ire aɪɚ Iəɹ aI@|i ɪ ɪ I|oor ʊɹ ʊɹ U@|oo uː u u:
oh oʊ O oU|or ɔːɹ ɔɹ O@|ow aʊ W aU|oy ɔɪ Y OI|o ɑː ɑ 0|uh ə ə @|uu ʊ ʊ U|ur ɜːɹ ɜɹ 3:|u ʌ ʌ V|y aɪ I aI
"""
_CONSONANTS = """
b b b b|ch tʃ ʧ tS|dh ð ð D|d d d d|f f f f|gh ɡ ɡ g|g ɡ ɡ g|h h h h|j dʒ ʤ dZ|kh x k x|k k k k|l l l l|m m m m
nk ŋk ŋk Nk|ng ŋ ŋ N|n n n n|p p p p|r ɹ ɹ r|ss s s s|sh ʃ ʃ S|s s s s|th θ θ T|t t t t|v v v v|wh w w w|w w w w
y j j j|zh ʒ ʒ Z|z z z z
"""


@dataclass(frozen=True, slots=True)
class _Sound:
    ipa: str
    kokoro: str
    espeak: str
    vowel: bool


def _table(rows: str, vowel: bool) -> dict[str, _Sound]:
    told = [row.split() for row in rows.replace("\n", "|").split("|") if row.strip()]
    return {spelling: _Sound(ipa, kokoro, espeak, vowel) for spelling, ipa, kokoro, espeak in told}


_SPELT = (_table(_VOWELS, True), _table(_CONSONANTS, False))
_S = _SPELT[1]["z"]


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How one word sounds: syllables of sounds, and which of them are stressed."""

    syllables: tuple[tuple[_Sound, ...], ...]
    stressed: tuple[bool, ...]

    def written(self, alphabet: Alphabet) -> str:
        """In one alphabet of phonemes, with the stress before the vowel that has it."""
        mark = "'" if alphabet == "espeak" else "ˈ"
        text = ""
        for sounds, stressed in zip(self.syllables, self.stressed, strict=True):
            for sound in sounds:
                text += (mark if stressed and sound.vowel else "") + getattr(sound, alphabet)
        return text

    @property
    def owning(self) -> Pronunciation:
        """The same with the ``'s`` of what belongs to somebody."""
        return Pronunciation((*self.syllables[:-1], (*self.syllables[-1], _S)), self.stressed)


def pronunciation(respelling: str) -> Pronunciation:
    """Read ``shi-VAWN``: syllables between hyphens, the stressed one in capitals. Raises ConfigError.

    One syllable alone is stressed however it is written.
    """
    parts = [part for part in re.split(r"[-\s·]+", respelling.strip()) if part]
    if not parts:
        raise ConfigError("a pronunciation is empty; write it like shi-VAWN")
    stressed = tuple(len(parts) == 1 or (part.isupper() and len(part) > 0) for part in parts)
    return Pronunciation(tuple(_sounds(part.lower(), respelling) for part in parts), stressed)


def _sounds(syllable: str, respelling: str) -> tuple[_Sound, ...]:
    sounds: list[_Sound] = []
    rest = syllable
    while rest:
        vowels, consonants = _SPELT
        yod = rest[0] == "y" and len(rest) > 1 and not any(sound.vowel for sound in sounds)
        tables = (consonants, vowels) if yod else (vowels, consonants)
        found = [(table, rest[:size]) for table in tables for size in (3, 2, 1) if rest[:size] in table]
        if not found:
            raise ConfigError(f"pronunciation {respelling!r}: {rest[0]!r} stands for no sound; write it like shi-VAWN")
        table, spelling = found[0]
        sounds.append(table[spelling])
        rest = rest[len(spelling) :]
    if not any(sound.vowel for sound in sounds):
        raise ConfigError(f"pronunciation {respelling!r}: {syllable!r} has no vowel; write it like shi-VAWN")
    return tuple(sounds)


class Lexicon:
    """The household's own words, for a voice that takes phonemes."""

    def __init__(self, words: Mapping[str, Pronunciation]) -> None:
        self._words = {word.casefold(): how for word, how in words.items()}
        every = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self._expression = re.compile(rf"(?<!\w)({every})(['’]s)?(?!\w)", re.IGNORECASE) if every else None

    def put(self, sentence: str, markup: Callable[[str, Pronunciation], str]) -> str:
        """``sentence`` with each of the words as the engine wants to be told (``markup`` of word and sound)."""
        if self._expression is None:
            return sentence

        def told(found: re.Match[str]) -> str:
            how = self._words[found[1].casefold()]
            return markup(found[0], how.owning if found[2] else how)

        return self._expression.sub(told, sentence)


PLAIN = Lexicon({})


def lexicon(words: Mapping[str, str]) -> Lexicon:
    """Word → respelling, as in the config, made ready. Raises ConfigError."""
    return Lexicon({word: pronunciation(respelling) for word, respelling in words.items()})

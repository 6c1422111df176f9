"""Spelling a word aloud, letter by letter."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, changes

_LONGEST = 3
"""Words that are spelt in one breath; more are no question about spelling."""


def offer(skills: Skills) -> None:
    """What people ask of letters."""
    skills.add(spell)


@changes("nothing")
async def spell(talk: Talk, word: str) -> Reply:
    """Spell a word, letter by letter."""
    said = word.strip(' .?!"').lower()
    if len(said.split()) > _LONGEST:
        return talk.reply("spelling_too_long")
    other = talk.cues("alike").get(said)
    if other is None:
        return talk.reply("spelling", word=said.capitalize(), letters=_letters(talk, said))
    letters, others = _letters(talk, said), _letters(talk, other)
    return talk.reply("spelling_of_two", word=said.capitalize(), letters=letters, others=others)


def _letters(talk: Talk, said: str) -> str:
    """``tea`` as "T, E, A"; between words a longer pause."""
    marks = talk.cues("marks")
    return "; ".join(", ".join(marks.get(each, each.upper()) for each in word) for word in said.split())

"""The lists as they are kept: one note each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from earnest import Talk
from earnest_plugins.lists.things import matching

_NOTE = "list "
_LAST = "last"
"""The note of the list that was changed last: what "the list" is."""


class Lists:
    """Every list, by name, in the order in which they were begun."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def __getitem__(self, name: str) -> list[str]:
        return list(self._talk.notes.get(_NOTE + name, []))

    def __setitem__(self, name: str, things: list[str]) -> None:
        self._talk.notes[_NOTE + name] = things
        self._talk.notes[_LAST] = name
        self._tell()

    def __iter__(self) -> Iterator[str]:
        return (note.removeprefix(_NOTE) for note in self._talk.notes if note.startswith(_NOTE))

    def __contains__(self, name: object) -> bool:
        return f"{_NOTE}{name}" in self._talk.notes

    def with_any_of(self, wanted: Sequence[str]) -> str:
        """The list that has one of those on it, the last one before any other; the last one where none has."""
        last = self.named("")
        every = [last, *(name for name in self if name != last)]
        return next((name for name in every if any(matching(self._talk, each, self[name]) for each in wanted)), last)

    def drop(self, name: str) -> None:
        """Forget a list and what is on it."""
        self._talk.notes[_NOTE + name] = None
        self._talk.notes[_LAST] = None
        self._tell()

    def _tell(self) -> None:
        """Let what is on the lists be spoken of by name alone: "I've got the milk"."""
        self._talk.keeps(thing for name in self for thing in self[name])

    def named(self, said: str) -> str:
        """The name of the list that is meant; without any, that of the last one, or the shopping list's."""
        words = [word for word in said.lower().replace("-", " ").split() if word not in self._talk.cues("of_lists")]
        name = " ".join(words)
        if not name:
            return str(self._talk.notes.get(_LAST) or self._talk.words("shopping"))
        return str(self._talk.choices("known").get(name, name))

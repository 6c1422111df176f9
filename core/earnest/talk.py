"""The conversation as a skill sees it: ``talk`` comes in, a ``Reply`` goes out.

A skill never touches audio, threads, files or the database. Everything it may do goes through ``Talk``, and
everything ``Talk`` does goes through a ``Line``: the house itself for plugins that run inside, a pipe to it for
plugins that run outside. The same plugin code runs either way.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Concatenate, TypeAlias, overload

from earnest.errors import NeverMind, Unanswered
from earnest.line import Answered, Due, Expecting, Heard, Line, Question
from earnest.notes import NAMES_KEPT, WHOSE_TURN, Notes
from earnest.nouns import UNSURE, Emotion, Reply
from earnest.sheets import NO_SHEET, Sheet
from earnest.spoken import Moment
from earnest.tracks import Playable, name_of, pieces

__all__ = [
    "Answered",
    "Due",
    "Expecting",
    "Heard",
    "Line",
    "NeverMind",
    "Notes",
    "Question",
    "SkillFunction",
    "Talk",
    "Unanswered",
]

SkillFunction: TypeAlias = Callable[Concatenate["Talk", ...], Awaitable[Reply]]
"""What answers a turn: it takes the talk and the phrase's slots by name, and gives the reply."""

_EXPECTING: Mapping[type, Expecting] = {
    str: "text",
    bool: "yes-no",
    int: "number",
    float: "number",
    Moment: "moment",
    timedelta: "duration",
    list: "list",
}


class Talk:
    """One turn of conversation, in a skill's hands."""

    def __init__(
        self, line: Line, plugin: str, heard: Heard, settings: Mapping[str, Any], sheet: Sheet = NO_SHEET
    ) -> None:
        self._line = line
        self._heard = heard
        self._last = heard
        self._emotion = heard.emotion
        self._sheet = sheet
        self.plugin = plugin
        self.settings = settings
        """This plugin's settings, defaults filled in."""
        self.notes = Notes(line)
        """This plugin's own notes."""

    @property
    def text(self) -> str:
        """What was said, as the recogniser wrote it."""
        return self._heard.text

    @property
    def last(self) -> Heard:
        """What was heard last, the latest answer too: its ``text``, ``emotion`` and ``confidence``."""
        return self._last

    @property
    def emotion(self) -> Emotion:
        """How they seem to feel, by the latest words or answer that told; ask with ``seems``."""
        return self._emotion

    @property
    def person(self) -> str | None:
        """Who said it, when known."""
        return self._heard.person

    @property
    def now(self) -> datetime:
        """Local time when the last thing was heard, with its zone. Rehearsals can move it."""
        return self._last.now

    @property
    def language(self) -> str:
        """The code of the language that is spoken: ``en``."""
        return self._sheet.language

    def reply(self, name: str, /, **slots: Any) -> Reply:
        """What the plugin's sheet says under ``name``, its ``{slots}`` said in words; of several replies, each in turn.

        Raises LookupError, naming the sheet's file, for a name or a slot that is not there.
        """
        return self._sheet.reply(name, slots, self._turn(name))

    def words(self, name: str, /, **slots: Any) -> str:
        """The same as text, for a question or a part of a sentence. Raises LookupError."""
        return self._sheet.words(name, slots, self._turn(name))

    def choices(self, name: str) -> Mapping[str, Any]:
        """What may be said for a choice of the sheet, and what each means. Raises LookupError."""
        return self._sheet.choice(name)

    def cues(self, name: str) -> Mapping[str, str]:
        """Words of the sheet to look for in what was said, and what each becomes. Raises LookupError."""
        return self._sheet.cue(name)

    @property
    def folder(self) -> Path:
        """This plugin's own folder, for files: 64 MB and 2,000 files, kept and forgotten with its notes."""
        return self._line.own_folder()

    @overload
    async def ask(self, question: str, expecting: type[bool], *, tone: str | None = None) -> bool: ...
    @overload
    async def ask(self, question: str, expecting: type[int], *, tone: str | None = None) -> int: ...
    @overload
    async def ask(self, question: str, expecting: type[float], *, tone: str | None = None) -> float: ...
    @overload
    async def ask(self, question: str, expecting: type[Moment], *, tone: str | None = None) -> Moment: ...
    @overload
    async def ask(self, question: str, expecting: type[timedelta], *, tone: str | None = None) -> timedelta: ...
    @overload
    async def ask(self, question: str, expecting: type[str], *, tone: str | None = None) -> str: ...
    @overload
    async def ask(self, question: str, expecting: type[list[str]], *, tone: str | None = None) -> list[str]: ...
    @overload
    async def ask(self, question: str, expecting: Sequence[str] = ..., *, tone: str | None = None) -> str: ...
    async def ask(self, question: str, expecting: Any = str, *, tone: str | None = None) -> Any:
        """Ask back and wait for the answer, which needs no wake word.

        ``expecting``: ``str`` free text (the default), ``bool`` yes or no, ``int`` or ``float`` a number, ``Moment``
        a time, ``timedelta`` a duration, ``list`` several things, or a sequence of strings to choose from. An answer
        that does not fit is asked again once. Raises Unanswered on silence, NeverMind when the person drops it.
        """
        if not isinstance(expecting, type):
            return await self._ask(Question(question, "choice", tuple(expecting), tone))
        if expecting not in _EXPECTING:
            known = ", ".join(each.__name__ for each in _EXPECTING)
            raise TypeError(f"cannot expect {expecting!r}; choose {known} or a list of what to choose from")
        answer = await self._ask(Question(question, _EXPECTING[expecting], (), tone))
        return round(answer) if expecting is int else answer

    async def ask_which(self, question: str, choices: Sequence[str], *, tone: str | None = None) -> list[str]:
        """Ask which of ``choices`` are meant: "the first one", "both", "all of them", "the one at six", "neither".

        In their order; an empty list for none of them. Raises Unanswered on silence, NeverMind when it is dropped.
        """
        return list(await self._ask(Question(question, "choices", tuple(choices), tone)))

    async def say(self, text: str, tone: str | None = None) -> None:
        """Say an interim word ("let me look") while the skill goes on."""
        await self._line.say(Reply(text, tone))

    async def play(self, what: Playable, *, name: str = "") -> bool:
        """Let ``what`` be heard through the house's loudspeaker, softly while somebody speaks; returns at its end.

        ``what``: a file's path (WAV, FLAC, MP3, Ogg, AAC …), an open file or stream of bytes, ``Sound``, or pieces of
        ``Sound`` as they are made, by a generator, also an asynchronous one. ``name`` is shown where nothing is heard.
        False when somebody said "next" in a session. Raises NeverMind on "stop", SoundError for what is no sound.
        """
        return await self._line.play(pieces(what), name or name_of(what))

    def later(
        self,
        when: Moment | datetime | timedelta,
        what: Reply | str | SkillFunction,
        *,
        rings: bool = False,
        **slots: Any,
    ) -> Due:
        """At ``when``, say ``what`` or start that skill with ``slots``. Survives a power cut.

        A ``timedelta`` is time that passes, whatever happens to the clock. Beside something to say, ``slots`` are the
        plugin's own label on it, found again in ``due``. What ``rings`` is said between rings, until somebody stops it.
        """
        return self._line.keep_due(replace(self._due(when, what, slots), rings=rings))

    def every(self, when: Moment, what: Reply | str | SkillFunction, *, rings: bool = False, **slots: Any) -> Due:
        """Like ``later``, again and again; ``when`` must recur. Raises ValueError when it does not."""
        if when.recurrence is None:
            raise ValueError(f"{when} comes only once; a Moment for every() has a recurrence")
        return self._line.keep_due(replace(self._due(when, what, slots), rings=rings))

    @property
    def due(self) -> list[Due]:
        """What this plugin has coming, soonest first."""
        return self._line.list_due()

    def keeps(self, names: Iterable[str]) -> None:
        """Say what this plugin keeps now, by name, beside what is due with a slot ``name``: the milk on a list.

        ``{slot:kept}`` in its phrases takes these names and no other words. It stands until it is said anew.
        """
        self._line.write_note(NAMES_KEPT, list(names) or None)

    def cancel(self, due: Due) -> bool:
        """Forget something that was to come; False when it is gone already."""
        return self._line.drop_due(due.id)

    def house(self, what: str) -> Any:
        """A fact of the house: ``skills`` (what can be asked), ``people``, ``last_reply``, ``tone``, ``diary`` …

        Raises PermissionError for one this plugin did not declare, KeyError for one there is not.
        """
        return self._line.ask_house(what)

    async def request(self, words: str) -> str | None:
        """What another plugin's skill answers to ``words``, as if somebody had said them; needs ``others``.

        Only of a skill that changes nothing; None where nobody answers, or who would has to ask first. Raises
        PermissionError.
        """
        return await self._line.request(words)

    @property
    def people(self) -> list[str]:
        """The names of those whose usual voice the house knows."""
        return list(self._line.ask_house("people"))

    def change(self, what: str, value: Any) -> None:
        """Ask the house to change: ``volume``, ``rate``, ``whisper``, ``voice`` … Raises KeyError for another word."""
        self._line.tell_house(what, value)

    async def _ask(self, question: Question) -> Any:
        answered = await self._line.ask(question)
        self._last = answered.heard
        if self._last.emotion.label != UNSURE:
            self._emotion = self._last.emotion
        return answered.value

    def _turn(self, name: str) -> int:
        """Whose turn it is among the ways to say a reply; kept in the plugin's notes."""
        count = self._sheet.count(name)
        if count == 1:
            return 0
        note = f"{WHOSE_TURN}{name}"
        turn = int(self.notes.get(note, 0))
        self.notes[note] = (turn + 1) % count
        return turn

    def _due(
        self, when: Moment | datetime | timedelta, what: Reply | str | SkillFunction, slots: dict[str, Any]
    ) -> Due:
        recurrence = when.recurrence if isinstance(when, Moment) else None
        at = when.at if isinstance(when, Moment) else _after(self.now, when) if isinstance(when, timedelta) else when
        elapsed = isinstance(when, timedelta) or (isinstance(when, Moment) and when.elapsed)
        if isinstance(what, str):
            what = Reply(what)
        if isinstance(what, Reply):
            return Due(self.plugin, at, what, None, slots, recurrence, self.person, elapsed=elapsed)
        return Due(self.plugin, at, None, what.__name__, slots, recurrence, self.person, elapsed=elapsed)


def _after(now: datetime, length: timedelta) -> datetime:
    """So much time later: an hour's timer runs an hour in the night when the clock changes, too."""
    return (now.astimezone(UTC) + length).astimezone(now.tzinfo)

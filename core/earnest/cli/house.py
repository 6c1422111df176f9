"""What several commands open and close again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from earnest.cli.output import echo
from earnest.nouns import UNSURE_EMOTION, Emotion, Reply, Transcript, Turn, plain_emotion

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.conversation import Answer
    from earnest.engines.base import Recognizer
    from earnest.host import Plugins
    from earnest.house.household import Household
    from earnest.memory import Memory

Clock = Callable[[], datetime]


@contextmanager
def open_house(config: Config, clock: Clock | None = None) -> Iterator[Household]:
    """The whole house, for as long as the command takes; ``clock`` in place of this machine's."""
    from earnest.house.household import open_household

    house = open_household(config, clock)
    try:
        tell(house.notices)
        yield house
    finally:
        house.close()


@contextmanager
def open_memory(config: Config, *, reading: bool = False) -> Iterator[Memory]:
    """What is kept, for as long as the command takes; what became of a damaged one is told.

    A command that is only ``reading`` is given a copy where the disk takes nothing any more.
    """
    from earnest.memory import Memory

    memory = Memory(config.data, or_read=reading)
    try:
        if memory.fault is not None:
            tell([f"{memory.fault}. What is shown was read all the same"])
        tell_of_damage(memory, config)
        yield memory
        tell_of_damage(memory, config)
    finally:
        memory.close()


def tell_of_damage(memory: Memory, config: Config) -> None:
    """That the memory was damaged and what is in its place, on stderr, once."""
    tell(f"{config.data}: {damage}" for damage in damages(memory))


def damages(memory: Memory) -> Iterator[str]:
    """What became of a damaged memory since this was asked last."""
    instead = {
        "memory restored": "its newest good copy is in its place, so look whether what was kept last is there",
        "memory lost": "there was no copy of it, so everything is to be set again",
    }
    for news in memory.take_news():
        yield f"the memory was damaged; {instead[news]}. What could not be read is kept beside it"


@contextmanager
def open_plugins(config: Config) -> Iterator[Plugins]:
    """The plugins alone: no memory, no voice."""
    from earnest.host import Plugins

    plugins = Plugins(config)
    try:
        plugins.load()
        tell(plugins.notices)
        yield plugins
    finally:
        plugins.close()


def lend_ears(reader: object, plugins: Plugins, config: Config, recognizer: Recognizer | None = None) -> None:
    """Let a reader of emotion use what the recogniser's encoder hears, as in ``earnest run``.

    Without ``recognizer`` the chosen one is loaded for it, if it has an encoder; where there is none, the reader reads
    alone.
    """
    from earnest.errors import EarnestError
    from earnest.house.hearing import Hearing

    overhear = getattr(reader, "overhear", None)
    if overhear is None:
        return
    try:
        engine = plugins.engines.choose("recognizer", config.recognizer, config).engine
        if engine.encodes:
            overhear(Hearing(recognizer or engine.make(config)).encoded)
    except EarnestError:
        return


def tell(notices: Iterable[str]) -> None:
    """What is worth knowing and hinders nothing, on stderr."""
    for notice in notices:
        echo(f"earnest: {notice}", err=True)


def tell_refused(house: Household) -> None:
    """What became of a damaged memory, and which plugins do not live here, and why, on stderr.

    `run` and `doctor` tell it in ways of their own.
    """
    tell_of_damage(house.memory, house.config)
    tell(f"plugin {refused.name} is switched off: {refused.why}" for refused in house.plugins.refused)


def observe_heard(house: Household, turn: Turn) -> None:
    """Tell plugins that watch what was heard and how it was meant; words of distress are Earnest's own."""
    private = house.conversation.is_private(turn.transcript.text)
    house.plugins.observe("heard", insiders_only=private, transcript=turn.transcript)
    if turn.readings:
        house.plugins.observe("felt", emotion=turn.emotion)


class Typed:
    """A conversation by keyboard: typed turns, in an acted mood."""

    def __init__(self, house: Household, mood: str | None = None, person: str | None = None) -> None:
        self.mood = mood
        """The mood that is acted; None leaves it to the words."""
        self._house = house
        self._person = person
        self._number = 0

    def turn(self, text: str) -> Turn:
        """What was typed, as the house hears it."""
        self._number += 1
        emotion, readings = self._feel(text)
        return Turn(self._number, Transcript(text), emotion, self._person, None, readings)

    async def take(self, text: str, interim: Callable[[Reply], Awaitable[None]]) -> tuple[Turn, Answer]:
        """A typed turn and its answer; plugins that watch are told of the same moments as in a spoken one."""
        turn = self.turn(text)
        observe_heard(self._house, turn)
        answer = await self._house.conversation.hear(turn, interim)
        if answer.intent is not None:
            self._house.plugins.observe("answered", intent=answer.intent, reply=answer.reply)
        return turn, answer

    def tone(self, reply: Reply, emotion: Emotion) -> str:
        """The name of the tone a reply would be spoken in."""
        preferences = self._house.memory.read_preferences(self._person)
        return self._house.speaking.tone_for(reply, emotion, preferences).name

    def _feel(self, text: str) -> tuple[Emotion, tuple[Emotion, ...]]:
        from earnest.feeling import fuse, may_read, read_words

        allowed = may_read(self._house.config, self._house.memory.consent("emotion"))
        if self.mood is None and not allowed:
            return UNSURE_EMOTION, ()
        voice = plain_emotion(self.mood) if self.mood else None
        words = read_words(text)
        return fuse(voice, words), tuple(reading for reading in (voice, words) if reading is not None)

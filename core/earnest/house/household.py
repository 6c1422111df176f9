"""The house, put together: config, memory, plugins, conversation, and the engines that were chosen."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from earnest.clocks import zone_fault
from earnest.conversation import Conversation, local_time
from earnest.errors import MemoryFault, MissingPart
from earnest.feeling import may_read, must_ask
from earnest.host import Plugins
from earnest.house.devices import SteadySpeaker
from earnest.house.hearing import Hearing, encoded_by
from earnest.house.muting import MutableMicrophone, is_muted
from earnest.house.ownvoice import delay_of, introduce, keep_delay
from earnest.house.settings import AUTO, check_settings, wanted
from earnest.house.voices import Voices
from earnest.listening.echo import CleanMicrophone
from earnest.memory import Memory
from earnest.thrift import stay_small

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.conversation import Clock
    from earnest.engines.base import Microphone, Speaker, Spotter
    from earnest.engines.registry import Choice, Kind
    from earnest.speaking import Speaking

_OF_A_TURN: tuple[Kind, ...] = ("recognizer", "voice", "emotion", "wake", "endpoint")
"""The slowest first."""
_DEVICES: tuple[Kind, ...] = ("microphone", "speaker")
"""What may come back a moment later, so that nothing else takes its place for good."""
_NO_DEVICES = ("wav", "silent")
"""Loudspeakers that cannot go away."""


class Household:
    """Everything that one home's assistant is made of. Engines are built when first asked for."""

    def __init__(self, config: Config, clock: Clock | None = None) -> None:
        """Raises ConfigError for settings that must be mended first."""
        self.config = config
        self.memory = Memory(config.data, or_read=True)
        self.plugins = Plugins(config)
        self.plugins.excused = lambda: self.memory.fault is not None
        self._beginning: list[threading.Thread] = []
        try:
            self.plugins.load()
            unkept = [] if self.memory.fault is None else [f"{self.memory.fault}. Nothing new is kept until then"]
            unkept += filter(None, [zone_fault()])
            self.notices = [*unkept, *self.plugins.notices, *check_settings(config, self.plugins.engines)]
            """What in the config and around the house has no effect, and that the disk takes nothing, a line each."""
        except BaseException:
            self.close()
            raise
        self.conversation = Conversation(config, self.memory, self.plugins, clock or local_time)
        self.conversation.facts.swap_voice = lambda name: self.voices.swap(name)
        self.conversation.facts.voices = lambda: self.voices.ready()
        self.conversation.facts.voice = lambda: self.voices.speaking.voice.name
        self.conversation.facts.introductions.reader = lambda: self.engine("person")
        self._engines: dict[Kind, Any] = {}
        self._building: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
        self._spoilt: dict[tuple[str, str], str] = {}
        self._voices: Voices | None = None
        self.mutable: MutableMicrophone | None = None
        """The microphone as one that can be muted; None for a recording."""

    def chosen(self, kind: Kind) -> Choice:
        """Which engine the config and this machine choose. Raises ConfigError, MissingPart."""
        engines = self.plugins.engines
        engines.spoilt = self._spoilt
        return engines.choose(kind, wanted(self.config, kind) if kind != "voice" else AUTO, self.config)

    def engine(self, kind: Kind) -> Any:
        """The chosen engine, built once; whoever asks while it is being built waits for it."""
        with self._building[kind]:
            if kind not in self._engines:
                made = self._made(kind)
                if overhear := getattr(made, "overhear", None):  # it can use the recogniser's ears
                    overhear(lambda utterance: encoded_by(self.engine("recognizer"), utterance))
                self._engines[kind] = Hearing(made) if kind == "recognizer" else made
            return self._engines[kind]

    def _made(self, kind: Kind) -> Any:
        """The chosen engine, or where nobody named it the best that can be built."""
        while True:
            engine = self.chosen(kind).engine
            try:
                return engine.make(self.config)
            except MissingPart as fault:
                if kind in _DEVICES or wanted(self.config, kind) != AUTO:
                    raise
                self._spoilt[kind, engine.name] = str(fault)

    @property
    def passed_over(self) -> list[str]:
        """What could not be built, and why; something else of its kind was taken."""
        return [f"{kind}: {why}" for (kind, _), why in self._spoilt.items()]

    def begin(self) -> None:
        """Start to build what a turn needs, side by side. What cannot be built is told to whoever asks for it."""
        stay_small()
        for kind in _OF_A_TURN:
            work = partial(getattr, self, "speaking") if kind == "voice" else partial(self.engine, kind)
            thread = threading.Thread(target=_try, args=(work,), name=f"earnest-{kind}", daemon=True)
            thread.start()
            self._beginning.append(thread)

    def hear_better(self) -> str:
        """Hear with what is the best recogniser now, from the next utterance on; its name. Raises MissingPart."""
        recognizer = self.chosen("recognizer").engine.make(self.config)
        hearing = self.engine("recognizer")
        hearing.swap(recognizer)
        hearing.warm()
        return str(recognizer.name)

    def spotter(self) -> Spotter | None:
        """Who hears "stop" and "snooze" without a wake word; None where nobody can."""
        try:
            found: Spotter = self.engine("spotter")
        except MissingPart:
            return None
        return found

    def _spotter_name(self) -> str | None:
        try:
            return self.chosen("spotter").engine.name
        except MissingPart:
            return None

    def devices(self) -> tuple[Microphone, Speaker]:
        """The chosen microphone, which hears without our own voice, and the loudspeaker.

        Each comes back after it failed. Raises ConfigError, MissingPart.
        """
        speaker, name = self._speaker(), self.speaker_name
        delay = delay_of(name, self.config.data)
        microphone = introduce(self._microphone(), speaker, self.chosen("endpoint").engine.make(self.config), delay)
        if isinstance(microphone, CleanMicrophone):
            microphone.measured = lambda seconds: keep_delay(name, seconds, self.config.data)
        return microphone, speaker

    @property
    def speaker_name(self) -> str:
        """The loudspeaker, as the settings name it."""
        return f"{self.chosen('speaker').engine.name}: {self.config.speaker.device or 'the default'}"

    def _microphone(self) -> Microphone:
        engine = self.chosen("microphone").engine
        first: Microphone = self.engine("microphone")
        if not first.live:
            return first
        self.mutable = MutableMicrophone(first, lambda: engine.make(self.config), is_muted(self.config.data))
        return self.mutable

    def _speaker(self) -> Speaker:
        engine = self.chosen("speaker").engine
        first: Speaker = self.engine("speaker")
        return first if engine.name in _NO_DEVICES else SteadySpeaker(first, lambda: engine.make(self.config))

    @property
    def voices(self) -> Voices:
        """The voice that speaks, and how it changes. Raises CardError, MissingPart."""
        with self._building["voice"]:
            if self._voices is None:
                self._voices = Voices(self.config, self.memory, self.plugins)
            return self._voices

    @property
    def speaking(self) -> Speaking:
        """The house's mouth."""
        return self.voices.speaking

    def may_read(self) -> bool:
        """Whether the household agreed to have feelings read. Raises ConfigError where the law forbids it.

        Not while the memory cannot be read: nobody knows then what was said.
        """
        try:
            return may_read(self.config, self.memory.consent("emotion"))
        except MemoryFault:
            return False

    def must_ask_consent(self) -> bool:
        """Whether the household is still to be asked, once."""
        asked = self.memory.consent("emotion-asked") is not None
        return not asked and must_ask(self.config, self.memory.consent("emotion"))

    def may_keep_diary(self) -> bool:
        """Whether the household agreed to have moods remembered. A spoken "no" outlasts a "yes" in the config."""
        told = self.memory.consent("diary")
        return told is not False and (told is True or self.config.diary == "yes")

    def summary(self) -> dict[str, Any]:
        """What the house is made of, for ``ready`` and ``doctor``."""
        kinds: tuple[Kind, ...] = ("wake", "endpoint", "recognizer", "emotion", "person")
        return {
            "engines": {kind: self.chosen(kind).engine.name for kind in kinds} | {"voice": self.speaking.voice.name},
            "plugins": [plugin.name for plugin in self.plugins.loaded],
            "refused": [{"plugin": refused.name, "why": refused.why} for refused in self.plugins.refused],
            "notices": [*self.notices, *self.passed_over],
            "emotion_reading": "on" if self.may_read() else "off",
            "without_wake_word": self._spotter_name(),
            "chimes": [name for name, on in self.config.chimes if on],
        }

    def close(self) -> None:
        """Stop the plugins and close the memory."""
        for thread in self._beginning:
            thread.join()
        self.plugins.close()
        self.memory.close()


def _try(work: Callable[[], object]) -> None:
    with suppress(Exception):  # asked for again, it fails again, and then somebody hears of it
        work()


def open_household(config: Config, clock: Clock | None = None) -> Household:
    """Open the house, where ``clock`` tells the time, else this machine.

    Raises UserFault with the remedy when something in it cannot be used.
    """
    return Household(config, clock)

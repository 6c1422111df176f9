"""The listening loop: frames in, ``Wake`` and ``Utterance`` out, by the table. One function per state."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from earnest.engines.base import FRAME
from earnest.listening.capture import Capture
from earnest.listening.echo import CleanMicrophone
from earnest.listening.heard import Heard, Pause
from earnest.listening.nearness import APART, BEFORE, WORD, Nearness
from earnest.listening.spotting import Spotting
from earnest.listening.table import Event, State, step
from earnest.nouns import RATE, Wake

if TYPE_CHECKING:
    from earnest.config import ListeningSettings
    from earnest.engines.base import EndOfSpeech, Microphone, WakeWord
    from earnest.intents.completeness import Completeness
    from earnest.nouns import Samples

FRAME_SECONDS = FRAME / RATE
MARGIN = 0.08
"""Seconds before the moment of waking from which a command said in the same breath is kept: 0.05 and what a second look
at the word takes on the mean."""
BUTTON = "button"
"""The wake word's name when it was a button that woke the house."""
LEAVING = 1.0
"""Seconds that the thread of the ears may take to end; one that hangs in a device is left behind."""


_BUSY = (State.THINKING, State.SPEAKING, State.RINGING)
_TOLD = (Event.REPLIED, Event.ASKED, Event.FINISHED, Event.ANSWERED, Event.RANG)
_SPOTTED: Mapping[str, Event] = MappingProxyType({"stop": Event.STOPPED, "snooze": Event.SNOOZED})

logger = logging.getLogger(__name__)


class Listening:
    """The ears: pulls frames in a thread of its own and tells what it heard. Open within ``async with``."""

    def __init__(
        self,
        microphone: Microphone,
        wake: WakeWord,
        endpoint: EndOfSpeech,
        settings: ListeningSettings,
        *,
        pauses: bool = False,
    ) -> None:
        """``pauses``: whether pauses are told too; each is answered by ``judge``, and a recording waits for that."""
        self.state = State.IDLE
        self._microphone = microphone
        self._wake = wake
        self._endpoint = endpoint
        self._settings = settings
        self._briefly = settings.model_copy(update={"patience": settings.follow_up})
        self._frames, self._closing = 0, False
        self._recent: deque[Samples] = deque(maxlen=BEFORE)
        self._behind: deque[Samples] = deque(maxlen=BEFORE)
        self._own = microphone if isinstance(microphone, CleanMicrophone) else None
        self._capture: Capture | None = None
        self._nearness: Nearness | None = None
        self._told: deque[Event] = deque()
        self.moved: Callable[[State], None] = lambda _state: None
        """Told of every change of state, in the thread of whoever opened it."""
        self._tells_pauses = pauses
        self.spotting = Spotting()
        self._judged: deque[tuple[Completeness, float]] = deque()
        self._unjudged: float | None = None
        self._news = threading.Condition()
        self._heard: asyncio.Queue[Heard | Exception | None] = asyncio.Queue()
        self._work: dict[State, Callable[[Samples, Wake | None], None]] = {
            State.IDLE: self._idle,
            State.LISTENING: self._listen,
            State.THINKING: self._think,
            State.SPEAKING: self._speak,
            State.ASKING: self._ask,
            State.FOLLOWING: self._ask,
            State.RINGING: self._speak,
        }

    @property
    def lives(self) -> bool:
        """Whether sound goes on whether or not somebody listens, so that time passes and somebody can come."""
        return self._microphone.live

    @property
    def now(self) -> float:
        """Seconds of sound heard so far."""
        return self._frames * FRAME_SECONDS

    async def __aenter__(self) -> Self:
        """Open the microphone; what is said from now on is heard.

        Raises MissingPart or SoundError when it cannot be opened.
        """
        self._loop = asyncio.get_running_loop()
        await asyncio.to_thread(self._microphone.open)
        self._ears = threading.Thread(target=self._run, name="earnest-ears", daemon=True)
        self._ears.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        with self._news:
            self._closing = True
            self._news.notify()
        await asyncio.to_thread(self._microphone.close)
        await asyncio.to_thread(self._ears.join, LEAVING)

    async def events(self) -> AsyncIterator[Heard]:
        """Every wake, pause and utterance, until the stream ends. Raises EngineError when the microphone fails."""
        while (news := await self._heard.get()) is not None:
            if isinstance(news, Exception):
                raise news
            yield news

    def tell(self, event: Event | str) -> None:
        """What the assistant does: ``replied`` (it begins to speak), ``asked`` (it waits for an answer), ``finished``,
        ``answered`` (it is done and listens on), ``rang`` (something begins to ring).

        Raises ValueError for an event that is heard and not told.
        """
        event = Event(event)
        if event not in _TOLD:
            raise ValueError(f"{event!r} is heard, not told; tell one of {', '.join(_TOLD)}")
        with self._news:
            self._told.append(event)
            self._news.notify()

    def judge(self, pause: Pause, words: Completeness) -> None:
        """What the words up to a pause are; too late for an utterance that is over, it says nothing."""
        with self._news:
            self._judged.append((words, pause.utterance.voiced))
            self._news.notify()

    def _deliver(self, news: Heard | Exception | None) -> None:
        """From the thread of the ears to the assistant's."""
        self._loop.call_soon_threadsafe(self._heard.put_nowait, news)

    def _run(self) -> None:
        """The thread: until the microphone ends, one frame after another, each by the state it falls in."""
        try:
            while not self._closing:
                self._obey()
                frame = None if self._closing else self._microphone.read()
                if frame is None and not self._run_out():
                    break
                if frame is not None:
                    self._hear(frame)
            self._deliver(None)
        except Exception as fault:  # whatever stops the ears has to reach the assistant
            logger.debug("the ears stopped with %s", type(fault).__name__)
            self._deliver(fault)

    def _obey(self) -> None:
        """Follow what the assistant told; a recording waits until it may be heard again."""
        with self._news:
            while True:
                while self._told:
                    self._follow(self._told.popleft())
                while self._judged:
                    self._take_judgement(*self._judged.popleft())
                waits = self.state in _BUSY or self._unjudged is not None
                if self._closing or self._microphone.live or not waits:
                    return
                self._news.wait()

    def _follow(self, event: Event) -> None:
        """Move by the table; a question begins to wait for its answer."""
        before = self._move(event)
        if self.state in (State.SPEAKING, State.RINGING) and before is not self.state:
            self.spotting.begin()
        if self.state in (State.ASKING, State.FOLLOWING) and before is not self.state:
            self._capture = None

    def _move(self, event: Event) -> State:
        """Take the step that the table says, and tell; the state before."""
        before, self.state = self.state, step(self.state, event)
        if self.state is not before:
            self._loop.call_soon_threadsafe(self.moved, self.state)
        return before

    def _take_judgement(self, words: Completeness, voiced: float) -> None:
        if self._capture is not None:
            self._capture.judge(words, voiced)
        if self._unjudged == voiced:
            self._unjudged = None

    def _hear(self, frame: Samples) -> None:
        self._frames += 1
        if self.state is State.RINGING:
            frame = self.spotting.without_ring(frame)
        self._recent.append(frame)
        if self.state is State.IDLE and not (self._own is not None and self._own.audible):
            self._behind.append(frame)
        heard, wake = self._wake.hear(frame), None
        if self.spotting.take_wake():
            wake = Wake("button", 1.0, self.now)
        elif heard is not None and (self._own is None or self._own.foreign):
            wake = Wake(heard.word, heard.score, self.now)
        self._work[self.state](frame, wake)

    def _idle(self, _frame: Samples, wake: Wake | None) -> None:
        if wake is not None:
            self._woken(wake, Event.WOKE)

    def _listen(self, frame: Samples, wake: Wake | None) -> None:
        capture = self._capture
        assert capture is not None
        if wake is not None and capture.wake is None:  # what began as an answer is a wake word
            self._woken(wake, Event.WOKE)
            return
        if capture.wake is None and self._hears_itself():
            self._caught(capture, Event.OURS)
            return
        event = capture.add(frame)
        if event is not None:
            self._caught(capture, event)

    def _think(self, _frame: Samples, wake: Wake | None) -> None:
        """What is said while the assistant thinks is not for it, but for a wake word."""
        if wake is not None:
            self._woken(wake, Event.WOKE)

    def _speak(self, frame: Samples, wake: Wake | None) -> None:
        """While the house speaks or something rings."""
        if wake is not None:
            self._woken(wake, Event.BARGED_IN)
        elif (spotted := self.spotting.hear(frame)) is not None:
            self._move(_SPOTTED[spotted.word])
            self._deliver(spotted)

    def _ask(self, frame: Samples, wake: Wake | None) -> None:
        if wake is not None:
            self._woken(wake, Event.WOKE)
        elif self._hears_itself():
            self._capture = None
        else:
            for heard in self._since_they_began(frame):
                capture = self._capture
                event = None if capture is None else capture.add(heard)
                if capture is not None and event is not None:
                    self._caught(capture, event)

    def _hears_itself(self) -> bool:
        """Whether what is heard is our own voice, and nobody else's over it."""
        return self._own is not None and self._own.audible and not self._own.said_over

    def _since_they_began(self, frame: Samples) -> list[Samples]:
        """The frames of an answer that are new: the last one; at its beginning also what was said over the question."""
        if self._capture is not None:
            return [frame]
        over = self._own.said_over if self._own is not None and self.state is State.ASKING else []
        said = over or [frame]
        begins = self.now - len(said) * FRAME_SECONDS
        settings = self._briefly if self.state is State.FOLLOWING else self._settings
        self._capture = Capture(self._endpoint, settings, begins, nearness=self._nearness)
        return said

    def _woken(self, wake: Wake, event: Event) -> None:
        """A turn opens; what was said in the same breath belongs to it."""
        self._move(event)
        self._deliver(wake)
        heard = list(self._recent)
        kept = heard[-round(MARGIN / FRAME_SECONDS) :]
        for _ in range(min(len(self._behind), WORD + APART)):
            self._behind.pop()  # the wake word itself is not behind anybody
        self._nearness = Nearness(heard, self._behind)
        begins = self.now - len(kept) * FRAME_SECONDS
        self._capture = Capture(self._endpoint, self._settings, begins, wake, self._nearness)
        for frame in kept:
            self._capture.add(frame)

    def _caught(self, capture: Capture, event: Event) -> None:
        """Speech began, paused or is over; when it is over, the utterance goes to the assistant."""
        self._move(event)
        if event is Event.PAUSED and self._tells_pauses:
            pause = Pause(capture.utterance(event))
            self._unjudged = pause.utterance.voiced
            self._deliver(pause)
        if self.state is not State.LISTENING:
            self._capture = self._unjudged = None
        if self.state is State.THINKING:
            self._deliver(capture.utterance(event))

    def _run_out(self) -> bool:
        """The stream has ended: what is being said is an utterance as it is. False when nobody waits for one."""
        capture, self._capture = self._capture, None
        if self._closing or self.state not in (State.LISTENING, State.ASKING):
            return False
        capture = capture or Capture(self._endpoint, self._settings, self.now)
        self._caught(capture, Event.ENDED if capture.voiced else Event.NO_SPEECH)
        return True

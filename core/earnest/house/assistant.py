"""One turn, end to end: wake, transcribe, feel, answer, speak."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from earnest import events
from earnest.conversation import Answer, phrases
from earnest.engines.base import Spotted
from earnest.feeling import distress, fuse, read_words
from earnest.house.ahead import Ahead
from earnest.house.buttons import put_on
from earnest.house.early import Early
from earnest.house.falling_due import FallingDue
from earnest.house.following import After, Following
from earnest.house.mouth import Mouth
from earnest.house.muting import Muting
from earnest.house.remembering import remember
from earnest.house.renewal import keep_up
from earnest.house.service import feed_watchdog, tell_systemd
from earnest.house.showing import Showing
from earnest.house.speakers import Speakers, Spoken
from earnest.house.supervisor import Supervisor, reason
from earnest.house.unasked import Unasked
from earnest.house.warming import warm_up
from earnest.intents.completeness import Completeness
from earnest.legible import all_legible
from earnest.listening import Listening, Pause, strip_wake_word
from earnest.nouns import UNSURE_EMOTION, Emotion, Transcript, Turn, Utterance, Wake
from earnest.thrift import give_back

if TYPE_CHECKING:
    from earnest.engines.base import Microphone, Speaker
    from earnest.house.household import Household

log = logging.getLogger(__name__)


class Assistant:
    """Listens on a microphone and answers on a speaker, until the stream ends."""

    def __init__(self, house: Household, microphone: Microphone, speaker: Speaker, emit: events.Emit) -> None:
        self._house = house
        self._emit_event = emit
        self._recognizer = house.engine("recognizer")
        self._recognizer.expect(house.conversation.router.phrases)
        self._reader = house.engine("emotion")
        self._live = microphone.live
        wake, endpoint = house.engine("wake"), house.engine("endpoint")
        self._listening = Listening(microphone, wake, endpoint, house.config.listening, pauses=True)
        self._listening.spotting.spotter = house.spotter()
        self._ahead, self._feelings = Ahead(self._recognise), Ahead(self._feel)
        self._speakers = Speakers(house)
        self._following = Following(house, self._ahead, live=self._live)
        self._mouth = Mouth(house, speaker, self._listening, self._emit)
        self._early = Early(house, self._mouth)
        self._supervisor = Supervisor(self._emit)
        self._supervisor.look_after(microphone, speaker)
        self._unasked = Unasked(house, self._mouth, self._listening, self._supervisor)
        self._showing = Showing(house, self._mouth, self._live)
        self._listening.moved = self._showing.moved
        self._falling_due = FallingDue(house, self._mouth, self._listening, self._supervisor, self._showing)
        self._muting = Muting(house.config.data, house.mutable, self._showing.muted)
        put_on(house, self._listening, self._muting)
        self._turn = 0
        self._at = 0.0
        self._working: asyncio.Task[None] | None = None
        self._looking: set[asyncio.Task[None]] = set()
        self.person: str | None = None
        """Who is taken to be speaking, whatever the voice says; None leaves it to the voice."""

    async def run(self) -> None:
        """Listen and answer until the stream ends. It is ready once the microphone is open, and not before."""
        self._supervisor.begin()
        async with self._listening:
            self._emit({"event": "ready", **self._house.summary(), "muted": self._muting.on})
            tell_systemd("READY=1")
            self._house.plugins.observe("started")
            try:
                await self._serve()
            finally:
                self._mouth.hush()
                await self._house.conversation.drop()
                self._house.plugins.observe("stopping")

    async def _serve(self) -> None:
        """Every turn, beside them what goes on by itself, and at the end what has fallen due."""
        works = (
            asyncio.to_thread(warm_up, self._house),
            self._supervisor.keep("scheduler", self._speak_up),
            self._supervisor.keep("supervisor", lambda: self._supervisor.watch_memory(self._house.memory)),
            self._unasked.say_notices(),
            self._muting.follow(),
            feed_watchdog(lambda: self._listening.now),
            keep_up(self._house, self._supervisor),
        )
        beside = [asyncio.create_task(self._looked_after(work)) for work in works]
        try:
            async for heard in self._listening.events():
                await self._attend(heard)
            await self._unasked.hear_out(self._working)
            await self._falling_due.speak_what_came()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def _speak_up(self) -> None:
        if self._live:
            await self._unasked.ask_consent()
        await self._falling_due.speak_what_comes()

    async def _looked_after(self, work: Awaitable[None]) -> None:
        """Work beside the listening; when it fails, that is told and the house goes on without it."""
        try:
            await work
        except Exception as fault:
            self._report(fault)

    async def _attend(self, heard: Wake | Pause | Utterance | Spotted) -> None:
        """A wake word silences what is being said, words are looked at in a pause, an utterance begins a turn."""
        if isinstance(heard, Pause):
            looking = asyncio.create_task(self._look_at(heard))
            self._looking.add(looking)
            looking.add_done_callback(self._looking.discard)
            return
        if isinstance(heard, Spotted):
            await self._interrupt(heard)
            return
        if isinstance(heard, Wake):
            self._early.drop()
            self._falling_due.woken()
            await self._hush()
            self._turn += 1
            self._at = heard.at
            self._emit(events.wake_event(heard))
            self._showing.woken(heard)
            return
        if heard.wake is None:
            self._turn += 1
        self._at = heard.ended
        self._working = asyncio.create_task(self._guarded(heard))
        if not self._live:
            await self._working

    async def _interrupt(self, spotted: Spotted) -> None:
        """ "Stop" or "snooze" without a wake word, to what rings or speaks."""
        if not self._falling_due.interrupt(spotted):
            await self._hush()
            await self._house.conversation.drop()
        self._mouth.hush()

    async def _look_at(self, pause: Pause) -> None:
        """Recognise what was said so far, tell the ears what the words are, and begin an answer if they may be all."""
        words: Completeness = "open"
        if self._ahead.busy:
            self._listening.judge(pause, words)
            return
        number = self._turn if pause.utterance.wake else self._turn + 1
        feeling = self._feelings.begin(pause)
        try:
            transcript = await self._ahead.begin(pause)
            self._emit({**events.partial_event(transcript), "turn": number})
            words = self._house.conversation.completeness(transcript.text)
            self._listening.judge(pause, words)
            if words != "unfinished":
                voice, spoken = await feeling
                emotion, readings = self._fused(transcript, voice)
                await self._early.begin(pause, Turn(number, transcript, emotion, spoken.name, None, readings))
        except Exception as fault:  # told when the utterance is over, if the voice does not come back
            log.info("a pause was not looked at: %s", type(fault).__name__)
            self._listening.judge(pause, words)

    async def _recognise(self, utterance: Utterance) -> Transcript:
        transcript = await asyncio.to_thread(self._recognizer.transcribe, utterance)
        return strip_wake_word(transcript, utterance.wake)

    async def _feel(self, utterance: Utterance) -> tuple[Emotion | None, Spoken]:
        """The voice's reading, None where nobody agreed to it; and whose voice it is."""
        spoken = await self._speakers.listen(utterance, self.person)
        if not self._house.may_read():
            return None, spoken
        usual = self._speakers.usual(spoken)
        emotion: Emotion = await asyncio.to_thread(self._reader.read, utterance, usual)
        return emotion, spoken

    async def _guarded(self, utterance: Utterance) -> None:
        """One turn; whatever goes wrong in it, the person hears so and the house listens again."""
        then: After = "finished"
        try:
            async with self._mouth.floor:
                if await self._following.is_turn(utterance):
                    then = await self._take_turn(utterance)
                    if then != "asked":
                        await self._falling_due.tell_unanswered()
                else:
                    self._early.drop()
        except Exception as fault:
            then = "finished"
            self._report(fault)
            self._showing.failed()
            await self._unasked.apologise()
        self._listening.tell(then)
        await asyncio.to_thread(give_back)

    def _report(self, fault: Exception) -> None:
        self._supervisor.tell(type(fault).__name__, reason(fault))
        log.error("turn %d: %s", self._turn, type(fault).__name__)

    async def _take_turn(self, utterance: Utterance) -> After:
        """One turn, top to bottom; what is told to the ears then."""
        began = utterance.made
        self._emit(events.utterance_event(utterance))
        if utterance.ended_by == "no-speech":
            return "asked" if await self._answer_silence() else "finished"
        transcript, voice, spoken, ms = await self._understand(utterance)
        emotion, readings = self._felt(transcript, voice)
        turn = Turn(self._turn, transcript, emotion, spoken.name, utterance, readings)
        asked = time.monotonic()
        answer = await self._house.conversation.hear(turn, self._mouth.interim, self._early.take(utterance))
        ms["skill"] = _ms(asked)
        first_audio = await self._say(answer, emotion)
        ms["first_audio"], ms["total"] = round(1000 * (first_audio - began), 1), _ms(began)
        self._emit({"event": "turn", "ms": ms})
        await asyncio.to_thread(remember, self._house, turn, spoken)
        return self._following.after(transcript.text, asked=answer.expects_answer)

    async def _understand(self, utterance: Utterance) -> tuple[Transcript, Emotion | None, Spoken, dict[str, float]]:
        """Recogniser, emotion reader and speaker reader on the same utterance, at the same time."""
        ms: dict[str, float] = {}

        async def timed(name: str, work: Awaitable[Any]) -> Any:
            began = time.monotonic()
            result = await work
            ms[name] = _ms(began)
            return result

        recognising = timed("recognise", self._ahead.take(utterance))
        feeling = timed("feel", self._feelings.take(utterance))
        transcript, (emotion, spoken) = await asyncio.gather(recognising, feeling)
        self._emit(events.transcript_event(transcript))
        if spoken.who is not None:
            self._emit(events.speaker_event(spoken.who))
        self._speakers.note(spoken)
        before = self._house.conversation.facts.last_reply or ""
        private = distress(transcript.text, before, self._house.config.language_code) is not None
        self._house.plugins.observe("heard", insiders_only=private, transcript=transcript)
        return transcript, emotion, spoken, ms

    def _fused(self, transcript: Transcript, voice: Emotion | None) -> tuple[Emotion, tuple[Emotion, ...]]:
        """Voice and words together; nothing at all where nobody said yes to it."""
        if voice is None:
            return UNSURE_EMOTION, ()
        words = read_words(transcript.text)
        return replace(fuse(voice, words), floor=self._house.config.emotion.floor), (voice, words)

    def _felt(self, transcript: Transcript, voice: Emotion | None) -> tuple[Emotion, tuple[Emotion, ...]]:
        """The same, told."""
        emotion, readings = self._fused(transcript, voice)
        if readings:
            self._emit(events.emotion_event(emotion))
            self._house.plugins.observe("felt", emotion=emotion)
        return emotion, readings

    async def _answer_silence(self) -> bool:
        answer = await self._house.conversation.silence(self._mouth.interim)
        await self._say(answer or Answer(phrases.say("nothing_said", self._house.config.language_code)), UNSURE_EMOTION)
        return answer is not None and answer.expects_answer

    async def _say(self, answer: Answer, emotion: Emotion) -> float:
        """Tell who answers, then speak; the monotonic time of the first sound."""
        self._emit(events.intent_event(answer.intent))
        if answer.intent is not None:
            self._house.plugins.observe("answered", intent=answer.intent, reply=answer.reply)
        return await self._mouth.speak(answer.reply, emotion)

    async def _hush(self) -> None:
        """Stop speaking and let go of the turn in progress."""
        self._mouth.hush()
        if self._working is not None and not self._working.done():
            self._working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._working
        await self._house.conversation.interrupt()

    def _emit(self, event: events.Event) -> None:
        turn = {"turn": self._turn} if self._turn else {}
        told = {"event": event["event"], **turn, "at": round(self._at, 3), **event}
        self._emit_event(all_legible(told))


def _ms(since: float) -> float:
    """Milliseconds since a monotonic time."""
    return round(1000 * (time.monotonic() - since), 1)

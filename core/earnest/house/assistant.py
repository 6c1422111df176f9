"""One turn, end to end: wake, transcribe, feel, answer, speak."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest import events
from earnest.conversation import Answer, phrases
from earnest.errors import EarnestError
from earnest.feeling import distress, fuse, read_words
from earnest.feeling.people import learned_from_turn
from earnest.house.renewal import keep_up
from earnest.house.schedule import Schedule
from earnest.listening import Listening, State, strip_wake_word
from earnest.memory import DiaryEntry
from earnest.nouns import RATE, UNSURE, UNSURE_EMOTION, Emotion, Reply, Sound, Transcript, Turn, Utterance, Wake

if TYPE_CHECKING:
    from earnest.engines.base import Microphone, Speaker
    from earnest.house.household import Household
    from earnest.talk import Due

log = logging.getLogger(__name__)


class Assistant:
    """Listens on a microphone and answers on a speaker, until the stream ends."""

    def __init__(self, house: Household, microphone: Microphone, speaker: Speaker, emit: events.Emit) -> None:
        self._house = house
        self._emit_event = emit
        self._speaker = speaker
        self._recognizer = house.engine("recognizer")
        self._recognizer.expect(house.conversation.router.phrases)
        self._reader = house.engine("emotion")
        self._speaking = house.speaking
        self._live = microphone.live
        self._listening = Listening(microphone, house.engine("wake"), house.engine("endpoint"), house.config.listening)
        self._schedule = Schedule(house.memory, house.conversation.clock, lambda: self._listening.state is State.IDLE)
        self._floor = asyncio.Lock()
        self._turn = 0
        self._at = 0.0
        self._working: asyncio.Task[None] | None = None
        self.person: str | None = None
        """Who is taken to be speaking."""

    async def run(self) -> None:
        """Listen and answer until the stream ends. It is ready once the microphone is open, and not before."""
        async with self._listening:
            self._emit({"event": "ready", **self._house.summary()})
            self._house.plugins.observe("started")
            try:
                await self._serve()
            finally:
                await self._house.conversation.drop()
                self._house.plugins.observe("stopping")

    async def _serve(self) -> None:
        """Every turn, beside them what goes on by itself, and at the end what has fallen due."""
        works = (asyncio.to_thread(self._warm_up), self._speak_unasked(), keep_up(self._house, self._tell))
        beside = [asyncio.create_task(self._looked_after(work)) for work in works]
        try:
            async for heard in self._listening.events():
                await self._attend(heard)
            if self._working is not None:
                await self._working
            while (ripe := self._schedule.ripe()) is not None:
                await self._speak_due(*ripe)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def _looked_after(self, work: Awaitable[None]) -> None:
        """Work beside the listening; when it fails, that is told and the house goes on without it."""
        try:
            await work
        except Exception as fault:
            self._report(fault)

    def _warm_up(self) -> None:
        """What is made ready at first use is used once, so that the first turn is as quick as the others."""
        self._house.conversation.router.route("hello", self._house.conversation.clock())
        distress("hello")
        if self._house.may_read():
            self._reader.read(Utterance(Sound(np.zeros(RATE, np.int16))))
            read_words("hello")

    async def _attend(self, heard: Wake | Utterance) -> None:
        """A wake word silences whatever is being said; an utterance begins a turn."""
        if isinstance(heard, Wake):
            await self._hush()
            self._turn += 1
            self._at = heard.at
            self._emit(events.wake_event(heard))
            return
        if heard.wake is None:
            self._turn += 1
        self._at = heard.ended
        self._working = asyncio.create_task(self._guarded(heard))
        if not self._live:
            await self._working

    async def _guarded(self, utterance: Utterance) -> None:
        """One turn; whatever goes wrong in it, the person hears so and the house listens again."""
        asked = False
        try:
            async with self._floor:
                asked = await self._take_turn(utterance)
        except Exception as fault:
            await self._apologise(fault)
        self._listening.tell("asked" if asked else "finished")

    async def _apologise(self, fault: Exception) -> None:
        """A turn failed: say so."""
        self._report(fault)
        with contextlib.suppress(EarnestError):
            await self._speak(phrases.say("trouble", self._house.config.language_code), UNSURE_EMOTION)

    def _report(self, fault: Exception) -> None:
        """What somebody said may be in a stranger's exception, so only our own are quoted."""
        what = str(fault) if isinstance(fault, EarnestError) else "an unexpected fault"
        self._tell(type(fault).__name__, what)
        log.error("turn %d: %s", self._turn, type(fault).__name__)

    async def _take_turn(self, utterance: Utterance) -> bool:
        """One turn, top to bottom; whether a question is left open."""
        began = utterance.made
        self._emit(events.utterance_event(utterance))
        if utterance.ended_by == "no-speech":
            return await self._answer_silence()
        transcript, voice, ms = await self._understand(utterance)
        emotion, readings = self._fuse(transcript, voice)
        turn = Turn(self._turn, transcript, emotion, self.person, utterance, readings)
        asked = time.monotonic()
        answer = await self._house.conversation.hear(turn, self._interim)
        ms["skill"] = _ms(asked)
        first_audio = await self._say(answer, emotion)
        ms["first_audio"], ms["total"] = round(1000 * (first_audio - began), 1), _ms(began)
        self._emit({"event": "turn", "ms": ms})
        await asyncio.to_thread(self._remember, turn)
        return answer.expects_answer

    async def _understand(self, utterance: Utterance) -> tuple[Transcript, Emotion | None, dict[str, float]]:
        """Recogniser and emotion reader on the same utterance, at the same time."""
        ms: dict[str, float] = {}

        async def timed(name: str, work: Any, *given: Any) -> Any:
            began = time.monotonic()
            result = await asyncio.to_thread(work, *given)
            ms[name] = _ms(began)
            return result

        async def feel() -> Emotion | None:
            if not self._house.may_read():
                ms["feel"] = 0.0
                return None
            usual = self._house.memory.usual_voice(self.person) if self.person else None
            emotion: Emotion = await timed("feel", self._reader.read, utterance, usual)
            return emotion

        transcript, emotion = await asyncio.gather(timed("recognise", self._recognizer.transcribe, utterance), feel())
        transcript = strip_wake_word(transcript, utterance.wake)
        self._emit(events.transcript_event(transcript))
        private = distress(transcript.text) is not None
        self._house.plugins.observe("heard", insiders_only=private, transcript=transcript)
        return transcript, emotion, ms

    def _fuse(self, transcript: Transcript, voice: Emotion | None) -> tuple[Emotion, tuple[Emotion, ...]]:
        """Voice and words together; nothing at all where nobody said yes to it."""
        if voice is None:
            return UNSURE_EMOTION, ()
        words = read_words(transcript.text)
        emotion = replace(fuse(voice, words), floor=self._house.config.emotion.floor)
        self._emit(events.emotion_event(emotion))
        self._house.plugins.observe("felt", emotion=emotion)
        return emotion, (voice, words)

    def _remember(self, turn: Turn) -> None:
        """How somebody felt, for the diary, and how they usually sound: each only where they agreed to it."""
        memory, emotion = self._house.memory, turn.emotion
        if not turn.readings or turn.utterance is None:
            return
        if emotion.label != UNSURE and self._house.may_keep_diary():
            shades = emotion.label, emotion.confidence, emotion.arousal, emotion.valence
            memory.write_mood(DiaryEntry(self._house.conversation.clock(), *shades, turn.person))
        if turn.person is not None:
            known = memory.usual_voice(turn.person)
            after = learned_from_turn(turn.person, turn.utterance, known, emotion, turn.readings)
            if after is not None:
                memory.keep_usual_voice(after)

    async def _answer_silence(self) -> bool:
        answer = await self._house.conversation.silence(self._interim)
        await self._say(answer or Answer(phrases.say("nothing_said", self._house.config.language_code)), UNSURE_EMOTION)
        return answer is not None and answer.expects_answer

    async def _interim(self, reply: Reply) -> None:
        await self._speak(reply, UNSURE_EMOTION)

    async def _say(self, answer: Answer, emotion: Emotion) -> float:
        """Tell who answers, then speak; the monotonic time of the first sound."""
        self._emit(events.intent_event(answer.intent))
        if answer.intent is not None:
            self._house.plugins.observe("answered", intent=answer.intent, reply=answer.reply)
        return await self._speak(answer.reply, emotion)

    async def _speak(self, reply: Reply, emotion: Emotion) -> float:
        """Speech plays as it is made; the monotonic time of the first sound. An empty reply is silence."""
        if not reply.text:
            return time.monotonic()
        tone = self._speaking.tone_for(reply, emotion, self._house.conversation.facts.preferences())
        self._house.conversation.facts.last_tone = tone.name
        self._emit(events.reply_event(reply, tone.name))
        self._listening.tell("replied")
        first, seconds, voice = 0.0, 0.0, ""
        async with contextlib.aclosing(self._speaking.speak(reply.text, tone)) as pieces:
            async for speech in pieces:
                first = first or time.monotonic()
                seconds, voice = seconds + speech.sound.seconds, speech.voice
                if not await asyncio.to_thread(self._speaker.play, speech.sound):
                    break
        self._emit({"event": "speech", "voice": voice, "seconds": round(seconds, 3)})
        return first or time.monotonic()

    async def _hush(self) -> None:
        """Stop speaking and let go of the turn in progress."""
        self._speaker.stop()
        if self._working is not None and not self._working.done():
            self._working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._working

    async def _speak_unasked(self) -> None:
        """What the house says by itself, between turns: the question of consent once, then what falls due."""
        if self._live and self._house.must_ask_consent():
            async with self._floor:
                answer = await self._house.conversation.ask_consent(self._interim)
                await self._speak(answer.reply, UNSURE_EMOTION)
            self._listening.tell("asked")
        async for due, missed in self._schedule.coming():
            await self._speak_due(due, missed)

    async def _speak_due(self, due: Due, missed: bool) -> None:
        """One thing that fell due. It is forgotten only when it was spoken."""
        asked = False
        try:
            async with self._floor:
                answer = await self._house.conversation.fall_due(due, self._interim, missed=missed)
                asked = answer.expects_answer
                if answer.reply.text:
                    self._emit({"event": "due", "plugin": due.plugin, "text": answer.reply.text, "missed": missed})
                await self._speak(answer.reply, UNSURE_EMOTION)
        finally:
            self._schedule.done(due)
        self._listening.tell("asked" if asked else "finished")

    def _tell(self, where: str, what: str) -> None:
        self._emit(events.error_event(where, what))

    def _emit(self, event: events.Event) -> None:
        turn = {"turn": self._turn} if self._turn else {}
        self._emit_event({"event": event["event"], **turn, "at": round(self._at, 3), **event})


def _ms(since: float) -> float:
    """Milliseconds since a monotonic time."""
    return round(1000 * (time.monotonic() - since), 1)

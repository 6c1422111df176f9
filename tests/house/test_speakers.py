"""Two people who let their voices be learned, and a stranger: whose reminder is whose, and whose voice it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest.config import Config
from earnest.engines.loudspeaker import SilentSpeaker
from earnest.engines.recording import Recording
from earnest.errors import EngineError
from earnest.feeling import features
from earnest.feeling.network import as_float
from earnest.feeling.people import HERE, usual_voice_of
from earnest.house.assistant import Assistant
from earnest.house.household import Household
from earnest.house.speakers import Speakers, Spoken, learn_voice
from earnest.knowing import known_voice_of
from earnest.knowing.calibration import Calibration
from earnest.nouns import RATE, Transcript, Utterance
from earnest.sound import WavFile, read
from earnest.testing.recordings import joined, silence
from earnest.voiceprints import Voiceprint, Who

SENTENCE = "the bus to the market leaves at nine in the morning"


class Pitch:
    """Tells generated voices apart by how high they are: a semitone is six degrees.

    Three of flite's voices lie four semitones apart, and what each of them says lies within two. Real encoders are held
    to ``SpeakerReaderContract``.
    """

    name = "pitch"
    evidence = Calibration((600.0, 0.0), (-582.0, 0.0)).evidence

    def __init__(self) -> None:
        self.heard = 0

    def listen(self, utterance: Utterance) -> Voiceprint | None:
        self.heard += 1
        frames = features.analyse(as_float(utterance.sound))
        if frames.voiced.sum() < 10:
            return None
        angle = np.deg2rad(6.0 * np.median(frames.semitones[frames.voiced]))
        return Voiceprint(self.name, (float(np.cos(angle)), float(np.sin(angle))), 2.0)


class Prompter:
    """A recogniser that was told what is said, one text an utterance, however often it is asked for the same."""

    name = "prompter"

    def __init__(self, *texts: str) -> None:
        self._texts = iter(texts)
        self._said: dict[float, str] = {}

    def expect(self, phrases: object) -> None:
        """Nothing to lean towards."""

    def transcribe(self, utterance: Utterance) -> Transcript:
        if utterance.started not in self._said:
            self._said[utterance.started] = next(self._texts, "")
        return Transcript(self._said[utterance.started], 1.0, self.name)


class Deaf(Pitch):
    """A reader that fails."""

    def listen(self, utterance: Utterance) -> Voiceprint | None:  # noqa: ARG002
        raise EngineError("it broke")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Household]:
    house = Household(Config.model_validate({"data": tmp_path / "data", "emotion": {"consent": "yes"}}))
    house._engines["person"] = Pitch()
    yield house
    house.close()


def enrol(house: Household, flite: Callable[..., Path], **people: str) -> None:
    reader = house.engine("person")
    for name, voice in people.items():
        house.memory.keep_voice(known_voice_of(name, [reader.listen(Utterance(read(flite(SENTENCE, voice))))]))


def lived(
    house: Household, tmp_path: Path, *said: tuple[str, str, Path], person: str | None = None
) -> list[dict[str, Any]]:
    """What is told while each of (wake word, text, sound) is said; by ``person``, where the house was told so."""
    house._engines["recognizer"] = Prompter(*(text for _, text, _ in said))
    file = WavFile(tmp_path / "scene.wav", RATE)
    for wake, _, sound in said:
        file.write(joined(silence(1.0), *([read(Path(wake)), silence(0.3)] if wake else []), read(sound), silence(1.4)))
    file.close()
    told: list[dict[str, Any]] = []
    assistant = Assistant(house, Recording(tmp_path / "scene.wav"), SilentSpeaker(), told.append)
    assistant.person = person
    asyncio.run(assistant.run())
    return told


def of(told: Sequence[dict[str, Any]], kind: str, field: str) -> list[Any]:
    return [event[field] for event in told if event["event"] == kind]


def test_each_ones_reminders_are_theirs(house: Household, flite: Callable[..., Path], tmp_path: Path) -> None:
    enrol(house, flite, Susan="slt", Robert="rms")
    asks = "what are my reminders"

    def turn(voice: str, text: str) -> tuple[str, str, Path]:
        return str(flite("okay nabu", voice)), text, flite(text, voice)

    told = lived(
        house,
        tmp_path,
        turn("slt", "remind me to call mum at nine tomorrow"),
        turn("rms", "remind me to water the plants at ten tomorrow"),
        *(turn(voice, asks) for voice in ("slt", "rms", "awb")),
    )
    assert of(told, "error", "what") == []
    assert of(told, "speaker", "name") == ["Susan", "Robert", "Susan", "Robert", None]
    assert all(0.0 <= confidence <= 1.0 for confidence in of(told, "speaker", "confidence"))
    mum, plants, *answers = of(told, "reply", "text")
    assert ("mum" in mum, "plants" in plants) == (True, True)
    assert ["mum" in answer for answer in answers] == [True, False, False]
    assert ["plants" in answer for answer in answers] == [False, True, False]
    assert {due.person for due in house.memory.list_due()} == {"Susan", "Robert"}


def test_nothing_is_listened_for_before_a_voice_was_learned(
    house: Household, flite: Callable[..., Path], tmp_path: Path
) -> None:
    told = lived(house, tmp_path, (str(flite("okay nabu", "rms")), "who am i", flite("who am i", "rms")))
    assert of(told, "speaker", "name") == []
    assert house.engine("person").heard == 0
    assert "learn my voice" in of(told, "reply", "text")[0]


def test_who_is_told_to_be_speaking_is_believed(house: Household, flite: Callable[..., Path], tmp_path: Path) -> None:
    enrol(house, flite, Susan="slt")
    said = (str(flite("okay nabu", "rms")), "who am i", flite("who am i", "slt"))
    told = lived(house, tmp_path, said, person="Robert")
    assert of(told, "reply", "text") == ["You sound like Robert."]
    assert of(told, "speaker", "name") == []


def test_a_reader_that_fails_costs_the_name_and_not_the_turn(
    house: Household, flite: Callable[..., Path], tmp_path: Path
) -> None:
    enrol(house, flite, Susan="slt")
    house._engines["person"] = Deaf()
    told = lived(house, tmp_path, (str(flite("okay nabu", "rms")), "what time is it", flite("what time is it")))
    assert of(told, "speaker", "name") == [None]
    assert len(of(told, "reply", "text")) == 1
    assert of(told, "error", "what") == []


def sentences(flite: Callable[..., Path], *voices: str) -> list[tuple[str, str, Path]]:
    """Five sentences, said by these voices in turn."""
    said = ("we have plenty of bread and milk today", "there were three small birds in the garden yesterday")
    return [("", said[n % 2], flite(said[n % 2], voices[n % len(voices)])) for n in range(5)]


def test_a_voice_is_learned_by_ear_and_forgotten(house: Household, flite: Callable[..., Path], tmp_path: Path) -> None:
    wake, name, yes = str(flite("okay nabu", "rms")), flite("anna", "rms"), flite("yes please do", "rms")
    told = lived(
        house,
        tmp_path,
        (wake, "learn my voice", flite("learn my voice", "rms")),
        ("", "it's anna", name),
        ("", "yes please", yes),
        *sentences(flite, "rms"),
        (wake, "who am i", flite("now tell me who i am, if you please", "rms")),
        (wake, "who am i", flite("now tell me who i am, if you please", "slt")),
    )
    replies = of(told, "reply", "text")
    assert "No sound is kept" in replies[1]
    assert "not a lock" in replies[1]
    assert replies[-2:] == ["You sound like Anna.", "I'm not sure. Yours is none of the voices I know well."]
    (known,) = house.memory.known_voices()
    assert (known.person, known.utterances >= 5) == ("Anna", True)
    asked = (wake, "forget my voice", flite("forget my voice, if you please, and do it now", "rms"))
    assert of(lived(house, tmp_path, asked), "reply", "text") == ["I've forgotten Anna's voice."]
    assert house.memory.known_voices() == []


@pytest.mark.parametrize(
    ("answer", "voices", "reply"),
    [
        ("no thank you", (), "Then I keep nothing of your voice."),
        ("yes please", ("rms", "slt"), "I didn't hear one voice clearly enough"),
    ],
)
def test_nothing_is_kept_without_a_yes_or_of_several_people(
    house: Household, flite: Callable[..., Path], tmp_path: Path, answer: str, voices: tuple[str, ...], reply: str
) -> None:
    told = lived(
        house,
        tmp_path,
        (str(flite("okay nabu", "rms")), "my name is anna", flite("my name is anna", "rms")),
        ("", answer, flite("yes please do", "rms")),
        *(sentences(flite, *voices) if voices else ()),
    )
    assert of(told, "reply", "text")[-1].startswith(reply)
    assert house.memory.known_voices() == []


def test_a_usual_voice_is_believed_as_far_as_it_is_sure_whose_it_is(
    house: Household, flite: Callable[..., Path]
) -> None:
    usual = usual_voice_of("Susan", [read(flite(SENTENCE))])
    house.memory.keep_usual_voice(usual)
    speakers = Speakers(house)
    assert speakers.usual(Spoken("Susan")) == usual
    half = speakers.usual(Spoken("Susan", Who("Susan", 0.5)))
    assert half is not None
    assert half.evidence == pytest.approx(usual.evidence / 2)


def test_somebody_unknown_is_heard_against_how_people_here_sound(house: Household, flite: Callable[..., Path]) -> None:
    speakers, unknown = Speakers(house), Spoken(None, Who(None, 0.9))
    assert speakers.usual(unknown) is None
    known = [usual_voice_of(name, [read(flite(SENTENCE, voice))]) for name, voice in (("Susan", "slt"), ("Bo", "rms"))]
    for voice in known:
        house.memory.keep_usual_voice(voice)
    for spoken in (unknown, Spoken("somebody whose usual voice nobody learned")):
        here = speakers.usual(spoken)
        assert here is not None
        assert here.mean == pytest.approx(np.mean([voice.mean for voice in known], axis=0), abs=1e-3)
        assert (here.person, here.utterances, here.evidence) == ("", 0, HERE)
    assert sorted(house.memory.people()) == ["Bo", "Susan"], "nothing is kept of it"


def test_a_turn_that_was_surely_somebodys_teaches_their_voice(house: Household, flite: Callable[..., Path]) -> None:
    enrol(house, flite, Susan="slt")
    (before,) = house.memory.known_voices()
    speakers = Speakers(house)
    for voice in ("rms", "slt"):
        utterance = Utterance(read(flite("there were three small birds in the garden yesterday", voice)))
        learn_voice(house.memory, asyncio.run(speakers.listen(utterance)))
    (after,) = house.memory.known_voices()
    assert (before.utterances, after.utterances) == (1, 2)

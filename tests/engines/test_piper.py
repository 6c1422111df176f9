"""Piper keeps a voice's contract with a voice made on the spot; files that are none are refused in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest.engines.espeak import EspeakVoice
from earnest.engines.piper import PiperVoice
from earnest.errors import CardError
from earnest.nouns import Tone
from earnest.speaking import Card
from earnest.speaking.cards import ToneOverride
from earnest.supplies.catalogue import File
from earnest.testing.contracts.voice import SENTENCE, VoiceContract, spoken
from earnest.testing.tiny_voice import make_tiny_voice

MOODS = {"even": 120.0, "cheerful": 240.0}


def card(path: Path, **more: Any) -> Card:
    files = (File(name=path.name), File(name=f"{path.name}.json"))
    return Card(name="tiny", folder=path.parent, engine="piper", language="en_US", files=files, **more)


def hertz(samples: np.ndarray, rate: int) -> float:
    """The strongest frequency."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.fft.rfftfreq(len(samples), 1 / rate)[spectrum.argmax()])


class TestPiper(VoiceContract):
    @pytest.fixture
    def voice(self, tmp_path: Path) -> PiperVoice:
        return PiperVoice(card(make_tiny_voice(tmp_path)))


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 48_000])
def test_every_honest_rate_is_spoken_in(tmp_path: Path, rate: int) -> None:
    voice = PiperVoice(card(make_tiny_voice(tmp_path, rate=rate)))
    assert voice.rate == rate
    assert hertz(spoken(voice, SENTENCE), rate) == pytest.approx(140, rel=0.03)


@pytest.mark.parametrize("pitch", [-3.0, -1.0, 1.0, 3.0])
def test_pitch_moves_and_the_length_stays(tmp_path: Path, pitch: float) -> None:
    voice = PiperVoice(card(make_tiny_voice(tmp_path)))
    plain, moved = spoken(voice, SENTENCE), spoken(voice, SENTENCE, Tone(pitch=pitch))
    assert hertz(moved, voice.rate) == pytest.approx(140 * 2 ** (pitch / 12), rel=0.01)
    assert len(moved) == pytest.approx(len(plain), rel=0.04)


def test_the_tone_chooses_who_speaks(tmp_path: Path) -> None:
    tones = {"bright": ToneOverride(speaker="cheerful")}
    told = card(
        make_tiny_voice(tmp_path, speakers=MOODS), speakers={"even": 0, "cheerful": 1}, speaker="even", tones=tones
    )
    voice = PiperVoice(told)
    assert hertz(spoken(voice, SENTENCE), voice.rate) == pytest.approx(120, rel=0.03)
    assert hertz(spoken(voice, SENTENCE, Tone("bright")), voice.rate) == pytest.approx(240, rel=0.03)


def test_a_speaker_beyond_the_networks_is_named(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="it has 1 speakers, so none is 'two'"):
        PiperVoice(card(make_tiny_voice(tmp_path), speakers={"one": 0, "two": 1}))


def test_piper_and_espeak_share_a_process(tmp_path: Path) -> None:
    espeak = EspeakVoice(Card(name="e", folder=Path(), engine="espeak", language="en_US", variant="en-us"))
    first = spoken(espeak, SENTENCE)
    piper = PiperVoice(card(make_tiny_voice(tmp_path)))
    hum = spoken(piper, SENTENCE)
    assert len(spoken(espeak, SENTENCE)) == pytest.approx(len(first), rel=0.01)
    assert np.array_equal(spoken(piper, SENTENCE), hum)


def test_a_truncated_network_is_named(tmp_path: Path) -> None:
    path = make_tiny_voice(tmp_path)
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(CardError, match=r"tiny\.onnx: Piper cannot load this"):
        PiperVoice(card(path))


def test_a_network_of_another_kind_is_named(tmp_path: Path) -> None:
    from onnx import TensorProto, helper, save

    path = make_tiny_voice(tmp_path)
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in ("image", "label")]
    graph = helper.make_graph([helper.make_node("Identity", ["image"], ["label"])], "other", ends[:1], ends[1:])
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), str(path))
    with pytest.raises(CardError, match="no Piper voice: it takes image"):
        PiperVoice(card(path))


@pytest.mark.parametrize("rate", [0, 1_000, 10_000_000, "fast", None])
def test_a_rate_nobody_expects_is_named(tmp_path: Path, rate: object) -> None:
    path = make_tiny_voice(tmp_path)
    settings = path.with_name("tiny.onnx.json")
    told = json.loads(settings.read_text())
    told["audio"]["sample_rate"] = rate
    settings.write_text(json.dumps(told))
    with pytest.raises(CardError, match=r"audio\.sample_rate: expected 8000 to 48000, found"):
        PiperVoice(card(path))


@pytest.mark.parametrize("settings", ["", "[]", "{", '{"audio": 3}', "\ud800".encode("utf-16", "surrogatepass").hex()])
def test_broken_settings_are_named(tmp_path: Path, settings: str) -> None:
    path = make_tiny_voice(tmp_path)
    path.with_name("tiny.onnx.json").write_text(settings)
    with pytest.raises(CardError, match="no settings file of a Piper voice"):
        PiperVoice(card(path))


def test_a_digest_that_does_not_match_is_named(tmp_path: Path) -> None:
    path = make_tiny_voice(tmp_path)
    told = card(path).model_copy(update={"files": (File(name=path.name, md5="0" * 32),)})
    with pytest.raises(CardError, match=r"its md5 is [0-9a-f]{32}, the card says 0{32}"):
        PiperVoice(told)

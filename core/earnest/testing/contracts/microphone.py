"""What every ``Microphone`` must do. Subclass and provide the fixture ``microphone``, not yet opened.

It has to bring at least a second of sound (silence will do).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from earnest.engines.base import FRAME

if TYPE_CHECKING:
    from earnest.engines.base import Microphone


class MicrophoneContract:
    """The promises of ``earnest.engines.base.Microphone``."""

    @pytest.fixture
    def microphone(self) -> Microphone:
        """The microphone under test."""
        pytest.fail("a subclass of MicrophoneContract provides the fixture `microphone`")

    def test_says_whether_it_is_live(self, microphone: Microphone) -> None:
        assert isinstance(microphone.live, bool)

    def test_brings_frames_of_ten_milliseconds(self, microphone: Microphone) -> None:
        microphone.open()
        try:
            frames = [microphone.read() for _ in range(50)]
        finally:
            microphone.close()
        for frame in frames:
            assert frame is not None
            assert frame.shape == (FRAME,)
            assert frame.dtype == np.int16

    def test_has_nothing_more_once_closed(self, microphone: Microphone) -> None:
        microphone.open()
        microphone.read()
        microphone.close()
        microphone.close()
        assert microphone.read() is None

    def test_closing_frees_whoever_reads(self, microphone: Microphone) -> None:
        microphone.open()

        def read_all() -> None:
            while microphone.read() is not None:
                pass

        reader = threading.Thread(target=read_all, daemon=True)
        reader.start()
        microphone.close()
        reader.join(5.0)
        assert not reader.is_alive()

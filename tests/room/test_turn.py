"""The whole house in the room: somebody speaks, the house hears, answers aloud, and the answer is understood."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest.engines.pocketsphinx import PocketSphinx
from earnest.nouns import Sound, Utterance

EARNEST = [sys.executable, "-c", "from earnest.cli import main; main()"]


@pytest.fixture
def clear_voice(shared_data: Path, tmp_path: Path) -> Path:
    """A config whose house speaks with a real neural voice: pocketsphinx does not understand espeak-ng."""
    (voice,) = (shared_data / "models" / "piper").glob("*.onnx")
    subprocess.run([*EARNEST, "voices", "add", str(voice)], check=True, capture_output=True, timeout=120)
    config = tmp_path / "earnest.yaml"
    config.write_text(
        "emotion: {consent: 'no'}\nmicrophone: {engine: pyaudio}\nspeaker: {engine: pyaudio}\nvoice: auto\n"
    )
    return config


def _await(house: subprocess.Popen[str], *wanted: str) -> dict[str, Any]:
    """The next event of one of these kinds; the test's time limit ends the waiting."""
    assert house.stdout is not None
    for line in house.stdout:
        event: dict[str, Any] = json.loads(line)
        assert event["event"] != "error", event
        if event["event"] in wanted:
            return event
    raise AssertionError(f"the house fell silent before {' or '.join(wanted)}")


def test_a_question_asked_in_the_room_is_answered_in_the_room(
    room: Any, scene: Callable[..., Path], clear_voice: Path
) -> None:
    command = [*EARNEST, "run", "--json", "--config", str(clear_voice)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as house:
        try:
            assert "espeak" not in _await(house, "ready")["engines"]["voice"]
            with room.recorded() as recorder:
                room.say(scene("okay nabu", 0.5, "what time is it"))
                assert _await(house, "wake")["word"] == "okay_nabu"
                assert _await(house, "transcript")["text"] == "what time is it"
                assert _await(house, "intent")["skill"] == "tell_time"
                reply = _await(house, "reply")["text"]
                _await(house, "turn")
        finally:
            house.terminate()
    recognizer = PocketSphinx()
    recognizer.expect(["it's {number}", "it's {number} past {number}", "it's half past {number}"])
    heard = recognizer.transcribe(Utterance(_sounding(recorder.sound))).text
    said = re.sub(r"[^a-z' ]", "", reply.lower())
    assert SequenceMatcher(None, said, heard).ratio() > 0.7, (said, heard)


def _sounding(sound: Sound) -> Sound:
    """Without the silence before and after."""
    loud = np.flatnonzero(np.abs(sound.samples.astype(int)) > 200)
    return Sound(sound.samples[max(0, loud[0] - sound.rate // 4) : loud[-1] + sound.rate // 4], sound.rate)

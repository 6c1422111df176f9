"""Commands with sound: hear, and run on a recording."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cli.conftest import Earnest
from earnest.sound import read

Say = Callable[..., Path]


@pytest.fixture
def evening(flite: Say, tmp_path: Path) -> Path:
    """Somebody says the wake word and, after a breath, asks for the time."""
    pause = np.zeros(8000, np.int16)
    parts = [pause, read(flite("okay nabu")).samples, pause[:5000], read(flite("what time is it")).samples, pause]
    file = tmp_path / "evening.wav"
    soundfile.write(file, np.concatenate(parts), 16_000)
    return file


def test_hear_tells_text_and_emotion_of_each_file(earnest: Earnest, flite: Say) -> None:
    files = [flite("what time is it"), flite("tell me a joke", "rms")]
    ran = earnest("hear", *files, "--json")
    assert ran.code == 0
    assert [heard["file"] for heard in ran.objects] == [str(file) for file in files]
    assert [sorted(heard) for heard in ran.objects] == [["emotion", "file", "seconds", "text"]] * 2
    assert "time" in ran.objects[0]["text"].lower()
    for heard in ran.objects:
        emotion = heard["emotion"]
        assert list(emotion["probabilities"]) == ["neutral", "happy", "sad", "angry"]
        assert sum(emotion["probabilities"].values()) == pytest.approx(1.0, abs=1e-5)
        assert emotion["source"] in {"voice", "words", "both"}


def test_a_file_that_cannot_be_read_does_not_stop_the_others(earnest: Earnest, flite: Say, tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    (tmp_path / "words.wav").write_text("not a sound")
    files = [tmp_path / "empty.wav", flite("what time is it"), tmp_path / "absent.wav", tmp_path / "words.wav"]
    ran = earnest("hear", *files, "--json", "--only", "text")
    assert ran.code == 1
    assert [sorted(heard) for heard in ran.objects] == [
        ["error", "file"],
        ["file", "seconds", "text"],
        ["error", "file"],
        ["error", "file"],
    ]


_LEAN = """
import re, sys
from earnest.cli import _exit_code
code = _exit_code(["hear", "--only", "emotion", "--json", *sys.argv[1:]])
heavy = [name for name in ("torch", "pocketsphinx", "faster_whisper", "ctranslate2", "piper") if name in sys.modules]
peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
print(code, int(peak[1]) // 1024, *heavy, file=sys.stderr)
"""


def test_emotion_alone_is_lean_and_loads_no_recogniser(flite: Say) -> None:
    files = [str(flite("what time is it")), str(flite("tell me a joke", "rms"))]
    done = subprocess.run([sys.executable, "-c", _LEAN, *files], capture_output=True, text=True, check=True)
    code, megabytes, *heavy = done.stderr.split()
    assert (code, heavy) == ("0", [])
    assert int(megabytes) < 150
    assert done.stdout.count('"emotion"') == 2
    assert '"text"' not in done.stdout


def test_a_recording_is_answered_aloud(earnest: Earnest, evening: Path, tmp_path: Path) -> None:
    spoken = tmp_path / "replies.wav"
    ran = earnest("run", "--input", evening, "--output", spoken, "--json")
    assert ran.code == 0, ran.err
    events = [event["event"] for event in ran.objects]
    assert events[0] == "ready"
    order = ["wake", "utterance", "transcript", "intent", "reply", "speech", "turn"]
    assert [event for event in events if event in order] == order
    by_name = {event["event"]: event for event in ran.objects}
    assert by_name["wake"]["word"] == "okay_nabu"
    assert by_name["utterance"]["ended_by"] == "silence"
    assert by_name["intent"]["plugin"] is not None
    assert {"recognise", "feel", "skill", "first_audio", "total"} == set(by_name["turn"]["ms"])
    assert all("at" in event for event in ran.objects)
    assert read(spoken).seconds == pytest.approx(by_name["speech"]["seconds"], abs=0.3)


def test_feelings_are_read_in_run_only_with_consent(earnest: Earnest, evening: Path, tmp_path: Path) -> None:
    def run(consent: str) -> list[str]:
        config = tmp_path / f"{consent}.yaml"
        config.write_text(f"emotion: {{consent: {consent}}}")
        ran = earnest("run", "--config", config, "--input", evening, "--output", tmp_path / "out.wav", "--json")
        return [event["event"] for event in ran.objects]

    assert "emotion" not in run("no")
    assert "emotion" in run("yes")


def test_another_wake_word_is_listened_for(earnest: Earnest, evening: Path, tmp_path: Path) -> None:
    output = ("--output", tmp_path / "out.wav", "--json")
    ran = earnest("run", "--wake", "alexa", "hey_jarvis", "--input", evening, *output)
    assert ran.code == 0
    assert [event["event"] for event in ran.objects] == ["ready"]
    unknown = earnest("run", "--wake", "abracadabra", "--input", evening, *output)
    assert unknown.code == 2
    assert "okay_nabu" in unknown.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--input", "absent.wav"], "absent.wav"),
        (["--output", "replies.mp3"], ".wav"),
        (["okay_nabu"], "--wake okay_nabu"),
    ],
)
def test_wrong_use_of_run_is_code_two(earnest: Earnest, words: list[str], said: str) -> None:
    ran = earnest("run", *words)
    assert ran.code == 2
    assert said in ran.err


def test_the_demo_wakes_three_times_and_speaks_every_reply(earnest: Earnest, tmp_path: Path) -> None:
    spoken = tmp_path / "demo.wav"
    ran = earnest("run", "--demo", "--output", spoken, "--json")
    assert ran.code == 0, ran.err
    count = Counter(event["event"] for event in ran.objects)
    assert count["wake"] >= 3
    assert count["reply"] == count["speech"] >= 5
    assert count["error"] == 0
    answering = {event["plugin"] for event in ran.objects if event["event"] == "intent"}
    assert {"reminders", "smalltalk", "checkins"} <= answering
    moods = [event["label"] for event in ran.objects if event["event"] == "emotion"]
    assert "sad" in moods
    assert str(spoken) in ran.err
    seconds = sum(event["seconds"] for event in ran.objects if event["event"] == "speech")
    assert read(spoken).seconds == pytest.approx(seconds, abs=0.5)


def test_the_demo_shows_the_conversation_with_mood_and_tone(earnest: Earnest, tmp_path: Path) -> None:
    ran = earnest("run", "--demo", "--output", tmp_path / "demo.wav")
    assert ran.code == 0
    assert "feels: sad" in ran.out
    assert "remind me to water the plants" in ran.out.lower()
    assert str(tmp_path / "demo.wav") in ran.out

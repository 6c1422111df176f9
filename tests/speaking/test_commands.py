"""``earnest say`` and ``earnest voices``, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import soundfile

from earnest.cli import _exit_code
from earnest.testing.tiny_voice import make_tiny_voice


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    """A household that speaks with espeak-ng and a hum."""
    return ["--data", str(tmp_path / "data")]


def test_say_writes_what_it_says(data: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out.wav"
    assert _exit_code(["say", "Dinner is ready. Come in.", "-o", str(out), *data]) == 0
    plain, rate = soundfile.read(out)
    assert (rate, plain.ndim) == (24_000, 1)
    assert 1.0 < len(plain) / rate < 4.0
    assert _exit_code(["say", "Dinner is ready. Come in.", "--tone", "gentle", "-o", str(out), *data]) == 0
    assert len(soundfile.read(out)[0]) > 1.1 * len(plain)
    assert _exit_code(["say", "Dinner is ready. Come in.", "--mood", "happy", "-o", str(out), *data]) == 0
    assert len(soundfile.read(out)[0]) < 0.97 * len(plain)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (["--tone", "jolly"], "no tone is called 'jolly'; choose from neutral"),
        (["--mood", "jolly"], "'jolly' is no mood; choose from neutral, happy"),
        (["--voice", "jolly"], "no voice is called 'jolly'"),
        (["--voice", "en_US-amy-medium"], "earnest voices add en_US-amy-medium"),
        (["-o", "/nowhere/out.wav"], "/nowhere"),
    ],
)
def test_a_wrong_wish_is_one_line_and_two(
    data: list[str], wish: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _exit_code(["say", "Hello.", *wish, *data]) == 2
    written = capsys.readouterr()
    assert told in written.err
    assert "Traceback" not in written.err
    assert written.out == ""


def test_a_voice_is_added_listed_tried_and_checked(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = make_tiny_voice(tmp_path / "made", "hum")
    assert _exit_code(["voices", "add", str(made), *data]) == 0
    assert "voice: hum" in capsys.readouterr().out
    assert _exit_code(["voices", "list", "--json", *data]) == 0
    listed = {each["name"]: each for each in map(json.loads, capsys.readouterr().out.splitlines())}
    assert listed["hum"]["here"]
    assert not listed["en_US-amy-medium"]["here"]
    assert _exit_code(["voices", "try", "hum", "--tone", "warm", "-o", "hum.wav", *data]) == 0
    assert len(soundfile.read("hum.wav")[0])
    capsys.readouterr()


def test_check_writes_a_page_and_tells_what_it_could_not(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ["voices", "check", "espeak-de-de", "--against", "nobody", "--sentences", "1", "--json", *data]
    assert _exit_code(asked) == 1
    written = capsys.readouterr()
    told = {each["tone"]: each for each in map(json.loads, written.out.splitlines())}
    assert set(told) >= {"neutral", "calm", "whisper"}
    assert told["calm"]["moved"]["rate"]["got"] < -8
    assert "nobody: no voice is called 'nobody'" in written.err
    assert "<audio" in (tmp_path / "earnest-voices.html").read_text(encoding="utf-8")


def test_check_of_nothing_that_is_there_is_two(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert _exit_code(["voices", "check", "nobody", *data]) == 2
    assert "no voice is called 'nobody'" in capsys.readouterr().err

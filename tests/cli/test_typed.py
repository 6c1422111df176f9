"""Commands without sound: ask, route, chat, privacy, models."""

from __future__ import annotations

import io
import json
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Earnest, Ran


@pytest.fixture
def chat(earnest: Earnest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Ran]:
    """Types these lines into ``earnest chat``."""

    def run(typed: str) -> Ran:
        file = tmp_path / "typed.txt"
        file.write_text(typed)
        with file.open() as keys:
            monkeypatch.setattr(sys, "stdin", keys)
            return earnest("chat")

    return run


def test_ask_answers_in_the_promised_shape(earnest: Earnest) -> None:
    ran = earnest("ask", "what time is it", "--json")
    assert ran.code == 0
    (answer,) = ran.objects
    assert list(answer) == ["text", "plugin", "skill", "slots", "reply", "tone", "expects_answer"]
    assert (answer["text"], answer["expects_answer"]) == ("what time is it", False)
    assert answer["plugin"] is not None
    assert answer["reply"]
    assert earnest("ask", "what time is it").out.strip()


def test_ask_tells_when_an_answer_is_expected(earnest: Earnest) -> None:
    (answer,) = earnest("ask", "remind me to water the plants", "--json").objects
    assert (answer["plugin"], answer["expects_answer"]) == ("reminders", True)
    assert answer["slots"] == {"task": "water the plants"}
    assert answer["reply"].endswith("?")


def test_a_mood_that_is_acted_moves_the_tone(earnest: Earnest) -> None:
    plain, sad = (earnest("ask", "what time is it", "--json", *mood).objects[0] for mood in ([], ["--mood", "sad"]))
    assert plain["tone"] != sad["tone"]


def test_what_nobody_answers_has_nulls(earnest: Earnest) -> None:
    (answer,) = earnest("ask", "translate the constitution into finnish", "--json").objects
    assert (answer["plugin"], answer["skill"], answer["slots"]) == (None, None, None)
    assert answer["reply"]


def test_route_answers_every_line_and_does_nothing(earnest: Earnest, tmp_path: Path) -> None:
    phrases = tmp_path / "phrases.txt"
    phrases.write_bytes(b"what time is it\n\nremind me to feed the cat in ten minutes\ncaf\xe9 \xff\nxylophone quantum")
    ran = earnest("route", phrases, "--json")
    assert ran.code == 0
    assert [sorted(found) for found in ran.objects] == [["plugin", "score", "skill", "slots", "text"]] * 5
    assert [found["plugin"] is None for found in ran.objects] == [False, True, False, True, True]
    assert ran.objects[2]["slots"] == {"task": "feed the cat", "when": 600.0} or ran.objects[2]["slots"]["task"]
    assert [found["text"] for found in ran.objects[:2]] == ["what time is it", ""]
    assert json.loads(earnest("ask", "what are my reminders", "--json").out)["reply"]


def test_route_reads_stdin(earnest: Earnest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"what time is it\n")))
    assert len(earnest("route", "--json").objects) == 1


def test_route_of_an_absent_file_is_code_two(earnest: Earnest) -> None:
    assert earnest("route", "absent.txt").code == 2


def test_chat_keeps_a_conversation(chat: Callable[[str], Ran]) -> None:
    typed = "/mood sad\nremind me to water the plants\ntomorrow at six\n/why\n/dance\n/mood blue\n/quit\nnever read\n"
    ran = chat(typed)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[1].startswith("earnest [")
    assert lines[1].endswith("?")
    assert "water the plants" in lines[2]
    assert "sad" in lines[3]
    assert "/dance is no command" in lines[4]
    assert "blue is no mood" in lines[5]
    assert len(lines) == 6


def test_privacy_shows_exports_and_forgets(earnest: Earnest, chat: Callable[[str], Ran], tmp_path: Path) -> None:
    chat("remind me to water the plants tomorrow at six\n")
    assert {kept["kind"]: kept["kept"] for kept in earnest("privacy", "show", "--json").objects}["due"] == 1
    file = tmp_path / "all.json"
    file.touch(mode=0o644)
    assert earnest("privacy", "export", file).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "water the plants" in file.read_text()
    assert earnest("privacy", "forget").code == 0
    assert {kept["kind"]: kept["kept"] for kept in earnest("privacy", "show", "--json").objects}["due"] == 1
    assert earnest("privacy", "forget", "--all", "--yes").code == 0
    assert {kept["kept"] for kept in earnest("privacy", "show", "--json").objects} == {0}


def test_an_export_that_cannot_be_written_is_code_two(earnest: Earnest, tmp_path: Path) -> None:
    ran = earnest("privacy", "export", tmp_path / "absent" / "all.json")
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_models_are_listed_and_unknown_ones_named(earnest: Earnest) -> None:
    assert {"tiny.en", "base.en"} <= {model["name"] for model in earnest("models", "list", "--json").objects}
    ran = earnest("models", "pull", "enormous")
    assert ran.code == 2
    assert "enormous" in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_the_model_in_use_is_marked(earnest: Earnest, shared_data: Path) -> None:
    def used() -> list[str]:
        return [model["name"] for model in earnest("models", "list", "--json").objects if model["in_use"]]

    assert used() == []
    added = earnest("models", "add", shared_data / "models" / "whisper_fixture_en", "--link")
    assert added.code == 0, added.err
    assert used() == ["whisper_fixture_en"]
    assert re.search(r"^whisper_fixture_en +recognizer +in use", earnest("models", "list").out, re.M)
    (found,) = [each for each in earnest("doctor", "--quiet", "--json").objects if each["check"] == "recognizer"]
    assert found["found"].startswith("faster-whisper: ")


def test_what_is_no_model_is_not_added(earnest: Earnest, tmp_path: Path) -> None:
    ran = earnest("models", "add", tmp_path)
    assert ran.code == 2
    assert "it lacks model.bin, config.json, tokenizer.json" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_doctor_names_engines_and_why(earnest: Earnest) -> None:
    found = {each["check"]: each for each in earnest("doctor", "--quiet", "--json").objects}
    assert {"earnest", "settings", "data", "plugins", "recognizer", "emotion", "wake", "voice"} <= set(found)
    assert found["recognizer"]["found"].startswith(("pocketsphinx: ", "faster-whisper: "))


def test_doctor_says_which_languages_the_house_speaks(earnest: Earnest) -> None:
    found = {each["check"]: each for each in earnest("doctor", "--quiet", "--json").objects}
    assert found["language"]["found"] == "en; this house speaks English (en)"


def test_another_language_is_refused_with_those_there_are(earnest: Earnest, tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text("voice: auto\nlanguage: tlh\n")
    ran = earnest("--config", str(tmp_path / "odd.yaml"), "ask", "hello")
    assert ran.code == 2
    assert "odd.yaml:2 language: expected a language that this house speaks: en" in ran.err


def test_doctor_finds_a_plugin_that_is_refused(earnest: Earnest, tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "broken.py").write_text("import nothing_of_that_name\n")
    ran = earnest("doctor", "--quiet", "--json", "--data", tmp_path)
    assert ran.code == 1
    (refused,) = [each for each in ran.objects if each["check"] == "plugin broken"]
    assert refused["ok"] is False
    assert "broken.py:1" in refused["remedy"]

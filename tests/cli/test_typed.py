"""Commands without sound: ask, route, chat, privacy, models."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from cli.conftest import Earnest, Ran
from earnest.config import load_config
from earnest.memory import Memory
from earnest.nouns import Reply
from earnest.talk import Due


@pytest.fixture
def chat(earnest: Earnest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ran]:
    """Types these lines into ``earnest chat``."""

    def run(typed: str, *options: str) -> Ran:
        file = tmp_path / "typed.txt"
        file.write_text(typed)
        with file.open() as keys:
            monkeypatch.setattr(sys, "stdin", keys)
            return earnest("chat", *options)

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
    assert earnest("privacy", "forget", "--yes").code == 0
    assert {kept["kind"]: kept["kept"] for kept in earnest("privacy", "show", "--json").objects}["due"] == 1
    assert earnest("privacy", "forget", "--all", "--yes").code == 0
    assert {kept["kept"] for kept in earnest("privacy", "show", "--json").objects} == {0}


@pytest.mark.parametrize("words", [[], ["--all"]])
def test_forgetting_where_nobody_can_be_asked_is_refused(
    earnest: Earnest, chat: Callable[[str], Ran], words: list[str]
) -> None:
    chat("remind me to water the plants tomorrow at six\ncall me anna\nspeak slower\n")
    before = earnest("privacy", "show", "--json").objects
    ran = earnest("privacy", "forget", *words)
    assert ran.code == 2
    assert "--yes" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert earnest("privacy", "show", "--json").objects == before


@pytest.mark.parametrize(("answer", "code", "left"), [("n\n", 130, 1), ("\n", 130, 1), ("y\n", 0, 0)])
def test_forgetting_is_asked_about_on_a_terminal(tmp_path: Path, answer: str, code: int, left: int) -> None:
    def typed(*words: str, keys: str = "") -> int:
        terminal, end = pty.openpty()
        command = [sys.executable, "-m", "earnest", "--data", str(tmp_path), *words]
        child = subprocess.Popen(command, stdin=end, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.write(terminal, keys.encode())
        code = child.wait(60)
        os.close(terminal)
        os.close(end)
        return code

    assert typed("ask", "remind me to water the plants tomorrow at six") == 0
    assert typed("privacy", "forget", "--all", keys=answer) == code
    with closing(Memory(tmp_path)) as memory:
        assert len(memory.list_due()) == left


def test_a_pretended_time_is_what_moments_are_reckoned_from(earnest: Earnest, chat: Callable[..., Ran]) -> None:
    asked = earnest("ask", "what time is it", "--now", "2026-11-25T14:10")
    assert re.search("two ten|ten past two", asked.out.lower())
    assert earnest("ask", "remind me to eat in ten minutes", "--now", "2031-12-24T14:10").code == 0
    assert "remind you tomorrow" in chat("remind me to call bob tomorrow at six pm\n", "--now", "2031-12-24 14:10").out
    at = [due["at"][:16] for due in earnest("due", "--json").objects]
    assert at == ["2031-12-24T14:20", "2031-12-25T18:00"]


def test_a_pretended_time_moves_on_in_a_chat_and_wakes_what_is_due(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "earnest", "--data", str(tmp_path), "chat", "--now", "2031-01-01T08:00"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as talk:
        assert talk.stdin is not None
        assert talk.stdout is not None
        talk.stdin.write("remind me to stretch in two seconds\n")
        assert "remind you" in talk.stdout.readline()
        assert "stretch" in talk.stdout.readline()
        talk.communicate("/quit\n", timeout=30)


def test_route_reads_moments_from_a_pretended_time(earnest: Earnest, tmp_path: Path) -> None:
    phrases = tmp_path / "phrases.txt"
    phrases.write_text("remind me tomorrow at six pm to eat")
    (found,) = earnest("route", phrases, "--json", "--now", "2031-11-25T14:10", "--person", "anna").objects
    assert "2031-11-26" in json.dumps(found["slots"])


@pytest.mark.parametrize("words", [["ask", "hello"], ["route", "/dev/null"], ["chat"]])
@pytest.mark.parametrize("time", ["soon", "2026-13-01T10:00", "14:10", "2026-11-25", "", "9999-99-99T00:00"])
def test_a_time_that_is_none_is_one_line_and_code_two(earnest: Earnest, words: list[str], time: str) -> None:
    ran = earnest(*words, "--now", time)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"earnest: --now: expected a local time such as 2026-11-25T14:10, found {time!r}\n"


def test_due_lists_what_is_coming_soonest_first_with_kind_and_name(earnest: Earnest) -> None:
    assert earnest("due").out == "Nothing is coming.\n"
    assert earnest("due", "--json").out == ""
    now = ("--now", "2031-11-25T14:10")
    earnest("ask", "remind me to water the plants tomorrow at six pm", "--person", "anna", *now)
    earnest("ask", "set a pasta timer for ten minutes", *now)
    earnest("ask", "set an alarm for seven every morning", *now)
    with closing(Memory(load_config().data)) as memory:
        memory.keep_due(Due("checkins", datetime(2031, 12, 1, 18).astimezone(), None, "check_in"))
    coming = earnest("due", "--json").objects
    assert [list(each) for each in coming] == [["plugin", "kind", "name", "at", "recurrence", "person"]] * 4
    told = [(each["plugin"], each["kind"], each["name"], each["person"]) for each in coming]
    assert told == [
        ("reminders", "timer", "pasta", None),
        ("reminders", "alarm", None, None),
        ("reminders", "reminder", "water the plants", "anna"),
        ("checkins", "due", "check_in", None),
    ]
    assert datetime.fromisoformat(coming[0]["at"]) == datetime(2031, 11, 25, 14, 20).astimezone()
    assert [each["recurrence"] is None for each in coming] == [True, False, True, True]
    lines = earnest("due").out.splitlines()
    assert [line.split()[0] for line in lines] == ["when", "2031-11-25", "2031-11-26", "2031-11-26", "2031-12-01"]
    assert "water the plants" in lines[3]
    assert "anna" in lines[3]


def test_due_looks_in_while_a_house_runs(earnest: Earnest) -> None:
    data = load_config().data
    with closing(Memory(data)) as running:
        running.keep_due(Due("reminders", datetime(2031, 12, 1, 18).astimezone(), Reply("Eat."), None, {"kind": "x"}))
        assert [each["kind"] for each in earnest("due", "--json").objects] == ["x"]


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
    found = {each["check"]: each for each in earnest("doctor", "--quiet", "--json").objects}
    assert found["recognizer"]["found"].startswith("faster-whisper: ")
    assert "does not know the encoder of this Whisper model" in found["ears for emotion"]["found"]
    assert found["ears for emotion"]["ok"] is None, "that is no fault"
    assert "earnest models pull base" in found["ears for emotion"]["remedy"]


def test_what_is_no_model_is_not_added(earnest: Earnest, tmp_path: Path) -> None:
    ran = earnest("models", "add", tmp_path)
    assert ran.code == 2
    assert "it lacks model.bin, config.json, tokenizer.json" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_doctor_names_engines_and_why(earnest: Earnest) -> None:
    found = {each["check"]: each for each in earnest("doctor", "--quiet", "--json").objects}
    assert {"earnest", "settings", "data", "plugins", "recognizer", "emotion", "wake", "voice"} <= set(found)
    assert found["recognizer"]["found"].startswith(("pocketsphinx: ", "faster-whisper: "))
    assert "ears for emotion" in found


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

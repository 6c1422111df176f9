"""What holds for every command: options, exit codes, one line for a fault, nobody's words in a crash."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cli.conftest import Earnest
from earnest.cli import COMMANDS, Options
from earnest.cli import earnest as door
from earnest.errors import EngineError


def _commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    context = click.Context(door)
    for name in COMMANDS:
        command = door.get_command(context, name)
        assert command is not None
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}": each for inner, each in command.commands.items()}
    return found


def test_help_names_every_command(earnest: Earnest) -> None:
    ran = earnest("--help")
    assert ran.code == 0
    assert all(re.search(rf"^  {name} +\S", ran.out, re.M) for name in COMMANDS)


@pytest.mark.parametrize("name", sorted(_commands()))
def test_every_help_shows_an_example(earnest: Earnest, name: str) -> None:
    ran = earnest(*name.split(), "--help")
    assert ran.code == 0
    assert f"earnest {name}" in ran.out.partition("Options:")[0].partition("\n")[2]


@pytest.mark.parametrize("name", sorted(_commands()))
def test_config_and_data_are_taken_by_every_command(name: str) -> None:
    options = {option for parameter in _commands()[name].params for option in parameter.opts}
    assert {"--config", "--data"} <= options


@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_data_is_taken_before_and_after_a_command(earnest: Earnest, tmp_path: Path, place: str) -> None:
    words: list[object] = ["privacy", "show", "--json"]
    words[{"before": 0, "between": 1, "after": 3}[place] : 0] = ["--data", tmp_path / "asked"]
    assert earnest(*words).code == 0
    assert (tmp_path / "asked" / "earnest.sqlite3").exists()


def test_the_option_that_stands_nearest_the_command_counts(earnest: Earnest, tmp_path: Path) -> None:
    assert earnest("--data", tmp_path / "far", "privacy", "show", "--data", tmp_path / "near").code == 0
    assert [kept.name for kept in tmp_path.iterdir()] == ["near"]


def test_wrong_use_is_code_two_with_help(earnest: Earnest) -> None:
    ran = earnest("ask")
    assert ran.code == 2
    assert "TEXT" in ran.err
    assert earnest("sing").code == 2


@pytest.mark.parametrize(("typed", "meant"), [(["chatt"], "chat"), (["voices", "lst"], "list")])
def test_a_misspelt_command_is_told_with_the_one_that_is_meant(earnest: Earnest, typed: list[str], meant: str) -> None:
    ran = earnest(*typed)
    assert ran.code == 2
    assert f"No such command {typed[-1]!r}. Did you mean {meant!r}?" in ran.err


@pytest.mark.parametrize("words", [["ask", "hello"], ["doctor"], ["models", "list"], ["route"], ["privacy", "show"]])
def test_a_wrong_setting_is_one_line_and_code_two(earnest: Earnest, tmp_path: Path, words: list[str]) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("voice: amy\nlistening:\n  silence: fast\n")
    ran = earnest("--config", file, *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        f'earnest: {file}:3 listening.silence: expected a number from 0.2 to 3.0, found "fast"'
    ]


def test_a_device_that_fails_is_one_line_and_no_crash(earnest: Earnest, monkeypatch: pytest.MonkeyPatch) -> None:
    def unplugged(_self: Options) -> None:
        raise EngineError("the microphone has been silent for 5 seconds; is it still plugged in?")

    monkeypatch.setattr(Options, "load", unplugged)
    ran = earnest("models", "list")
    assert ran.code == 1
    assert ran.err == "earnest: the microphone has been silent for 5 seconds; is it still plugged in?\n"


def test_a_crash_tells_where_and_nothing_that_was_said(
    earnest: Earnest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def crash(_self: Options) -> None:
        raise RuntimeError(os.environ["SECRET"])

    monkeypatch.setattr(Options, "load", crash)
    monkeypatch.setenv("SECRET", "rosebud")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    ran = earnest("models", "list")
    assert ran.code == 1
    assert "RuntimeError" in ran.err
    assert len(ran.err.splitlines()) == 1
    (kept,) = tmp_path.glob("earnest-crash-*.txt")
    assert str(kept) in ran.err
    text = kept.read_text()
    assert "RuntimeError" in text
    assert "test_door.py" in text
    assert "rosebud" not in text + ran.err
    assert kept.stat().st_mode & 0o077 == 0


def test_a_reader_that_leaves_early_is_no_trouble(tmp_path: Path) -> None:
    phrases = tmp_path / "phrases.txt"
    phrases.write_text("what time is it\n" * 3000)
    command = f"{sys.executable} -m earnest route {phrases} --json | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=dict(os.environ), check=True)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1

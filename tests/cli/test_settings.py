"""How commands tell of settings: refused with code two, told on stderr, shown by `doctor` and `ready`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cli.conftest import Earnest, Ran

LEFT = "settings:\n  almanac: {town: Bonn}\n"
WRONG = "settings:\n  checkins: {quiet_from: whenever}\n"

WithConfig = Callable[..., Ran]


@pytest.fixture
def with_config(earnest: Earnest, tmp_path: Path) -> WithConfig:
    """Runs ``earnest`` with these settings, in a file that is called by the name of where it is."""
    file = tmp_path / "my.yaml"

    def run(text: str, *words: object) -> Ran:
        file.write_text(text)
        ran = earnest("--config", file, *words)
        return Ran(ran.code, ran.out, ran.err.replace(str(file), "my.yaml"))

    return run


COMMANDS = [["ask", "hello"], ["route", "/dev/null"], ["plugins", "list"], ["models", "list"]]


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plugins: {disabled: [clok]}", 'plugins.disabled[0]: there is no plugin of that name; did you mean "clock"?'),
        ("settings: {checkin: {}}", 'settings.checkin: there is no plugin of that name; did you mean "checkins"?'),
        ("plugins: {allow: {tea: [netwrok]}}", 'plugins.allow.tea.netwrok: no such setting; did you mean "network"?'),
        ("country: uk", 'country: expected a country\'s two letters (did you mean "GB"?), found'),
    ],
)
def test_a_misspelt_name_is_one_line_and_code_two(
    with_config: WithConfig, text: str, said: str, words: list[str]
) -> None:
    ran = with_config(text, *words)
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(f"earnest: my.yaml:1 {said}")


@pytest.mark.parametrize("words", COMMANDS)
def test_what_a_removed_plugin_left_behind_is_one_line_and_no_hindrance(
    with_config: WithConfig, words: list[str]
) -> None:
    ran = with_config(LEFT, *words)
    assert ran.code == 0
    (line,) = ran.err.splitlines()
    assert line.startswith("earnest: my.yaml:2 settings.almanac: there is no plugin of that name")


def test_a_plugins_wrong_setting_switches_off_that_plugin_alone(with_config: WithConfig) -> None:
    ran = with_config(WRONG, "ask", "what time is it", "--json")
    assert (ran.code, ran.objects[0]["plugin"]) == (0, "clock")
    (line,) = ran.err.splitlines()
    said = "plugin checkins is switched off: my.yaml:2 settings.checkins.quiet_from: expected a time such as "
    assert line.startswith(f"earnest: {said}")
    assert line.endswith("found 'whenever'")
    refused = [plugin for plugin in with_config(WRONG, "plugins", "list", "--json").objects if "refused" in plugin]
    assert [plugin["plugin"] for plugin in refused] == ["checkins"]


def test_doctor_shows_what_has_no_effect_and_what_must_be_mended(with_config: WithConfig) -> None:
    told = with_config(LEFT, "doctor", "--quiet", "--json").objects
    notes = [each for each in told if each["check"] == "settings" and each["ok"] is None]
    assert ["settings.almanac" in each["found"] for each in notes] == [True]
    switched_off = with_config(WRONG, "doctor", "--quiet", "--json")
    assert switched_off.code == 1
    refused = [each["check"] for each in switched_off.objects if each["ok"] is False and "plugin" in each["check"]]
    assert refused == ["plugin checkins"]
    broken = with_config("recognizer: whisper\nvoice: zzz\n", "doctor", "--quiet", "--json")
    assert broken.code == 2
    wrong = [each for each in broken.objects if each["ok"] is False]
    assert ["recognizer: no" in wrong[0]["remedy"], "voice: no" in wrong[1]["remedy"]] == [True, True]


def test_a_house_that_is_ready_tells_it_once(with_config: WithConfig, tmp_path: Path) -> None:
    silence = tmp_path / "silence.wav"
    soundfile.write(silence, np.zeros(16_000, np.int16), 16_000)
    ran = with_config(LEFT, "run", "--input", silence, "--output", tmp_path / "said.wav", "--json")
    assert ran.code == 0
    (ready,) = [event for event in ran.objects if event["event"] == "ready"]
    assert ["settings.almanac" in notice for notice in ready["notices"]] == [True]
    assert ran.err.count("settings.almanac") == 1


def test_wake_words_of_the_command_line_are_not_blamed_on_the_file(with_config: WithConfig, tmp_path: Path) -> None:
    silence = tmp_path / "silence.wav"
    soundfile.write(silence, np.zeros(16_000, np.int16), 16_000)
    words = ("run", "--input", silence, "--output", tmp_path / "said.wav", "--wake", "alexo")
    ran = with_config("wake: {words: [alexa]}", *words)
    assert ran.code == 2
    assert ran.err == "earnest: wake.words[0]: nothing listens for 'alexo'; did you mean \"alexa\"?\n"

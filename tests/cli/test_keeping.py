"""What a household decides about its plugins, and where it is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.conftest import Earnest
from earnest.config import load_config
from earnest.memory import Memory

TEA = '''"""Tea."""
from earnest import Reply, hookimpl
earnest_needs = {"network": ["tea.example.org"], "diary": True}

@hookimpl
def register_settings(settings):
    settings.add("cups", 2, "how many")

@hookimpl
def register_skills(skills):
    skills.add(brew, "brew tea")

async def brew(talk):
    """Brew tea."""
    return Reply("Brewing.")
'''


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A household's folder with tea in it and settings of its own."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "tea.py").write_text(TEA)
    (tmp_path / "earnest.yaml").write_text("# ours\nplugins:\n  disabled: []  # nobody\nsettings:\n  tea: {cups: 3}\n")
    return tmp_path


def _given(home: Path) -> tuple[str, ...]:
    return ("--data", str(home), "--config", str(home / "earnest.yaml"), "plugins")


def test_a_plugin_is_kept_out_and_let_in_again(earnest: Earnest, home: Path) -> None:
    before = (home / "earnest.yaml").read_text()
    assert earnest(*_given(home), "disable", "tea").code == 0
    assert (home / "earnest.yaml").read_text() == before.replace("[]  # nobody", "[tea]  # nobody")
    assert '"tea"' not in earnest(*_given(home), "list", "--json").out
    assert earnest(*_given(home), "enable", "tea").code == 0
    assert (home / "earnest.yaml").read_text() == before
    assert "is not kept out" in earnest(*_given(home), "enable", "tea").out


def test_what_is_declared_is_allowed_at_a_word(earnest: Earnest, home: Path) -> None:
    done = earnest(*_given(home), "allow", "tea")
    assert "tea may use network tea.example.org from the next start on" in done.out
    allowed = load_config(home / "earnest.yaml", home).plugins.allow["tea"]
    assert allowed.network == ["tea.example.org"]
    assert allowed.diary is True
    (tea,) = [each for each in earnest(*_given(home), "list", "--json").objects if each["plugin"] == "tea"]
    assert tea["granted"] == ["diary", "network: tea.example.org"]


def test_more_is_allowed_beside_what_is(earnest: Earnest, home: Path) -> None:
    for needs in (["diary"], ["network:b.org", "files:/srv/music"], ["files:/srv/lists:rw"], ["network"]):
        assert earnest(*_given(home), "allow", "tea", *needs).code == 0
    allowed = load_config(home / "earnest.yaml", home).plugins.allow["tea"]
    assert (allowed.diary, allowed.network) == (True, True)
    assert allowed.files == ["/srv/music", "/srv/lists:rw"]
    assert (home / "earnest.yaml").read_text().startswith("# ours\nplugins:\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["allow", "tee"], "there is no plugin 'tee'; did you mean 'tea'?"),
        (["allow", "tea", "netwrk"], "'netwrk' is not something to need; did you mean 'network'?"),
        (["allow", "tea", "files"], "files are allowed one by one: files:/path"),
        (["allow", "tea", "files:music"], "expected a whole path below /"),
        (["disable", "tee"], "there is no plugin 'tee'"),
        (["remove", "clock"], "clock comes with Earnest; earnest plugins disable clock keeps it out"),
        (["remove", "tee"], "there is no plugin 'tee'"),
    ],
)
def test_what_cannot_be_is_said_with_the_remedy(earnest: Earnest, home: Path, words: list[str], why: str) -> None:
    done = earnest(*_given(home), *words)
    assert done.code == 2
    assert why in done.err


def test_a_plugin_is_removed_with_its_lines_and_if_asked_with_its_memory(earnest: Earnest, home: Path) -> None:
    def keep() -> None:
        memory = Memory(home)
        memory.write_note("tea", "cups", 3)
        (memory.folder_of("tea") / "leaves").write_text("green")
        memory.close()

    keep()
    assert earnest(*_given(home), "allow", "tea", "diary").code == 0
    assert earnest(*_given(home), "remove", "tea").code == 0
    assert not (home / "plugins" / "tea.py").exists()
    config = load_config(home / "earnest.yaml", home)
    assert (config.settings, config.plugins.allow) == ({}, {})
    assert earnest(*_given(home), "list").code == 0
    memory = Memory(home)
    assert memory.read_notes("tea") == {"cups": 3}
    memory.close()
    assert earnest(*_given(home), "remove", "tea", "--with-memory", "--yes").code == 0
    memory = Memory(home)
    assert memory.read_notes("tea") == {}
    memory.close()
    assert not (home / "folders" / "tea").exists()


def test_without_settings_of_its_own_a_household_gets_some(
    earnest: Earnest, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    done = earnest("--data", home, "plugins", "disable", "clock")
    own = tmp_path / "settings" / "earnest" / "earnest.yaml"
    assert f"changed {own}" in done.out
    assert own.read_text() == "plugins: {disabled: [clock]}\n"
    assert load_config(None, home).plugins.disabled == ["clock"]


def test_settings_that_come_with_earnest_are_not_changed(earnest: Earnest, home: Path, root: Path) -> None:
    done = earnest("--data", home, "--config", root / "config" / "demo.yaml", "plugins", "disable", "clock")
    assert done.code == 2
    assert "comes with Earnest and is not changed; name a file of your own with --config" in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_settings_that_cannot_be_written_are_told_what_to_write(earnest: Earnest, home: Path) -> None:
    home.chmod(0o500)
    done = earnest(*_given(home), "disable", "tea")
    home.chmod(0o700)
    assert done.code == 2
    assert "cannot be written" in done.err
    assert "write into it:   disabled: [tea]  # nobody" in done.err


PAINTER = r'''"""Paints\x1b[31m red\x07."""
from earnest import Reply, hookimpl

@hookimpl
def register_settings(settings):
    settings.add("colour", "\x1b[32mgreen", "a \x1b]0;title\x07colour")

@hookimpl
def register_skills(skills):
    skills.add(paint, "paint {thing}", name="paint\x1b[1m")
    skills.add(fail, "fail at painting")

async def paint(talk, thing):
    """Paint\x9b31m something\u202e."""
    await talk.say("wait\x1b[2J")
    return Reply("It is \x1b[31mred\x1b[0m\r\n\u202eder si tI\x08.")

async def fail(talk):
    raise RuntimeError("no \x1b[5mpaint\x1b[0m")
'''


def test_no_field_of_a_plugin_paints_the_terminal(earnest: Earnest, home: Path) -> None:
    (home / "plugins" / "painter.py").write_text(PAINTER)
    (home / "plugins" / "b\x1b[31mad.py").write_text("")
    said = [
        earnest(*_given(home), "list"),
        earnest(*_given(home), "list", "--json"),
        earnest(*_given(home), "trace", "paint the door"),
        earnest(*_given(home), "trace", "fail at painting"),
        earnest(*_given(home)[:-1], "ask", "paint the door"),
        earnest(*_given(home)[:-1], "ask", "paint the door", "--json"),
        earnest(*_given(home)[:-1], "doctor", "--quiet"),
        earnest(*_given(home)[:-1], "route", "paint the door"),
    ]
    assert "It is red" in said[4].out, said[0].out[-900:]
    for done in said:
        assert not [each for each in done.out + done.err if each != "\n" and not each.isprintable()]


def test_a_plugin_of_ones_own_takes_the_place_of_earnests(earnest: Earnest, home: Path) -> None:
    assert "there is no clock of your own" in earnest(*_given(home), "enable", "clock", "--own").err
    (home / "plugins" / "clock.py").write_text(TEA)
    assert "your clock takes the place" in earnest(*_given(home), "enable", "clock", "--own").out
    assert load_config(home / "earnest.yaml", home).plugins.replaced == ["clock"]
    assert earnest(*_given(home), "remove", "clock").code == 0
    assert load_config(home / "earnest.yaml", home).plugins.replaced == []

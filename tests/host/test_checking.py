"""``plugins check`` finds what an author would want to know, and nothing in a plugin that is well."""

from __future__ import annotations

from pathlib import Path

import pytest

from earnest.errors import PluginRefused
from earnest.host.authoring.checking import check_plugin
from earnest.host.discovery.finding import is_ambiguous

HEAD = '''"""A plugin with something wrong."""

import asyncio
import subprocess
import time as clock
from pathlib import Path
from time import sleep

from earnest import Reply, Settings, Skills, Talk, changes, hookimpl


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("sugar", 1, "lumps")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(brew, {phrases})


'''

WELL = '''async def brew(talk: Talk, kind: str = "green") -> Reply:
    """Brew tea."""
    await asyncio.sleep(talk.settings["sugar"])
    return Reply(kind)
'''

PHRASES = '"brew [some] {kind} tea", "brew tea"'


def _findings(folder: Path, body: str, phrases: str = PHRASES, *, fault: bool = True, changes: str = "") -> list[str]:
    plugin = folder / "brewery.py"
    marked = body.replace("async def brew(", f"@changes({changes})\nasync def brew(") if changes else body
    plugin.write_text(HEAD.format(phrases=phrases) + marked, encoding="utf-8")
    (folder / "test_brewery.py").write_text("")
    return [str(finding) for finding in check_plugin(plugin) if finding.fault == fault]


def test_a_plugin_that_is_well_is_told_nothing(tmp_path: Path) -> None:
    assert _findings(tmp_path, WELL) == []
    assert _findings(tmp_path, WELL, fault=False, changes='"nothing"') == []


CHANGING = '''async def brew(talk: Talk, kind: str = "green") -> Reply:
    """Brew tea."""
    talk.change("volume", 3)
    return Reply(kind)
'''


def test_a_skill_that_does_not_say_what_it_changes_is_advised_to(tmp_path: Path) -> None:
    assert _findings(tmp_path, WELL, changes="") == []
    assert any("say what it changes" in told for told in _findings(tmp_path, WELL, changes="", fault=False))
    assert _findings(tmp_path, CHANGING, changes='"passing"', fault=False) == []


def test_a_skill_that_changes_what_it_says_it_does_not_is_a_fault(tmp_path: Path) -> None:
    (told,) = _findings(tmp_path, CHANGING, changes='"nothing"')
    assert "says that it changes nothing, and calls talk.change" in told


def test_something_lasting_is_advised_to_name_its_subject(tmp_path: Path) -> None:
    assert _findings(tmp_path, CHANGING, changes='"lasting", "tea"', fault=False) == []
    (told,) = _findings(tmp_path, CHANGING, changes='"lasting"', fault=False)
    assert "name what it is about" in told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("sleep(1)", "brew: time.sleep() blocks; write await asyncio.sleep(…)"),
        ("clock.sleep(1)", "brew: time.sleep() blocks; write await asyncio.sleep(…)"),
        ("subprocess.run(['kettle'])", "brew: subprocess.run() blocks; write await asyncio.create_subprocess_exec(…)"),
        ("open('tea').read()", "brew: open() blocks; write await asyncio.to_thread(…)"),
        ("Path('tea').read_text()", "brew: Path.read_text() blocks; write await asyncio.to_thread(…)"),
        ("talk.settings['milk']", "the setting 'milk' is not declared in register_settings"),
        ("talk.settings.get('milk')", "the setting 'milk' is not declared in register_settings"),
        ("import urllib.request", 'urllib.request wants the network: say earnest_needs = ("network",)'),
    ],
)
def test_a_line_that_is_wrong_is_found(tmp_path: Path, line: str, told: str) -> None:
    body = WELL.replace("    return", f"    {line}\n    return")
    assert _findings(tmp_path, body) == [f"line 25: {told}"]


@pytest.mark.parametrize("line", ["await asyncio.to_thread(sleep, 1)", "later = lambda: sleep(1)"])
def test_a_call_that_does_not_block_is_not_found(tmp_path: Path, line: str) -> None:
    assert _findings(tmp_path, WELL.replace("    return", f"    {line}\n    return")) == []


@pytest.mark.parametrize(
    ("phrases", "told"),
    [
        ('"brew tea", "brew (tea"', "can never match: brewery.brew: phrase"),
        ('"brew {cup} tea"', "line 22: brew has no parameter for {cup}"),
        ('"brew tea", "set a timer"', "collides:"),
        ('"brew tea", "set a timer"', 'line 22: brew: "set a timer" is answered by reminders.set_timer'),
    ],
)
def test_a_phrase_that_is_wrong_is_found(tmp_path: Path, phrases: str, told: str) -> None:
    assert any(finding.startswith(told) for finding in _findings(tmp_path, WELL, phrases))


def test_a_parameter_that_a_phrase_may_leave_out_needs_a_default(tmp_path: Path) -> None:
    body = WELL.replace('kind: str = "green"', "kind: str")
    phrases = '"brew [{kind}] tea", "brew {kind} for me", "(brew|make {kind}) please"'
    assert _findings(tmp_path, body, phrases) == [
        "line 22: brew needs 'kind', which \"brew [{kind}] tea\" may leave out; give it a default",
        "line 22: brew needs 'kind', which \"(brew|make {kind}) please\" may leave out; give it a default",
    ]


def test_advice(tmp_path: Path) -> None:
    body = "async def brew(talk, kind=None):\n    return Reply('tea')\n"
    assert _findings(tmp_path, body) == []
    assert _findings(tmp_path, body, fault=False) == [
        "line 22: brew: no type for talk, kind",
        "line 22: brew: no return type",
        'line 22: brew: say what it changes: @changes("nothing") or @changes("passing") or @changes("lasting")',
        'line 22: brew: no docstring, so "what can you do" cannot name it',
    ]
    (tmp_path / "test_brewery.py").unlink()
    advice = [str(finding) for finding in check_plugin(tmp_path / "brewery.py")]
    assert advice[0] == "no test: write test_brewery.py with the rehearse fixture"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("def brew(:\n", "line 1: is no readable Python"),
        ("kettle\n", "line 1: it would be refused: tea.py:1: NameError"),
        ("import os\nos._exit(1)\n", "it would be refused: its process ended with exit code 1"),
        (
            "from earnest import hookimpl\n\n@hookimpl\ndef regster_skills(skills): ...\n",
            "line 3: it would be refused: tea.py:3: there is no hook 'regster_skills'; did you mean 'register_skills'?",
        ),
        (
            "from earnest import hookimpl\n\n@hookimpl\ndef register_skills(skills):\n    skills.ad(1)\n",
            "line 5: it would be refused: register_skills raised tea.py:5: AttributeError",
        ),
    ],
)
def test_a_plugin_that_would_be_refused(tmp_path: Path, source: str, told: str) -> None:
    (tmp_path / "tea.py").write_text(source)
    (finding,) = check_plugin(tmp_path / "tea.py")
    assert finding.fault
    assert str(finding).startswith(told)


def test_what_is_no_plugin(tmp_path: Path) -> None:
    for name in ("absent.py", "test_tea.py", "notes.txt"):
        with pytest.raises(PluginRefused, match="there is no plugin"):
            check_plugin(tmp_path / name)


def test_a_name_that_is_not_one_is_told(tmp_path: Path) -> None:
    package = tmp_path / "earnest_tea"
    package.mkdir()
    (package / "__init__.py").write_text(HEAD.format(phrases=PHRASES) + WELL)
    (tmp_path / "pyproject.toml").write_text('[project.entry-points.earnest]\nkettle = "earnest_tea"\n')
    told = [str(finding) for finding in check_plugin(package) if finding.fault]
    assert told == ["pyproject.toml calls it kettle, its folder tea: write tea = 'earnest_tea' there"]
    (tmp_path / "clock.py").write_text(HEAD.format(phrases=PHRASES) + WELL)
    advice = [str(finding) for finding in check_plugin(tmp_path / "clock.py")]
    assert any("clock comes with Earnest already" in told and "enable clock --own" in told for told in advice)
    (tmp_path / "my-tea.py").write_text(HEAD.format(phrases=PHRASES) + WELL)
    (fault,) = [str(finding) for finding in check_plugin(tmp_path / "my-tea.py") if finding.fault]
    assert fault.startswith("it would be refused: my-tea.py: a plugin's file is named like a Python module")


@pytest.mark.parametrize(
    ("name", "ambiguous"),
    [
        ("l\u0456sts", True),
        ("\ufb01ne", True),
        ("\uff54ea", True),
        ("tea_2", False),
        ("w\xf6rter", False),
        ("wo\u0308rter", False),
        ("\u0447\u0430\u0439", False),
        ("\u304a\u8336", False),
    ],
)
def test_a_name_that_looks_like_another_is_refused(tmp_path: Path, name: str, ambiguous: bool) -> None:
    """A Cyrillic letter among Latin ones, a ligature, a full-width letter; a whole word of any alphabet is a name."""
    assert is_ambiguous(name) is ambiguous
    if name == "l\u0456sts":
        (tmp_path / f"{name}.py").write_text(HEAD.format(phrases=PHRASES) + WELL)
        (fault,) = [str(finding) for finding in check_plugin(tmp_path / f"{name}.py") if finding.fault]
        assert fault.startswith("it would be refused: l\\u0456sts.py: its name is easily taken for another")

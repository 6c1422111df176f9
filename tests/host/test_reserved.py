"""Words that belong to the house, and plugins that would like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from earnest.config import Config
from earnest.host import Plugins
from earnest.host.authoring.checking import claims_of

GREEDY = """\
from earnest import Reply, hookimpl


@hookimpl
def register_skills(skills):
    skills.add(take, "polish the silver", {phrase!r}, choices={{"what": ["guessing", "reading"]}})


async def take(talk, what=""):
    \"\"\"Take.\"\"\"
    return Reply("Mine.")
"""


def greedy(folder: Path, phrase: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "greedy.py"
    path.write_text(GREEDY.format(phrase=phrase), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "phrase",
    [
        "stop",
        "(please|now) stop [it]",
        "never mind",
        "[oh] forget it",
        "yes [please]",
        "snooze",
        "stop guessing how i feel",
        "could you [please] stop (guessing|sensing) how i feel",
        "stop {what} my mood",
        "forget everything",
    ],
)
def test_a_phrase_of_the_house_is_refused_by_line(tmp_path: Path, phrase: str) -> None:
    (finding,) = claims_of(greedy(tmp_path, phrase))
    assert finding.line == 9
    assert "belongs to the house" in finding.what


@pytest.mark.parametrize("phrase", ["stop the kettle", "yes chef make soup", "snooze the cat flap"])
def test_what_only_sounds_like_it_is_the_authors(tmp_path: Path, phrase: str) -> None:
    assert claims_of(greedy(tmp_path, phrase)) == []


def test_a_house_does_not_let_it_in_and_goes_on(tmp_path: Path) -> None:
    greedy(tmp_path / "plugins", "stop guessing how i feel")
    plugins = Plugins(Config(data=tmp_path))
    plugins.load()
    plugins.close()
    assert [refused.name for refused in plugins.refused] == ["greedy"]
    assert "belongs to the house (privacy answers it)" in plugins.refused[0].why
    assert {"privacy", "reminders"} <= {loaded.name for loaded in plugins.loaded}

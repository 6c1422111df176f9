"""Plugins that watch are told in rehearsals and when typed as in a room; two of one phrase are asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from earnest.cli import earnest
from earnest.testing import Rehearsal

WATCHER = '''"""Watches."""

from earnest import Reply, hookimpl

seen = []


@hookimpl
def started():
    seen.append("started")


@hookimpl
def heard(transcript):
    seen.append(transcript.text)


@hookimpl
def felt(emotion):
    seen.append(emotion.label)


@hookimpl
def answered(intent, reply):
    seen.append(f"{intent.skill}: {reply.text}")


@hookimpl
def register_skills(skills):
    skills.add(tell, "what did you see")


async def tell(talk):
    """Tell."""
    return Reply(" / ".join(seen))
'''

TWIN = """from earnest import Reply, hookimpl


@hookimpl
def register_skills(skills):
    skills.add(pour, "pour me a cup", name={name!r})


async def pour(talk):
    return Reply({name!r})
"""


@pytest.mark.parametrize("outside", [False, True])
def test_a_rehearsal_calls_the_hooks_that_watch(
    rehearse: Callable[..., Rehearsal], tmp_path: Path, outside: bool
) -> None:
    (tmp_path / "watcher.py").write_text(WATCHER, encoding="utf-8")
    house = rehearse(tmp_path / "watcher.py", outside=outside)
    house.hear("what did you see", mood="sad")
    assert house.hear("what did you see") == (
        "what did you see / sad / tell: what did you see / sad / what did you see"
    )


def test_ask_calls_them_too(tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "watcher.py").write_text(WATCHER, encoding="utf-8")
    done = CliRunner().invoke(earnest, ["--data", str(tmp_path), "ask", "what did you see", "--mood", "happy"])
    assert done.output.strip() == "started / what did you see / happy"


@pytest.mark.parametrize("order", [("tea", "coffee"), ("coffee", "tea")])
def test_the_same_phrase_in_two_plugins_is_asked_about_by_their_names(
    rehearse: Callable[..., Rehearsal], tmp_path: Path, order: tuple[str, str]
) -> None:
    for name in order:
        (tmp_path / f"{name}.py").write_text(TWIN.format(name=name), encoding="utf-8")
    house = rehearse(*(tmp_path / f"{name}.py" for name in order))
    asked = house.hear("pour me a cup")
    assert asked in ("Do you mean tea, or coffee?", "Do you mean coffee, or tea?")
    assert house.hear("coffee") == "coffee"
    chosen = house._conversation._config.plugins.model_copy(update={"first": ["tea"]})
    house._conversation._config = house._conversation._config.model_copy(update={"plugins": chosen})
    assert house.hear("pour me a cup") == "tea"

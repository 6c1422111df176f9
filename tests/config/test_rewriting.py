"""A settings file is changed where it was meant to be, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from earnest import rewriting
from earnest.errors import ConfigError
from earnest.plain_yaml import parse

SAMPLE = """# ours
language: en  # of England

plugins:   # the family's
  # who stays out
  disabled:
    - chance  # too noisy
    - beyond
  allow:
    weather: {network: [api.open-meteo.com]}   # and no other
    tea:
      # the music is in there
      files:
        - /srv/music
      diary: yes
# the end of plugins
settings: {checkins: {quiet_from: "22:00"}}  # late
"""


def test_comments_and_everything_else_survive() -> None:
    after = rewriting.added(SAMPLE, ("plugins", "disabled"), "tea")
    assert after == SAMPLE.replace("    - beyond\n", "    - beyond\n    - tea\n")
    after = rewriting.taken_out(SAMPLE, ("plugins", "disabled"), "beyond")
    assert after == SAMPLE.replace("    - beyond\n", "")
    after = rewriting.added(SAMPLE, ("plugins", "allow", "weather", "network"), "b.org")
    assert after == SAMPLE.replace("[api.open-meteo.com]", "[api.open-meteo.com, b.org]")
    after = rewriting.added(SAMPLE, ("plugins", "allow", "tea", "files"), "/srv/lists:rw")
    assert after == SAMPLE.replace("- /srv/music\n", '- /srv/music\n        - "/srv/lists:rw"\n')
    after = rewriting.removed(SAMPLE, ("settings", "checkins"))
    assert after == SAMPLE.replace('{checkins: {quiet_from: "22:00"}}', "{}")
    after = rewriting.removed(SAMPLE, ("plugins", "allow", "tea"))
    assert after == SAMPLE.replace(SAMPLE[SAMPLE.index("    tea:") : SAMPLE.index("# the end")], "")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "plugins: {disabled: [tea]}\n"),
        ("# mine\n", "# mine\nplugins: {disabled: [tea]}\n"),
        ("plugins:\n", "plugins: {disabled: [tea]}\n"),
        ("plugins: {}\n", "plugins: {disabled: [tea]}\n"),
        ("plugins: # mine\nlanguage: en", "plugins: {disabled: [tea]} # mine\nlanguage: en"),
        ("language: en", "language: en\nplugins: {disabled: [tea]}\n"),
        ("plugins:\n  # first\n  folder: x", "plugins:\n  disabled: [tea]\n  # first\n  folder: x"),
        ("plugins: {disabled: []}", "plugins: {disabled: [tea]}"),
        ("plugins:\n  disabled: [a, 'b']  # c\n", "plugins:\n  disabled: [a, b, tea]  # c\n"),
        ("plugins:\n  disabled: null\n", "plugins:\n  disabled: [tea]\n"),
    ],
)
def test_what_is_not_there_is_made(text: str, after: str) -> None:
    assert rewriting.added(text, ("plugins", "disabled"), "tea") == after


def test_the_last_one_leaves_an_empty_list() -> None:
    text = "plugins:\n  disabled: # out\n    - tea\n  folder: x\n"
    assert rewriting.taken_out(text, ("plugins", "disabled"), "tea") == "plugins:\n  disabled: [] # out\n  folder: x\n"


def test_nothing_is_changed_where_it_is_so_already() -> None:
    assert rewriting.added(SAMPLE, ("plugins", "disabled"), "chance") == SAMPLE
    assert rewriting.taken_out(SAMPLE, ("plugins", "disabled"), "tea") == SAMPLE
    assert rewriting.removed(SAMPLE, ("plugins", "allow", "coffee")) == SAMPLE


def test_a_list_that_is_none_is_named() -> None:
    with pytest.raises(ConfigError, match=r"plugins\.disabled: expected a list"):
        rewriting.added("plugins: {disabled: tea}", ("plugins", "disabled"), "tea")


def test_the_file_is_written_whole_with_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "earnest.yaml"
    file.write_text("language: en\n")
    file.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    rewriting.write(link, "language: de\n")
    assert link.is_symlink()
    assert file.read_text() == "language: de\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["earnest.yaml", "link.yaml"]


WORDS = some.text("abcyesno:#-'\" ä{}[],&*!|>%@0123.~", min_size=1, max_size=8)
VALUES = some.recursive(
    some.booleans() | some.none() | some.integers(-9, 9) | WORDS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(WORDS, inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None)
@given(
    value=VALUES, where=some.sampled_from([("plugins", "disabled"), ("plugins", "allow", "tea", "new"), ("new", "one")])
)
def test_whatever_is_put_is_read_back(value: Any, where: tuple[str, ...]) -> None:
    after = rewriting.put(SAMPLE, where, value)
    assert rewriting.found(after, where) == value, after
    assert _without(parse(after)[1], where) == _without(parse(SAMPLE)[1], where)
    assert _without(parse(rewriting.removed(after, where))[1], where) == _without(parse(SAMPLE)[1], where)


def _without(content: Any, path: tuple[str, ...]) -> Any:
    """Settings without what stands at ``path``, and without what is empty then."""
    if not isinstance(content, dict):
        return content
    rest = {key: inner for key, inner in content.items() if key != path[0]}
    inner = _without(content.get(path[0]), path[1:]) if len(path) > 1 else None
    return {**rest, path[0]: inner} if inner else rest

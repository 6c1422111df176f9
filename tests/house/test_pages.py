"""The pages tell the truth: links lead somewhere, folders have a page, commands exist."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import click
import pytest

from earnest.cli import earnest as door

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    page for page in (*ROOT.glob("*.md"), *ROOT.glob("*/*.md")) if not page.relative_to(ROOT).parts[0].startswith(".")
)
FOLDERS = ("core", "plugins", "voices", "config", "tests", "scripts")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_has_a_page(folder: str) -> None:
    assert (ROOT / folder / "README.md").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if "://" not in link and not (page.parent / link).exists()]


def _scripts() -> set[str]:
    return {path.name for path in (ROOT / "scripts").iterdir() if path.is_file() and not path.suffix}


def test_the_page_of_scripts_names_each_of_them() -> None:
    page = (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w-]+)` \|", page, re.M)) == _scripts()


@pytest.mark.parametrize("name", sorted(_scripts()))
def test_scripts_can_be_run(name: str) -> None:
    script = ROOT / "scripts" / name
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env ")


def _commands(page: Path) -> set[str]:
    """The ``earnest …`` lines and spans of a page, as typed."""
    text = page.read_text(encoding="utf-8")
    lines = re.findall(r"^    (?:\.venv/bin/)?(earnest [a-z].*)$", text, re.M)
    return {
        line.partition("#")[0].strip() for line in lines + re.findall(r"`(?:\.venv/bin/)?(earnest [a-z][^`\n]*)`", text)
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_on_a_page_exist(page: Path) -> None:
    for line in _commands(page):
        words = shlex.split(line)[1:]
        command: click.Command = door
        context = click.Context(door)
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            inner = command.get_command(context, words.pop(0))
            assert inner is not None, line
            command = inner
        known = {option for parameter in command.params for option in parameter.opts}
        assert not [word for word in words if word.startswith("--") and word not in known | {"--help"}], line

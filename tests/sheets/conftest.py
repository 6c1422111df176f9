"""A language that is added, as anybody would: a folder of its own, and sheets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from earnest import spoken
from earnest.sheets.house import house_words
from earnest.spoken import language

GERMAN = '''"""A toy German: it hears and says numbers and times as English does, and has a name of its own."""

from earnest.spoken.en import English


class German(English):
    """Not more than a test needs."""

    code = "de"
    name = "German"


def spoken_in(country: str | None) -> German:
    """German, with that country's holidays."""
    return German(country)
'''


@pytest.fixture
def german(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder ``spoken/de`` of a house that speaks German too; its own sheets are still in English."""
    folder = tmp_path / "spoken" / "de"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(GERMAN, encoding="utf-8")
    for page in (root / "core" / "earnest" / "spoken" / "en").glob("*.yaml"):
        shutil.copy(page, folder)
    monkeypatch.setattr(spoken, "__path__", [*spoken.__path__, str(folder.parent)])
    for cached in (language, house_words):
        cached.cache_clear()
    yield folder
    for cached in (language, house_words):
        cached.cache_clear()

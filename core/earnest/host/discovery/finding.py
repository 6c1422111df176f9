"""Where plugins come from: the entry-point group ``earnest``, and the plugin folder."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from earnest.errors import PluginRefused
from earnest.host.report import blame
from earnest.sheets import NO_SHEET, Sheet

if TYPE_CHECKING:
    from earnest.config import Config

GROUP = "earnest"
PREFIX = "earnest_"
"""Of a package that is a plugin; no part of the name that the household says and writes."""
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
"""Alphabets of which some letters are drawn alike, as Unicode's report 39 on security has them."""
HOUSE = "earnest"
"""The distribution whose plugins are first-party."""


@dataclass(frozen=True, slots=True)
class Found:
    """A plugin that was found and not yet opened."""

    name: str
    """The one by which it is spoken of, set, allowed and remembered (``bare_name``)."""
    origin: str
    """``tea.py``, or ``earnest-tea 0.1``."""
    module: str = ""
    """What to import, for an entry point."""
    path: Path | None = None
    """The file, or the package's ``__init__.py``, in the plugin folder."""
    first_party: bool = False
    source: str | None = None
    """The file's text as it was when it was opened: what the plugin goes on with while a later edit is broken."""
    sheet: Sheet = NO_SHEET
    """What it says and listens for, in the household's language."""


def plugin_folder(config: Config) -> Path:
    """Where ``.py`` files are plugins."""
    return config.plugins.folder or config.data / "plugins"


def find_plugins(config: Config) -> Iterator[Found]:
    """First-party plugins, those of other distributions, those that lie elsewhere, then the plugin folder."""
    points = [_from_entry_point(point) for point in entry_points(group=GROUP)]
    yield from sorted(points, key=lambda found: (not found.first_party, found.name))
    yield from (found for path in config.plugins.also if (found := find_at(path.resolve())) is not None)
    yield from find_in(plugin_folder(config))


def find_in(folder: Path) -> Iterator[Found]:
    """The plugins of a folder: its ``.py`` files and packages, but no tests and nothing named ``_…`` or ``.…``."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        found = find_at(path)
        if found is not None:
            yield found


def bare_name(written: str) -> str:
    """What a plugin is called that is written ``earnest_tea``, as distributions call their packages: ``tea``."""
    bare = written.removeprefix(PREFIX)
    return bare if bare.isidentifier() else written


def is_ambiguous(name: str) -> bool:
    """Whether it looks like another: letters of several alphabets that look alike, or signs that stand for others."""
    alphabets = {unicodedata.name(letter, "?").partition(" ")[0] for letter in name}
    return len(alphabets & _ALIKE) > 1 or unicodedata.normalize("NFKC", name) != unicodedata.normalize("NFC", name)


def find_at(path: Path) -> Found | None:
    """The plugin that a file or a package is, or None when it is not one."""
    if path.name.startswith(("_", ".", "test_")) or path.stem == "conftest" or path.stem.endswith("_test"):
        return None
    if path.is_dir():
        inner = path / "__init__.py"
        return Found(bare_name(path.name), path.name, path=inner) if inner.is_file() else None
    if path.suffix != ".py" or not path.is_file():
        return None
    return Found(bare_name(path.stem), path.name, path=path)


def read_source(found: Found) -> Found:
    """The same with the file's text in it; unchanged when it is no single readable file."""
    if found.path is None or found.path.name == "__init__.py":
        return found
    try:
        return replace(found, source=_text_of(found.path))
    except (OSError, PluginRefused):
        return found


def _text_of(path: Path) -> str:
    """A file's text as Python takes it, with a mark of byte order or a line about encoding. Raises PluginRefused."""
    try:
        return importlib.util.decode_source(path.read_bytes())
    except (UnicodeDecodeError, SyntaxError):
        raise PluginRefused(f"{path.name}: expected text in UTF-8, found other bytes; save it as UTF-8") from None


def import_plugin(found: Found) -> ModuleType:
    """The plugin's module, freshly executed when it comes from a file.

    Raises PluginRefused with the file, the line and the reason when it cannot be imported.
    """
    try:
        return importlib.import_module(found.module) if found.path is None else _import_file(found, found.path)
    except (Exception, SystemExit) as error:
        raise PluginRefused(f"{blame(error, home_of(found))}{_compiled(error)}") from error


def _compiled(error: BaseException) -> str:
    """What to do about compiled code that cannot be loaded; empty where none was."""
    part = Path(str(getattr(error, "path", None) or ""))
    if not isinstance(error, ImportError) or part.suffix not in {".so", ".pyd", ".dylib"}:
        return ""
    return f"; {part.name} is compiled code that was not made for this Python and machine: install the plugin with pip"


def home_of(found: Found) -> Path | None:
    """The file or folder that the plugin's own code lies in."""
    if found.path is None:
        return None
    return found.path.parent if found.path.name == "__init__.py" else found.path


def gives_way(earlier: Found, own: Found, config: Config) -> bool:
    """Whether one that comes with Earnest leaves its name to the household's own."""
    return earlier.first_party and earlier.name == own.name in config.plugins.replaced and own.path is not None


def is_taken(found: Found, by: Found) -> str:
    """Why ``found`` stays out: another plugin has its name."""
    why = f"a plugin of that name is here already, from {by.origin}; give this one another name"
    if not by.first_party or found.path is None or found.name != by.name:
        return why
    return f"{why}, or let it take that one's place: earnest plugins enable {found.name} --own"


def _from_entry_point(point: EntryPoint) -> Found:
    owner = point.dist
    name = owner.name if owner is not None else "?"
    origin = f"{name} {owner.version}" if owner is not None else name
    return Found(bare_name(point.name), origin, module=point.module, first_party=name == HOUSE)


def _import_file(found: Found, path: Path) -> ModuleType:
    name = found.name
    if not name.isidentifier():
        raise PluginRefused(f"{path.name}: a plugin's file is named like a Python module, such as my_plugin.py")
    if is_ambiguous(name):
        looks = "its name is easily taken for another, by letters of several alphabets or signs that stand for others"
        raise PluginRefused(f"{ascii(path.name)[1:-1]}: {looks}; give it a plain one")
    called = f"earnest_dropin_{name}"
    package = [str(path.parent)] if path.name == "__init__.py" else None
    spec = importlib.util.spec_from_file_location(called, path, submodule_search_locations=package)
    if spec is None or spec.loader is None:
        raise PluginRefused(f"{path.name}: is no Python file")
    module = importlib.util.module_from_spec(spec)
    _forget(called)
    sys.modules[called] = module
    try:
        source = found.source if found.source is not None else _text_of(path)
        exec(compile(source, str(path), "exec"), module.__dict__)
    except BaseException:
        _forget(called)
        raise
    return module


def _forget(called: str) -> None:
    for name in [name for name in sys.modules if name == called or name.startswith(f"{called}.")]:
        del sys.modules[name]

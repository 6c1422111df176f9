"""A plugin to begin with: it works, and so do its tests."""

from __future__ import annotations

import keyword
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from string import Template

from earnest.errors import UserFault
from earnest.host.discovery.finding import GROUP, PREFIX, bare_name


def new_plugin(name: str, folder: Path) -> list[Path]:
    """Write ``NAME.py`` and ``test_NAME.py`` into ``folder``; the paths written.

    Raises UserFault for a name that no plugin can have and for a file that is there already.
    """
    words = _words(name)
    imports = "from datetime import timedelta\nfrom pathlib import Path\n"
    here = {"imports": imports, "module": "", "plugin": f'Path(__file__).with_name("{name}.py")'}
    return _write(
        {
            folder / f"{name}.py": _fill("plugin.py", words),
            folder / f"test_{name}.py": _fill("test.py", words | here),
        }
    )


def new_package(name: str, folder: Path) -> list[Path]:
    """Write a distribution ``earnest-NAME`` with the entry point into ``folder``; the paths written.

    Raises UserFault.
    """
    words = _words(name)
    module = {"imports": "from datetime import timedelta\n", "module": f"\nimport earnest_{name}"}
    root = folder / f"earnest-{words['dashed']}"
    return _write(
        {
            root / "pyproject.toml": _fill("pyproject.toml", words),
            root / "README.md": _fill("README.md", words),
            root / f"earnest_{name}" / "__init__.py": _fill("plugin.py", words),
            root / f"earnest_{name}" / "py.typed": "",
            root / "tests" / f"test_{name}.py": _fill("test.py", words | module | {"plugin": f"earnest_{name}"}),
        }
    )


def _words(name: str) -> dict[str, str]:
    if not name.isidentifier() or keyword.iskeyword(name) or name != name.lower() or name.startswith(("_", "test_")):
        raise UserFault(f"{name!r} is no name for a plugin; take lower-case letters, digits and _, such as plant_care")
    if bare_name(name) != name:
        raise UserFault(f"{name!r}: a plugin is called without {PREFIX!r}; take {bare_name(name)}")
    if name in entry_points(group=GROUP).names:
        raise UserFault(f"a plugin called {name!r} is installed already; take another name")
    thing = name.replace("_", " ").strip()
    return {"name": name, "thing": thing, "Title": thing.capitalize(), "dashed": name.replace("_", "-").strip("-")}


def _fill(template: str, words: dict[str, str]) -> str:
    text = (files("earnest.host.authoring") / "templates" / f"{template}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(words)


def _write(pages: dict[Path, str]) -> list[Path]:
    for path in pages:
        if path.exists():
            raise UserFault(f"{path} is there already; nothing was written")
    for path, text in pages.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UserFault(f"{path}: cannot be written ({error.strerror})") from None
    return list(pages)

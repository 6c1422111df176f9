"""Who imports whom: read from the source, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGES = {"earnest": "core", "earnest_plugins": "plugins"}
"""Import name → the folder it lives in."""


@dataclass(frozen=True)
class Import:
    """One import that happens when the program runs, at the top of a module or inside a function."""

    importer: str
    imported: str
    line: int


def sources(root: Path) -> Iterator[Path]:
    """Every module of the project that is shipped."""
    for package, folder in PACKAGES.items():
        yield from sorted((root / folder / package).rglob("*.py"))


def module_name(path: Path) -> str:
    """``…/core/earnest/cli/run.py`` → ``earnest.cli.run``."""
    places = zip(path.parts, path.parts[1:], strict=False)  # the project may lie in a folder called earnest
    start = max(number for number, (folder, part) in enumerate(places, 1) if PACKAGES.get(part) == folder)
    parts = [*path.parts[start:-1], path.stem]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, modules: set[str]) -> Iterator[Import]:
    """What a module imports of the project itself; imports for type checkers alone are left out."""
    importer = module_name(path)
    for node in _running(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            while name and name not in modules:
                name = name.rpartition(".")[0]
            if name and name != importer:
                yield Import(importer, name, node.lineno)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield from _running(other)
            continue
        yield child
        yield from _running(child)

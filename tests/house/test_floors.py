"""The plan of the house in ``core/README.md`` and the imports in the code say the same."""

from __future__ import annotations

import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from house.imports import Import, imports_of, module_name, sources

ADAPTERS = 5
"""Engine adapters may use everything up to this floor; nobody below the ways in may name one."""
WAYS_IN = 8


@cache
def _modules(root: Path) -> dict[str, Path]:
    return {module_name(path): path for path in sources(root)}


@cache
def _imports(root: Path) -> list[Import]:
    modules = set(_modules(root))
    return [found for path in sources(root) for found in imports_of(path, modules)]


@cache
def _plan(root: Path) -> dict[str, int]:
    """Room → floor, from the table: ``earnest.memory`` → 4."""
    plan = {}
    for line in (root / "core" / "README.md").read_text(encoding="utf-8").splitlines():
        row = re.match(r"\| (\d+) \| (.*?) \|", line)
        for room in re.findall(r"`([\w/.]+)`", row[2]) if row else ():
            plan["earnest." + room.removesuffix(".py").strip("/").replace("/", ".")] = int(row[1]) if row else 0
    return plan


def _is_adapter(module: str, plan: dict[str, int]) -> bool:
    return module.startswith("earnest.engines.") and module not in plan


def _floor(module: str, plan: dict[str, int]) -> int | None:
    if module == "earnest":
        return plan["earnest.hookspecs"]
    if _is_adapter(module, plan):
        return ADAPTERS
    if module.endswith(".__main__"):
        return WAYS_IN
    while module and module not in plan:
        module = module.rpartition(".")[0]
    return plan.get(module)


def test_every_module_has_a_floor(root: Path) -> None:
    plan = _plan(root)
    mine = [name for name in _modules(root) if name.split(".")[0] == "earnest" and name != "earnest.engines"]
    homeless = [name for name in mine if _floor(name, plan) is None]
    assert not homeless, f"place these in the table of core/README.md: {homeless}"


def test_every_room_of_the_plan_is_there(root: Path) -> None:
    assert set(_plan(root)) <= set(_modules(root))


def test_imports_point_down_only(root: Path) -> None:
    plan = _plan(root)
    climbing = []
    for found in _imports(root):
        above, below = _floor(found.importer, plan), _floor(found.imported, plan)
        if above is not None and below is not None and below > above:
            climbing.append(f"{found.importer}:{found.line} (floor {above}) imports {found.imported} (floor {below})")
    assert not climbing, "\n".join(climbing)


def test_nobody_but_the_ways_in_names_an_engine_adapter(root: Path) -> None:
    plan = _plan(root)
    naming = [
        f"{found.importer}:{found.line} imports {found.imported}"
        for found in _imports(root)
        if _is_adapter(found.imported, plan)
        and not _is_adapter(found.importer, plan)
        and (_floor(found.importer, plan) or 0) < WAYS_IN
    ]
    assert not naming, "\n".join(naming)


def test_first_party_plugins_use_the_public_api_alone(root: Path) -> None:
    inside = [
        f"{found.importer}:{found.line} imports {found.imported}"
        for found in _imports(root)
        if found.importer.startswith("earnest_plugins") and found.imported.startswith("earnest.")
    ]
    assert not inside, "\n".join(inside)


def test_no_module_imports_itself_by_a_detour(root: Path) -> None:
    graph: dict[str, set[str]] = {}
    for found in _imports(root):
        graph.setdefault(found.importer, set()).add(found.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as fault:
        pytest.fail(f"import cycle: {' → '.join(fault.args[1])}")

"""Rooms stay liveable: short modules, short functions, few arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from house.imports import sources

LINES, FUNCTION, ARGUMENTS = 300, 40, 5

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(root: Path) -> Iterator[tuple[str, Function]]:
    for path in sources(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield f"{path.relative_to(root)}:{node.lineno} {node.name}", node


def test_no_module_is_longer_than_a_room(root: Path) -> None:
    lengths = {str(path.relative_to(root)): len(path.read_text("utf-8").splitlines()) for path in sources(root)}
    assert not {name: length for name, length in lengths.items() if length > LINES}


def test_no_function_is_longer_than_a_screen(root: Path) -> None:
    lengths = {where: (node.end_lineno or 0) - node.lineno + 1 for where, node in _functions(root)}
    assert not {where: length for where, length in lengths.items() if length > FUNCTION}


def test_no_function_takes_a_wall_of_arguments(root: Path) -> None:
    def count(node: Function) -> int:
        names = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        return len([name for name in names if name not in {"self", "cls"}])

    counts = {where: count(node) for where, node in _functions(root)}
    assert not {where: number for where, number in counts.items() if number > ARGUMENTS}


def test_every_log_belongs_to_its_module(root: Path) -> None:
    """No root logger, and no formatting of what somebody said into a message: messages are static text."""
    faults = []
    for path in sources(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner, name = ast.unparse(node.func.value), node.func.attr
            rooted = owner == "logging" and name in {"debug", "info", "warning", "error", "exception"}
            unnamed = owner == "logging" and name == "getLogger" and not node.args
            logs = owner in {"log", "logger", "_log"} and name in {"debug", "info", "warning", "error", "exception"}
            formatted = logs and not isinstance(node.args[0], ast.Constant)
            if rooted or unnamed or formatted:
                faults.append(f"{path.relative_to(root)}:{node.lineno} {ast.unparse(node)[:60]}")
    assert not faults, "\n".join(faults)

"""What can be seen in a plugin's source without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.skills import Changes

Function = ast.FunctionDef | ast.AsyncFunctionDef

BLOCKING: Mapping[str, str] = MappingProxyType(
    {
        "time.sleep": "await asyncio.sleep(…)",
        "input": "await talk.ask(…)",
        "open": "await asyncio.to_thread(…)",
        "os.system": "await asyncio.create_subprocess_shell(…)",
        "os.popen": "await asyncio.create_subprocess_shell(…)",
        "subprocess.*": "await asyncio.create_subprocess_exec(…)",
        "requests.*": "await asyncio.to_thread(requests.…)",
        "httpx.get": "httpx.AsyncClient",
        "httpx.post": "httpx.AsyncClient",
        "urllib.request.*": "await asyncio.to_thread(…)",
        "urllib3.*": "await asyncio.to_thread(…)",
        "http.client.*": "await asyncio.to_thread(…)",
        "socket.*": "await asyncio.open_connection(…)",
        "sqlite3.*": "talk.notes",
    }
)
"""Calls that stop the event loop, and what to write instead."""

BLOCKING_METHODS = frozenset({"read_text", "read_bytes", "write_text", "write_bytes"})
"""Methods of ``pathlib.Path`` that wait for the disk."""

CHANGING = frozenset({"later", "every", "cancel", "change"})
"""What a ``Talk`` does that stays when the turn is over. Notes are a plugin's own affair."""

NETWORKED = frozenset({"aiohttp", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "urllib", "urllib3"})
"""Modules that are of little use without the network."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something its author would want to know before sharing a plugin."""

    what: str
    line: int | None = None
    fault: bool = True
    """False for advice: the plugin works as it is."""

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}" if self.line else self.what


class Source:
    """One plugin's parsed file."""

    def __init__(self, path: Path) -> None:
        """Raises SyntaxError, OSError."""
        self.path = path
        self._tree = ast.parse(path.read_bytes(), str(path))
        self._names = dict(_imported(self._tree))
        self.functions: dict[str, Function] = {
            node.name: node for node in self._tree.body if isinstance(node, Function)
        }

    def untyped(self, names: frozenset[str]) -> Iterator[Finding]:
        """Parameters and returns without a type, in these functions."""
        for function in self._called(names):
            bare = [each.arg for each in _parameters(function) if each.annotation is None]
            if bare:
                yield Finding(f"{function.name}: no type for {', '.join(bare)}", function.lineno, False)
            if function.returns is None:
                yield Finding(f"{function.name}: no return type", function.lineno, False)

    def blocking(self) -> Iterator[Finding]:
        """Calls in ``async`` functions that hold up everything else."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.AsyncFunctionDef):
                for call in _calls(node):
                    name = self._full_name(call.func)
                    instead = _instead_of(name)
                    if instead:
                        yield Finding(f"{node.name}: {name}() blocks; write {instead}", call.lineno)

    def undeclared(self, declared: frozenset[str]) -> Iterator[Finding]:
        """Settings that are read and were not declared."""
        for node in ast.walk(self._tree):
            key = _setting(node)
            if key is not None and key not in declared:
                yield Finding(f"the setting {key!r} is not declared in register_settings", node.lineno)  # type: ignore[attr-defined]

    def networked(self) -> Iterator[Finding]:
        """Imports that want the network."""
        for node in ast.walk(self._tree):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for module in modules:
                if module.split(".")[0] in NETWORKED:
                    yield Finding(f'{module} wants the network: say earnest_needs = ("network",)', node.lineno)  # type: ignore[attr-defined]

    def misfits(self, name: str, phrases: tuple[str, ...]) -> Iterator[Finding]:
        """Slots that the skill's function does not take, and parameters that a phrase may leave out."""
        function = self.functions.get(name)
        if function is None:
            return
        taken = [each.arg for each in _parameters(function)][1:]
        required = taken[: len(taken) - len(function.args.defaults)] if function.args.defaults else taken
        required = [each for each in required if each not in {extra.arg for extra in function.args.kwonlyargs}]
        for phrase in phrases:
            slots = set(re.findall(r"\{\s*(\w+)", phrase))
            sure = set(re.findall(r"\{\s*(\w+)", _without_options(phrase)))
            for slot in sorted(slots - set(taken)):
                if function.args.kwarg is None:
                    yield Finding(f'{name} has no parameter for {{{slot}}} of "{phrase}"', function.lineno)
            for parameter in required:
                if parameter not in sure:
                    what = f'{name} needs {parameter!r}, which "{phrase}" may leave out; give it a default'
                    yield Finding(what, function.lineno)

    def consequences(self, name: str, changes: Changes | None) -> Iterator[Finding]:
        """Whether what the skill's function does to the house is what its author says that it changes."""
        function = self.functions.get(name)
        if function is None:
            return
        done = sorted(set(_done_to_the_house(function)))
        if changes is None:
            extents = ("passing", "lasting") if done else ("nothing", "passing", "lasting")
            told = " or ".join(f'@changes("{extent}")' for extent in extents)
            yield Finding(f"{name}: say what it changes: {told}", function.lineno, False)
        elif changes.extent == "nothing" and done:
            yield Finding(f"{name} says that it changes nothing, and calls talk.{done[0]}", function.lineno)
        elif changes.extent == "lasting" and not changes.about:
            advice = f'{name}: name what it is about, @changes("lasting", "…"), or what is near its phrases is asked'
            yield Finding(advice, function.lineno, False)

    def line_of(self, name: str) -> int | None:
        """Where a function begins."""
        return self.functions[name].lineno if name in self.functions else None

    def _called(self, names: frozenset[str]) -> Iterator[Function]:
        return (function for name, function in self.functions.items() if name in names)

    def _full_name(self, node: ast.expr) -> str:
        text = ast.unparse(node)
        if isinstance(node, ast.Attribute) and node.attr in BLOCKING_METHODS:
            return f"Path.{node.attr}"
        first, dot, rest = text.partition(".")
        return self._names.get(first, first) + dot + rest


def _instead_of(name: str) -> str | None:
    if name.startswith("Path."):
        return "await asyncio.to_thread(…)"
    for pattern, instead in BLOCKING.items():
        if name == pattern or (pattern.endswith(".*") and name.startswith(pattern[:-1])):
            return instead
    return None


def _calls(function: ast.AsyncFunctionDef) -> Iterator[ast.Call]:
    """Calls made by this function itself, not by one that it defines."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Function | ast.Lambda):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting.extend(ast.iter_child_nodes(node))


def _done_to_the_house(function: Function) -> Iterator[str]:
    """What the function itself asks its talk to change, by the method's name."""
    talk = next((each.arg for each in _parameters(function)), "talk")
    for node in ast.walk(function):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in CHANGING and ast.unparse(called.value) == talk:
            yield called.attr


def _setting(node: ast.AST) -> str | None:
    """``talk.settings["milk"]`` or ``talk.settings.get("milk")`` → ``milk``."""
    key: ast.expr | None = None
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("talk.settings"):
        key = node.slice
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("talk.settings.get") and node.args:
        key = node.args[0]
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name.split(".")[0], alias.name if alias.asname else alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _parameters(function: Function) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def _without_options(phrase: str) -> str:
    """What is said however a phrase is said: no ``[…]``, no ``(…|…)``."""
    sure = phrase
    while (shorter := re.sub(r"\[[^\[\]]*\]|\([^()\[\]]*\|[^()\[\]]*\)", " ", sure)) != sure:
        sure = shorter
    return sure

"""YAML as settings are written: plain values only, no aliases, and the line on which each key stands."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import yaml

Key = tuple[str | int, ...]

_SCALARS = (
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^-?(0|[1-9][0-9]{0,17})$", list("-0123456789")),
    ("float", r"^-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?$", list("-0123456789")),
)
"""YAML 1.2's plain scalars, so that ``yes``, ``NO``, ``07:30`` and ``0800`` stay the words they look like."""


_KNOWN = frozenset({"null", "bool", "int", "float", "str", "seq", "map"})
"""What JSON has too: a set, a day or bytes, which a tag may ask for, is no setting."""
NO_TEXT = "characters that no text has"
_no_text = re.compile("[\\0\\ud800-\\udfff]")
"""What an escape in quotes can write and no path and no file can hold."""


class _Loader(yaml.SafeLoader):
    """Takes no aliases."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own class attribute

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(None, None, "aliases (*name) are not taken; write it out", mark)
        return super().compose_node(parent, index)


_Quick: Any = None
if hasattr(yaml, "CSafeLoader"):
    _Quick = type("_Quick", (yaml.CSafeLoader,), {"yaml_implicit_resolvers": {}})
for _loader in filter(None, (_Loader, _Quick)):
    _loader.yaml_constructors = {
        tag: made for tag, made in _loader.yaml_constructors.items() if tag is None or tag.rpartition(":")[2] in _KNOWN
    }
    for _tag, _pattern, _first in _SCALARS:
        _loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


def _note_lines(node: yaml.Node, key: Key, lines: dict[Key, int], seen: set[int]) -> None:
    """Write down the line of every key below ``node``. Raises MarkedYAMLError for a key that comes twice."""
    if id(node) in seen:
        raise yaml.YAMLError("this is an alias")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            inner = (*key, str(name.value))
            if inner in lines:
                problem = f"{dotted(inner)} is set twice, first in line {lines[inner]}"
                raise yaml.MarkedYAMLError(None, None, problem, name.start_mark)
            lines[inner] = name.start_mark.line + 1
            _note_lines(value, inner, lines, seen)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            lines[*key, number] = value.start_mark.line + 1
            _note_lines(value, (*key, number), lines, seen)
    elif _no_text.search(node.value):
        raise yaml.MarkedYAMLError(None, None, f"{dotted(key)} holds {NO_TEXT}", node.start_mark)


def parse_lines(text: str) -> tuple[Any, dict[Key, int]]:
    """What the text holds, and the line of each key. Raises YAMLError, RecursionError.

    libyaml reads it, where it is there: a sheet of phrases takes a tenth of the time. What it cannot read, or what has
    an alias, is read again by PyYAML's own parser, which says what is wrong and where.
    """
    if _Quick is not None:
        with contextlib.suppress(yaml.YAMLError):
            return _compose(_Quick(text))
    return _compose(_Loader(text))


def _compose(loader: Any) -> tuple[Any, dict[Key, int]]:
    root = loader.get_single_node()
    lines: dict[Key, int] = {}
    if root is None:
        return {}, lines
    _note_lines(root, (), lines, set())
    try:
        return loader.construct_document(root), lines
    except (ValueError, LookupError, AttributeError):  # a tag that does not fit, such as !!int abc
        raise yaml.MarkedYAMLError(
            None, None, "a tag (!!…) does not fit what it stands before", root.start_mark
        ) from None


def parse(text: str, node: yaml.Node | None = None) -> tuple[yaml.Node | None, Any]:
    """The tree of a settings file and its content; with ``node`` only that node's content. Raises yaml.YAMLError."""
    loader = _Loader(text)
    node = node if node is not None else loader.get_single_node()
    return node, {} if node is None else loader.construct_document(node)


def dotted(key: Key) -> str:
    """A key as it is told: ``wake.words[1]``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key)
    return text.removeprefix(".")

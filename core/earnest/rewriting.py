"""Changes to a household's settings file that leave every other byte of it as it stands, comments too.

PyYAML says where each key and value begins and ends; only those places are changed. A package that writes the whole
file anew would set its own indentation and quotes.
"""

from __future__ import annotations

import json
import os
import string
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from earnest.errors import ConfigError
from earnest.plain_yaml import parse

Place = Sequence[str]
"""Where a value stands: ``("plugins", "allow", "tea")``."""


def added(text: str, path: Place, value: Any) -> str:
    """``text`` with ``value`` in the list at ``path``, which is made when it is not there. Unchanged when it is in it.

    Raises ConfigError when something else than a list stands there.
    """
    node = _find(_root(text), path)
    if node is None or _is_nothing(node):
        return _set(text, path, [value])
    items = _plain(node)
    if not isinstance(items, list):
        raise ConfigError(f"{'.'.join(path)}: expected a list, found {json.dumps(items, default=str):.60}")
    if value in items:
        return text
    if node.flow_style or not node.value:
        return _replaced(text, node, [*items, value])
    last = node.value[-1]
    line = f"{' ' * node.start_mark.column}- {_written(value)}"
    return _after_line(text, _end(last), line)


def taken_out(text: str, path: Place, value: Any) -> str:
    """``text`` without ``value`` in the list at ``path``; unchanged when it is not in it."""
    node = _find(_root(text), path)
    if not isinstance(node, yaml.SequenceNode) or value not in (items := _plain(node)):
        return text
    if node.flow_style or len(items) == 1:
        return _emptied(text, path, node, [item for item in items if item != value])
    return _without_lines(text, node.value[items.index(value)])


def put(text: str, path: Place, value: Any) -> str:
    """``text`` with ``value`` at ``path``, in place of what stood there."""
    return _set(text, path, value)


def removed(text: str, path: Place) -> str:
    """``text`` without the key at ``path`` and all below it; unchanged when it is not there."""
    above = _find(_root(text), path[:-1])
    if not isinstance(above, yaml.MappingNode) or path[-1] not in (content := _plain(above)):
        return text
    left = {key: inner for key, inner in content.items() if key != path[-1]}
    if above.flow_style or not left:
        return _emptied(text, path[:-1], above, left)
    key, value = next(pair for pair in above.value if pair[0].value == path[-1])
    start, end = key.start_mark.line, text.count("\n", 0, _end(value))
    lines = text.splitlines(keepends=True)
    return "".join(lines[:start] + lines[end + 1 :])


def found(text: str, path: Place) -> Any:
    """What stands at ``path``; None when nothing does."""
    node = _find(_root(text), path)
    return None if node is None else _plain(node)


def write(file: Path, text: str) -> None:
    """Put ``text`` in the file's place, whole or not at all. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(beside, file.stat().st_mode & 0o777 if file.exists() else 0o600)
        os.replace(beside, file.resolve())
    except BaseException:
        os.unlink(beside)
        raise


def _set(text: str, path: Place, value: Any) -> str:
    root = _root(text)
    node = _find(root, path)
    if node is not None:
        return _replaced(text, node, value)
    depth = next(depth for depth in range(len(path) - 1, -1, -1) if depth == 0 or _find(root, path[:depth]) is not None)
    whole: Any = value
    for key in reversed(path[depth + 1 :]):
        whole = {key: whole}
    above = _find(root, path[:depth]) if depth else root
    if depth and (above is None or _is_nothing(above) or (isinstance(above, yaml.MappingNode) and above.flow_style)):
        content = _plain(above) if above is not None and not _is_nothing(above) else {}
        return _set_whole(text, path[:depth], above, {**content, path[depth]: whole})
    if not isinstance(above, yaml.MappingNode) or not above.value:
        gap = "" if not text or text.endswith("\n") else "\n"
        return f"{text}{gap}{_written(path[depth])}: {_written(whole)}\n"
    indent = " " * above.value[0][0].start_mark.column
    line = f"{indent}{_written(path[depth])}: {_written(whole)}"
    if depth == 0:
        gap = "" if text.endswith("\n") else "\n"
        return f"{text}{gap}{line}\n"
    key = _key(root, path[:depth])
    return _after_line(text, key.end_mark.index, line)


def _set_whole(text: str, path: Place, node: yaml.Node | None, content: Any) -> str:
    """A flow mapping written anew, or a value where a key has none."""
    if node is not None and not _is_nothing(node):
        return _replaced(text, node, content)
    colon = text.index(":", _key(_root(text), path).end_mark.index)
    end = node.end_mark.index if node is not None and node.value else colon + 1
    return f"{text[: colon + 1]} {_written(content)}{text[end:]}"


def _emptied(text: str, path: Place, node: yaml.CollectionNode, left: Any) -> str:
    """What is left of a collection in flow style; for one in block style that is nothing."""
    if node.flow_style:
        return _replaced(text, node, left)
    colon = text.index(":", _key(_root(text), path).end_mark.index)
    line_end = text.find("\n", colon)
    comment = text[colon + 1 : line_end]
    end = text.find("\n", _end(node))
    return f"{text[: colon + 1]} {_written(left)}{comment}{text[end:] if end >= 0 else ''}"


def _replaced(text: str, node: yaml.Node, value: Any) -> str:
    start, end = node.start_mark.index, _end(node)
    return f"{text[:start]}{_written(value)}{text[end:]}"


def _without_lines(text: str, node: yaml.Node) -> str:
    lines = text.splitlines(keepends=True)
    last = text.count("\n", 0, _end(node))
    return "".join(lines[: node.start_mark.line] + lines[last + 1 :])


def _after_line(text: str, place: int, line: str) -> str:
    end = text.find("\n", place)
    return f"{text}\n{line}\n" if end < 0 else f"{text[: end + 1]}{line}\n{text[end + 1 :]}"


def _end(node: yaml.Node) -> int:
    """Where a value's last character is; PyYAML lets a block reach to whatever comes next."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return int(node.end_mark.index)


def _root(text: str) -> yaml.Node | None:
    return parse(text)[0]


def _plain(node: yaml.Node) -> Any:
    return parse("", node)[1]


def _find(node: yaml.Node | None, path: Place) -> Any:
    for key in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return node


def _key(node: yaml.Node | None, path: Place) -> Any:
    above = _find(node, path[:-1])
    return next(name for name, _ in above.value if name.value == path[-1])


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _written(value: Any) -> str:
    """In flow style, on one line; quoted where the house would read it as something else."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_written(key)}: {_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, str) and value and not set(value) - _PLAIN and parse(f"- {value}")[1] == [value]:
        return value
    return json.dumps(value, ensure_ascii=False)


_PLAIN = frozenset(f"{string.ascii_letters}{string.digits}_./-")
"""Characters that mean nothing to YAML, wherever they stand in a word."""

"""YAML read safely and checked against a model; every fault is one line with file, line, key and remedy."""

from __future__ import annotations

import difflib
import json
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from earnest.errors import UserFault
from earnest.plain_yaml import NO_TEXT, dotted, parse_lines

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from earnest.plain_yaml import Key

Model = TypeVar("Model", bound="BaseModel")

LARGEST = 1_000_000
"""Bytes; a settings file is a few thousand."""


def load_yaml(path: Path, model: type[Model], error: type[UserFault]) -> Model:
    """The file as a ``model``; an empty file is all defaults.

    Raises ``error`` with one line for each thing that is wrong, all of them at once.
    """
    return load_page(path, model, error)[0]


def load_page(path: Path, model: type[Model], error: type[UserFault]) -> tuple[Model, Page]:
    """The same, and the page it was read from, which knows where each setting stands."""
    from pydantic import ValidationError

    page = read_page(path, error)
    try:
        return model.model_validate_json(json.dumps(page.content), strict=True), page
    except ValidationError as fault:
        schema = model.model_json_schema()
        details = sorted(fault.errors(), key=lambda detail: page.line(detail["loc"]))
        lines = [_explain(detail, page, schema) for detail in details]
        raise error("\n".join(dict.fromkeys(lines))) from None


class Page:
    """A YAML file and the line each of its keys stands on."""

    def __init__(self, path: Path, content: Any, lines: Mapping[Key, int]) -> None:
        self.path = path
        self.content = content
        self._lines = lines

    def line(self, key: Key) -> int:
        """The line of ``key``, or of the nearest key above it; from 1."""
        while key and key not in self._lines:
            key = key[:-1]
        return self._lines.get(key, 1)

    def where(self, key: Key) -> str:
        """``file:line`` of ``key``."""
        return f"{_readable(self.path)}:{self.line(key)}"

    def fault(self, key: Key, what: str) -> str:
        """A line that says what is wrong with ``key``, and where it stands."""
        return f"{self.where(key)} {dotted(key)}: {what}"

    def unlike(self, key: Key, expected: str) -> str:
        """The same for a value that is another than ``expected``."""
        return self.fault(key, f"expected {expected}, found {_show(self.found(key))}")

    def found(self, key: Key) -> Any:
        """What stands under ``key``; None when nothing does."""
        value = self.content
        for part in key:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value


def read_page(path: Path, error: type[UserFault]) -> Page:
    """Read and parse ``path``. Raises ``error`` for a file that is absent, broken or ambiguous."""
    text = _read(path, error)
    try:
        content, lines = parse_lines(text)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + 1 if mark else 1
        raise error(f"{_readable(path)}:{line} this is not readable YAML: {fault.problem or fault.context}") from None
    except yaml.YAMLError:
        raise error(f"{_readable(path)}: this is not readable YAML: it holds {NO_TEXT}") from None
    except RecursionError:
        raise error(f"{_readable(path)}: this is nested too deeply to be settings") from None
    if content is None:
        content = {}
    if not isinstance(content, dict):
        raise error(f"{_readable(path)}:1 expected settings as 'key: value', found {_show(content)}")
    return Page(path, content, lines)


def _read(path: Path, error: type[UserFault]) -> str:
    try:
        if stat.S_ISFIFO(path.stat().st_mode) and not path.is_relative_to("/dev"):  # but of a shell's <(…)
            raise error(
                f"{_readable(path)}: cannot be read (it is a pipe, and whoever waits for one may wait for ever)"
            )
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise error(f"{_readable(path)}: too large for a settings file (over {LARGEST // 1_000_000} MB)")
        return text
    except UnicodeDecodeError:
        raise error(f"{_readable(path)}: expected UTF-8 text, found other bytes; is this the right file?") from None
    except FileNotFoundError:
        raise error(f"{_readable(path)}: there is no such file") from None
    except OSError as fault:
        raise error(f"{_readable(path)}: cannot be read ({fault.strerror})") from None


def _explain(detail: ErrorDetails, page: Page, schema: dict[str, Any]) -> str:
    key = tuple(part for part in detail["loc"] if part != "[key]")
    place, value = page.where(key), key[-1] if "[key]" in detail["loc"] else page.found(key)
    if detail["type"] == "extra_forbidden":
        known = _below(schema, key[:-1]).get("properties", {})
        return f"{place} {dotted(key)}: no such setting; {suggest(str(key[-1]), known)}"
    if detail["type"] == "missing":
        return f"{place} {dotted(key)}: this is needed and not there"
    if detail["type"] in {"value_error", "assertion_error"}:
        return f"{place} {dotted(key)}: {detail['msg'].partition(', ')[2]}, found {_show(value)}"
    expected = _expected(_below(schema, key), schema)
    return f"{place} {dotted(key)}: expected {expected or detail['msg'].lower()}, found {_show(value)}"


def suggest(word: str, known: Iterable[str]) -> str:
    """What somebody who wrote ``word`` may have meant."""
    known = list(known)
    near = difflib.get_close_matches(word, known, 1, 0.6)
    return f'did you mean "{near[0]}"?' if near else f"choose from {', '.join(known)}"


def _below(schema: dict[str, Any], key: Key) -> dict[str, Any]:
    """The part of a JSON schema that describes ``key``; empty where it says nothing."""
    part = _resolved(schema, schema)
    for step in key:
        if isinstance(step, int):
            inner = part.get("items")
        else:
            inner = part.get("properties", {}).get(step) or part.get("additionalProperties")
        part = _resolved(inner, schema) if isinstance(inner, dict) else {}
    return part


def _resolved(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in part:
        part = next((one for one in part["anyOf"] if one.get("type") != "null"), {})
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return dict(schema["$defs"][name])
    return part


_KINDS: Mapping[str, str] = {
    "string": "text",
    "boolean": "true or false",
    "object": "a section of settings",
    "null": "nothing",
}


def _expected(part: dict[str, Any], schema: dict[str, Any]) -> str:
    """A JSON schema in words; empty where it says nothing."""
    if "enum" in part:
        return f"one of {', '.join(map(str, part['enum']))}"
    if "const" in part:
        return str(part["const"])
    kind = part.get("type", "")
    if kind in {"number", "integer"}:
        return ("a number" if kind == "number" else "a whole number") + _limits(part)
    if kind == "array":
        inner = _expected(_resolved(part.get("items", {}), schema), schema)
        least = " with at least one in it" if part.get("minItems") else ""
        return (f"a list of {inner}" if inner else "a list") + least
    return _KINDS.get(kind, "") + (" that is not empty" if part.get("minLength") else "")


def _limits(part: dict[str, Any]) -> str:
    low, high = part.get("minimum"), part.get("maximum")
    over, under = part.get("exclusiveMinimum"), part.get("exclusiveMaximum")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    texts = (("of at least", low), ("of at most", high), ("above", over), ("below", under))
    return "".join(f" {text} {limit}" for text, limit in texts if limit is not None)


def _show(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a section of settings"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _readable(path: Path) -> str:
    """Relative to where the person stands when that is shorter."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return str(path)
    return relative if not relative.startswith("..") else str(path)

"""The reference in the author's guide, written from the code: ``PYTHONPATH=tests python -m docs.reference``."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from earnest import hookspecs
from earnest.host.discovery.door import HOOKS
from earnest.nouns import Reply
from earnest.skills import Settings, Skills, changes, session
from earnest.talk import Talk
from earnest.testing import Rehearsal

GUIDE = Path(__file__).resolve().parents[2] / "plugins" / "README.md"
MARK = "<!-- From here on written from the code: PYTHONPATH=tests python -m docs.reference -->\n"


def reference() -> str:
    """The whole reference."""
    return "\n".join(_lines()) + "\n"


def signature(function: Any, name: str = "") -> str:
    """``ask(question: str) -> str``, as the source says it."""
    text = (
        str(inspect.signature(function))
        .replace("<class 'str'>", "str")
        .replace("= ''", '= ""')
        .replace("'", "")
        .replace("(self, ", "(")
        .replace("(self)", "()")
    )
    return f"{name or function.__name__}{text}"


def _lines() -> Iterator[str]:
    yield from ("", "### Hooks", "", "Parameters may be left out.", "")
    for hook in HOOKS:
        function = getattr(hookspecs, hook)
        yield f"- `{signature(function)}`: {_sentence(function)}"
    yield from _members("Skills", Skills, "skills")
    yield f"- `@{signature(changes)}`: {_sentence(changes)}"
    yield f"- `@{signature(session)}`: {_sentence(session)}"
    yield from _members("Settings", Settings, "settings")
    yield from _members("Talk", Talk, "talk")
    yield from ("", "### Reply", "", f"- `{signature(Reply, 'Reply')}`: {_sentence(Reply)}")
    yield from _members("Rehearsal", Rehearsal, "rehearsal")


def _members(title: str, kind: type, name: str) -> Iterator[str]:
    yield from ("", f"### {title}", "")
    for member, value in vars(kind).items():
        if member.startswith("_"):
            continue
        if isinstance(value, property):
            returns = inspect.signature(value.fget).return_annotation  # type: ignore[arg-type]
            yield f"- `{name}.{member}: {returns}`: {_sentence(value)}"
        elif inspect.isfunction(value):
            awaited = "await " if inspect.iscoroutinefunction(value) else ""
            yield f"- `{awaited}{name}.{signature(value)}`: {_sentence(value)}"


def _sentence(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").split("\n\n")[0].replace("\n", " ").replace("``", "`")


if __name__ == "__main__":
    guide = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(guide.partition(MARK)[0] + MARK + reference(), encoding="utf-8")

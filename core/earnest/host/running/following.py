"""Each call of a talk written down, for an author who follows a turn: what, with what, when, and what came of it."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from earnest.line import Line

LONGEST = 160
"""Characters that are shown of what a call was given, and of what came of it."""
_LOOKS = {"keep_due": "list_due", "write_note": "read_notes"}
"""What the house itself looks up before it keeps something."""


@dataclass(frozen=True, slots=True)
class TalkCall:
    """One call."""

    plugin: str
    what: str
    """``ask``, ``say``, ``write_note`` …"""
    given: str
    at: float
    """Seconds into the turn."""
    seconds: float
    """How long it took; a person's time too."""
    result: str
    fault: str = ""
    """What it raised: what was denied, or that nobody answered."""


class FollowedLine:
    """A ``Line`` that writes down what is asked of it."""

    def __init__(self, line: Line, plugin: str, calls: list[TalkCall]) -> None:
        self._line = line
        self._plugin = plugin
        self._calls = calls
        self._began = time.perf_counter()

    def __getattr__(self, what: str) -> Any:
        method = getattr(self._line, what)

        async def awaited(*given: Any) -> Any:
            with _Written(self, what, given) as written:
                written.result = await method(*given)
            return written.result

        def called(*given: Any) -> Any:
            with _Written(self, what, given) as written:
                written.result = method(*given)
            return written.result

        return awaited if inspect.iscoroutinefunction(method) else called

    def write(self, call: TalkCall) -> None:
        """Keep it, in place of what the house looked up for it."""
        if self._calls and self._calls[-1].what == _LOOKS.get(call.what):
            self._calls.pop()
        self._calls.append(call)


class _Written:
    def __init__(self, line: FollowedLine, what: str, given: tuple[Any, ...]) -> None:
        self._line, self._what, self._given = line, what, given
        self._since = time.perf_counter()
        self.result: Any = None

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        now, line = time.perf_counter(), self._line
        given = ", ".join(_shown(each) for each in self._given)
        fault = f"{type(error).__name__}: {error}"[:LONGEST] if error is not None else ""
        took = now - self._since
        at = self._since - line._began
        line.write(TalkCall(line._plugin, self._what, given, at, took, _shown(self.result), fault))


def _shown(value: Any) -> str:
    for name in ("value", "text"):
        value = getattr(value, name, value)
    return "" if value is None else repr(value)[:LONGEST]


def followed(line: Line, plugin: str, calls: list[TalkCall] | None) -> Line:
    """``line``, or one that writes into ``calls`` what is asked of it."""
    make: Callable[..., Any] = FollowedLine
    return line if calls is None else cast("Line", make(line, plugin, calls))

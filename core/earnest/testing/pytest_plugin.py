"""Fixtures for plugin authors, there as soon as Earnest is installed. Nothing is imported before a test asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from earnest.testing import Rehearsal


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that a debugger wants."""
    about = "rehearse plugins inside the test's own process, without walls, where a debugger reaches them"
    parser.getgroup("earnest").addoption("--rehearse-inside", action="store_true", help=about)


@pytest.fixture
def rehearse(request: pytest.FixtureRequest) -> Iterator[Callable[..., Rehearsal]]:
    """Opens a ``Rehearsal``, as ``rehearse("tea.py")``; it is closed when the test ends.

    Other people's plugins run behind the walls they will meet in a household, unless pytest was given
    ``--rehearse-inside`` or the test says ``outside=False``.
    """
    from earnest.testing import Rehearsal

    opened: list[Rehearsal] = []

    def open_one(*plugins: Any, **wishes: Any) -> Rehearsal:
        if request.config.getoption("--rehearse-inside"):
            wishes["outside"] = False
        opened.append(Rehearsal(*plugins, **wishes))
        return opened[-1]

    yield open_one
    for rehearsal in opened:
        rehearsal.close()

"""Fixtures for plugin authors, there as soon as Earnest is installed. Nothing is imported before a test asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from earnest.testing import Rehearsal


@pytest.fixture
def rehearse() -> Iterator[Callable[..., Rehearsal]]:
    """Opens a ``Rehearsal``, as ``rehearse("tea.py")``; it is closed when the test ends."""
    from earnest.testing import Rehearsal

    opened: list[Rehearsal] = []

    def open_one(*plugins: Any, **wishes: Any) -> Rehearsal:
        opened.append(Rehearsal(*plugins, **wishes))
        return opened[-1]

    yield open_one
    for rehearsal in opened:
        rehearsal.close()

"""The command line, run inside the test."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from earnest.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Its JSON lines; fails when there is anything else on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


Earnest = Callable[..., Ran]


@pytest.fixture
def earnest(capfd: pytest.CaptureFixture[str]) -> Earnest:
    """Runs ``earnest`` with these arguments."""

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert isinstance(left.value.code, int)
        return Ran(left.value.code, out, err)

    return run

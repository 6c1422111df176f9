"""Trying a stranger's model in a process of its own, which it may crash or hang."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from earnest.errors import EarnestError

Audition = Callable[[Any], str]
"""Lets a model do its work once; what is wrong with it, or nothing. May raise EarnestError. A module's own function."""

_GOOD = b"good"


def audition(work: Audition, candidate: object, patience: float) -> str:
    """What is wrong with ``candidate``, tried by ``work`` within so many seconds; empty when nothing is."""
    command = [sys.executable, "-c", f"from {__name__} import _judge; _judge()"]
    given = pickle.dumps((work, candidate))
    try:
        done = subprocess.run(
            command, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return "it hung when it was tried"
    if done.returncode != 0 or not done.stdout:
        return "it crashed when it was tried"
    return "" if done.stdout == _GOOD else done.stdout.decode()


def _judge() -> None:
    """In the other process: the verdict is all that is written, whatever libraries print."""
    verdict = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    work, candidate = pickle.loads(sys.stdin.buffer.read())
    try:
        found = work(candidate)
    except EarnestError as complaint:
        found = str(complaint)
    os.write(verdict, found.encode() or _GOOD)

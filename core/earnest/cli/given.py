"""What whoever starts a command gives it, made fit for use: closed streams, terminals of few letters, odd bytes."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import Any

import click


def mend_streams() -> None:
    """Let a closed stream be empty, and no letter that somebody's terminal lacks hinder a command."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            no_letters = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if no_letters else None, errors="replace")


class DecodedText(click.types.StringParamType):
    """Words, in which bytes that are no UTF-8 are question marks; paths keep theirs."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The words, fit for every file, terminal and pipe."""
        words = super().convert(value, param, ctx)
        return words.encode("utf-8", "replace").decode() if isinstance(words, str) else words

"""How commands write: one JSON object a line for programs, short and plain for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
"""The switch of every command that programs may read."""


def write_json(value: Mapping[str, Any]) -> None:
    """One object on a line of its own, at once."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def console(*, to_stderr: bool = False) -> Console:
    """The terminal; plain text when it is none. Numbers and words get no colours that mean nothing."""
    from rich.console import Console

    return Console(stderr=to_stderr, highlight=False, emoji=False, markup=False)


def table(*columns: str) -> Table:
    """A table without walls."""
    from rich.table import Table

    return Table(*columns, box=None, pad_edge=False, header_style="bold")

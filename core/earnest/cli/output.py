"""How commands write: one JSON object a line for programs, short and plain for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from earnest.legible import all_legible, legible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
"""The switch of every command that programs may read."""


def echo(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """A line of plain text, at once; on stderr with ``err``."""
    click.echo(legible(text), err=err, nl=nl)


def write_json(value: Mapping[str, Any], **given: str) -> None:
    """One object on a line of its own, at once; what was ``given`` stays so, escaped where it cannot be shown."""
    shown = all(legible(text) == text for text in given.values())
    click.echo(json.dumps({**all_legible(value), **given}, ensure_ascii=not shown, default=str))


def console(*, to_stderr: bool = False) -> Console:
    """The terminal; plain text when it is none. Numbers and words get no colours that mean nothing."""
    from rich.console import Console
    from rich.segment import Segment

    class _Legible(Console):
        """Styles are ours; the words between them may be anybody's."""

        def render(self, *given: Any, **options: Any) -> Iterator[Segment]:
            for each in super().render(*given, **options):
                yield each if each.control else Segment(legible(each.text), each.style)

    return _Legible(stderr=to_stderr, highlight=False, emoji=False, markup=False)


def table(*columns: str) -> Table:
    """A table without walls."""
    from rich.table import Table

    return Table(*columns, box=None, pad_edge=False, header_style="bold")

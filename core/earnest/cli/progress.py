"""Bars for what is being fetched, on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from earnest.cli.output import console


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """A function to be told a file's name, its bytes so far and in all (0 when not known): a bar for each file."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

    tasks: dict[str, TaskID] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console(to_stderr=True)) as bars:

        def tell(file: str, done: int, whole: int) -> None:
            if file not in tasks:
                tasks[file] = bars.add_task(file, total=whole or None)
            bars.update(tasks[file], completed=done, total=whole or None)

        yield tell

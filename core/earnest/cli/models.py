"""``earnest models``: recogniser models, listed and fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from earnest.cli.output import console, json_option, table, write_json

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.models import Progress


@click.group()
def models() -> None:
    """Recogniser models: which are here, and fetching more.

    \b
    earnest models list
    earnest models pull tiny.en
    """


@models.command("list")
@json_option
@click.pass_obj
def list_models(options: Options, as_json: bool) -> None:
    """Which models are on this machine, and which could be.

    \b
    earnest models list
    """
    from earnest.models import KNOWN, installed

    here = {model.name: model.folder for model in installed(options.load().data)}
    rows = [(name, card.megabytes, card.about) for name, card in KNOWN.items()]
    rows += [(name, 0, "your own") for name in here if name not in KNOWN]
    if as_json:
        for name, megabytes, about in rows:
            write_json({"name": name, "megabytes": megabytes or None, "about": about, "folder": here.get(name)})
        return
    shown = table("name", "MB", "here", "")
    for name, megabytes, about in rows:
        shown.add_row(name, str(megabytes or ""), "yes" if name in here else "", about)
    console().print(shown)


@models.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.pass_obj
def pull(options: Options, names: tuple[str, ...]) -> None:
    """Fetch models by name from the hub; what was fetched before is not fetched again.

    \b
    earnest models pull tiny.en
    earnest models pull Systran/faster-whisper-base.en
    """
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    from earnest import models as shelf

    data = options.load().data
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    for name in names:
        with Progress(*columns, console=console(to_stderr=True)) as bars:
            model = shelf.pull(name, data, _onto(bars))
        click.echo(f"{model.name} is in {model.folder}")


def _onto(bars: object) -> Progress:
    """Progress of one file after the other, as bars."""
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    assert isinstance(bars, Bars)
    tasks: dict[str, TaskID] = {}

    def progress(file: str, done: int, whole: int) -> None:
        if file not in tasks:
            tasks[file] = bars.add_task(file, total=whole)
        bars.update(tasks[file], completed=done, total=whole)

    return progress

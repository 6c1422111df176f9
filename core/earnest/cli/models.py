"""``earnest models``: what recognises speech, listed, fetched and taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earnest.cli.house import open_plugins
from earnest.cli.output import console, echo, json_option, table, write_json
from earnest.cli.progress import progress_bars

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.config import Config
    from earnest.supplies.models import Model


@click.group()
def models() -> None:
    """Models: which are here and in use, fetching more, taking in your own.

    \b
    earnest models list
    earnest models pull tiny.en
    earnest models add ~/my-whisper
    """


@models.command("list")
@json_option
@click.pass_obj
def list_models(options: Options, as_json: bool) -> None:
    """Which models are on this machine, which one is in use and how fast each is here, and which could be fetched.

    "in": the seconds that it takes here for a spoken command of three, the best of what was measured.

    \b
    earnest models list
    """
    config = options.load()
    rows = _rows(config)
    if as_json:
        for row in rows:
            write_json(row)
        return
    shown = table("name", "for", "MB", "here", "in", "")
    for row in rows:
        here = "in use" if row["in_use"] else "yes" if row["folder"] else ""
        seconds = "" if row["seconds"] is None else f"{row['seconds']:.1f} s"
        shown.add_row(row["name"], row["kind"], str(row["megabytes"] or ""), here, seconds, row["about"])
    console().print(shown)


@models.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.pass_obj
def pull(options: Options, names: tuple[str, ...]) -> None:
    """Fetch models by name; what was fetched before is not fetched again.

    \b
    earnest models pull tiny.en
    earnest models pull Systran/faster-whisper-base.en
    """
    from earnest.supplies import models as shelf

    data = options.load().data
    for name in names:
        with progress_bars() as progress:
            supply = shelf.pull(name, data, progress)
        echo(f"{supply.name} is in {supply.folder}")


@models.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--link", is_flag=True, help="Leave it where it is, and only point to it.")
@click.pass_obj
def add(options: Options, folder: Path, link: bool) -> None:
    """Take in a model of your own: a folder in CTranslate2's form, tried before it is copied.

    \b
    earnest models add ~/my-whisper
    earnest models add /media/disk/large-v3 --link
    """
    from earnest.engines.faster_whisper import try_model
    from earnest.supplies import models as shelf

    config = options.load()
    model = shelf.add(folder, config.data, try_model, link=link)
    echo(f"{model.name} is in {model.folder}")
    seconds = _seconds(model, config)
    if seconds is not None:
        echo(f"it takes {seconds:.1f} s here for a spoken command of three seconds")
    used = _in_use(config)
    if used is not None and used.folder != model.folder:
        echo(f"{used.name} stays in use, being newer or quicker; remove {used.folder} to use {model.name}")


def _rows(config: Config) -> list[dict[str, Any]]:
    """Every model of the catalogue, then the household's own."""
    from earnest.supplies.catalogue import known
    from earnest.supplies.models import RECOGNIZER, installed

    here = {model.name: model.folder for model in reversed(installed(config.data))}
    rows: list[dict[str, Any]] = []
    for name, entry in known().items():
        supply = entry.at(config.data / "models" / name, name)
        folder = here.get(name) if not supply.files else None if supply.absent else supply.folder
        about = {"kind": entry.kind, "megabytes": entry.download, "about": entry.about, "licence": entry.licence}
        rows.append({"name": name, **about, "folder": folder})
    own = {"kind": RECOGNIZER, "megabytes": None, "about": "your own", "licence": None}
    rows += [{"name": name, **own, "folder": folder} for name, folder in here.items() if name not in known()]
    speeds = {model.folder: _seconds(model, config) for model in installed(config.data)}
    used = _in_use(config)
    return [
        {
            **row,
            "seconds": speeds.get(row["folder"]) if row["folder"] else None,
            "in_use": used is not None and row["folder"] == used.folder,
        }
        for row in rows
    ]


def _seconds(model: Model, config: Config) -> float | None:
    """Seconds for a command of three, measured now where that is still open; None for one that cannot be used."""
    from earnest.engines.faster_whisper import FasterWhisper, seconds_for_command
    from earnest.errors import EarnestError
    from earnest.supplies.fitting import is_open, keep_seconds, seconds_of

    if is_open(model, config.data):
        try:
            with console(to_stderr=True).status(f"{model.name}: how fast is it here?"):
                keep_seconds(model, config.data, seconds_for_command(FasterWhisper(model, config.language_code)))
        except EarnestError as fault:
            click.echo(f"earnest: {fault}", err=True)
    return seconds_of(model, config.data)


def _in_use(config: Config) -> Model | None:
    """The model that Earnest would hear with; None where another recogniser is chosen."""
    from earnest.errors import EarnestError
    from earnest.supplies.models import find

    with open_plugins(config) as plugins:
        try:
            engine = plugins.engines.choose("recognizer", config.recognizer, config).engine
        except EarnestError:
            return None  # `earnest doctor` tells why nothing can be used
    return find(config.data) if engine.name == "faster-whisper" else None

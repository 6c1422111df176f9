"""``earnest privacy``: what is kept about the household, to see, to take away, to forget."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earnest.cli.house import open_memory
from earnest.cli.output import console, echo, json_option, table, write_json
from earnest.errors import UserFault

if TYPE_CHECKING:
    from earnest.cli import Options

_ABOUT = {
    "notes": "what plugins noted",
    "due": "reminders, timers, check-ins to come",
    "diary": "how you seemed to feel, and when",
    "consent": "what you agreed to or declined",
    "people": "how people usually sound (numbers, never sound)",
    "voices": "by what voices are told apart (numbers, never sound)",
    "folders": "files that plugins keep",
    "preferences": "how people like to be spoken to",
}


@click.group()
def privacy() -> None:
    """See, take away or forget what is kept. No sound is ever kept, and nothing leaves this machine.

    \b
    earnest privacy show
    earnest privacy export everything.json
    earnest privacy forget
    """


@privacy.command()
@json_option
@click.pass_obj
def show(options: Options, as_json: bool) -> None:
    """What is kept, by kind, and where.

    \b
    earnest privacy show
    """
    with open_memory(options.load(), reading=True) as memory:
        kept = memory.export()
    if as_json:
        for kind, rows in kept.items():
            write_json({"kind": kind, "about": _ABOUT[kind], "kept": len(rows)})
        return
    shown = table("kept", "", "")
    for kind, rows in kept.items():
        shown.add_row(kind, str(len(rows)), _ABOUT[kind])
    for row in kept["consent"]:
        shown.add_row("", "", f"{row['what']}: {'yes' if row['given'] else 'no'}, since {row['at'][:10]}")
    console().print(shown)
    echo(f"All of it is in {options.load().data}; no sound is kept.")


@privacy.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def export(options: Options, file: Path) -> None:
    """Write all that is kept to FILE, as JSON that only you can read.

    \b
    earnest privacy export everything.json
    """
    with open_memory(options.load(), reading=True) as memory:
        kept = memory.export()
    text = json.dumps(kept, ensure_ascii=False, indent=2)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            os.fchmod(descriptor, 0o600)  # also when the file was there before
            out.write(f"{text}\n")
    except OSError as fault:
        raise UserFault(f"{file}: cannot be written ({fault.strerror}); name another place") from None
    echo(f"{sum(map(len, kept.values()))} entries are in {file}")


@privacy.command()
@click.option("--all", "everything", is_flag=True, help="Also reminders, plugins' notes and what you agreed to.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@click.pass_obj
def forget(options: Options, everything: bool, yes: bool) -> None:
    """Forget moods, voices and preferences; with --all everything, reminders too.

    \b
    earnest privacy forget
    earnest privacy forget --yes
    earnest privacy forget --all --yes
    """
    what = "everything, reminders and notes too" if everything else "moods, voices and preferences"
    terminal = sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()
    if not yes and not terminal:
        raise UserFault(f"privacy forget: nobody is here to be asked whether to forget {what}; if so, add --yes")
    if not yes:
        click.confirm(f"Forget {what}?", abort=True)
    with open_memory(options.load()) as memory:
        memory.forget(everything)
    echo("Everything is forgotten." if everything else "Moods, voices and preferences are forgotten.")

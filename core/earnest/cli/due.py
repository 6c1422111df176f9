"""``earnest due``: what is coming."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from earnest.cli.house import open_memory
from earnest.cli.output import console, echo, json_option, table, write_json

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.talk import Due


@click.command()
@json_option
@click.pass_obj
def due(options: Options, as_json: bool) -> None:
    """What is coming, soonest first: reminders, timers, alarms, check-ins. Also while Earnest runs.

    \b
    earnest due
    earnest due --json
    """
    with open_memory(options.load(), reading=True) as memory:
        coming = [_told(each) for each in memory.list_due() if not each.rang]
    if as_json:
        for each in coming:
            write_json(each)
    elif not coming:
        echo("Nothing is coming.")
    else:
        shown = table("when", "what", "", "again", "for")
        for each in coming:
            when = each["at"][:16].replace("T", " ")
            shown.add_row(when, each["kind"], each["name"] or "", each["recurrence"] or "", each["person"] or "")
        console().print(shown)


def _told(due: Due) -> dict[str, Any]:
    """A thing due, with the kind and name that its plugin labelled it with, else the skill it starts."""
    kind, name = due.slots.get("kind"), due.slots.get("name")
    return {
        "plugin": due.plugin,
        "kind": str(kind or "due"),
        "name": str(name) if name else None if kind else due.skill,
        "at": due.at.isoformat(timespec="seconds"),
        "recurrence": due.recurrence,
        "person": due.person,
    }

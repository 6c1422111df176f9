"""``earnest route``: who would answer, without doing anything."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TextIO

import click

from earnest.cli.house import open_plugins
from earnest.cli.output import echo, json_option, write_json
from earnest.cli.pretending import now_option, standing

if TYPE_CHECKING:
    from earnest.cli import Options


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
@click.option("--person", metavar="NAME", help="Who is speaking; the answer is the same for everybody.")
@now_option
@json_option
@click.pass_obj
def route(options: Options, file: TextIO, person: str | None, now: datetime | None, as_json: bool) -> None:  # noqa: ARG001
    """Tell who would answer. Phrases, one a line, from FILE or stdin; nothing is done.

    \b
    echo "set a timer for ten minutes" | earnest route
    earnest route phrases.txt --json
    echo "remind me at six to eat" | earnest route --now 2026-11-25T14:10
    """
    from earnest.events import intent_as_json
    from earnest.intents import Router
    from earnest.spoken import language

    config, clock = options.load(), standing(now)
    with open_plugins(config) as plugins:
        router = Router(plugins.skills, language(config.language_code, config.country))
        for line in file:
            text = line.rstrip("\r\n")
            found = intent_as_json(router.route(text, clock()).likeliest)
            if as_json:
                write_json({"text": text, **found})
            else:
                echo(f"{text}  →  {_who(found)}")


def _who(found: dict[str, Any]) -> str:
    if found["plugin"] is None:
        return "nobody"
    slots = ", ".join(f"{name}={value}" for name, value in found["slots"].items())
    return f"{found['plugin']}.{found['skill']}({slots})  {found['score']:.2f}"

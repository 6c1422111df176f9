"""``earnest route``: who would answer, without doing anything."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TextIO

import click

from earnest.cli.house import open_plugins
from earnest.cli.output import json_option, write_json

if TYPE_CHECKING:
    from earnest.cli import Options


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
@json_option
@click.pass_obj
def route(options: Options, file: TextIO, as_json: bool) -> None:
    """Tell who would answer. Phrases, one a line, from FILE or stdin; nothing is done.

    \b
    echo "set a timer for ten minutes" | earnest route
    earnest route phrases.txt --json
    """
    from earnest.events import intent_as_json
    from earnest.intents import Router
    from earnest.spoken import language

    config = options.load()
    with open_plugins(config) as plugins:
        router = Router(plugins.skills, language(config.language_code, config.country))
        for line in file:
            text = line.rstrip("\r\n")
            found = intent_as_json(router.route(text, datetime.now().astimezone()).likeliest)
            if as_json:
                write_json({"text": text, **found})
            else:
                click.echo(f"{text}  →  {_who(found)}")


def _who(found: dict[str, Any]) -> str:
    if found["plugin"] is None:
        return "nobody"
    slots = ", ".join(f"{name}={value}" for name, value in found["slots"].items())
    return f"{found['plugin']}.{found['skill']}({slots})  {found['score']:.2f}"

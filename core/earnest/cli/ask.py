"""``earnest ask``: one typed turn."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from earnest.cli.house import Typed, open_house, tell_refused
from earnest.cli.output import echo, json_option, write_json
from earnest.cli.pretending import now_option, standing
from earnest.nouns import MOODS, Reply

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.conversation import Answer
    from earnest.house.household import Household
    from earnest.nouns import Turn


@click.command()
@click.argument("text")
@click.option("--mood", type=click.Choice(MOODS), help="Act this mood.")
@click.option("--person", metavar="NAME", help="Who is speaking.")
@now_option
@json_option
@click.pass_obj
def ask(options: Options, /, text: str, now: datetime | None, as_json: bool, **acted: str | None) -> None:
    """Ask once, typed, and read the reply.

    \b
    earnest ask "remind me to water the plants at six"
    earnest ask "i'm not having a good day" --mood sad --json
    earnest ask "wake me at six" --now 2026-11-25T14:10
    """
    with open_house(options.load(), standing(now)) as house:
        tell_refused(house)
        typed = Typed(house, **acted)
        turn, answer = asyncio.run(_one_turn(house, typed, text))
        answered = _as_json(typed, turn, answer) if as_json else None
    if answered is not None:
        write_json(answered)
    elif answer.reply.text:
        echo(answer.reply.text)


async def _one_turn(house: Household, typed: Typed, text: str) -> tuple[Turn, Answer]:
    async def interim(reply: Reply) -> None:
        echo(reply.text, err=True)

    from earnest.conversation.stage import Imagined

    house.conversation.exchanges.stage = Imagined(lambda line: echo(line, err=True))
    house.plugins.observe("started")
    turn, answer = await typed.take(text, interim)
    await house.conversation.drop()
    house.plugins.observe("stopping")
    return turn, answer


def _as_json(typed: Typed, turn: Turn, answer: Answer) -> dict[str, Any]:
    """Also the tone, for which the voice has to be there."""
    from earnest.events import intent_as_json

    who = intent_as_json(answer.intent)
    del who["score"]
    said = {"reply": answer.reply.text, "tone": typed.tone(answer.reply, turn.emotion)}
    return {"text": turn.transcript.text, **who, **said, "expects_answer": answer.expects_answer}

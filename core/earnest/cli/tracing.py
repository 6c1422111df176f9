"""``earnest plugins trace``: one turn, followed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import click

from earnest.cli.house import Typed, open_house
from earnest.cli.output import console, echo, json_option, table, write_json
from earnest.events import intent_as_json, slots_as_json
from earnest.nouns import MOODS, Reply

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.conversation import Answer
    from earnest.host import Call
    from earnest.host.running.following import TalkCall
    from earnest.house.household import Household
    from earnest.intents import Considered


@click.command()
@click.argument("text")
@click.option("--mood", type=click.Choice(MOODS), help="Act this mood.")
@json_option
@click.pass_obj
def trace(options: Options, text: str, mood: str | None, as_json: bool) -> None:
    """Follow one typed turn: who was considered and why, slots, each call of hooks and of the talk, what was printed.

    \b
    earnest plugins trace "what time is it"
    """
    with open_house(options.load()) as house:
        talk: list[TalkCall] = []
        house.plugins.talk_calls = talk
        considered = house.conversation.router.considered(text, house.conversation.clock())
        answer = asyncio.run(_one_turn(house, Typed(house, mood), text))
        calls = list(house.plugins.calls)
        reports = [str(report) for report in house.plugins.reports]
        printed = {name: house.plugins.printed(name) for name in {call.plugin for call in talk} | _whose(answer)}
    if as_json:
        _write(considered, calls, talk, reports, printed)
        write_json({"reply": answer.reply.text, "asked_first": answer.doubt})
        return
    _show_considered(considered)
    _show_calls(calls)
    _show_talk(talk)
    for report in reports:
        echo(report)
    for name, output in printed.items():
        if output:
            echo(f"{name} printed: {output.rstrip()}")
    if answer.doubt:
        echo(f"asked first, because {answer.doubt}")
    echo(f"reply: {answer.reply.text}")


def _write(
    considered: list[Considered],
    calls: list[Call],
    talk: list[TalkCall],
    reports: list[str],
    printed: dict[str, str],
) -> None:
    for each in considered:
        write_json(_considered_as_json(each))
    for call in calls:
        ms = round(1000 * call.seconds, 3)
        write_json({"plugin": call.plugin, "hook": call.hook, "ms": ms, "fault": call.fault})
    for said in talk:
        took = {"at": round(said.at, 4), "ms": round(1000 * said.seconds, 3)}
        what = {"plugin": said.plugin, "talk": said.what, "given": said.given, "result": said.result}
        write_json({**what, **took, "fault": said.fault or None})
    for report in reports:
        write_json({"report": report})
    for name, output in printed.items():
        if output:
            write_json({"plugin": name, "printed": output})


def _whose(answer: Answer) -> set[str]:
    return {answer.intent.plugin} if answer.intent is not None else set()


def _show_talk(calls: list[TalkCall]) -> None:
    if not calls:
        return
    shown = table("at ms", "talk", "given", "came of it", "ms")
    for call in calls:
        came = call.fault or call.result
        shown.add_row(f"{1000 * call.at:.1f}", call.what, call.given, came, f"{1000 * call.seconds:.1f}")
    console().print(shown)


async def _one_turn(house: Household, typed: Typed, text: str) -> Answer:
    """A typed turn, with the moments that a spoken one has."""

    async def interim(reply: Reply) -> None:
        echo(reply.text, err=True)

    house.plugins.observe("started")
    _, answer = await typed.take(text, interim)
    await house.conversation.drop()
    house.plugins.observe("stopping")
    return answer


def _show_considered(considered: list[Considered]) -> None:
    shown = table("considered", "score", "slots", "not accounted for", "")
    for each in considered:
        intent = each.intent
        slots = ", ".join(f"{name}={value}" for name, value in slots_as_json(intent.slots).items())
        fit = each.against or ("one of its phrases" if intent.exact else "means about the same")
        left = " ".join(intent.unexplained)
        shown.add_row(f"{intent.plugin}.{intent.skill}", f"{intent.score:.2f}", slots, left, fit)
    console().print(shown)


def _considered_as_json(each: Considered) -> dict[str, Any]:
    told = intent_as_json(each.intent)
    return {**told, "exact": each.intent.exact, "unexplained": list(each.intent.unexplained), "against": each.against}


def _show_calls(calls: list[Call]) -> None:
    shown = table("hook", "plugin", "ms", "")
    for call in calls:
        shown.add_row(call.hook, call.plugin, f"{1000 * call.seconds:.2f}", call.fault or "")
    console().print(shown)

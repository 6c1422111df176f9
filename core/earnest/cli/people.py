"""``earnest people``: how the people of this home usually sound."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from earnest.cli.output import console, echo, json_option, table, write_json
from earnest.errors import SoundError, UserFault

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.config import Config
    from earnest.feeling.network import VoiceReader
    from earnest.memory import Memory
    from earnest.nouns import UsualVoice

ENOUGH = 5
"""Utterances that make most of the difference; see the reader's model card."""
PLAIN_SHARE = 0.5
"""What they are worth, below which somebody is told that they did not sound plain."""


@click.group()
def people() -> None:
    """Let Earnest know how people usually sound: numbers are kept, never sound.

    \b
    earnest people learn anna monday.wav tuesday.wav
    earnest people list
    earnest hear --person anna today.wav
    """


@people.command("list")
@json_option
@click.pass_obj
def list_people(options: Options, as_json: bool) -> None:
    """Who is known, and by how many utterances.

    \b
    earnest people list
    """
    with closing(_memory(options)) as memory:
        known = [usual for name in memory.people() if (usual := memory.usual_voice(name)) is not None]
    if as_json:
        for usual in known:
            write_json(_told(usual))
    elif not known:
        echo("Nobody is known yet; five ordinary sentences help most: earnest people learn NAME FILE...")
    else:
        rows = table("person", "utterances")
        for usual in known:
            rows.add_row(usual.person, str(usual.utterances))
        console().print(rows)


@people.command()
@click.argument("name")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@json_option
@click.pass_obj
def learn(options: Options, name: str, files: tuple[str, ...], as_json: bool) -> None:
    """Learn how NAME sounds on a usual day; each FILE is one ordinary sentence of theirs, any format.

    \b
    earnest people learn anna monday.wav tuesday.wav wednesday.wav
    """
    from earnest.feeling import refuse_deployment

    config = options.load()
    refuse_deployment(config)
    faults: list[str] = []
    name = _named(name)
    reader = _reader(config)
    with closing(_memory(options)) as memory:
        usual = memory.usual_voice(name)
        for file in files:
            try:
                usual = _after(name, file, usual, reader)
            except SoundError as fault:
                faults.append(str(fault))
        if usual is not None and len(faults) < len(files):
            memory.keep_usual_voice(usual)
    for told in faults:
        echo(f"earnest: {told}", err=True)
    _report(name, usual, len(files) - len(faults), as_json)
    if faults:
        sys.exit(1)


@people.command()
@click.argument("name")
@click.pass_obj
def forget(options: Options, name: str) -> None:
    """Forget how NAME sounds.

    \b
    earnest people forget anna
    """
    with closing(_memory(options)) as memory:
        known = memory.people()
        if not memory.forget_person(name):
            raise UserFault(f"people: nobody called {name!r} is known; known are: {', '.join(known) or 'nobody'}")
    echo(f"Forgotten: {name}.")


def _memory(options: Options) -> Memory:
    from earnest.memory import Memory

    return Memory(options.load().data)


def _named(name: str) -> str:
    if not name.strip():
        raise UserFault("people: found an empty name, expected one like anna")
    return name


def _reader(config: Config) -> VoiceReader:
    """The reader, with the recogniser's ears where it has some."""
    from earnest.cli.house import lend_ears, open_plugins
    from earnest.feeling.network import VoiceReader

    reader = VoiceReader()
    with open_plugins(config) as plugins:
        lend_ears(reader, plugins, config)
    return reader


def _after(name: str, file: str, usual: UsualVoice | None, reader: VoiceReader) -> UsualVoice:
    from earnest.feeling.people import learned
    from earnest.sound import read

    after = learned(name, read(file), usual, reader)
    if after is None:
        raise SoundError(f"{file}: nobody speaks in it, so it was left out; expected one ordinary sentence")
    return after


def _report(name: str, usual: UsualVoice | None, taken: int, as_json: bool) -> None:
    if as_json:
        write_json(_told(usual) if usual is not None else {"person": name, "utterances": 0})
        return
    known = usual.utterances if usual is not None else 0
    echo(f"{name}: {taken} learned, {known} known in all.")
    if usual is not None and usual.evidence < PLAIN_SHARE * known:
        echo("Much of it sounded glad or cross, and counts for little; ordinary sentences teach more.")
    elif 0 < known < ENOUGH:
        echo(f"{ENOUGH - known} more make most of the difference.")


def _told(usual: UsualVoice) -> dict[str, Any]:
    evidence = round(usual.evidence, 2)
    return {"person": usual.person, "utterances": usual.utterances, "evidence": evidence, "reader": usual.reader}

"""``earnest people``: how the people of this home usually sound, and by what voices they are told apart."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from earnest.cli.house import open_memory
from earnest.cli.output import console, echo, json_option, table, write_json
from earnest.errors import SoundError, UserFault

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.config import Config
    from earnest.engines.base import SpeakerReader
    from earnest.feeling.network import VoiceReader
    from earnest.memory import Memory
    from earnest.nouns import Sound, UsualVoice

ENOUGH = 5
"""Utterances that make most of the difference; see the reader's model card."""
PLAIN_SHARE = 0.5
"""What they are worth, below which somebody is told that they did not sound plain."""


@click.group()
def people() -> None:
    """Let Earnest know people by voice, and how they usually sound: numbers are kept, never sound.

    A voice is never a key: a recording passes for its owner. Ask everybody first; theirs can be learned aloud, too, and
    forgotten: "learn my voice", "forget my voice".

    \b
    earnest people learn anna monday.wav tuesday.wav
    earnest people list
    earnest hear --person anna today.wav
    """


@people.command("list")
@json_option
@click.pass_obj
def list_people(options: Options, as_json: bool) -> None:
    """Who is known, by how many utterances, and whether by voice.

    \b
    earnest people list
    """
    with open_memory(options.load(), reading=True) as memory:
        known = {name: _Known(name, memory) for name in memory.people()}
    told = [each for each in known.values() if each.usual is not None or each.voice is not None]
    if as_json:
        for each in told:
            write_json(each.as_json())
    elif not told:
        echo("Nobody is known yet; five ordinary sentences help most: earnest people learn NAME FILE...")
    else:
        rows = table("person", "usual voice", "told apart by")
        for each in told:
            rows.add_row(each.person, *each.in_words())
        console().print(rows)


@people.command()
@click.argument("name")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@json_option
@click.pass_obj
def learn(options: Options, name: str, files: tuple[str, ...], as_json: bool) -> None:
    """Learn NAME's voice; each FILE is one ordinary sentence of theirs, any format. Ask them first.

    By it they are told apart, where a speaker encoder is here, and their feelings are read against it.

    \b
    earnest people learn anna monday.wav tuesday.wav wednesday.wav
    """
    from earnest.feeling import refuse_deployment
    from earnest.sound import read

    config = options.load()
    refuse_deployment(config)
    faults: list[str] = []
    name = _named(name)
    reader, speaker_reader = _readers(config)
    with open_memory(options.load()) as memory:
        usual, sounds = memory.usual_voice(name), []
        for file in files:
            try:
                sounds.append(read(file))
                usual = _after(name, file, sounds[-1], usual, reader)
            except SoundError as fault:
                faults.append(str(fault))
        if usual is not None and len(faults) < len(files):
            memory.keep_usual_voice(usual)
            _learn_voice(name, sounds, memory, speaker_reader)
        known = _Known(name, memory)
    for told in faults:
        echo(f"earnest: {told}", err=True)
    _report(known, len(files) - len(faults), as_json)
    if faults:
        sys.exit(1)


@people.command()
@click.argument("name")
@click.pass_obj
def forget(options: Options, name: str) -> None:
    """Forget NAME: how they sound, their voice, their moods, what they prefer.

    \b
    earnest people forget anna
    """
    with open_memory(options.load()) as memory:
        known = memory.people()
        if not memory.forget_person(name):
            raise UserFault(f"people: nobody called {name!r} is known; known are: {', '.join(known) or 'nobody'}")
    echo(f"Forgotten: {name}.")


@people.command()
@click.argument("name")
@click.argument("respelling", required=False)
@click.pass_obj
def pronounce(options: Options, name: str, respelling: str | None) -> None:
    """Say NAME as in RESPELLING: syllables between hyphens, the stressed one in capitals; without one, as written.

    \b
    earnest people pronounce Siobhan shi-VAWN
    earnest say "Hello, Siobhan."
    """
    from earnest.memory.names import pronounce as remember
    from earnest.memory.names import pronunciations
    from earnest.speaking.respelling import pronunciation

    name = _named(name)
    if respelling is not None:
        pronunciation(respelling)
    with open_memory(options.load()) as memory:
        if respelling is None and name not in pronunciations(memory):
            raise UserFault(
                f"people: {name!r} is said as it is written; to change that: people pronounce NAME shi-VAWN"
            )
        remember(memory, name, respelling)
    echo(f"{name} is said {respelling}." if respelling else f"{name} is said as it is written.")


def _named(name: str) -> str:
    if not name.strip():
        raise UserFault("people: found an empty name, expected one like anna")
    return name


def _readers(config: Config) -> tuple[VoiceReader, SpeakerReader]:
    """How somebody sounds, by the reader with the recogniser's ears where it has some; and who they are."""
    from earnest.cli.house import lend_ears, open_plugins
    from earnest.feeling.network import VoiceReader

    reader = VoiceReader()
    with open_plugins(config) as plugins:
        lend_ears(reader, plugins, config)
        return reader, plugins.engines.choose("person", config.person.engine, config).engine.make(config)


def _after(name: str, file: str, sound: Sound, usual: UsualVoice | None, reader: VoiceReader) -> UsualVoice:
    from earnest.feeling.people import learned

    after = learned(name, sound, usual, reader)
    if after is None:
        raise SoundError(f"{file}: nobody speaks in it, so it was left out; expected one ordinary sentence")
    return after


def _learn_voice(name: str, sounds: list[Sound], memory: Memory, reader: SpeakerReader) -> None:
    """What tells this voice from others, where anything here tells voices apart."""
    from earnest.knowing import learned
    from earnest.nouns import Utterance

    known = next((each for each in memory.known_voices() if each.person == name), None)
    for heard in filter(None, (reader.listen(Utterance(sound)) for sound in sounds)):
        known = learned(name, heard, known)
    if known is not None:
        memory.keep_voice(known)


def _report(known: _Known, taken: int, as_json: bool) -> None:
    if as_json:
        write_json(known.as_json())
        return
    usual = known.usual
    utterances = usual.utterances if usual is not None else 0
    echo(f"{known.person}: {taken} learned, {utterances} known in all.")
    if usual is not None and usual.evidence < PLAIN_SHARE * utterances:
        echo("Much of it sounded glad or cross, and counts for little; ordinary sentences teach more.")
    elif 0 < utterances < ENOUGH:
        echo(f"{ENOUGH - utterances} more make most of the difference.")
    if utterances and known.voice is None:
        echo("To be told apart by voice: earnest models pull voiceprint, and then this once more.")


class _Known:
    """What is known of one person."""

    def __init__(self, person: str, memory: Memory) -> None:
        self.person = person
        self.usual = memory.usual_voice(person)
        self.voice = next((known for known in memory.known_voices() if known.person == person), None)

    def as_json(self) -> dict[str, Any]:
        """The shape that the command line promises; ``voice`` is null where they are not told apart by it."""
        usual, voice = self.usual, self.voice
        told = {"utterances": 0, "evidence": 0.0, "reader": ""}
        if usual is not None:
            evidence = round(usual.evidence, 2)
            told = {"utterances": usual.utterances, "evidence": evidence, "reader": usual.reader}
        by_voice = voice and {
            "utterances": voice.utterances,
            "seconds": round(voice.seconds, 1),
            "reader": voice.reader,
        }
        return {"person": self.person, **told, "voice": by_voice}

    def in_words(self) -> tuple[str, str]:
        """How their usual voice and what tells them apart is known."""
        usual = f"{self.usual.utterances} utterances" if self.usual is not None else "not known"
        return usual, f"{self.voice.seconds:.0f} s of speech" if self.voice is not None else "nothing yet"

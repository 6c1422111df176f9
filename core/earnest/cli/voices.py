"""``earnest voices``: who can speak, fetching more, trying them, and measuring whether they are good."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earnest.cli.output import console, echo, json_option, table, write_json
from earnest.cli.voicecheck import check
from earnest.cli.voicepairs import ask_pairs, take_answers

if TYPE_CHECKING:
    from earnest.cli import Options


@click.group()
def voices() -> None:
    """Voices: which there are, adding more, trying and measuring them.

    \b
    earnest voices list
    earnest voices add en_GB-semaine-medium
    earnest voices try espeak-en-gb --tone warm
    earnest voices check espeak-en-us
    earnest voices pairs
    """


@voices.command("list")
@json_option
@click.pass_obj
def list_voices(options: Options, as_json: bool) -> None:
    """Which voices can speak here, and which could be added.

    \b
    earnest voices list
    """
    from earnest.speaking.cards import every_card, faults

    config = options.load()
    wrong = faults(config)
    shown = table("voice", "language", "engine", "here", "MB", "")
    for card in every_card(config).values():
        size = sum(file.size or 0 for file in card.files)
        if as_json:
            about = {"engine": card.engine, "language": card.language, "about": card.about, "licence": card.licence}
            here = {"here": not card.absent, "bytes": size or None, "speakers": list(card.speakers)}
            write_json({"name": card.name, **about, **here})
        megabytes = f"{size / 1e6:.0f}" if size else ""
        shown.add_row(card.name, card.language, card.engine, "" if card.absent else "yes", megabytes, card.about)
    if not as_json:
        console().print(shown)
    for fault in wrong.values():
        echo(f"earnest: {fault}", err=True)
    if wrong:
        click.get_current_context().exit(1)


@voices.command()
@click.argument("names", nargs=-1, required=True, type=click.Path(), metavar="NAME-OR-FILE...")
@click.pass_obj
def add(options: Options, names: tuple[str, ...]) -> None:
    """Fetch voices by name, or take in a Piper voice of your own (NAME.onnx beside NAME.onnx.json).

    \b
    earnest voices add de_DE-thorsten_emotional-medium
    earnest voices add ~/my-voice.onnx
    """
    from earnest.cli.progress import progress_bars
    from earnest.engines.piper import try_voice
    from earnest.speaking.adding import add_voice

    config = options.load()
    for name in names:
        with progress_bars() as progress:
            card = add_voice(name, config, try_voice, progress)
        echo(f"{card.name} can speak; to use it, set in your earnest.yaml: voice: {card.name}")


@voices.command("try")
@click.argument("name")
@click.option("--tone", metavar="NAME", help="One tone; without it every tone speaks.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a WAV instead of playing.")
@click.pass_obj
def hear_voice(options: Options, name: str, tone: str | None, output: Path | None) -> None:
    """Let a voice say its sample sentence, in every tone.

    \b
    earnest voices try espeak-en-gb
    earnest voices try espeak-en-gb --tone whisper -o whisper.wav
    """
    from earnest.cli.house import open_plugins
    from earnest.cli.say import open_speaker, play
    from earnest.nouns import UNSURE_EMOTION, Reply
    from earnest.speaking import Speaking, load_voice
    from earnest.speaking.stream import card_behind

    config = options.load()
    with open_plugins(config) as plugins:
        tones = plugins.tones
        chosen = [tones[tone]] if tone else list(tones)
        voice = load_voice(name, config, plugins.engines)
        speaker = open_speaker(output, voice.rate, config, plugins.engines)
    card = card_behind(voice)
    sample = card.sample if card else "Hello. I am happy to keep you company."
    try:
        for each in chosen:
            echo(each.name, err=True)
            speaking = Speaking(voice, tones)
            wanted = speaking.tone_for(Reply("", each.name), UNSURE_EMOTION, {})
            asyncio.run(play(speaking, sample, wanted, speaker))
    finally:
        speaker.close()


voices.add_command(check)
voices.add_command(ask_pairs)
voices.add_command(take_answers)

"""``earnest say``: a text spoken, in a tone."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.config import Config
    from earnest.engines.base import Speaker
    from earnest.engines.registry import Engines
    from earnest.model import Tone
    from earnest.speaking import Speaking


@click.command()
@click.argument("text")
@click.option("--tone", metavar="NAME", help="A tone: neutral, warm, gentle, calm, bright, serious, whisper.")
@click.option("--mood", metavar="MOOD", help="Answer this mood: neutral, happy, sad, angry.")
@click.option("--voice", metavar="NAME", help="A voice card's name, in place of the config's.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a WAV instead of playing.")
@click.pass_obj
def say(
    options: Options, text: str, tone: str | None, mood: str | None, voice: str | None, output: Path | None
) -> None:
    """Speak TEXT, in a tone or to a mood.

    \b
    earnest say "Dinner is ready."
    earnest say "Rest a little." --tone gentle -o rest.wav
    earnest say "I hear you." --mood angry --voice espeak-en-gb
    """
    from earnest.cli.house import open_plugins
    from earnest.speaking import Speaking, load_voice

    config = options.load()
    with open_plugins(config) as plugins:
        voiced = load_voice(voice or config.voice, config, plugins.engines)
        speaking = Speaking(voiced, plugins.tones, config.tone_strength)
        chosen = _tone(speaking, tone and plugins.tones[tone].name, mood)
        speaker = _speaker(output, voiced.rate, config, plugins.engines)
    try:
        asyncio.run(play(speaking, text, chosen, speaker))
    finally:
        speaker.close()


async def play(speaking: Speaking, text: str, tone: Tone, speaker: Speaker) -> None:
    """Speak to the end; the next sentence is made while one plays."""
    async for speech in speaking.speak(text, tone):
        await asyncio.to_thread(speaker.play, speech.sound)


def _tone(speaking: Speaking, tone: str | None, mood: str | None) -> Tone:
    from earnest.model import UNSURE_EMOTION, Reply, plain_emotion

    try:
        emotion = plain_emotion(mood) if mood else UNSURE_EMOTION
    except ValueError as fault:
        raise click.BadParameter(str(fault), param_hint="--mood") from None
    return speaking.tone_for(Reply("", tone), emotion, {})


def _speaker(output: Path | None, rate: int, config: Config, engines: Engines) -> Speaker:
    if output is not None:
        from earnest.engines.loudspeaker import WavSpeaker

        return WavSpeaker(output, rate)
    speaker: Speaker = engines.choose("speaker", config.speaker.engine, config).engine.make(config)
    return speaker

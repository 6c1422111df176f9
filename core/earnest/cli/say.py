"""``earnest say``: a text spoken, in a tone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.config import Config
    from earnest.engines.base import Speaker
    from earnest.engines.registry import Engines
    from earnest.nouns import Tone
    from earnest.speaking import Speaking, Tones


@click.command()
@click.argument("text")
@click.option("--tone", metavar="NAME", help="A tone: neutral, warm, gentle, calm, bright, serious, whisper.")
@click.option("--mood", metavar="MOOD", help="Answer this mood: neutral, happy, sad, angry.")
@click.option("--voice", metavar="NAME", help="A voice card's name, in place of the config's.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a WAV instead of playing.")
@click.pass_obj
def say(options: Options, /, text: str, output: Path | None, **asked: str | None) -> None:
    """Speak TEXT, in a tone or to a mood.

    \b
    earnest say "Dinner is ready."
    earnest say "Rest a little." --tone gentle -o rest.wav
    earnest say "I hear you." --mood angry --voice espeak-en-gb
    """
    from earnest.cli.house import open_memory, open_plugins
    from earnest.memory.names import pronunciations
    from earnest.speaking import Speaking, load_voice
    from earnest.speaking.loading import saying

    config, wish = options.load(), Wish(**asked)
    with open_memory(config) as memory:
        config = saying(config, pronunciations(memory))
    with open_plugins(config) as plugins:
        voice = load_voice(wish.voice or config.voice, config, plugins.engines)
        speaking = Speaking(voice, plugins.tones, config.tone_strength)
        tone = wish.tone_of(speaking, plugins.tones)
        speaker = open_speaker(output, voice.rate, config, plugins.engines)
    try:
        asyncio.run(play(speaking, text, tone, speaker))
    finally:
        speaker.close()


@dataclass(frozen=True, slots=True)
class Wish:
    """How it is to be said, as the command line has it."""

    tone: str | None = None
    mood: str | None = None
    voice: str | None = None

    def tone_of(self, speaking: Speaking, tones: Tones) -> Tone:
        """The tone by its name, or the one that answers the mood. Raises CardError, BadParameter."""
        from earnest.nouns import UNSURE_EMOTION, Reply, plain_emotion

        try:
            emotion = plain_emotion(self.mood) if self.mood else UNSURE_EMOTION
        except ValueError as fault:
            raise click.BadParameter(str(fault), param_hint="--mood") from None
        return speaking.tone_for(Reply("", self.tone and tones[self.tone].name), emotion, {})


async def play(speaking: Speaking, text: str, tone: Tone, speaker: Speaker) -> None:
    """Speak to the end; the next sentence is made while one plays."""
    async for speech in speaking.speak(text, tone):
        await asyncio.to_thread(speaker.play, speech.sound)


def open_speaker(output: Path | None, rate: int, config: Config, engines: Engines) -> Speaker:
    """A WAV of that rate when ``output`` is named, else the loudspeaker. Raises SoundError, MissingPart."""
    if output is not None:
        from earnest.engines.loudspeaker import WavSpeaker

        return WavSpeaker(output, rate)
    speaker: Speaker = engines.choose("speaker", config.speaker.engine, config).engine.make(config)
    return speaker

"""``earnest hear``: what recordings say, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from earnest.cli.house import lend_ears, open_memory, open_plugins
from earnest.cli.output import echo, json_option, write_json
from earnest.errors import EngineError, MissingPart, SoundError
from earnest.nouns import Emotion, Transcript, Utterance
from earnest.voiceprints import Who

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.config import Config
    from earnest.engines.base import EmotionReader, Recognizer
    from earnest.host import Plugins


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option("--only", type=click.Choice(["text", "emotion", "speaker"]), help="That, and nothing else.")
@click.option("--person", metavar="NAME", help="Whose voice it is, when learned before.")
@json_option
@click.pass_obj
def hear(options: Options, files: tuple[str, ...], only: str | None, person: str | None, as_json: bool) -> int:
    """Tell what recordings say, and how. Each file is one utterance, without a wake word.

    \b
    earnest hear hello.wav
    earnest hear *.flac --only emotion --json
    earnest hear hello.wav --only speaker
    """
    failed = False
    config = options.load()
    with ExitStack() as open_things:
        plugins = open_things.enter_context(open_plugins(config))
        recognizer = _recogniser(plugins, config) if only in (None, "text") else None
        reader = _reader(plugins, config) if only in (None, "emotion") else None
        if reader is not None:
            lend_ears(reader, plugins, config, recognizer)
        ears = _Ears(
            recognizer.transcribe if recognizer is not None else None,
            _feel(reader, config, person) if reader is not None else None,
            _speakers(plugins, config) if only == "speaker" else None,
            open_things.enter_context(ThreadPoolExecutor(1)),
        )
        for file in files:
            try:
                heard = {"file": file, **ears.hear(file)}
            except (SoundError, EngineError) as fault:
                heard, failed = {"file": file, "error": str(fault)}, True
            if as_json:
                write_json(heard, file=file)
            else:
                _show(heard)
    return 1 if failed else 0


@dataclass(frozen=True, slots=True)
class _Ears:
    """Recogniser and emotion reader, at work at the same time, or who is speaking; any may be left out."""

    transcribe: Callable[[Utterance], Transcript] | None
    feel: Callable[[Utterance], Emotion] | None
    tell: Callable[[Utterance], Who] | None
    beside: ThreadPoolExecutor

    def hear(self, file: str) -> dict[str, Any]:
        """Seconds, text, emotion and speaker of one file. Raises SoundError, EngineError."""
        from earnest.feeling import fuse, read_words
        from earnest.sound import read

        utterance = Utterance(read(file))
        heard: dict[str, Any] = {"seconds": round(utterance.sound.seconds, 3)}
        feeling = self.beside.submit(self.feel, utterance) if self.feel else None
        text = self.transcribe(utterance).text if self.transcribe else None
        if text is not None:
            heard["text"] = text
        if feeling is not None:
            emotion = feeling.result()
            heard["emotion"] = (fuse(emotion, read_words(text)) if text else emotion).as_json()
        if self.tell is not None:
            heard["speaker"] = self.tell(utterance).as_json()
        return heard


def _recogniser(plugins: Plugins, config: Config) -> Recognizer:
    engine: Recognizer = plugins.engines.choose("recognizer", config.recognizer, config).engine.make(config)
    return engine


def _reader(plugins: Plugins, config: Config) -> EmotionReader:
    from earnest.feeling import refuse_deployment

    refuse_deployment(config)
    engine: EmotionReader = plugins.engines.choose("emotion", config.emotion.engine, config).engine.make(config)
    return engine


def _feel(reader: EmotionReader, config: Config, person: str | None) -> Callable[[Utterance], Emotion]:
    if person is None:
        return reader.read
    with open_memory(config) as memory:
        usual = memory.usual_voice(person)
    if usual is None:
        echo(f"earnest: nobody is known as {person}; first: earnest people learn {person} FILE...", err=True)
    return lambda utterance: reader.read(utterance, usual)


def _speakers(plugins: Plugins, config: Config) -> Callable[[Utterance], Who]:
    """Who of those whose voice is known; each file by itself. Raises MissingPart where nothing tells voices apart."""
    from earnest.engines.base import SpeakerReader
    from earnest.knowing import Company

    choice = plugins.engines.choose("person", config.person.engine, config)
    if choice.engine.name == "none":
        raise MissingPart(f"nothing here tells voices apart; the engine none was taken: {choice.why}")
    reader: SpeakerReader = choice.engine.make(config)
    with open_memory(config) as memory:
        known = [each for each in memory.known_voices() if each.reader == reader.name]
    if not known:
        echo("earnest: no voice is known yet; first: earnest people learn NAME FILE...", err=True)

    def tell(utterance: Utterance) -> Who:
        heard = reader.listen(utterance)
        if heard is None:
            return Who(None, 0.0)
        return Company(config.person.floor).who({each.person: reader.evidence(heard, each) for each in known}, 0.0)

    return tell


def _show(heard: Mapping[str, Any]) -> None:
    if "error" in heard:
        echo(f"earnest: {heard['error']}", err=True)
        return
    feels = heard.get("emotion")
    text = f'  "{heard["text"]}"' if "text" in heard else ""
    emotion = f"  {feels['label']} ({feels['confidence']:.0%} sure, from {feels['source']})" if feels else ""
    who = heard.get("speaker")
    speaker = f"  {who['name'] or 'somebody else'} ({who['confidence']:.0%} sure)" if who else ""
    echo(f"{heard['file']}  {heard['seconds']:.1f} s{text}{emotion}{speaker}")

"""``earnest run``: the assistant, on the microphone or on a recording."""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earnest.cli.house import open_house, tell
from earnest.cli.output import console, echo, json_option, write_json
from earnest.errors import MissingPart

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.cli.leaving import Leaving
    from earnest.config import Config
    from earnest.events import Emit, Event
    from earnest.house.household import Household

log = logging.getLogger(__name__)

DEMO_OUTPUT = Path("earnest-demo.wav")


def _must_be_wav(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() != ".wav":
        raise click.BadParameter(f"expected a name that ends in .wav, found {value.name!r}")
    return value


_RECORDING = click.Path(path_type=Path, exists=True, dir_okay=False)
_WAV = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--input", "recording", type=_RECORDING, metavar="FILE", help="Hear this recording instead.")
@click.option("--output", type=_WAV, metavar="FILE.wav", callback=_must_be_wav, help="Collect there what is spoken.")
@click.option("--wake", "words", multiple=True, metavar="WORD...", help="Wake words, in place of the config's.")
@click.argument("more_words", nargs=-1, metavar="")
@click.option("--person", metavar="NAME", help="Who is speaking.")
@click.option("--yes", is_flag=True, help="Fetch a Whisper model where there is none, without asking.")
@click.option("--demo", is_flag=True, help="Hear a recorded living room: no microphone, no loudspeaker needed.")
@json_option
@click.pass_obj
def run(options: Options, /, demo: bool, as_json: bool, **asked: Any) -> None:
    """Listen for the wake word and answer, until Ctrl-C.

    \b
    earnest run
    earnest run --wake okay_nabu hey_jarvis
    earnest run --input evening.wav --output replies.wav --json
    earnest run --demo
    """
    from earnest.cli.leaving import at_once

    stage = Stage(**asked)
    if demo:
        _play_demo(options, stage, as_json)
    elif _perform(stage.set_up(options.load()), stage, _emitter(as_json), as_json=as_json):
        at_once()


@dataclass(frozen=True, slots=True)
class Stage:
    """Where sound comes from and goes to, when the command line says so."""

    recording: Path | None = None
    output: Path | None = None
    words: tuple[str, ...] = ()
    more_words: tuple[str, ...] = ()
    person: str | None = None
    yes: bool = False
    """Whether a model may be fetched without asking."""

    def set_up(self, config: Config) -> Config:
        """The config with what the command line said put in its place. Raises UsageError."""
        if self.more_words and not self.words:
            raise click.UsageError(f"run takes no {self.more_words[0]!r}; for wake words: --wake {self.more_words[0]}")
        changes: dict[str, Any] = {}
        if self.words:
            changes["wake"] = config.wake.model_copy(update={"words": [*self.words, *self.more_words]})
        if self.recording is not None:
            changes["microphone"] = _device(config.microphone, "recording", self.recording)
        if self.output is not None:
            changes["speaker"] = _device(config.speaker, "wav", self.output)
        return config.model_copy(update=changes)


def _device(settings: Any, engine: str, path: Path) -> Any:
    return settings.model_copy(update={"engine": engine, "device": str(path)})


def _emitter(as_json: bool, *, acted: bool = False) -> Emit:
    """The conversation is shown on a terminal only; a journal or a pipe is told states, without words.

    One that was ``acted`` is nobody's own and shown anywhere.
    """
    if as_json:
        return write_json
    from earnest.cli.scene import Scene, States

    return Scene(console()).show if acted or sys.stdout.isatty() else States(click.echo).show


def whoever_reads(emit: Emit, leave: Callable[[], object] | None) -> Emit:
    """The same for a house that lives on: a full disk under its journal, or a journal that is gone, ends no alarm.

    ``leave``: what to do when a program that wanted events has gone; None goes on.
    """
    known: set[int | None] = set()

    def told(event: Event) -> None:
        try:
            emit(event)
        except OSError as fault:
            if leave is not None and isinstance(fault, BrokenPipeError):
                leave()
            elif fault.errno not in known:
                known.add(fault.errno)
                with suppress(OSError):
                    echo(f"earnest: what happens cannot be written down ({fault.strerror}); it goes on", err=True)

    return told


def _perform(config: Config, stage: Stage, emit: Emit, *, as_json: bool = False) -> bool:
    """The assistant, from the first frame to the last; whether it was asked to leave."""
    from earnest.cli import better
    from earnest.cli.leaving import Leaving
    from earnest.house.lock import Lock

    with Leaving() as leaving, Lock(config.data), open_house(config) as house:
        _check_devices(house)
        house.begin()
        _introduce(house)
        model = better.wanted(house, yes=stage.yes)
        if model is not None:
            better.fetch_meanwhile(house, model)
        if stage.recording is None:
            emit = whoever_reads(emit, (lambda: leaving.ask()) if as_json else None)
        with suppress(KeyboardInterrupt, asyncio.CancelledError):
            asyncio.run(_listen(house, stage.person, emit, leaving))
    return leaving.asked


def _check_devices(house: Household) -> None:
    """Say what is missing before anything heavy is loaded. Raises MissingPart."""
    try:
        house.chosen("microphone")
    except MissingPart as fault:
        raise MissingPart(f"{fault}. To see it work without one: earnest run --demo") from None
    if house.chosen("speaker").engine.name == "silent":
        echo("earnest: no loudspeaker can be used here, so replies are only shown (earnest doctor says why)", err=True)


def _introduce(house: Household) -> None:
    """Say once what is to be agreed to, until it is."""
    from earnest.feeling import introduce, must_ask

    if must_ask(house.config, house.memory.consent("emotion")):
        echo(introduce(house.config.language_code), err=True)


async def _listen(house: Household, person: str | None, emit: Emit, leaving: Leaving) -> None:
    from earnest.house.assistant import Assistant
    from earnest.house.service import tell_systemd

    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None
    loop.set_exception_handler(_log_without_words)
    microphone, speaker = house.devices()
    leaving.ask = lambda: loop.call_soon_threadsafe(task.cancel)
    try:
        assistant = Assistant(house, microphone, speaker, emit)
        assistant.person = person
        tell(house.passed_over)
        await assistant.run()
    finally:
        tell_systemd("STOPPING=1")
        microphone.close()
        speaker.close()


def _log_without_words(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A task's exception may quote what somebody said, and asyncio would log all of it."""
    log.error("a task failed: %s", type(context.get("exception")).__name__)


def _play_demo(options: Options, stage: Stage, as_json: bool) -> None:
    """The recorded living room that comes with the house, in a memory of its own that is gone afterwards."""
    from earnest.shipped import shipped

    output = stage.output or DEMO_OUTPUT
    acted = stage.recording is None
    recording = stage.recording or shipped("config") / "demo" / "living-room.flac"
    stage = replace(stage, recording=recording, output=output)
    say: Callable[[str], None] = lambda text: echo(text, err=as_json)  # noqa: E731
    say("A recorded living room. The demo's config reads emotion from the voice (emotion.consent: yes).")
    with tempfile.TemporaryDirectory(prefix="earnest-demo-") as folder:
        config = options.config or shipped("config") / "demo.yaml"
        settings = replace(options, config=config, data=Path(folder)).load()
        _perform(stage.set_up(settings), stage, _emitter(as_json, acted=acted))
    say(f"What was spoken is in {output.resolve()}")

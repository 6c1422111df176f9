"""The command line: a table of commands, each imported only when it is asked for."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from earnest import __version__
from earnest.cli.given import DecodedText, mend_streams
from earnest.cli.output import echo
from earnest.errors import EngineError, UserFault

if TYPE_CHECKING:
    from earnest.config import Config

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "run": "earnest.cli.run:run",
        "hear": "earnest.cli.hear:hear",
        "people": "earnest.cli.people:people",
        "due": "earnest.cli.due:due",
        "ask": "earnest.cli.ask:ask",
        "route": "earnest.cli.route:route",
        "say": "earnest.cli.say:say",
        "chat": "earnest.cli.chat:chat",
        "plugins": "earnest.cli.plugins:plugins",
        "voices": "earnest.cli.voices:voices",
        "models": "earnest.cli.models:models",
        "mute": "earnest.cli.muting:mute",
        "unmute": "earnest.cli.muting:unmute",
        "doctor": "earnest.cli.doctor:doctor",
        "privacy": "earnest.cli.privacy:privacy",
    }
)
"""Where each command lives. These modules import nothing heavy at their top: ``earnest --help`` reads them all."""


@dataclass(frozen=True, slots=True)
class Options:
    """What every command takes; commands receive it with ``@click.pass_obj``."""

    config: Path | None = None
    """``--config``; None leaves it to ``EARNEST_CONFIG`` and the usual places."""
    data: Path | None = None
    """``--data``; None leaves it to ``EARNEST_DATA``, the config and the platform."""

    def load(self) -> Config:
        """The household's settings. Raises ConfigError."""
        from earnest.clocks import local_time
        from earnest.config import load_config
        from earnest.errors import ConfigError

        try:
            local_time()
        except ValueError:
            where = os.environ.get("TZ")
            raise ConfigError(f'TZ: expected a time zone less than a day from UTC, found "{where}"') from None
        return load_config(self.config, self.data)


class Commands(click.Group):
    """The table as a click group; ``--config`` and ``--data`` are taken before and after every command."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        for each in _with_subcommands(command):
            _accept_everywhere(each)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; a misspelt one is told with the nearest there is."""
        near = [] if args[0] in COMMANDS or args[0].startswith("-") else get_close_matches(args[0], COMMANDS, 1)
        if near:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)


def _with_subcommands(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from _with_subcommands(inner)


def _remember(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    if value is not None and parameter.name is not None:
        changed: dict[str, Any] = {parameter.name: value}
        context.obj = replace(context.obj or Options(), **changed)


def _accept_everywhere(command: click.Command) -> None:
    if any(parameter.name == "config" for parameter in command.params):
        return
    for parameter in command.params:
        if parameter.type is click.STRING:
            parameter.type = DecodedText()
    command.params += [
        _common("--config", "FILE", "Settings to use (or EARNEST_CONFIG)."),
        _common("--data", "DIR", "The household's folder (or EARNEST_DATA)."),
    ]


def _common(flag: str, metavar: str, about: str) -> click.Option:
    kind = click.Path(path_type=Path)
    return click.Option([flag], metavar=metavar, help=about, type=kind, expose_value=False, callback=_remember)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="earnest")
@click.option("-v", "--verbose", is_flag=True, help="Tell on stderr what happens inside; never what was said.")
@click.pass_context
def earnest(context: click.Context, verbose: bool) -> None:
    """A voice assistant for the home that hears how you speak.

    \b
    earnest run                      listen on the microphone
    earnest ask "what time is it"    one typed turn
    earnest doctor                   what works here, and what to do about the rest
    """
    context.obj = context.obj or Options()
    logging.basicConfig(
        level=logging.INFO if verbose else logging.ERROR, format="%(name)s: %(message)s", stream=sys.stderr
    )


_accept_everywhere(earnest)

_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
"""Faults of a disk, which a person mends; what writes the household's own files says more before it comes to this."""

_UNUSABLE = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.EACCES})
"""Faults of a path that somebody named, wherever it is looked at first."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code: 0 done, 1 some of it failed, 2 something to mend first."""
    sys.exit(_exit_code(list(sys.argv[1:] if arguments is None else arguments)))


def _exit_code(arguments: list[str]) -> int:
    mend_streams()
    try:
        result = earnest.main(arguments, prog_name="earnest", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        return 130
    except click.ClickException as fault:
        with contextlib.suppress(OSError):
            fault.show()
        return 2
    except UserFault as fault:
        _complain(*str(fault).splitlines())
        return 2
    except EngineError as fault:
        _complain(str(fault))
        return 1
    except BrokenPipeError:
        _drop_output()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno in _UNWRITABLE:
            _drop_output()
            what = fault.filename or "the output"
            _complain(f"{what} cannot be written ({fault.strerror}); make room, or write elsewhere")
            return 2
        if isinstance(fault, OSError) and fault.errno in _UNUSABLE and fault.filename:
            _complain(f"{fault.filename}: cannot be used ({fault.strerror}); check the path")
            return 2
        from earnest.cli.crash import keep_traceback

        where = keep_traceback(fault)
        _complain(f"something broke inside ({type(fault).__name__}); the details are in {where}")
        return 1


def _complain(*lines: str) -> None:
    """Tell on stderr what went wrong; where that takes nothing, the exit code has to do."""
    with contextlib.suppress(OSError):
        for line in lines:
            echo(f"earnest: {line}", err=True)


def _drop_output() -> None:
    """Let what is still to be written to stdout go nowhere: nobody can read it."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

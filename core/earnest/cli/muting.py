"""``earnest mute`` and ``earnest unmute``: the microphone of the house that runs, or of the next that starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from earnest.cli.output import echo

if TYPE_CHECKING:
    from earnest.cli import Options


@click.command()
@click.pass_obj
def mute(options: Options) -> None:
    """Close the microphone: it is let go, and stays closed after a restart too.

    \b
    earnest mute
    """
    _keep(options, True)
    echo("The microphone is closed. Open it again with: earnest unmute")


@click.command()
@click.pass_obj
def unmute(options: Options) -> None:
    """Open the microphone again.

    \b
    earnest unmute
    """
    _keep(options, False)
    echo("The microphone is open.")


def _keep(options: Options, on: bool) -> None:
    from earnest.house.muting import keep_muted

    keep_muted(options.load().data, on)

"""``earnest voices pairs`` and ``answers``: what a household hears of a voice's tones."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earnest.cli.output import console, echo, json_option, table, write_json

if TYPE_CHECKING:
    from earnest.cli import Options

PAGE = "earnest-pairs.html"


@click.command("pairs")
@click.argument("name", required=False)
@click.option("--page", default=PAGE, type=click.Path(path_type=Path, dir_okay=False), help=f"The page ({PAGE}).")
@click.option("--seed", type=click.IntRange(1, 999_999_999), help="Which pairs; without it they are drawn by chance.")
@click.pass_obj
def ask_pairs(options: Options, name: str | None, page: Path, seed: int | None) -> None:
    """Write a page of pairs ("which is gentler?") that somebody answers in two minutes.

    \b
    earnest voices pairs
    earnest voices pairs hibari-heart --page pairs.html
    """
    from earnest.cli.house import open_plugins
    from earnest.speaking import load_voice
    from earnest.speaking.checking.pairs import write_pairs

    config = options.load()
    with open_plugins(config) as plugins:
        voice = load_voice(name or config.voice, config, plugins.engines)
        write_pairs(voice, plugins.tones, seed or random.randint(1, 999_999_999), page)
    echo(f"open it in a browser, listen and answer: {page.resolve()}")


@click.command("answers")
@click.argument("line")
@json_option
@click.pass_obj
def take_answers(options: Options, line: str, as_json: bool) -> None:
    """Take down what a page of pairs told at its end, and show the voice's score. It stays on this machine.

    \b
    earnest voices answers hibari-heart:4711:ABBAABABBA
    """
    from earnest.cli.house import open_plugins
    from earnest.speaking.cards import card_of
    from earnest.speaking.checking.pairs import keep_answers

    config = options.load()
    with open_plugins(config) as plugins:
        language = card_of(line.strip().partition(":")[0], config).language
        score = keep_answers(line, plugins.tones, language, config.data / "voices")
    if as_json:
        write_json({"share": round(score.share, 4), "right": score.right, "asked": score.asked})
        return
    shown = table("tone", "heard", "asked")
    for tone, asked in score.asked.items():
        shown.add_row(tone, str(score.right[tone]), str(asked))
    console().print(shown)
    echo(f"{100 * score.share:.0f} % heard as meant; by guessing it would be 50 %")

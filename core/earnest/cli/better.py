"""A better recogniser at the first start: offered once, fetched while Earnest already listens."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import click

from earnest.errors import EarnestError

if TYPE_CHECKING:
    from earnest.house.household import Household
    from earnest.supplies.fetching import Progress

CONSENT = "fetch-model"
"""Under which the memory keeps whether the household wants a model fetched."""
_STEP = 20
"""Percent of the download after which a line says so."""


def wanted(house: Household, *, yes: bool) -> str | None:
    """The model to fetch now: one that was agreed to and is not whole yet. None where nothing is to be fetched."""
    if not _lacks_whisper(house):
        return None
    agreed = True if yes else house.memory.consent(CONSENT)
    if agreed is False:
        return None
    from earnest.supplies.fitting import fitting

    name = fitting(house.config.language_code, house.config.data)
    agreed = _ask(house, name) if agreed is None else agreed
    if agreed is not None:
        house.memory.set_consent(CONSENT, agreed)
    return name if agreed else None


def fetch_meanwhile(house: Household, name: str) -> threading.Thread:
    """Fetch a model while the house listens, and let it hear from then on; what goes wrong is told in a line."""
    fetching = threading.Thread(target=_fetch, args=(house, name), name="earnest-fetch", daemon=True)
    fetching.start()
    return fetching


def _lacks_whisper(house: Household) -> bool:
    """Whether people are heard live, by the recogniser that needs no model, because nothing better is here."""
    if house.config.recognizer != "auto" or house.chosen("microphone").engine.name == "recording":
        return False
    from earnest.supplies.models import broken, installed

    here = any(broken(model) is None for model in installed(house.config.data))
    return not here and house.chosen("recognizer").engine.name == "pocketsphinx"


def _ask(house: Household, name: str) -> bool | None:
    """Yes, no, or None for another time. One key."""
    from earnest.supplies.catalogue import known

    size = f"{known()[name].download} MB"
    heard = (
        f"earnest: words are heard by {house.chosen('recognizer').engine.name}, which needs no download and errs often"
    )
    if not _somebody_is_there():
        click.echo(
            f"{heard}; Whisper hears better: earnest models pull {name} ({size}), or earnest run --yes", err=True
        )
        return None
    click.echo(
        f"{heard}.\nFetch Whisper {name} ({size}) meanwhile? y: yes, n: never, another key: later ", nl=False, err=True
    )
    key = click.getchar().lower()
    click.echo(
        {"y": "yes", "n": "never; earnest models pull does it if you change your mind"}.get(key, "later"), err=True
    )
    return {"y": True, "n": False}.get(key)


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _fetch(house: Household, name: str) -> None:
    from earnest.supplies.models import pull

    try:
        supply = pull(name, house.config.data, _told(name))
        engine = house.hear_better()
    except EarnestError as fault:
        click.echo(f"earnest: {fault}; words are heard as before", err=True)
        return
    click.echo(f"earnest: {supply.name} is here; words are heard by {engine} from now on", err=True)


def _told(name: str) -> Progress:
    """A line whenever another fifth of the weights is here: bars would run through the conversation."""
    last = -1

    def tell(file: str, done: int, whole: int) -> None:
        nonlocal last
        percent = 100 * done // whole if whole else 0
        if file == "model.bin" and percent // _STEP > last:
            last = percent // _STEP
            click.echo(f"earnest: {name}: {done / 1e6:.0f} of {whole / 1e6:.0f} MB", err=True)

    return tell

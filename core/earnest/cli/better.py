"""A better recogniser at the first start: offered once, fetched while Earnest already listens."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable
from itertools import chain, repeat
from typing import TYPE_CHECKING

import click

from earnest.errors import EarnestError, NotFetched

if TYPE_CHECKING:
    from earnest.house.household import Household
    from earnest.supplies.catalogue import Supply
    from earnest.supplies.fetching import Progress

CONSENT = "fetch-model"
"""Under which the memory keeps whether the household wants a model fetched."""
PAUSES = (60.0, 300.0, 1_800.0)
"""Seconds before what did not arrive is asked for again; from then on, every hour."""
_HOURLY = 3_600.0
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


def fetch_meanwhile(house: Household, name: str, pauses: Iterable[float] | None = None) -> threading.Thread:
    """Fetch a model while the house listens, and let it hear from then on; what goes wrong is told in a line.

    What does not arrive is asked for again after each of ``pauses`` (seconds), for nobody sits there to do so.
    """
    pauses = chain(PAUSES, repeat(_HOURLY)) if pauses is None else pauses
    fetching = threading.Thread(target=_fetch, args=(house, name, pauses), name="earnest-fetch", daemon=True)
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

    better = f"Whisper {name}, {known()[name].download} MB"
    heard = f"words are heard by {house.chosen('recognizer').engine.name}, which came along and gets many of them wrong"
    if not _somebody_is_there():
        _tell(f"{heard}; a better recogniser ({better}) is fetched by: earnest run --yes")
        return None
    _tell(f"{heard}.\nFetch a better recogniser ({better}, once)? It works on this machine: what you say stays here.")
    click.echo("y: yes, and listen meanwhile; n: never; another key: ask at the next start ", nl=False, err=True)
    key = click.getchar().lower()
    click.echo({"y": "yes", "n": "never (earnest run --yes, should you change your mind)"}.get(key, "later"), err=True)
    return {"y": True, "n": False}.get(key)


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _fetch(house: Household, name: str, pauses: Iterable[float]) -> None:
    try:
        supply = _fetched(house, name, pauses)
        if supply is not None:
            engine = house.hear_better()
            _tell(f"Whisper {supply.name} is here; words are heard by {engine} from now on")
    except EarnestError as fault:
        _tell(f"{fault}; words are heard as before")


def _fetched(house: Household, name: str, pauses: Iterable[float]) -> Supply | None:
    """The model, once it is here whole; None when all ``pauses`` are over. The same trouble is told once."""
    from earnest.supplies.models import located, receive

    told = ""
    for pause in chain((0.0,), pauses):
        time.sleep(pause)
        try:
            supply = located(name, house.config.data)
            receive(supply, _progress(supply))
            return supply
        except NotFetched as fault:
            if fault.cause != told:
                _tell(f"{fault.cause}; it is tried again without your doing, words are heard as before meanwhile")
            told = fault.cause
    return None


def _progress(supply: Supply) -> Progress:
    """A line whenever another fifth of it is here: bars would run through the conversation."""
    here: dict[str, int] = {}
    megabytes = sum(file.size or 0 for file in supply.files) / 1e6
    last = -1

    def tell(file: str, done: int, _whole: int) -> None:
        nonlocal last
        here[file] = done
        arrived = sum(here.values()) / 1e6
        if megabytes and 100 * arrived / megabytes // _STEP > last:
            last = int(100 * arrived / megabytes // _STEP)
            _tell(f"Whisper {supply.name}: {arrived:.0f} of {megabytes:.0f} MB")

    return tell


def _tell(what: str) -> None:
    click.echo(f"earnest: {what}", err=True)

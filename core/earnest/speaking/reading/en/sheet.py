"""The words of English that are data: ``sheet.yaml``, checked as it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_Words = dict[str, str]
_Names = frozenset[str]


class Sheet(BaseModel):
    """What ``sheet.yaml`` says; its comments tell what each part is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    titles: _Words
    places: _Words
    after_names: _Words
    saints: _Names
    abbreviations: _Words
    before_figures: _Words
    months: _Words
    days: _Words
    money: dict[str, tuple[str, str, str, str]]
    codes: _Names
    scales: _Words
    units: dict[str, str | tuple[str, str]]
    per: _Words
    signs: _Words
    named: _Words
    spelled: _Names
    as_words: _Names
    short_words: _Names
    interjections: _Names
    regnal: _Names
    numbered: _Names
    after_year: _Names
    before_year: _Names
    amounts: _Names
    rings: _Names
    emergency: _Names
    starters: _Names
    domains: _Names
    endings: _Names
    clauses: _Names
    joints: _Names
    circumstances: _Names
    places_and_times: _Names
    objects: _Names
    particles: _Names
    leaning: _Names
    determiners: _Names
    figures: _Names


@cache
def sheet() -> Sheet:
    """English, read once. It comes with the house, so nobody needs to be told on which line a fault is."""
    page = (Path(__file__).parent / "sheet.yaml").read_text(encoding="utf-8")
    # libyaml, where PyYAML has it, reads ten times as fast, and the first reply waits for this
    return Sheet.model_validate(yaml.load(page, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"

"""Figures, times, units and abbreviations → the words for them.

Numbers in words are unicode-rbnf's, units, currencies and dates Babel's; both have them from the Unicode CLDR. What a
language does in its own way stands in ``words/LANGUAGE.yaml``. A language whose numbers are unknown keeps its digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from earnest.errors import CardError
from earnest.validation import load_yaml

if TYPE_CHECKING:
    from babel import Locale

_FIGURE = r"(?<![\w.,])(\d+(?:[.,]\d+)*)"
_NUMBER = re.compile(r"(?:(?<!\w)[-−])?\d+(?:[.,]\d+)*")
_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
_DATE = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\d-])")
_BY_DIGIT = re.compile(r"0\d+|\d{8,}")
"""Figures that are names rather than amounts: telephone numbers, codes."""
_YEAR = re.compile(r"(1[1-9]|20)\d\d")
_MONEY = MappingProxyType({"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"})
_UNITS = MappingProxyType(
    {
        "°C": "temperature-celsius",
        "°F": "temperature-fahrenheit",
        "%": "percent",
        "km/h": "speed-kilometer-per-hour",
        "mph": "speed-mile-per-hour",
        "km": "length-kilometer",
        "cm": "length-centimeter",
        "mm": "length-millimeter",
        "m": "length-meter",
        "ft": "length-foot",
        "kg": "mass-kilogram",
        "g": "mass-gram",
        "mg": "mass-milligram",
        "lb": "mass-pound",
        "oz": "mass-ounce",
        "l": "volume-liter",
        "ml": "volume-milliliter",
        "kWh": "energy-kilowatt-hour",
        "W": "power-watt",
        "h": "duration-hour",
        "min": "duration-minute",
        "s": "duration-second",
        "°": "angle-degree",
    }
)
"""As written → the CLDR's name."""
_UNIT = re.compile(rf"{_FIGURE}\s?({'|'.join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))})(?![\w/])")
_PRICE = re.compile(rf"([€$£¥])\s?(\d+(?:[.,]\d+)*)|{_FIGURE}\s?([€$£¥])")


class Words(BaseModel):
    """One language's own ways."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    time: str = "{hour} {minute}"
    time_early: str | None = None
    """For minutes below ten; None is ``time``."""
    time_full: str = "{hour}"
    after_time: str | None = None
    """A word written after a time that the spoken time has already."""
    half_days: dict[str, str] = {}
    ordinal: str | None = None
    """A pattern whose first group is the number."""
    years: bool = False
    """Whether four digits from 1100 to 2099 are read as a year."""
    abbreviations: dict[str, str] = {}
    signs: dict[str, str] = {}
    """Read by name between words."""


class ByCldr:
    """How one language reads what is not a word."""

    def __init__(self, language: str) -> None:
        self._locale = _locale(language)
        self._family = self._locale.language
        self._words = _words(self._family)

    def sentences(self, line: str) -> Iterator[str]:
        """The sentences of a line, in words and punctuation."""
        from sentence_stream import stream_to_sentences

        for sentence in stream_to_sentences([self.expand(line)]):
            yield self.read(sentence)

    def openings(self, _sentence: str) -> Iterator[tuple[int, int]]:
        """None: where a phrase begins without a comma is not in the CLDR."""
        return iter(())

    def read(self, text: str) -> str:
        """A sentence in words."""
        for step in (self._times, self._dates, self._prices, self._units):
            text = step(text)
        apart = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", text)
        return self._signs(_NUMBER.sub(lambda found: self._figure(found[0].replace("−", "-")), apart))

    def expand(self, text: str) -> str:
        """``text`` with abbreviations and ordinals written out, so that a full stop is the end of a sentence."""
        for short in sorted(self._words.abbreviations, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", self._words.abbreviations[short], text)
        return self._ordinals(text)

    def _ordinals(self, text: str) -> str:
        pattern = self._words.ordinal
        return re.sub(pattern, lambda found: self._number(int(found[1]), "ordinal"), text) if pattern else text

    def _times(self, text: str) -> str:
        after = self._words.after_time
        return _TIME.sub(self._time, re.sub(rf"(:\d\d) {after}\b", r"\1", text) if after else text)

    def _time(self, found: re.Match[str]) -> str:
        words, hour, minute = self._words, int(found[1]), int(found[2])
        half = words.half_days.get(f"{found[3]}m".lower(), "")
        pattern = words.time if minute >= 10 else words.time_early or words.time
        if not minute:
            pattern = "{hour}" if half else words.time_full
        return f"{pattern.format(hour=self._number(hour), minute=self._number(minute))} {half}".rstrip()

    def _dates(self, text: str) -> str:
        from babel.dates import format_date

        def spoken(found: re.Match[str]) -> str:
            try:
                return format_date(date(int(found[1]), int(found[2]), int(found[3])), "long", locale=self._locale)
            except ValueError:
                return found[0].replace("-", " ")

        return _DATE.sub(spoken, text)

    def _prices(self, text: str) -> str:
        from babel.numbers import format_currency

        def spoken(found: re.Match[str]) -> str:
            sign, figure = (found[1], found[2]) if found[1] else (found[4], found[3])
            value = self._value(figure)
            if value is None:
                return found[0]
            whole = value == value.to_integral_value()
            return format_currency(
                value,
                _MONEY[sign],
                "0" if whole else "0.00",
                self._locale,
                currency_digits=False,
                format_type="name",
                group_separator=False,
            )

        return _PRICE.sub(spoken, text)

    def _units(self, text: str) -> str:
        from babel.units import format_unit

        def spoken(found: re.Match[str]) -> str:
            value = self._value(found[1])
            if value is None:
                return found[0]
            return format_unit(value, _UNITS[found[2]], "long", "0.###", self._locale)

        return _UNIT.sub(spoken, text)

    def _signs(self, text: str) -> str:
        for sign, word in self._words.signs.items():
            text = re.sub(rf"(?<=[\w.]) ?{re.escape(sign)} ?(?=\w)", f" {word} ", text)
        return text

    def _figure(self, written: str) -> str:
        if _BY_DIGIT.fullmatch(written):
            return " ".join(self._number(int(digit)) for digit in written)
        if self._words.years and _YEAR.fullmatch(written):
            return self._number(int(written), "year")
        value = self._value(written)
        if value is None:
            return " ".join(self._figure(part) for part in re.findall(r"\d+", written))
        return self._number(value)

    def _value(self, written: str) -> Decimal | None:
        """The amount, by the language's own decimal and grouping signs; None when it is none."""
        from babel.numbers import NumberFormatError, parse_decimal

        try:
            return parse_decimal(written, self._locale, strict=True)
        except NumberFormatError:
            pass
        try:
            return Decimal(written)
        except InvalidOperation:
            return None

    def _number(self, value: int | Decimal, way: str = "cardinal") -> str:
        return _in_words(int(value) if value == int(value) else value, way, self._family)


@lru_cache(maxsize=256)
def _in_words(value: int | Decimal, way: str, family: str) -> str:
    from unicode_rbnf import FormatPurpose

    rules = _rules(family)
    try:
        said = rules.format_number(value, FormatPurpose[way.upper()]).text if rules else str(value)
    except ValueError:
        return str(value)
    return str(said).replace("-", " ") if family == "en" else str(said)


@lru_cache(maxsize=8)
def _rules(family: str) -> Any:
    """How a language's numbers are read; None when that is not known."""
    from unicode_rbnf import RbnfEngine

    try:
        return RbnfEngine.for_language(family)
    except ValueError:
        return None


@lru_cache(maxsize=8)
def _words(family: str) -> Words:
    place = Path(__file__).parent / "words" / f"{family}.yaml"
    return load_yaml(place, Words, CardError) if place.is_file() else Words()


def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    for name in (language.replace("-", "_"), re.split(r"[-_]", language)[0]):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")

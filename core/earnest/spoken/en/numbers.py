"""Numbers, heard and said."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from earnest.spoken.en.plain import bare, plain

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

_NUMBER = re.compile(
    r"(?:number )?(?P<sign>minus |negative )?"
    r"(?:(?P<whole>\d+(?:\.\d+)?)(?P<half> and (?:a |1 )?half)?(?P<quarter> and (?:a|1) quarter)?"
    r"|(?P<alone_half>a half|half)|point (?P<tenth>\d))(?: percent|%)?"
)


LARGEST = 1e15
"""Beyond this nobody takes in the words, and a float is no longer exact to one: it is no number then."""


def parse_number(text: str) -> float | None:
    """The number that ``text`` is ("twenty five", "three and a half"); None when it is anything else, or too large."""
    return _value(_NUMBER.fullmatch(bare(text)))


def parse_numbers(text: str) -> list[float] | None:
    """The numbers that ``text`` is ("three, nine and twenty four"), two at least; None when it is anything else."""
    numbers = [
        parse_number(each) for each in re.split(r"\s*(?:,(?!\d{3}\b)|\band\b|\bplus\b)\s*", text.lower()) if each
    ]
    found = [number for number in numbers if number is not None]
    return found if len(found) == len(numbers) > 1 else None


def find_number(text: str) -> float | None:
    """The one number in an answer ("three cups, please"); None when there is none, or more than one."""
    whole = parse_number(text)
    if whole is not None:
        return whole
    found = [match for match in _NUMBER.finditer(plain(text)) if _stands_alone(match)]
    return _value(found[0]) if len(found) == 1 else None


def say_number(value: float) -> str:
    """``value`` in words: "twenty five", "one hundred and five", "two point five"."""
    number = round(value, 2)
    words = _engine().format_number(str(int(number) if number == int(number) else number)).text
    words = re.sub(r"hundred (?!thousand|million|point)(?=\w)", "hundred and ", words)
    return words.replace("-", " ").replace("−", "minus ")


def say_ordinal(value: int) -> str:
    """``value`` as a place in a row: "third", "twenty first"."""
    from unicode_rbnf import FormatPurpose

    return _engine().format_number(value, FormatPurpose.ORDINAL).text.replace("-", " ")


def _value(match: re.Match[str] | None) -> float | None:
    if match is None:
        return None
    if match["alone_half"]:
        value = 0.5
    elif match["tenth"]:
        value = int(match["tenth"]) / 10
    else:
        value = float(match["whole"]) + 0.5 * bool(match["half"]) + 0.25 * bool(match["quarter"])
    if value > LARGEST:
        return None
    return -value if match["sign"] else value


def _stands_alone(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not re.search(r"[\w.:]$", before) and not re.match(r"[\w.:]", after)


@cache
def _engine() -> RbnfEngine:
    from unicode_rbnf import RbnfEngine

    return RbnfEngine.for_language("en")

"""Numbers, durations and moments, as people say them and as a recogniser writes them."""

from __future__ import annotations

from earnest.spoken.answers import parse_choice, parse_yes_no
from earnest.spoken.clock import say_time
from earnest.spoken.dates import say_date
from earnest.spoken.durations import parse_duration, say_duration
from earnest.spoken.moments import Moment, parse_moment
from earnest.spoken.numbers import find_number, parse_number, say_number

__all__ = [
    "Moment",
    "find_number",
    "parse_choice",
    "parse_duration",
    "parse_moment",
    "parse_number",
    "parse_yes_no",
    "say_date",
    "say_duration",
    "say_number",
    "say_time",
]

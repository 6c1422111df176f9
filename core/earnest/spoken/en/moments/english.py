"""The grammar of English moments, which every module of rules adds to, and the words that they all know."""

from __future__ import annotations

from earnest.spoken.en.moments.notation import Grammar
from earnest.spoken.en.moments.vocabulary import (
    DIGITS,
    MONTHS,
    ORDINALS,
    SHORT_DAYS,
    SHORT_MONTHS,
    TEENS,
    TENS,
    WEEKDAYS,
)

GRAMMAR = Grammar()
rule, table = GRAMMAR.rule, GRAMMAR.table

table("weekday", {day: number for number, day in enumerate(WEEKDAYS)} | SHORT_DAYS)
table("weekdays", {f"{day}s": number for number, day in enumerate(WEEKDAYS)})
table("month", {month: number for number, month in enumerate(MONTHS, 1)} | SHORT_MONTHS)
table("digit", {word: number for number, word in enumerate(DIGITS, 1)})
table("teen", {word: number for number, word in enumerate(TEENS, 10)})
table("tens", {word: 10 * number for number, word in enumerate(TENS, 2)})
table("low_ordinal", {word: number for number, word in enumerate(ORDINALS, 1)})
table(
    "part", {"morning": "morning", "afternoon": "afternoon", "evening": "evening", "eve": "evening", "night": "night"}
)
table(
    "parts",
    {"mornings": "morning", "afternoons": "afternoon", "evenings": "evening", "nights": "night"},
)

"""Who says that a danger is not, denies it: "he does not hit me", "nobody is hurting me"."""

from __future__ import annotations

import re

from earnest.feeling.danger.grammar import GONE, rules

__all__ = ["denied", "without_denials"]

_CLAUSE = re.compile(r"\b(but|because|and|or|so|then|now|that|since|if)\b")
_DENIAL = re.compile(r"\b(?:not|never|nobody|no|without|hardly|stopped|none)\b(?: \w+){0,3} $")
_NO = re.compile(r"\b(?:(?:do|does|did|has|have|had) (?:not|never)|not|never|nobody|none of them|no(?! longer)) ")
_STILL = re.compile(
    r"\b(?:(?:can|could) not|why (?:do|should|not)|no (?:longer|joke)|not (?:sure|know|tell|only|just|once|joking"
    r"|kidding|lying|ok|okay|safe|stop|a (?:drill|joke)|the (?:first|only)))\b"
)
"""A "not" that denies nothing."""


def denied(before: str) -> bool:
    """Whether the words before a danger, in the same clause, deny it."""
    clause = _CLAUSE.split(before)[-1]
    return bool(_DENIAL.search(clause)) and not _STILL.search(clause)


def without_denials(said: str) -> str:
    """``said`` with ``GONE`` for every clause that would be outright danger without its "not"."""
    return "".join(GONE if _denies(part) else part for part in _CLAUSE.split(said))


def _denies(clause: str) -> bool:
    return not _STILL.search(clause) and any(_claims(clause, no) for no in _NO.finditer(clause))


def _claims(clause: str, no: re.Match[str]) -> bool:
    """Whether ``clause`` would be danger without ``no``, and just there."""
    someone = "he " if no[0] == "nobody " else ""
    claimed = f"{clause[: no.start()]}{someone}{clause[no.end() :]}"
    spans = (found.span() for rule in rules() if rule.tier == "explicit" for found in rule.pattern.finditer(claimed))
    return any(start < no.start() + len(someone) < end for start, end in spans)

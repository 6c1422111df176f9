"""Countries and languages by their codes, as the CLDR has them (by babel), and what somebody may have meant instead."""

from __future__ import annotations

import difflib
from functools import cache

_NO_COUNTRY = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that the CLDR has for something else."""


def country_fault(code: str) -> str | None:
    """What is wrong with a country of two letters, upper case or lower, and what was meant; None when it is one."""
    if code.upper() in _countries():
        return None
    meant = _country_meant(code)
    return "expected a country's two letters" + (f' (did you mean "{meant}"?)' if meant else ", such as DE or US")


def language_fault(code: str) -> str | None:
    """What is wrong with a language such as ``en`` or ``en_GB``; None when nothing is, or when it is too rare to know.

    Only codes of three letters may be rare: every language of two letters is known.
    """
    from babel.core import get_global

    parts = code.replace("-", "_").split("_")
    meant = get_global("language_aliases").get(parts[0])
    if meant is None and len(parts[0]) == 2 and parts[0] not in _languages():
        return "there is no such language; expected one such as en or en_GB"
    if meant is not None:
        instead = "_".join([str(meant), *parts[1:]])
        return f'there is no such language (did you mean "{instead}"?)'
    if len(parts) > 1 and len(parts[-1]) == 2 and parts[-1].upper() not in _countries():
        country = _country_meant(parts[-1])
        instead = "_".join([*parts[:-1], country]) if country else parts[0]
        return f'there is no country {parts[-1]} (did you mean "{instead}"?)'
    return None


@cache
def _countries() -> dict[str, str]:
    """Name by code."""
    from babel import Locale

    every = Locale("en").territories.items()
    return {code: str(name) for code, name in every if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY}


@cache
def _languages() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").languages)


def _country_meant(text: str) -> str | None:
    """The code of the country that a code that is none, or a name, may mean."""
    from babel.core import get_global

    alias = get_global("territory_aliases").get(text.upper())
    if alias and alias[0] in _countries():
        return str(alias[0])
    by_name = {name.lower(): code for code, name in _countries().items()}
    near = difflib.get_close_matches(text.lower(), by_name, 1, 0.8)
    return by_name[near[0]] if near else None

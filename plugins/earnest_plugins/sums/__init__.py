"""Sums: arithmetic, percentages, units and cooking measures. No currencies: their rates are not known here.

In ``earnest.yaml``, for a kitchen where a cup is 250 millilitres and a pint is twenty ounces::

    settings:
      sums:
        measures: uk
"""

from __future__ import annotations

from earnest import Settings, Skills, hookimpl
from earnest_plugins.sums import arithmetic, units


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("measures", "us", "whose cups, pints and gallons are meant: us or uk")


@hookimpl
def register_skills(skills: Skills) -> None:
    for room in (arithmetic, units):
        room.offer(skills)

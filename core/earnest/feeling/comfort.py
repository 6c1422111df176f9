"""What to say to somebody in danger: a careful answer per kind, in words of ``spoken/<language>/comfort.yaml``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import yaml

from earnest.config import Helpline
from earnest.nouns import Reply
from earnest.sheets.house import house_words
from earnest.shipped import shipped
from earnest.spoken import ENGLISH, language

if TYPE_CHECKING:
    from earnest.config import Config, ContactSettings
    from earnest.feeling.danger import Distress

__all__ = ["answer", "answer_distress", "digit_by_digit", "helpline_for", "stays"]


def answer_distress(distress: Distress, config: Config) -> Reply:
    """The careful answer, with the helplines and the trusted contact of ``config``."""
    return answer(distress, helpline_for(config), config.contact, config.language_code)


def answer(
    distress: Distress, helpline: Helpline | None, contact: ContactSettings | None, code: str = ENGLISH
) -> Reply:
    """The careful answer to this kind of danger; without a helpline it names the local emergency number."""
    said = house_words(code, "comfort")
    slots = {"contact": ""}
    if contact:
        number = digit_by_digit(contact.number, code)
        slots["contact"] = said.words("contact", {"name": contact.name, "number": number})
    for kind in ("crisis", "abuse", "emergency"):
        slots[kind] = digit_by_digit(getattr(helpline, kind), code) if helpline else said.words(f"{kind}_anywhere")
    name = f"{distress.kind}_{distress.tier}"
    return said.reply(name, {slot: slots[slot] for slot in said.replies[name].slots})


def stays(code: str) -> Reply:
    """To somebody who was asked whether they are in danger, and is not, or would rather not say."""
    return house_words(code, "comfort").reply("stays")


def digit_by_digit(line: str, code: str = ENGLISH) -> str:
    """A helpline as it is read out: ``116 123`` is "one, one, six; one, two, three"."""

    def read(number: re.Match[str]) -> str:
        groups = re.split("[ /-]", number[0])
        return "; ".join(", ".join(language(code).say(int(digit)) for digit in group) for group in groups)

    return re.sub(r"\b\d+(?:[ /-]\d+)*", read, line)


def helpline_for(config: Config) -> Helpline | None:
    """The household's own helplines for its country, or those that come with Earnest; None without a country."""
    if config.country is None:
        return None
    own = {country.upper(): line for country, line in config.helplines.items()}
    return own.get(config.country.upper()) or _shipped_helplines().get(config.country.upper())


@cache
def _shipped_helplines() -> dict[str, Helpline]:
    sheet = yaml.safe_load((shipped("config") / "helplines.yaml").read_text(encoding="utf-8"))
    return {country: Helpline(**lines) for country, lines in sheet.items()}

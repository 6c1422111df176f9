"""What to say to somebody in danger: one careful answer per kind, with the helpline in the first two sentences.

The answers validate, name a place to turn to, and stay. They do not diagnose, do not promise and do not call anybody:
Earnest cannot, and says so. Short sentences, no question that blames, a concrete next step: as crisis lines ask of
whoever answers first. No clinician has reviewed the wording yet.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import yaml

from earnest.config import Helpline
from earnest.nouns import Reply
from earnest.shipped import shipped

if TYPE_CHECKING:
    from earnest.config import Config, ContactSettings
    from earnest.feeling.danger import Distress

__all__ = ["answer", "answer_distress", "helpline_for"]

TONE = "gentle"
EVERYWHERE = Helpline(
    crisis="call a crisis line near you, or your local emergency number",
    abuse="a helpline near you, or your local emergency number",
    emergency="your local emergency number",
)
"""Without a country nothing is guessed: a wrong number is worse than none."""

_ANSWERS = {
    ("self_harm", "explicit"): (
        "I'm really glad you told me, and I'm taking it seriously. Please reach somebody right now: {crisis}. "
        "If you or they might act on it soon, call {emergency}, and move away from anything that could do harm; if "
        "anything was taken, call them even if nobody feels ill. "
        "You don't have to find the right words; saying what you just told me is enough.{contact} "
        "I can't call anybody myself, but I'm here and listening."
    ),
    ("self_harm", "passive"): (
        "That sounds very heavy, and I'm glad you said it out loud. You can talk to somebody about it at any hour: "
        "{crisis}. Are you thinking of ending your life, or of hurting yourself? If you are, or if you are not sure, "
        "please call them now, or {emergency} if you are in danger.{contact} I'm here and listening."
    ),
    ("abuse", "explicit"): (
        "I'm so sorry, and thank you for telling me; what is happening is not your fault. If anybody is in danger now, "
        "call {emergency}, and to talk to people who help with this: {abuse}. If you can, go to somewhere "
        "with other people or a door that leads outside.{contact} I can't call anybody myself, and I tell nobody what "
        "you said."
    ),
    ("abuse", "passive"): (
        "That sounds frightening, and you deserve to be safe. If you are in danger now, call {emergency}, and to talk "
        "to people who help with this: {abuse}. Are you safe where you are?{contact} I'm here, and I tell nobody "
        "what you said."
    ),
    ("emergency", "passive"): (
        "That could be an emergency. If somebody is badly hurt, ill or in danger, call {emergency}, now; "
        "I can't call anybody myself. Does somebody need help right now?{contact} I'm here and listening."
    ),
    ("emergency", "explicit"): (
        "Call {emergency}, now. If you cannot, shout for somebody near you to do it: I can't call anybody myself. "
        "Put the phone on loudspeaker, say where you are, and do what they tell you; they help with poison and "
        "overdose too.{contact} If this was meant to end a life, you can also talk to somebody: {crisis}."
    ),
}


def answer_distress(distress: Distress, config: Config) -> Reply:
    """The careful answer, with the helplines and the trusted contact of ``config``."""
    return answer(distress, helpline_for(config), config.contact)


def answer(distress: Distress, helpline: Helpline | None, contact: ContactSettings | None) -> Reply:
    """The careful answer to this kind of danger; without a helpline it names the local emergency number."""
    lines = helpline or EVERYWHERE
    trusted = (
        f" If you would like to tell {contact.name}, whom you trust, the number is {contact.number}." if contact else ""
    )
    text = _ANSWERS[distress.kind, distress.tier].format(
        crisis=lines.crisis, abuse=lines.abuse, emergency=lines.emergency, contact=trusted
    )
    return Reply(text, tone=TONE)


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

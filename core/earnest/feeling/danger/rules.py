"""The form of a rule, and the pieces that all of them are made of: who, how, and where a thought ends.

A rule is a regular expression over plain text (``earnest.feeling.plain``). Between a subject and its verb only the
words of ``DOING`` may stand; "not" and "never" are none of them, so a denial does not match in the first place. Rules
without a subject are ``deniable`` instead: the words before them are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "AGAIN",
    "DOING",
    "END",
    "HUMAN",
    "KIN",
    "PARTNER",
    "Kind",
    "Rule",
    "Tier",
    "any_of",
]

Kind = Literal["self_harm", "abuse", "emergency"]
Tier = Literal["explicit", "passive"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to speak of a danger."""

    kind: Kind
    tier: Tier
    pattern: str
    deniable: bool = False
    """Whether a "not" or "never" before it takes it back."""


def any_of(*choices: str) -> str:
    """A group that matches any of ``choices``, each a pattern of whole words."""
    return f"(?:{'|'.join(choices)})"


PARTNER = any_of(
    "husband", "wife", "partner", "boyfriend", "girlfriend", "fiancee?", "spouse", r"ex(?: (?:husband|wife|\w+friend))?"
)
KIN = any_of(
    r"(?:step ?|grand|foster ?)?(?:mum|mom|mother|dad|daddy|father|son|daughter|brother|sister|ma|pa|parents?)",
    r"(?:mother|father|brother|sister|son|daughter) in law",
    "mummy|mommy|uncle|aunt|auntie|cousin|nephew|niece|nana|nan|gran|granny|grandma|grandpa|child|kid|kids|boy|girl",
)
KNOWN = any_of(
    "carer|caregiver|nurse|teacher|coach|boss|landlord|flatmate|roommate|housemate|neighbou?r|(?:best )?friend|mate",
    "babysitter|nanny|priest|colleague|classmate|student|wifes?|family",
)
HUMAN = any_of(
    "he|she|they|someone|somebody",
    rf"(?:my|our|his|her|their|your) (?:\w+ )?{any_of(PARTNER, KIN, KNOWN)}",
    r"(?:a|the|this|that|some) (?:\w+ )?(?:man|guy|woman|boy|girl|person|stranger|people|kid|child|lady|men)",
    rf"{any_of('mum', 'mom', 'mummy', 'mommy', 'dad', 'daddy', 'grandma', 'grandpa', 'granny', 'nana')}",
)
DOING = (
    r"(?: (?:s|am|is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|might|may|just|really|"
    r"always|sometimes|often|still|even|now|again|already|only|both|all|so|kind of|sort of|currently|constantly|"
    r"regularly|usually|actually|literally|suddenly|honestly|truly|seriously|probably|physically|basically|"
    r"keep|keeps|kept|start|starts|started|begin|began|going to|used to|likes? to|gets? drunk and|comes? home and|"
    r"tries to|tried to|trying to|who|that|got|gets|get|about to|almost|nearly|must|of|to|a bit|too|very|"
    r"secretly|badly|severely|hard|and|he|she|they|i think|me and))*"
)
"""Whatever may stand between a subject and what it does, without turning it round."""
AGAIN = r"(?: (?:anymore|any longer|much longer|ever again|again|forever|for ever|like this|at all|now|tonight|today))"
END = rf"(?={AGAIN}*(?:$| (?:and|but|because|so|please|~|i|it|what|help|everything|since|without|mum|mom|man)\b))"
"""Where the thought ends: nothing follows that would make it a smaller matter."""

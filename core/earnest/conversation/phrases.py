"""What the house says for itself, when no skill speaks. Short, kind, and never a reproach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle

from earnest.feeling.plain import plain
from earnest.nouns import Reply

HOUSE = "house"
"""The plugin name of answers that the house gives itself."""

ONE_MOMENT = Reply("One moment.")
NOTHING_SAID = Reply("I'm here if you need me.", tone="gentle")
NOT_CAUGHT = Reply("Sorry, I didn't catch that.")
TROUBLE = Reply("Sorry, something went wrong there. Please say it again.")
DROPPED = Reply("All right, never mind.")
CONSENT_GIVEN = Reply("Thank you. I'll listen to how you sound as well.", tone="warm")
CONSENT_REFUSED = Reply("All right, I'll only listen to the words. You can change that any time.")
STAYS = Reply(
    "Thank you for telling me. Whatever happens, you can say so to me, and those numbers stay open.", "gentle"
)
LET_GO = Reply("That's all right. We can come back to it.", tone="gentle")

MEANS_DANGER: Mapping[str, bool] = {"self_harm": True, "abuse": False, "emergency": True}
"""Which answer to the careful question says that somebody is in danger: yes, thinking of it; no, not safe; yes, now."""

_NEVER_MIND = re.compile(
    r"(oh |no |ok |okay |um )*(never ?mind|forget (it|that|about it)|cancel( (it|that))?|drop it|leave it|stop"
    r"|skip it|not now|nothing|let it go|it doesn't matter)( (thanks|thank you|please|then))?"
)


_HELP = re.compile(
    r"(?:(?:please|oh|yes|god|can|could|will|would|you|somebody|someone) )*help(?: (?:me|us|him|her|them|please|now))*"
    r"|(?:i|we|he|she|they) (?:really )?needs? (?:some |your )?help(?: (?:please|now))?"
)


def calls_for_help(text: str) -> bool:
    """Whether somebody who was asked if they are in danger asks for help, and nothing else."""
    return _HELP.fullmatch(plain(text)) is not None


def is_never_mind(text: str) -> bool:
    """Whether somebody who was asked a question wants it dropped."""
    return _NEVER_MIND.fullmatch(" ".join(re.sub(r"[^\w' ]", " ", text.lower()).split())) is not None


def apology(plugin: str) -> Reply:
    """A skill failed; says which plugin, not why."""
    return Reply(f"Sorry, {plugin.replace('_', ' ')} isn't working just now.", tone="calm")


def ask_again(question: str) -> str:
    """A question whose answer did not fit, once more."""
    return f"Sorry, I didn't get that. {question}"


def ask_which(offers: Sequence[str]) -> str:
    """A question between a few things that fit about equally, each in the words that ask for it."""
    quoted = [f'"{offer}"' for offer in offers]
    return f"Did you mean {', '.join(quoted[:-1])} or {quoted[-1]}?"


def shall_i(about: str, details: str) -> str:
    """Whether a skill is meant, asked with what it says of itself: "Keep a diary of how you feel." and what goes in."""
    deed = about.rstrip(". ") or "do that"
    return f"Shall I {deed[:1].lower()}{deed[1:]}{f': {details}' if details else ''}?"


def go_on_without(left: str) -> str:
    """A phrase fits, but for words about its time that could not be placed."""
    return f'I don\'t know what to make of "{left}". Shall I go on without it?'


def unsure_about(left: str, offer: str) -> str:
    """What was meant is a guess, and some of the words speak against it."""
    return f'I\'m not sure about "{left}". {offer}'


UNDONE = Reply("All right, I've taken that back.")
FINAL = Reply("That can't be taken back, I'm afraid.")


def nobody_answers() -> Iterator[tuple[str, bool]]:
    """What to say when no skill answers, and whether a hint fits there: once in a while, not each time."""
    return cycle(
        (
            ("I'm afraid I can't help with that yet.", True),
            ("Sorry, that's beyond me.", False),
            ("I don't know how to do that.", False),
        )
    )


def missed(reply: Reply, when: str) -> Reply:
    """Something that fell due while the house was off."""
    return Reply(f"While I was off, at {when}: {reply.text}", reply.tone)

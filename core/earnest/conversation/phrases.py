"""What the house says for itself, when no skill speaks; the words lie in ``spoken/<language>/``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from earnest.nouns import Reply
from earnest.sheets.house import house_words
from earnest.spoken import ENGLISH, is_speech
from earnest.text import plain

if TYPE_CHECKING:
    from earnest.intents import Route

HOUSE = "house"
"""The plugin name of answers that the house gives itself."""

MEANS_DANGER: Mapping[str, bool] = {"self_harm": True, "abuse": False, "emergency": True}
"""Which answer to the careful question says that somebody is in danger: yes, thinking of it; no, not safe; yes, now."""


def say(name: str, code: str) -> Reply:
    """A reply of the house's sheet ``house.yaml`` that needs nothing filled in."""
    return house_words(code).reply(name)


def amiss(text: str) -> str:
    """Which reply of the house tells that a text is no request, for it is empty or a speech; "" where it may be one."""
    if not text.strip():
        return "not_caught"
    return "too_much" if is_speech(text) else ""


def calls_for_help(text: str, code: str = ENGLISH) -> bool:
    """Whether somebody who was asked if they are in danger asks for help, and nothing else."""
    return _cue("help", code).fullmatch(plain(text)) is not None


def wish(words: str, code: str = ENGLISH) -> str:
    """What somebody would say who wants that: "i want to call mum"."""
    return house_words(code).words("wish", {"words": words})


def is_enough(text: str, code: str = ENGLISH) -> bool:
    """Whether somebody who was answered says that nothing is to follow: "thanks", "that's all"."""
    said = " ".join(re.sub(r"[^\w' ]", " ", text.lower()).split())
    return _cue("enough", code).fullmatch(said) is not None


def is_never_mind(text: str, code: str = ENGLISH) -> bool:
    """Whether somebody who was asked a question wants it dropped."""
    said = " ".join(re.sub(r"[^\w' ]", " ", text.lower()).split())
    return _cue("never_mind", code).fullmatch(said) is not None


def is_session_word(word: str, text: str, code: str = ENGLISH) -> bool:
    """Whether somebody wants a skill that goes on to ``stop``, ``pause``, ``resume``, or the ``next`` of it."""
    return _cue(f"session_{word}", code).fullmatch(plain(text)) is not None


def apology(plugin: str, code: str) -> Reply:
    """A skill failed; says which plugin, not why."""
    return house_words(code).reply("apology", {"plugin": plugin.replace("_", " ")})


def ask_again(question: str, code: str) -> str:
    """A question whose answer did not fit, once more."""
    return house_words(code).words("asks_again", {"question": question})


def ask_which(offers: Sequence[str], code: str) -> str:
    """A question between a few things that fit about equally, each by what it does."""
    return house_words(code).words("asks_which", {"first": list(offers[:-1]), "last": offers[-1]})


def ask_whose(plugins: Sequence[str], code: str) -> str:
    """A question between plugins that listen for the same phrase."""
    return house_words(code).words("asks_whose", {"first": list(plugins[:-1]), "last": plugins[-1]})


def deed(about: str) -> str:
    """What a skill says of itself, within a sentence: "Set an alarm." is "set an alarm"."""
    bare = about.rstrip(". ")
    return f"{bare[:1].lower()}{bare[1:]}"


def shall_i(about: str, details: str, code: str) -> str:
    """Whether a skill is meant, asked with what it says of itself: "Keep a diary of how you feel." and what goes in."""
    said = house_words(code)
    slots = {"deed": deed(about) or said.words("that_deed")}
    return said.words("asks_deed_with", {**slots, "details": details}) if details else said.words("asks_deed", slots)


def go_on_without(left: str, code: str) -> str:
    """A phrase fits, but for words about its time that could not be placed."""
    return house_words(code).words("asks_without", {"left": left})


def ask_for(kind: str, code: str) -> str:
    """What a skill cannot do without: ``kind`` is ``time`` or ``duration``."""
    return house_words(code).words(f"asks_{kind}")


def unsure_about(left: str, offer: str, code: str) -> str:
    """What was meant is a guess, and some of the words speak against it."""
    return house_words(code).words("asks_unsure", {"left": left, "offer": offer})


class Refusals:
    """What to say when no skill answers: with a hint once in a while, not each time."""

    def __init__(self, code: str) -> None:
        """``code``: of the language."""
        self._said = house_words(code)
        self._turns = count()

    def of(self, route: Route) -> Reply:
        """The next one, for a route that nobody answers."""
        if route.opposite is not None:
            return self._said.reply("not_done" if route.opposite.refrains else "nothing_to_end")
        turn = next(self._turns)
        text = self._said.words("beyond_me", turn=turn)
        hint_fits = turn % self._said.count("beyond_me") == 0
        return Reply(f"{text} {route.hint}" if hint_fits and route.hint else text)


def missed(reply: Reply, at: datetime, code: str) -> Reply:
    """Something that fell due, at ``at``, while the house was off."""
    text = house_words(code).words("missed", {"when": at, "text": reply.text})
    return Reply(text, reply.tone)


def rang(reply: Reply, at: datetime, code: str) -> Reply:
    """Something that rang, at ``at``, until nobody came."""
    return Reply(house_words(code).words("rang", {"when": at, "text": reply.text}), reply.tone)


def snoozed(length: timedelta, code: str) -> Reply:
    """What rang comes again after ``length``."""
    return house_words(code).reply("snoozed", {"length": length})


@cache
def _cue(name: str, code: str) -> re.Pattern[str]:
    return re.compile("|".join(house_words(code).cue(name)))

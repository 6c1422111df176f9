"""What an answer to a question says, as the type that the question expects."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from earnest.conversation.redoing import EXPECTED_AS
from earnest.conversation.repairing import withdraws
from earnest.intents.kept import is_kept
from earnest.spoken import Language, Moment, is_speech

if TYPE_CHECKING:
    from earnest.talk import Question


class Before(NamedTuple):
    """What was said before a question."""

    said: str = ""
    """The words that its exchange began with."""
    impossible: str = ""
    """The same, where they named a time that cannot be."""


_NAME = 8
"""Words of a name or a task, at most; more are a story, in which a "no" is what was meant."""


def understood(question: Question, text: str, now: datetime, language: Language, before: Before) -> Any:
    """The answer, as the type that the question expects; None when it does not fit.

    Also one with a remark or a correction in it ("both of them, I'm having a lie-in"), or which names what it is about
    ("eight o'clock *for Josh*"). ``before``: what was heard before the question.
    """
    if question.expecting != "text" and is_speech(text):
        return None
    if question.expecting == "text":
        text = _meant(text, now, language)
    value: Any = understand(question, text, now, language)
    for answer in language.without_remarks(text, now, run_on=True) if value is None else ():
        value = None if _says_more(answer, text, language) else understand(question, answer, now, language)
    corrected = language.self_correction(text) if value is None else None
    if corrected is not None:
        first = understand(question, corrected[0], now, language)
        amended = language.amend(first, corrected[1], now) if first is not None else None
        value = amended if amended is not None else understand(question, corrected[1], now, language)
    if value is None:
        value = _named_again(question, text, now, language, before.said)
    if isinstance(value, Moment) and before.impossible:
        value = language.corrected_moment(before.impossible, text, now) or value
    return value


def _says_more(answer: str, text: str, language: Language) -> bool:
    """Whether what is left out of ``text`` puts something else right: "at two, *and it's the two parcels actually*"."""
    left = (clause for clause in language.clauses(text) if clause not in answer)
    repairs = (language.read_repair(clause) for clause in left)
    return any(repair is not None and repair.kind == "correct" and repair.plain for repair in repairs)


def _named_again(question: Question, text: str, now: datetime, language: Language, said: str) -> Any:
    """A time or a length in an answer whose other words were all said before the question."""
    name = next((name for name, expecting in EXPECTED_AS.items() if expecting == question.expecting), "")
    find = language.kinds[name].find if name else None
    found = find(text, now) if find is not None and said else None
    if found is None or found.value is None or found.doubts or found.also or found.why:
        return None
    ways = language.spelling.without_fillers(language.spelling.read(found.rest))
    rests = [[word for word in way.words if word not in language.joining] for way in ways]
    known = any(language.idle.issuperset(rest) or is_kept(" ".join(rest), [said], language) for rest in rests)
    return found.value if known else None


def _meant(text: str, now: datetime, language: Language) -> str:
    """A name or a task as it is meant: "no, the dentist", "the bank, no, the dentist"; longer texts as they are."""
    if len(text.split()) > _NAME:
        return text
    slip = language.find_slip(text)
    if slip is not None and not withdraws(slip.after, language):
        text = next(language.mended(slip, now), text)
    first, _, rest = text.partition(" ")
    objects = first.lower().strip(",.!") in language.objecting and first[-1] in ",.!"
    return rest if objects and rest else text


def understand(question: Question, text: str, now: datetime, language: Language) -> Any:
    """The words as the type the question expects; None when they do not fit."""
    match question.expecting:
        case "yes-no":
            return language.read_yes_no(text)
        case "choice":
            return language.read_choice(text, question.choices)
        case "choices":
            return language.read_choices(text, question.choices, now)
        case "number":
            return language.find_number(text)
        case "moment":
            return language.read_moment(text, now)
        case "duration":
            return language.read_duration(text)
        case "list":
            return language.read_list(text)
        case "text":
            return text.strip() or None

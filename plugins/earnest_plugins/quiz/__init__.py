"""A quiz, and a tutor in it: easier and warmer when a child sounds sad or cross, harder when it goes well."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from earnest import NeverMind, Reply, Settings, Skills, Skipped, Talk, Unanswered, changes, hookimpl, session
from earnest_plugins.quiz.questions import ROWS, Question, Topic, draw
from earnest_plugins.quiz.tutor import EASIEST, HARDEST, Tutor

_chance = random.SystemRandom()
_MOST = 12
"""Questions of one quiz: as many as a child goes on with gladly."""


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("questions", 5, f"how many questions a quiz has, {_MOST} at most")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(quiz)


@dataclass
class _Score:
    """How a quiz is going."""

    tutor: Tutor
    answered: int = 0
    right: int = 0
    asked: set[str] = field(default_factory=set)
    lead: str = ""
    """A word on the answer before."""


@session
@changes("passing")
async def quiz(talk: Talk, subject: str = "all", ease: int = 0, row: float | None = None) -> Reply:
    """Ask you a few questions, as hard as is good for you."""
    if row is not None and row not in ROWS:
        return talk.reply("no_such_table", most=max(ROWS))
    topic = Topic(subject) if row is None else Topic("tables", int(row))
    note = f"level of {topic.name} {talk.person or ''}".strip()
    score = _Score(Tutor(min(max(talk.notes.get(note, 2) + ease, EASIEST), HARDEST)).starting(talk.emotion))
    try:
        await _ask_all(talk, topic, score)
    except NeverMind:
        return _farewell(talk, score, "stopped")
    except Unanswered:
        return _farewell(talk, score, "silent")
    finally:
        if score.asked:
            talk.notes[note] = score.tutor.level
    return _farewell(talk, score, "done")


async def _ask_all(talk: Talk, topic: Topic, score: _Score) -> None:
    """Every question, each led by a word on the answer before. Raises Unanswered."""
    score.lead = talk.words("begins")
    for _ in range(min(talk.settings["questions"], _MOST)):
        if score.tutor.should_offer_to_stop:
            if not await talk.ask(f"{score.lead} {talk.words('asks_to_go_on')}", expecting=bool, tone=score.tutor.tone):
                raise NeverMind("enough for today")
            score.lead, score.tutor = talk.words("an_easy_one"), score.tutor.asked_to_go_on()
        question = draw(talk, topic, score.tutor.level, _chance, score.asked)
        score.asked.add(question.text)
        try:
            said = await _answer_to(talk, question, score)
        except Skipped:
            score.lead = talk.words("next_one", answer=question.answer)
            continue
        if _bare(said) in talk.cues("enough"):
            raise NeverMind("enough for today")
        unsure = _bare(said) in talk.cues("unsure")
        right = not unsure and question.fits(said)
        score.answered += 1
        score.right += right
        score.tutor = score.tutor.heard(right, talk.last.emotion)
        score.lead = (
            talk.words("told", answer=question.answer) if unsure else _word_on(talk, question, right, score.tutor)
        )


async def _answer_to(talk: Talk, question: Question, score: _Score) -> str:
    """What is said to the question, once hints were given and the score was told. Raises Unanswered, Skipped."""
    lead = score.lead
    while True:
        said = await talk.ask(f"{lead} {question.text}", tone=score.tutor.tone)
        if _bare(said) in talk.cues("hint"):
            lead = _hint(talk, question)
        elif _bare(said) in talk.cues("scored"):
            scored = {"right": score.right, "count": score.answered}
            lead = talk.words("so_far", **scored) if score.answered else talk.words("none_so_far")
        else:
            return said


def _hint(talk: Talk, question: Question) -> str:
    """The first letter, or a range of ten about a number."""
    from earnest import hear_number  # late: it brings the grammar of numbers along

    number = hear_number(question.answer)
    if number is None:
        letters = re.sub(r"[^\w]", "", question.answer)
        return talk.words("hint", letter=letters[:1].upper(), count=len(letters))
    low = max(int(number) // 10 * 10, 0)
    return talk.words("hint_of_number", low=low, high=low + 10)


def _word_on(talk: Talk, question: Question, right: bool, tutor: Tutor) -> str:
    """What is said of an answer: praise that is quiet; of a wrong one the right one, and no more."""
    name = f"{'right' if right else 'wrong'}{'_gently' if tutor.is_gentle else ''}"
    return talk.words(name) if right else talk.words(name, answer=question.answer)


def _bare(said: str) -> str:
    return said.lower().strip(" .!?,")


def _farewell(talk: Talk, score: _Score, how: str) -> Reply:
    if not score.answered or how == "silent":
        return Reply(talk.words("another_time"), tone="gentle")
    if how == "stopped":
        return Reply(talk.words("did_well"), tone=score.tutor.tone)
    gently = talk.words("did_well") if score.tutor.is_gentle else ""
    told = gently or talk.words("score", right=score.right, count=score.answered)
    return Reply(f"{score.lead} {told}", tone=score.tutor.tone)

"""Check-ins: how was your day, and how are you? Asked at the times a household chose, and let go when not answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, Literal

from earnest import Moment, Reply, Settings, Skills, Talk, Unanswered, hookimpl
from earnest_plugins.variety import take_turns

State = Literal["low", "lonely", "tired", "cross", "worried", "well"]

_STATES: dict[State, str] = {
    "lonely": "lonely alone nobody",
    "tired": "tired exhausted weary drained sleepy worn knackered long",
    "cross": "angry annoyed cross furious frustrated irritated mad",
    "worried": "worried nervous anxious stressed afraid scared overwhelmed busy",
    "low": "sad down low bad awful terrible unhappy blue miserable depressed horrible rough lousy upset hard crying",
    "well": "great good well fine happy wonderful fantastic okay ok nice lovely better excited glad best alright",
}
"""Words that tell how somebody is, the more telling first; "not good" is low, "not bad" is well."""

_ANSWERS: dict[State, tuple[str, ...]] = {
    "low": ("I'm sorry it's a hard one. I'm here.", "That sounds heavy. Thank you for telling me."),
    "lonely": (
        "I'm glad you told me. Is there somebody you'd like to call?",
        "I'm here. A short call might help, too.",
    ),
    "tired": ("Then take it slowly. A little rest is allowed.", "That's a lot to carry. Be easy on yourself."),
    "cross": ("That would annoy anybody. I'm listening.", "I hear you. Take your time."),
    "worried": ("That's a lot at once. One thing at a time, perhaps.", "I hear you. Breathe first; the rest can wait."),
    "well": ("I'm glad to hear it.", "That's good to hear.", "How nice. Long may it last."),
}
_TONES: dict[State, str] = {"well": "bright", "cross": "calm", "worried": "calm"}


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("times", [], "when to ask how you are: ['every day at six in the evening']", list)
    settings.add("quiet_from", "ten in the evening", "from when on never to ask")
    settings.add("quiet_until", "eight in the morning", "until when never to ask")
    settings.add("remember", False, "whether what you said may be remembered until the next time")


_HEAR_HOW_IT_IS = (
    "i am not having a good day",
    "i am having a (bad|hard|rough|terrible|awful|difficult|lousy|good|great|wonderful|lovely) (day|time|week)",
    "i (feel|am feeling|have been feeling) [so|very|really|a bit|a little|kind of|pretty] {state}",
    "i am [so|very|really|a bit|a little|kind of|pretty] {state}",
    "i (don't|do not) feel [so|very|too|] (good|well|great|happy)",
    "i am not [feeling|doing|so|very|too] (good|well|great|happy|okay) [today]",
    "(today|my day|this day|it) (was|is|has been) [a] [very|really|so|pretty] {state} [day]",
    "(nobody|no one) (talks to me|calls me|visits me|is here)",
    "i (had|have had) a [very|really|] {state} day",
    "everything (is|was|went) (wrong|fine|great|bad)",
    "i (could|need to) (cry|talk|talk to somebody|talk to someone)",
    "i need (somebody|someone) to talk to",
    "things are (hard|difficult|rough|bad|going well|looking up) [right now|at the moment]",
)
_ASK_AFTER_DAY = (
    "ask me how my day was",
    "(do you want to know|would you like to know|don't you want to know) how my day was",
    "let's talk about (my|the) day",
    "(ask me how i am|check in with me|check in on me|ask how i am doing)",
    "(can we|let's|i want to|i would like to) (talk|chat) [a bit|a little|for a while]",
    "i want to tell you about my day",
)
_START_ASKING = (
    "ask me how i am {when:time}",
    "(check in with me|check in on me|ask how i am|ask how i am doing) {when:time}",
    "(ask|check) (me|on me) {when:time} how (i am|my day was|i feel)",
)
_STOP_ASKING = (
    "stop asking how i am",
    "(don't|do not|stop) (ask|asking) [me] how (i am|i feel|my day was|i am doing) [any more]",
    "(no more|stop the|cancel the|turn off the) (check-ins|check ins|checkins)",
    "(stop|don't) (checking|check) (in on|on|in with) me",
)


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(ask_after_day, *_ASK_AFTER_DAY)
    skills.add(hear_how_it_is, *_HEAR_HOW_IT_IS, choices={"state": _CHOICES})
    skills.add(start_asking, *_START_ASKING)
    skills.add(stop_asking, *_STOP_ASKING)
    skills.add(check_in, times="times")


_CHOICES = [word for words in _STATES.values() for word in words.split() if word not in ("not", "nobody", "long")]


async def hear_how_it_is(talk: Talk, state: str | None = None) -> Reply:
    """Hear how you are."""
    told = read_state(talk.text) or "low"
    if told == "well" and talk.emotion.seems("sad"):
        return Reply("I hope so. If not, I'm here.", tone="gentle")
    if told == "well":
        return _answer(talk, told)
    try:
        more = await talk.ask("I'm sorry. Do you want to tell me about it?", tone="gentle")
    except Unanswered:
        return Reply("That's all right. I'm here whenever you like.", tone="gentle")
    return _answer(talk, read_state(more) or told) if _goes_on(more) else Reply("That's all right.", tone="gentle")


async def ask_after_day(talk: Talk) -> Reply:
    """Ask how your day was."""
    try:
        told = await talk.ask("How was your day?", tone="warm")
    except Unanswered:
        return Reply("Another time, then.", tone="gentle")
    return _take(talk, told)


async def check_in(talk: Talk, appointment: str | None = None) -> Reply:
    """Ask how you are, at a time you chose."""
    if is_quiet(talk.now, talk.settings) or (appointment and "stopped" in talk.notes):
        return Reply("")
    try:
        told = await talk.ask(_opening(talk), tone="warm")
    except Unanswered:
        return Reply("I won't disturb you. Another time.", tone="gentle")
    return _take(talk, told)


async def start_asking(talk: Talk, when: Moment) -> Reply:
    """Ask how you are, again and again, at a time you choose."""
    if is_quiet(when.at, talk.settings):
        return Reply("That falls in your quiet hours. I'd rather let you rest.", tone="gentle")
    talk.notes["stopped"] = None
    if when.recurrence:
        talk.every(when, check_in)
    else:
        talk.later(when, check_in)
    return Reply(f"I'll ask you {when}.")


async def stop_asking(talk: Talk) -> Reply:
    """Stop asking how you are."""
    for due in talk.due:
        talk.cancel(due)
    talk.notes["stopped"] = True
    return Reply("I won't ask any more. You can always tell me.", tone="gentle")


def read_state(text: str) -> State | None:
    """How somebody says they are; None when the words do not tell."""
    words = re.findall(r"[a-z']+", text.lower().replace("’", "'"))
    denied = any(word in ("not", "isn't", "wasn't", "don't", "never", "no", "hardly") for word in words)
    for state, telling in _STATES.items():
        if any(word in words for word in telling.split()):
            if denied and state in ("well", "low"):
                return "low" if state == "well" else "well"
            return state
    return None


def is_quiet(at: datetime, settings: Mapping[str, Any]) -> bool:
    """Whether ``at`` falls in the household's quiet hours."""
    first, last = (_hour(str(settings[edge]), at) for edge in ("quiet_from", "quiet_until"))
    if first is None or last is None or first == last:
        return False
    now = at.time()
    return first <= now < last if first < last else now >= first or now < last


def _hour(said: str, at: datetime) -> time | None:
    moment = Moment.hear(said, at)
    return moment.at.time() if moment else None


def _opening(talk: Talk) -> str:
    """How to begin: with what was said last time, if that may be remembered."""
    last = talk.notes.get(_whose(talk)) if talk.settings["remember"] else None
    if last and talk.now - datetime.fromisoformat(last["at"]) < timedelta(days=3) and last["state"] != "well":
        return f"Last time you felt {_FELT[last['state']]}. How is it today?"
    return take_turns(talk, "openings", ("How are you today?", "How was your day?", "How are you feeling?"))


_FELT: dict[State, str] = {"low": "low", "lonely": "alone", "tired": "tired", "cross": "annoyed", "worried": "worried"}


def _take(talk: Talk, told: str) -> Reply:
    state = read_state(told)
    if state == "well" and talk.emotion.seems("sad"):
        return Reply("I hope so. If not, I'm here.", tone="gentle")
    return _answer(talk, state) if state else Reply("Thank you for telling me.", tone="warm")


def _answer(talk: Talk, state: State) -> Reply:
    if talk.settings["remember"]:
        talk.notes[_whose(talk)] = {"state": state, "at": talk.now.isoformat()}
    return Reply(take_turns(talk, state, _ANSWERS[state]), tone=_TONES.get(state, "gentle"))


def _whose(talk: Talk) -> str:
    return f"last time {talk.person or ''}".strip()


def _goes_on(more: str) -> bool:
    """Whether the answer tells more than a bare "no"."""
    return not re.fullmatch(r"(no|nope|nah|not really|not now|no thanks|no thank you)\W*", more.lower().strip())

"""The day in a minute: what the household wants to hear of it, when asked or at a time of its choosing.

What it tells is asked of the other skills, in their own phrases. In ``earnest.yaml``::

    settings:
      briefing:
        parts: ["what is the date", "what is the weather today", "what is on my to do list"]
"""

from __future__ import annotations

from datetime import timedelta

from earnest import Due, Moment, Reply, Settings, Skills, Talk, Unanswered, changes, hookimpl

earnest_needs = ("others",)

_MOST = 5
"""Things due that are told; more are too many to take in by ear."""


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("parts", [], "what to ask the other skills for, one after the other; empty takes the usual", list)


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(brief, time_limit=30.0)
    skills.add(brief_regularly)
    skills.add(tell_when)
    skills.add(stop_briefing)


@changes("nothing")
async def brief(talk: Talk) -> Reply:
    """Tell you about your day: the date, the weather, what is coming up."""
    parts = talk.settings["parts"] or list(talk.cues("parts"))
    told = [answer for words in parts if (answer := await talk.request(words)) is not None]
    told.append(_due(talk))
    gently = talk.emotion.seems("sad", "tired", "angry")
    return Reply(" ".join(told), tone="gentle" if gently else "warm")


@changes("passing")
async def brief_regularly(talk: Talk, when: Moment) -> Reply:
    """Tell you about your day every morning, at a time you say."""
    try:
        if "time" not in when.named:
            when = when.amended(await talk.ask(talk.words("asks_time"), expecting=Moment), talk.now)
    except Unanswered:
        return talk.reply("as_it_was")
    for due in talk.due:
        talk.cancel(due)
    if when.recurrence is None:
        talk.later(when, brief)
    else:
        talk.every(when, brief)
    return talk.reply("set", when=when)


@changes("nothing")
async def tell_when(talk: Talk) -> Reply:
    """Say when the next regular briefing comes."""
    coming = talk.due
    return talk.reply("comes", when=coming[0].at) if coming else talk.reply("none_set")


@changes("lasting")
async def stop_briefing(talk: Talk) -> Reply:
    """Stop the regular briefings."""
    coming = talk.due
    for due in coming:
        talk.cancel(due)
    return talk.reply("stopped" if coming else "none_set")


def _due(talk: Talk) -> str:
    """What the house has coming until midnight, of whatever plugin."""
    midnight = talk.now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    today = [due for due in talk.house("coming") if due.at < midnight and due.reply is not None]
    if not today:
        return talk.words("nothing_due")
    told = [talk.words("due", what=_called(due), at=due.at) for due in today[:_MOST]]
    if len(today) > _MOST:
        return talk.words("coming_and_more", these="; ".join(told), count=len(today) - _MOST)
    return talk.words("coming", these="; ".join(told))


def _called(due: Due) -> str:
    """What it is about, or what it will say."""
    assert due.reply is not None
    return str(due.slots.get("name") or due.reply.text.rstrip(".!"))

"""Reminders: set, told, moved and cancelled."""

from __future__ import annotations

import re
from datetime import datetime

from earnest import Due, Moment, Reply, Skills, Talk, Unanswered, say_number
from earnest_plugins.reminders.kept import (
    REMINDER,
    Ring,
    called,
    choose,
    keep,
    kept,
    name_of,
    other_half,
    when_of,
    yours,
)

_TOLD = 4
"""More reminders than this are too many to take in by ear."""


_REMIND = (
    "remind me to {task} [(at|on|in|by|around) {when:time}]",
    "(set|make|add|create|put in|give me) [me] a [new] reminder",
    "remind me",
    "remind me (at|on|in|by) {when:time}",
    "remind me {when:time}",
    "remind me [(at|on|in|by)] {when:time} to {task}",
    "[(at|on|in)] {when:time} remind me to {task}",
    "remind (us|everybody|the family) to {task} [{when:time}]",
    "remind me about {task} [(at|on|in) {when:time}]",
    "remind me of {task} [(at|on|in) {when:time}]",
    "remind me that {task} [(at|on|in) {when:time}]",
    "(set|make|add|create) [me] a reminder (to|for|about|that) {task} [{when:time}]",
    "(set|make|add|create) [me] a reminder (for|at|on|in) {when:time} to {task}",
    "(set|make|add|create) [me] a reminder (for|at|on|in) {when:time}",
    "i need a reminder (to|about|for) {task} [{when:time}]",
    "(don't|do not) let me forget to {task} [(at|on|in) {when:time}]",
    "(don't|do not) let me forget (about|that) {task}",
    "(don't|do not) forget to remind me to {task} [(at|on|in) {when:time}]",
    "remember to remind me to {task} [(at|on|in) {when:time}]",
    "make sure [that] i (remember to|don't forget to) {task} [{when:time}]",
    "help me [to] remember to {task} [{when:time}]",
    "i (have|need|want|ought) to remember to {task} [{when:time}]",
    "i must not forget to {task} [{when:time}]",
    "(give|send) me a (nudge|heads up) (to|about) {task} [{when:time}]",
    "tell me to {task} (at|on|in) {when:time}",
    "nudge me to {task} [(at|on|in) {when:time}]",
    "put {task} (on|in) my (reminders|reminder list|list of reminders)",
    "add {task} to my (reminders|reminder list|list of reminders)",
    "(set up|start|schedule|write down|make) a reminder [for me] (to|about) {task} [(at|on|in) {when:time}]",
    "(set up|start|schedule|enter|prepare) a [new] reminder [for me]",
    "i (need|want|would like|have) to be reminded (to|of|about|that) {task} [(at|on|in) {when:time}]",
    "i (need|want|would like) (a|another|you to set a|to set a) [new] reminder",
    "i need reminding (to|of|about) {task}",
    "(don't|do not) let me forget i (have|need|want|am supposed) to {task}",
    "(alert|notify|tell) me when it is time to {task}",
)
_LIST_REMINDERS = (
    "what (are|is) [on] my reminders",
    "(read|tell|show|give|list) [me] [all] [of] my reminders",
    "what reminders (do i have|are there|have i got|are set)",
    "(do i have|have i got|are there) any reminders [set]",
    "what (did|have) i (ask|asked|tell|told) you to remind me (of|about|to do)",
    "what (am i|are we) supposed to remember",
    "what (is|was) i supposed to (remember|be reminded of|be reminded about)",
    "what do i (have|need) to remember [today|tomorrow|this week]",
    "(go|run) (over|through) my reminders",
    "what is on my (reminder list|list of reminders)",
    "(tell|read) me what is on my (reminder list|list of reminders)",
    "how many reminders (do i have|have i got|are there)",
    "is there (anything|something) i (should|need to|have to) remember",
    "(which|what) reminders (are coming up|do i still have|are left)",
    "(check|look at|pull up|open) my (reminders|reminder list)",
    "(see|hear|show me|let me see|let me hear|i want to (see|hear)) (my|the|all my) (reminders|reminder list)",
    "do i have a reminder (to|for|about) {task}",
    "is there a reminder (to|for|about) {task}",
    "is {task} (on|in|among) my (reminders|reminder list|list of reminders)",
    "(remind me|tell me) what i (am supposed to do|asked you to remind me of|have reminders for)",
    "(what|which) reminders are (next|for today|on my list|up|there for me)",
    "what (do|did) i (ask|tell|want) you to remind me (about|of|for)",
    "what was it [that] i (wanted|asked) to be reminded (of|about)",
    "did i (set|make|ask for) (a reminder|any reminders) [for (today|tomorrow|this week)]",
    "(bring|call) up my (reminders|reminder list|list of reminders)",
    "what was i (trying|meant|going) to remember",
    "any reminders [for (me|today|tomorrow)]",
    "(give|tell|read) me (today's|tomorrow's|all|the) reminders",
    "let me know (what|which) reminders i have",
)
_MOVE_REMINDER = (
    "(move|change|shift|reschedule|postpone|push) (my|the) {task} reminder to {when:time}",
    "(move|change|shift|reschedule|postpone|push) (my|the) reminder (to|for|about) {task} to {when:time}",
    "(move|change|shift|reschedule|postpone|push) (my|the) reminder to {when:time}",
    "(move|change|shift|reschedule|postpone|update|edit) (my|the) {task} reminder",
    "(change|reschedule|update|edit|move) (a|my|the) reminder",
    "remind me to {task} (at|on) {when:time} instead",
    "make (my|the) {task} reminder [for] {when:time} [instead]",
)
_CANCEL_REMINDER = (
    "(cancel|delete|remove|drop|clear|erase) (my|the|a) reminder",
    "(cancel|delete|remove|drop|clear|erase) (my|the) {task} reminder",
    "(cancel|delete|remove|drop|clear|erase) (my|the) reminder (to|for|about|that) {task}",
    "(cancel|delete|remove|drop|clear|erase) (all|every one) [of] my reminders",
    "(cancel|delete|remove|drop|clear|erase) (my|the) reminders",
    "forget [about] (my|the) {task} reminder",
    "(don't|do not|stop) (remind|reminding) me (to|about|of) {task}",
    "i don't need (my|the) {task} reminder any more",
)


def offer(skills: Skills) -> None:
    """What people say about reminders."""
    skills.add(remind, *_REMIND)
    skills.add(list_reminders, *_LIST_REMINDERS)
    skills.add(move_reminder, *_MOVE_REMINDER)
    skills.add(cancel_reminder, *_CANCEL_REMINDER)


async def remind(talk: Talk, task: str | None = None, when: Moment | None = None) -> Reply:
    """Remind you of something."""
    try:
        task = task or await talk.ask("What should I remind you about?")
        if when is None:
            reading = Moment.within(task, talk.now)
            when, task = reading.moment, reading.rest
        task = yours(_bare(task) or await talk.ask("And what about?"))
        moment = when or await talk.ask("When should I remind you?", expecting=Moment)
    except Unanswered:
        return Reply("No rush. Ask me again whenever you like.", tone="gentle")
    keep(talk, moment, Ring(REMINDER, task))
    if talk.emotion.seems("sad", "tired"):
        return Reply(f"I'll hold on to that for you: {task}, {moment}. Rest a little.", tone="gentle")
    return Reply(f"I'll remind you {moment}: {task}.")


async def list_reminders(talk: Talk, task: str | None = None) -> Reply:
    """Tell you what I am to remind you of."""
    reminders = kept(talk, REMINDER)
    if task is not None and reminders:
        reminders = called(reminders, task)
        if not reminders:
            return _none_such(talk, task)
    if not reminders:
        return Reply("You have no reminders.")
    told = [f"{name_of(due)}, {when_of(talk, due)}" for due in reminders[:_TOLD]]
    more = len(reminders) - len(told)
    rest = f" And {say_number(more)} more after that." if more else ""
    count = "one reminder" if len(reminders) == 1 else f"{say_number(len(reminders))} reminders"
    return Reply(f"You have {count}: {'; '.join(told)}.{rest}")


async def move_reminder(talk: Talk, task: str | None = None, when: Moment | None = None) -> Reply:
    """Move a reminder to another time."""
    try:
        due = await _meant(talk, task, "move")
        if due is None:
            return _none_such(talk, task)
        moment = when or await talk.ask("To when should I move it?", expecting=Moment)
    except Unanswered:
        return Reply("Then it stays as it is.")
    moment = _moved(talk, due, moment)
    talk.cancel(due)
    keep(talk, moment, Ring(REMINDER, name_of(due)))
    return Reply(f"Moved. I'll remind you {moment}: {name_of(due)}.")


async def cancel_reminder(talk: Talk, task: str | None = None) -> Reply:
    """Cancel a reminder."""
    reminders = kept(talk, REMINDER)
    try:
        if task is None and len(reminders) > 1 and "reminders" in talk.text.lower():
            if not await talk.ask(f"Shall I cancel all {say_number(len(reminders))} reminders?", expecting=bool):
                return Reply("Then they all stay.")
            for due in reminders:
                talk.cancel(due)
            return Reply("All your reminders are cancelled.")
        meant = await _meant(talk, task, "cancel")
    except Unanswered:
        return Reply("Then I leave it as it is.")
    if meant is None:
        return _none_such(talk, task)
    talk.cancel(meant)
    return Reply(f"I won't remind you any more: {name_of(meant)}.")


def _moved(talk: Talk, due: Due, when: Moment) -> Moment:
    """Where to: near the old time if the words leave it open, and again and again if it was so before."""
    other = other_half(talk, when)
    if other and abs(_hour(other.at) - _hour(due.at)) < abs(_hour(when.at) - _hour(due.at)):
        when = other
    if due.recurrence is None or when.recurrence:
        return when
    often = str(when_of(talk, due)).rsplit(" at ", 1)[0]
    return Moment.hear(f"{often} at {when.at:%H:%M}", talk.now) or when


def _hour(at: datetime) -> float:
    return at.hour + at.minute / 60


async def _meant(talk: Talk, task: str | None, verb: str) -> Due | None:
    """The reminder that somebody means; None when there is no such. Raises Unanswered."""
    reminders = kept(talk, REMINDER)
    fitting = called(reminders, task) if task else reminders
    return await choose(talk, fitting, verb) if fitting else None


def _none_such(talk: Talk, task: str | None) -> Reply:
    if not kept(talk, REMINDER):
        return Reply("You have no reminders.")
    return Reply(f"I have no reminder about {yours(task or 'that')}. {_ASK}")


_ASK = "Ask me what your reminders are, and I'll tell you."


def _bare(task: str) -> str:
    """The task without what led to it: "me to call mum" is "call mum"."""
    return re.sub(r"^(?:(?:please|me|to|about|of|that) )+|[.?!,]+$|(?: (?:please|for))+$", "", task.strip())

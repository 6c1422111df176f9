"""Timers: several at once, by name."""

from __future__ import annotations

from datetime import timedelta

from earnest import Due, Reply, Skills, Talk, Unanswered, say_duration
from earnest_plugins.reminders.kept import TIMER, Ring, called, choose, keep, kept, listed, name_of

_SET_TIMER = (
    "set a timer",
    "(set|start|make|create|put on|run|begin|add) [me] a timer for {length:duration}",
    "(set|start|make|create|put on|run|begin|add) [me] (a|another) {length:duration} timer",
    "(set|start|make|create) [me] a {name} timer for {length:duration}",
    "(set|start|make|create) [me] a {length:duration} timer (for|called|named) [the] {name}",
    "(set|start|make|create) [me] a timer for {length:duration} (for|called|named) [the] {name}",
    "(set|start|make|create) [me] a timer (called|named) {name} for {length:duration}",
    "(set|start|make|create|put on|begin) (a|another|the) [new] timer [for me]",
    "timer [for] {length:duration}",
    "{length:duration} timer",
    "(time|count down) {length:duration} [for me]",
    "(time|count down) {length:duration} for [the] {name}",
    "start (counting down|a countdown) [(from|of|for)] {length:duration}",
    "start the clock for {length:duration}",
    "(tell|let|alert|ping|warn) me [know] (in|after|when) {length:duration} [have passed|are up|is up|has passed]",
    "i need a [{length:duration}] timer",
    "i need a timer for {length:duration}",
    "(set|give) me {length:duration} on the (timer|clock)",
    "(set|start) a (kitchen|cooking|egg|countdown) timer",
)
_CHECK_TIMERS = (
    "how (much|many) (time|minutes|seconds) (is|are) left [on (my|the) timer]",
    "how much (time|longer) [is left] on (my|the) timer",
    "how much time is left on (my|the) {name} timer",
    "how much longer (for|until) (my|the) {name} [timer]",
    "how long [is left] (on|until|for) (my|the) timer [is done|goes off|rings]",
    "how long until (my|the) timer (is done|goes off|rings|ends)",
    "(check|what about|what is with) (my|the) (timer|timers)",
    "what timers (do i have|are running|are set|are on|are there)",
    "(are there|do i have|are) any timers [running|set|on]",
    "is (my|the) timer (still on|still running|running|done [yet])",
    "when (does|will) (my|the) timer (end|ring|go off|be done)",
    "what is left on (my|the) timer",
)
_CANCEL_TIMER = (
    "(cancel|stop|end|delete|turn off|clear|kill|remove|shut off) (my|the|that|all) (timer|timers)",
    "(cancel|stop|end|delete|turn off|clear|kill|remove) (my|the) {name} timer",
    "(cancel|stop|end|delete|turn off|clear) all [of] (my|the) timers",
    "(cancel|stop|end|delete|turn off|clear) (my|the) timer for [the] {name}",
    "i don't need (my|the) timer any more",
)
_EXTEND_TIMER = (
    "add {length:duration} to (my|the) timer",
    "add {length:duration} to (my|the) {name} timer",
    "(add|give it|put on) (another|an extra) {length:duration}",
    "give (my|the) timer {length:duration} more",
    "(extend|lengthen|prolong) (my|the) timer by {length:duration}",
    "(extend|lengthen|prolong) (my|the) {name} timer by {length:duration}",
    "{length:duration} more on (my|the) timer",
)


def offer(skills: Skills) -> None:
    """What people say about timers."""
    skills.add(set_timer, *_SET_TIMER)
    skills.add(check_timers, *_CHECK_TIMERS)
    skills.add(cancel_timer, *_CANCEL_TIMER)
    skills.add(extend_timer, *_EXTEND_TIMER)


async def set_timer(talk: Talk, length: timedelta | None = None, name: str = "") -> Reply:
    """Set a timer."""
    if length is None:
        try:
            length = await talk.ask("For how long?", expecting=timedelta)
        except Unanswered:
            return Reply("All right, no timer then.")
    for_name = "" if name in ("new", "kitchen", "countdown") else name.removesuffix(" timer")
    taken = {name_of(due) for due in kept(talk, TIMER)}
    title = for_name if for_name or "" not in taken else f"{say_duration(length)}"
    keep(talk, length, Ring(TIMER, title))
    return Reply(f"{say_duration(length).capitalize()}{f' for the {for_name}' if for_name else ''}, starting now.")


async def check_timers(talk: Talk, name: str | None = None) -> Reply:
    """Tell you how long a timer still runs."""
    timers = _fitting(talk, name)
    if not timers:
        return _none_such(name)
    left = [f"{say_duration(due.at - talk.now)} left{_on(due, len(timers))}" for due in timers]
    told = listed(left)
    return Reply(f"{told[0].upper()}{told[1:]}.")


async def cancel_timer(talk: Talk, name: str | None = None) -> Reply:
    """Stop a timer."""
    timers = _fitting(talk, name)
    if not timers:
        return _none_such(name)
    words = talk.text.lower().split()
    if "timers" in words or "all" in words:
        meant = timers
    else:
        try:
            meant = [await choose(talk, timers, "stop")]
        except Unanswered:
            return Reply("Then I let them run.")
    for due in meant:
        talk.cancel(due)
    return Reply("All timers are off." if len(meant) > 1 else f"The {_titled(meant[0])} is off.")


async def extend_timer(talk: Talk, length: timedelta, name: str | None = None) -> Reply:
    """Give a timer more time."""
    timers = _fitting(talk, name)
    if not timers:
        return _none_such(name)
    try:
        due = await choose(talk, timers, "extend")
    except Unanswered:
        return Reply("Then I leave them as they are.")
    talk.cancel(due)
    longer = keep(talk, due.at - talk.now + length, Ring(TIMER, name_of(due)))
    return Reply(f"Now it has {say_duration(longer.at - talk.now)} left.")


def _fitting(talk: Talk, name: str | None) -> list[Due]:
    timers = kept(talk, TIMER)
    return called(timers, name) if name else timers


def _titled(due: Due) -> str:
    return f"{name_of(due)} timer".strip()


def _on(due: Due, count: int) -> str:
    if name_of(due):
        return f" on the {name_of(due)} timer"
    return " on the other one" if count > 1 else ""


def _none_such(name: str | None) -> Reply:
    return Reply(f"There is no {name} timer running." if name else "There is no timer running.")

"""Alarms: to wake up by, once or every weekday."""

from __future__ import annotations

from earnest import Due, Moment, Reply, Skills, Talk, Unanswered
from earnest_plugins.reminders.kept import ALARM, Ring, choose, keep, kept, listed, other_half, when_of

_SET_ALARM = (
    "set an alarm",
    "(set|make|create|add|put on|turn on|start|schedule) [me] an alarm (for|at|in|on) {when:time}",
    "(set|make|create|add|put on|schedule) [me] [an] alarm {when:time}",
    "(set|make|create|add|put on|schedule) [me] (an|a|another|my|the) [new] alarm",
    "(set|make|create|add) [me] a {when:time} alarm",
    "(set|turn on) (my|the) alarm (for|at|to) {when:time}",
    "i need an alarm (for|at|in) {when:time}",
    "i need an alarm",
    "alarm (for|at) {when:time}",
    "have an alarm (go off|ring) (at|in|on) {when:time}",
    "i want (an alarm|the alarm) (for|at) {when:time}",
)
_WAKE_UP = (
    "wake me [up] at {when}",
    "wake me [up] (in|on|by|around|before) {when}",
    "wake me [up] {when}",
    "wake (us|everyone) [up] at {when}",
    "i (need|want|have|would like) to (wake|get|be) up (at|by) {when}",
    "i (have|need) to be (up|awake) (at|by) {when}",
    "get me (up|out of bed) (at|by) {when}",
    "(don't|do not) let me sleep (past|longer than|beyond) {when}",
    "make sure i (am up|am awake|wake up|get up) (at|by) {when}",
)
_LIST_ALARMS = (
    "what alarms (do i have|are set|are on|have i set|are there)",
    "(do i have|have i got|are there|is there) (any alarms|an alarm) [set] [for tomorrow]",
    "when (is|are) my [next] (alarm|alarms) [set for]",
    "what time is my [next] alarm [set for|set to]",
    "(tell|show|read|list) [me] [all] [of] my alarms",
    "when (will|do) you wake me [up]",
    "(is|are) my (alarm|alarms) (set|on)",
    "(check|look at) my (alarm|alarms)",
)
_CANCEL_ALARM = (
    "(cancel|delete|turn off|switch off|remove|clear|stop|disable|shut off) (my|the|an|that) alarm",
    "(cancel|delete|turn off|switch off|remove|clear|disable) (my|the) {when:time} alarm",
    "(cancel|delete|turn off|switch off|remove|clear|disable) (my|the) alarm (for|at) {when:time}",
    "(cancel|delete|turn off|switch off|remove|clear|disable) [all] [of] my alarms",
    "(don't|do not) wake me [up] [any more]",
    "i don't need (my|the|an) alarm [any more]",
    "no alarm [for] tomorrow",
)


def offer(skills: Skills) -> None:
    """What people say about alarms."""
    skills.add(set_alarm, *_SET_ALARM)
    skills.add(wake_up, *_WAKE_UP)
    skills.add(list_alarms, *_LIST_ALARMS)
    skills.add(cancel_alarm, *_CANCEL_ALARM)


async def set_alarm(talk: Talk, when: Moment | None = None) -> Reply:
    """Set an alarm."""
    if when is None:
        try:
            when = await talk.ask("For what time?", expecting=Moment)
        except Unanswered:
            return Reply("All right, no alarm then.")
    when = _rather_early(talk, when)
    keep(talk, when, Ring(ALARM))
    return Reply(f"The alarm is set. It will ring {when}.")


async def wake_up(talk: Talk, when: str) -> Reply:
    """Wake you up."""
    moment = Moment.hear(f"{when} in the morning", talk.now) or Moment.hear(when, talk.now)
    if moment is None:
        return await set_alarm(talk)
    keep(talk, moment, Ring(ALARM))
    return Reply(f"Sleep well. I'll wake you {moment}.", tone="gentle" if talk.emotion.seems("tired", "sad") else None)


async def list_alarms(talk: Talk) -> Reply:
    """Tell you which alarms are set."""
    alarms = kept(talk, ALARM)
    if not alarms:
        return Reply("No alarm is set.")
    times = [str(when_of(talk, due)) for due in alarms]
    return Reply(f"{'An alarm is' if len(times) == 1 else 'Alarms are'} set: {listed(times)}.")


async def cancel_alarm(talk: Talk, when: Moment | None = None) -> Reply:
    """Turn an alarm off."""
    alarms = kept(talk, ALARM)
    fitting = [due for due in alarms if _same_time(due, when)] if when else alarms
    if not fitting:
        return Reply(f"No alarm is set{' for then' if alarms else ''}.")
    if "alarms" not in talk.text.lower().split():
        try:
            fitting = [await choose(talk, fitting, "turn off")]
        except Unanswered:
            return Reply("Then they stay on.")
    for due in fitting:
        talk.cancel(due)
    return Reply("The alarm is off." if len(fitting) == 1 else "All alarms are off.")


def _rather_early(talk: Talk, when: Moment) -> Moment:
    """The morning, for "six thirty tomorrow" and "six every weekday", unless somebody said evening."""
    other = other_half(talk, when)
    return other if other and other.at.hour < 12 and (other.recurrence or other.at < when.at) else when


def _same_time(due: Due, when: Moment) -> bool:
    """By the clock on the wall: "my six o'clock alarm" may ring in the morning or the evening."""
    return (due.at.hour % 12, due.at.minute) == (when.at.hour % 12, when.at.minute)

"""Alarms: to wake up by, once or every weekday."""

from __future__ import annotations

from earnest import Due, Moment, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.reminders.kept import ALARM, Ring, in_step, is_title, keep, kept, when_of, yours
from earnest_plugins.reminders.meant import Wanted, all_but, is_all, meant


def offer(skills: Skills) -> None:
    """What people say about alarms."""
    for skill in (set_alarm, titled_alarm, wake_up, list_alarms, cancel_alarm, move_alarm):
        skills.add(skill)


@changes("passing")
async def set_alarm(talk: Talk, when: Moment | None = None, name: str = "") -> Reply:
    """Set an alarm."""
    try:
        moment = await waking(
            talk, in_step(talk, when) if when else await talk.ask(talk.words("asks_time"), expecting=Moment)
        )
    except Unanswered:
        return talk.reply("no_alarm_then")
    keep(talk, moment, Ring(ALARM, yours(talk, name)))
    return talk.reply("alarm_set", when=moment)


@changes("passing")
async def titled_alarm(talk: Talk, title: str, when: Moment) -> Reply:
    """Set an alarm that has a title."""
    sure = await is_title(talk, title, when, "asks_titled_alarm")
    return await set_alarm(talk, when, title) if sure else talk.reply("no_alarm_then")


@changes("passing")
async def wake_up(talk: Talk, when: Moment | None = None, name: str = "") -> Reply:
    """Wake you up."""
    try:
        moment = await waking(
            talk, in_step(talk, when) if when else await talk.ask(talk.words("asks_time"), expecting=Moment)
        )
    except Unanswered:
        return talk.reply("no_alarm_then")
    keep(talk, moment, Ring(ALARM, yours(talk, name)))
    return Reply(talk.words("wakes", when=moment), tone="gentle" if talk.emotion.seems("tired", "sad") else None)


@changes("nothing")
async def list_alarms(talk: Talk, when: Moment | None = None) -> Reply:
    """Tell you which alarms are set."""
    alarms = [due for due in kept(talk, ALARM) if Wanted(when=when).fits(talk, due)]
    if not alarms:
        return talk.reply("no_alarm_for_then" if kept(talk, ALARM) else "no_alarm")
    return talk.reply("alarms", count=len(alarms), times=[when_of(talk, due) for due in alarms])


@changes("lasting")
async def cancel_alarm(talk: Talk, when: Moment | None = None, spared_at: Moment | None = None) -> Reply:
    """Turn an alarm off."""
    there = kept(talk, ALARM)
    if not there:
        return talk.reply("no_alarm")
    if spared_at is not None:
        return _all_but(talk, spared_at)
    try:
        off = await meant(talk, ALARM, Wanted(when=when), "turn_off")
    except Unanswered:
        return talk.reply("alarms_stay")
    if not off:
        fitting = [due for due in there if Wanted(when=when).fits(talk, due)]
        return talk.reply("alarms_stay") if fitting else _none_for_then(talk, there)
    skipped = [_skip(talk, due, when) for due in off] if when is not None and not is_all(talk, ALARM) else []
    if any(skipped):
        return talk.reply("alarm_skipped", when=next(filter(None, skipped)))
    for due in off:
        talk.cancel(due)
    return talk.reply("alarms_off", count=len(off))


@changes("passing")
async def move_alarm(talk: Talk, when: Moment | None = None, old: Moment | None = None) -> Reply:
    """Move an alarm to another time."""
    there = kept(talk, ALARM)
    if not there:
        return talk.reply("no_alarm")
    try:
        found = await meant(talk, ALARM, Wanted(when=old), "move_alarm")
        if not found:
            return _none_for_then(talk, there)
        wanted = when or await talk.ask(talk.words("asks_to_when"), expecting=Moment)
        moved = [await waking(talk, when_of(talk, due).amended(wanted, talk.now)) for due in found]
    except Unanswered:
        return talk.reply("alarms_stay")
    for due, moment in zip(found, moved, strict=True):
        talk.cancel(due)
        keep(talk, moment, Ring.of(due))
    return talk.reply("alarm_moved", when=moved[-1])


async def waking(talk: Talk, when: Moment) -> Moment:
    """The morning, for five to eleven; asked where it may as well be the night, or no time was said.

    Raises Unanswered.
    """
    if when.named and when.named.isdisjoint({"time", "minute", "ahead"}):
        when = when.amended(await talk.ask(talk.words("asks_time"), expecting=Moment), talk.now)
    moment = when.waking()
    if moment is not None:
        return moment
    halves = {str(half): half for half in (when, when.other) if half is not None}
    chosen = await talk.ask(talk.words("which_half", these=list(halves)), expecting=tuple(halves))
    return halves[chosen]


def _all_but(talk: Talk, spared: Moment) -> Reply:
    """Turn off all alarms but one."""
    off = all_but(talk, ALARM, Wanted(when=spared))
    if off is None:
        return _none_for_then(talk, kept(talk, ALARM))
    for due in off:
        talk.cancel(due)
    return talk.reply("alarms_off_but", these=[when_of(talk, due) for due in kept(talk, ALARM)])


def _skip(talk: Talk, due: Due, when: Moment) -> Moment | None:
    """Leave one of the times out of something that comes again; None where all of it is meant."""
    moment = when_of(talk, due)
    if moment.recurrence is None or "day" not in when.named or "recurrence" in when.named:
        return None
    at = moment.comes_on(when.at.date())
    rest = moment.without(at) if at is not None else None
    if rest is None:
        return None
    talk.cancel(due)
    keep(talk, rest, Ring.of(due))
    return rest


def _none_for_then(talk: Talk, there: list[Due]) -> Reply:
    return talk.reply("no_such_alarm", there=[when_of(talk, due) for due in there])

"""Alarms: to wake up by, once or every weekday."""

from __future__ import annotations

from earnest import Due, Moment, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.reminders.kept import ALARM, Ring, choose, keep, kept, other_half, when_of


def offer(skills: Skills) -> None:
    """What people say about alarms."""
    for skill in (set_alarm, wake_up, list_alarms, cancel_alarm):
        skills.add(skill)


@changes("passing")
async def set_alarm(talk: Talk, when: Moment | None = None) -> Reply:
    """Set an alarm."""
    if when is None:
        try:
            when = await talk.ask(talk.words("asks_time"), expecting=Moment)
        except Unanswered:
            return talk.reply("no_alarm_then")
    when = _rather_early(talk, when)
    keep(talk, when, Ring(ALARM))
    return talk.reply("alarm_set", when=when)


@changes("passing")
async def wake_up(talk: Talk, when: str) -> Reply:
    """Wake you up."""
    early = talk.words("in_the_morning", when=when)
    moment = Moment.hear(early, talk.now, talk.language) or Moment.hear(when, talk.now, talk.language)
    if moment is None:
        return await set_alarm(talk)
    keep(talk, moment, Ring(ALARM))
    return Reply(talk.words("wakes", when=moment), tone="gentle" if talk.emotion.seems("tired", "sad") else None)


@changes("nothing")
async def list_alarms(talk: Talk) -> Reply:
    """Tell you which alarms are set."""
    alarms = kept(talk, ALARM)
    if not alarms:
        return talk.reply("no_alarm")
    return talk.reply("alarms", count=len(alarms), times=[when_of(talk, due) for due in alarms])


@changes("lasting")
async def cancel_alarm(talk: Talk, when: Moment | None = None) -> Reply:
    """Turn an alarm off."""
    alarms = kept(talk, ALARM)
    fitting = [due for due in alarms if _same_time(due, when)] if when else alarms
    if not fitting:
        return talk.reply("no_alarm_for_then" if alarms else "no_alarm")
    if not any(word in talk.text.lower().split() for word in talk.cues("all_alarms")):
        try:
            fitting = [await choose(talk, fitting, "turn_off")]
        except Unanswered:
            return talk.reply("alarms_stay")
    for due in fitting:
        talk.cancel(due)
    return talk.reply("alarms_off", count=len(fitting))


def _rather_early(talk: Talk, when: Moment) -> Moment:
    """The morning, for "six thirty tomorrow" and "six every weekday", unless somebody said evening."""
    other = other_half(talk, when)
    return other if other and other.at.hour < 12 and (other.recurrence or other.at < when.at) else when


def _same_time(due: Due, when: Moment) -> bool:
    """By the clock on the wall: "my six o'clock alarm" may ring in the morning or the evening."""
    return (due.at.hour % 12, due.at.minute) == (when.at.hour % 12, when.at.minute)

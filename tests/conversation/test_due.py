"""What falls due: in its time, after a restart, and again."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from dateutil.tz import gettz

from earnest.house.schedule import Schedule, next_time
from earnest.memory import Memory
from earnest.nouns import Reply
from earnest.talk import Due

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=gettz("Europe/Berlin"))


async def first(schedule: Schedule, count: int):
    """The first few things that fall due."""
    found = []
    async for due, missed in schedule.coming():
        found.append((due, missed))
        schedule.done(due)
        if len(found) == count:
            break
    return found


def test_a_reminder_and_a_skill_fall_due(room):
    async def talk():
        await room.hear("nudge me later")
        room.now = NOW + timedelta(minutes=5)
        (stretch, _), (lamp, _) = await first(Schedule(room.memory, lambda: room.now), 2)
        said = await room.conversation.fall_due(stretch, room.say)
        asked = await room.conversation.fall_due(lamp, room.say)
        return said, asked, await room.hear("yes")

    said, asked, answered = asyncio.run(talk())
    assert said.reply.text == "Time to stretch."
    assert (asked.reply.text, asked.expects_answer) == ("Shall I?", True)
    assert answered.reply.text == "on"


def test_what_was_missed_while_off_says_so(tmp_path):
    memory = Memory(tmp_path)
    memory.keep_due(Due("parlour", NOW, reply=Reply("Time to stretch.")))
    memory.close()
    memory = Memory(tmp_path)
    (found,) = asyncio.run(first(Schedule(memory, lambda: NOW + timedelta(hours=3)), 1))
    assert found[0].reply == Reply("Time to stretch.")
    assert found[1]
    assert memory.list_due() == []
    memory.close()


def test_nothing_is_forgotten_before_it_was_spoken(tmp_path):
    memory = Memory(tmp_path)
    memory.keep_due(Due("parlour", NOW, reply=Reply("Time to stretch.")))

    async def cut_off():
        async for _ in Schedule(memory, lambda: NOW).coming():
            return

    asyncio.run(cut_off())
    assert len(memory.list_due()) == 1
    memory.close()


def test_what_recurs_comes_again(tmp_path):
    memory = Memory(tmp_path)
    daily = memory.keep_due(Due("parlour", NOW, reply=Reply("Vitamins."), recurrence="FREQ=DAILY"))
    Schedule(memory, lambda: NOW + timedelta(seconds=2)).done(daily)
    (again,) = memory.list_due()
    assert again.at == NOW + timedelta(days=1)
    memory.close()


def test_seven_stays_seven_when_the_clocks_change():
    berlin = gettz("Europe/Berlin")
    saturday = datetime(2026, 3, 28, 7, 0, tzinfo=berlin)
    due = Due("parlour", saturday, recurrence="FREQ=DAILY;BYHOUR=7;BYMINUTE=0")
    again = next_time(due, saturday + timedelta(seconds=1), berlin)
    assert again is not None
    assert (again.hour, again.day) == (7, 29)
    assert again.astimezone(gettz("UTC")).hour == 5


def test_what_was_told_does_not_come_again_because_the_clock_was_set_back(tmp_path):
    memory = Memory(tmp_path)
    daily = memory.keep_due(Due("parlour", NOW, reply=Reply("Vitamins."), recurrence="FREQ=DAILY"))
    Schedule(memory, lambda: NOW - timedelta(hours=1)).done(daily)
    assert memory.list_due()[0].at == NOW + timedelta(days=1)
    memory.close()

"""Reminders: set in one breath or by asking back, told, moved, cancelled, snoozed, and heard in their time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from earnest.testing import Rehearsal

House = Callable[..., Rehearsal]

ASKED = {
    "remind me to water the plants at six": ("water the plants", "18 18:00"),
    "Remind me to water the plants at 6 p.m.": ("water the plants", "18 18:00"),
    "remind me at six to water the plants": ("water the plants", "18 18:00"),
    "at six remind me to water the plants": ("water the plants", "18 18:00"),
    "in twenty minutes remind me to turn off the oven": ("turn off the oven", "18 15:40"),
    "remind me in twenty minutes to turn off the oven": ("turn off the oven", "18 15:40"),
    "remind me to turn off the oven in twenty minutes": ("turn off the oven", "18 15:40"),
    "remind me tomorrow morning to call bob": ("call bob", "19 09:00"),
    "remind me to call the dentist tomorrow at half past eight": ("call the dentist", "19 08:30"),
    "remind me to call mum at six about the party": ("call mum about the party", "18 18:00"),
    "remind me about the meeting on friday at ten": ("the meeting", "20 10:00"),
    "remind me that the parcel comes tomorrow at noon": ("the parcel comes", "19 12:00"),
    "don't let me forget to buy two apples tonight": ("buy two apples", "18 20:00"),
    "set a reminder to feed the cat at seven in the morning": ("feed the cat", "19 07:00"),
    "could you please remind me to call my sister on sunday evening": ("call your sister", "22 19:00"),
    "don't forget to remind me to stretch at six": ("stretch", "18 18:00"),
    "i need to remember to pay the rent on the first": ("pay the rent", "1 09:00"),
}


@pytest.mark.parametrize(("said", "task", "stamp"), [(said, *kept) for said, kept in ASKED.items()])
def test_set_in_one_breath(house: House, said: str, task: str, stamp: str) -> None:
    reminders = house("reminders")
    reply = reminders.hear(said)
    assert not reminders.asks, reply
    (due,) = reminders.due
    assert (due.slots["name"], f"{due.at.astimezone(reminders.now.tzinfo):%-d %H:%M}") == (task, stamp)
    assert task in reply


def test_the_time_is_asked_for_and_the_reminder_is_heard_on_time(house: House) -> None:
    reminders = house("reminders")
    assert reminders.hear("remind me to water my plants") == "When should I remind you?"
    assert reminders.asks
    assert reminders.hear("half past six") == "I'll remind you at half past six this evening: water your plants."
    assert reminders.travel(timedelta(hours=3)) == []
    assert reminders.travel(timedelta(minutes=15)) == ["Here is your reminder: water your plants."]
    assert reminders.due == []


def test_the_task_is_asked_for_and_may_bring_its_time(house: House) -> None:
    reminders = house("reminders")
    assert reminders.hear("set a reminder") == "What should I remind you about?"
    assert reminders.hear("to call anna at nine") == "I'll remind you at nine this evening: call anna."


def test_the_time_may_come_without_a_task(house: House) -> None:
    reminders = house("reminders")
    assert reminders.hear("remind me in an hour") == "What should I remind you about?"
    assert reminders.hear("the laundry") == "I'll remind you at twenty past four this afternoon: the laundry."


def test_a_time_is_no_task(house: House) -> None:
    reminders = house("reminders")
    reminders.hear("set a reminder")
    assert reminders.hear("at six") == "And what about?"
    assert reminders.hear("my pills") == "I'll remind you at six this evening: your pills."


@pytest.mark.parametrize("leave", [Rehearsal.silence, Rehearsal.never_mind])
def test_whoever_does_not_answer_is_left_in_peace(house: House, leave: Callable[[Rehearsal], str]) -> None:
    reminders = house("reminders")
    reminders.hear("remind me to sort the attic")
    assert leave(reminders) == "No rush. Ask me again whenever you like."
    assert (reminders.tone, reminders.due) == ("gentle", [])


def test_sadness_is_answered_gently(house: House) -> None:
    reminders = house("reminders")
    reply = reminders.hear("remind me to call the bank at ten", mood="sad")
    assert "Rest a little" in reply
    assert reminders.tone == "gentle"


def test_every_weekday_it_comes_again(house: House) -> None:
    reminders = house("reminders")
    assert "every weekday at seven" in reminders.hear("remind me to take my pills every weekday at seven")
    assert len(reminders.travel(timedelta(days=7))) == 5
    assert len(reminders.due) == 1


def test_told_in_the_order_they_come(house: House) -> None:
    reminders = house("reminders")
    assert reminders.hear("what are my reminders") == "You have no reminders."
    reminders.hear("remind me to call bob tomorrow at noon")
    reminders.hear("remind me to feed the cat at six")
    told = reminders.hear("what reminders do i have")
    assert told == "You have two reminders: feed the cat, at six this evening; call bob, tomorrow at noon."


def test_a_long_list_is_not_read_out_to_its_end(house: House) -> None:
    reminders = house("reminders")
    for hour in ("five", "six", "seven", "eight", "nine", "ten"):
        reminders.hear(f"remind me to ring the bell at {hour}")
    assert reminders.hear("read my reminders").endswith("And two more after that.")


def test_moved_to_another_time(house: House) -> None:
    reminders = house("reminders")
    reminders.hear("remind me to water the plants at six")
    reminders.hear("remind me to call bob at nine")
    assert reminders.hear("move my plant reminder to seven") == (
        "Moved. I'll remind you at seven this evening: water the plants."
    )
    assert [due.slots["name"] for due in reminders.due] == ["water the plants", "call bob"]
    assert len(reminders.due) == 2


def test_what_comes_every_day_is_moved_for_every_day(house: House) -> None:
    reminders = house("reminders")
    reminders.hear("remind me to feed the dog at half past seven every morning")
    assert reminders.hear("change the dog reminder to eight") == (
        "Moved. I'll remind you every day at eight in the morning: feed the dog."
    )
    assert reminders.hear("change the dog reminder to eight in the evening") == (
        "Moved. I'll remind you every day at eight in the evening: feed the dog."
    )


def test_moving_asks_which_and_to_when(house: House) -> None:
    reminders = house("reminders")
    reminders.hear("remind me to water the plants at six")
    reminders.hear("remind me to call bob at nine")
    assert reminders.hear("change my reminder") == (
        "Which one should I move: water the plants, at six this evening or call bob, at nine this evening?"
    )
    assert reminders.hear("call bob") == "To when should I move it?"
    assert reminders.hear("tomorrow at ten") == "Moved. I'll remind you tomorrow at ten in the morning: call bob."


def test_cancelled_by_what_it_is_about(house: House) -> None:
    reminders = house("reminders")
    reminders.hear("remind me to water the plants at six")
    reminders.hear("remind me to call bob at nine")
    assert reminders.hear("cancel the reminder about the plants") == "I won't remind you any more: water the plants."
    assert [due.slots["name"] for due in reminders.due] == ["call bob"]
    assert reminders.hear("cancel my dentist reminder").startswith("I have no reminder about dentist.")


def test_all_are_cancelled_only_after_a_yes(house: House) -> None:
    reminders = house("reminders")
    reminders.hear("remind me to water the plants at six")
    reminders.hear("remind me to call bob at nine")
    assert reminders.hear("delete all my reminders") == "Shall I cancel all two reminders?"
    assert reminders.hear("no") == "Then they all stay."
    reminders.hear("delete all my reminders")
    assert reminders.hear("yes") == "All your reminders are cancelled."
    assert reminders.due == []


def test_snoozed_after_it_was_heard(house: House) -> None:
    reminders = house("reminders")
    reminders.hear("remind me to feed the cat at six")
    reminders.travel(timedelta(hours=3))
    assert reminders.hear("snooze") == "I'll come back to it in ten minutes."
    assert reminders.travel(timedelta(minutes=11)) == ["Here is your reminder: feed the cat."]
    assert reminders.hear("remind me again in five minutes") == "I'll come back to it in five minutes."
    assert reminders.due[0].slots["name"] == "feed the cat"


def test_nothing_to_snooze(house: House) -> None:
    assert house("reminders").hear("snooze") == "Nothing has rung just now."


def test_timers_by_name(house: House) -> None:
    reminders = house("reminders")
    assert reminders.hear("set a timer for twenty five minutes") == "Twenty five minutes, starting now."
    assert reminders.hear("set a pasta timer for eight minutes") == "Eight minutes for the pasta, starting now."
    reminders.travel(timedelta(minutes=3))
    assert reminders.hear("how much time is left on the pasta timer") == "Five minutes left on the pasta timer."
    assert reminders.hear("how much time is left") == (
        "Five minutes left on the pasta timer and twenty two minutes left on the other one."
    )
    assert reminders.travel(timedelta(minutes=5)) == ["Your pasta timer is done."]
    assert reminders.travel(timedelta(minutes=17)) == ["Your timer is done."]


def test_a_timer_runs_its_hours_in_the_night_when_the_clock_changes(house: House, now: datetime) -> None:
    evening = datetime(2026, 3, 28, 22, 0, tzinfo=now.tzinfo)
    reminders = house("reminders", now=evening)
    reminders.hear("set a timer for ten hours")
    assert reminders.due[0].at.astimezone(UTC) == evening.astimezone(UTC) + timedelta(hours=10)


def test_a_timer_needs_its_length(house: House) -> None:
    reminders = house("reminders")
    assert reminders.hear("set a timer") == "For how long?"
    assert reminders.hear("an hour and a half") == "An hour and a half, starting now."
    assert reminders.due[0].at - reminders.now == timedelta(minutes=90)


def test_a_timer_is_stopped_and_extended(house: House) -> None:
    reminders = house("reminders")
    assert reminders.hear("cancel the timer") == "There is no timer running."
    reminders.hear("five minute timer")
    assert reminders.hear("add two minutes to the timer") == "Now it has seven minutes left."
    reminders.hear("set a tea timer for four minutes")
    assert reminders.hear("cancel the tea timer") == "The tea timer is off."
    assert reminders.hear("stop the timer") == "The timer is off."
    assert reminders.due == []


def test_an_alarm_wakes_in_the_morning(house: House) -> None:
    reminders = house("reminders")
    assert reminders.hear("wake me up at six") == "Sleep well. I'll wake you tomorrow at six in the morning."
    assert reminders.hear("set an alarm for half past seven in the morning") == (
        "The alarm is set. It will ring tomorrow at half past seven in the morning."
    )
    assert reminders.hear("when is my alarm") == (
        "Alarms are set: tomorrow at six in the morning and tomorrow at half past seven in the morning."
    )
    assert reminders.hear("turn off my six o'clock alarm") == "The alarm is off."
    assert reminders.travel(timedelta(days=1)) == ["This is your alarm."]


@pytest.mark.parametrize(
    ("said", "rings"),
    [
        ("set an alarm for six thirty tomorrow", "tomorrow at half past six in the morning"),
        ("Set an alarm for 6:30 tomorrow.", "tomorrow at half past six in the morning"),
        ("set an alarm for six thirty every weekday", "every weekday at half past six in the morning"),
        ("set an alarm for six thirty p m tomorrow", "tomorrow at half past six in the evening"),
        ("set an alarm for six", "tomorrow at six in the morning"),
        ("set an alarm for nine tomorrow evening", "tomorrow at nine in the evening"),
    ],
)
def test_an_alarm_is_for_the_morning_unless_somebody_says_otherwise(house: House, said: str, rings: str) -> None:
    assert house("reminders").hear(said) == f"The alarm is set. It will ring {rings}."


def test_a_nap_is_not_a_night(house: House, now: datetime) -> None:
    reminders = house("reminders")
    assert reminders.hear("wake me up in half an hour") == "Sleep well. I'll wake you in half an hour."
    assert reminders.due[0].at == now + timedelta(minutes=30)


def test_an_alarm_on_every_weekday(house: House) -> None:
    reminders = house("reminders")
    assert "every weekday at seven" in reminders.hear("set an alarm for seven every weekday")
    assert reminders.due[0].recurrence == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=7;BYMINUTE=0"


def test_everything_that_comes(house: House) -> None:
    reminders = house("reminders")
    assert reminders.hear("what is coming up") == "Nothing is set. The time is all yours."
    reminders.hear("set a timer for ten minutes")
    reminders.hear("remind me to feed the cat at six")
    assert reminders.hear("what have i got coming up") == (
        "Coming up: the timer, in ten minutes and feed the cat, at six this evening."
    )


def test_in_a_process_of_its_own_it_is_just_the_same(house: House) -> None:
    reminders = house("reminders", outside=True)
    assert reminders.hear("remind me to water the plants at six") == (
        "I'll remind you at six this evening: water the plants."
    )
    assert reminders.hear("remind me to call bob") == "When should I remind you?"
    assert reminders.hear("every weekday at seven") == (
        "I'll remind you every weekday at seven in the morning: call bob."
    )
    assert reminders.hear("wake me up in ten minutes") == "Sleep well. I'll wake you in ten minutes."
    assert reminders.travel(timedelta(hours=3)) == ["This is your alarm.", "Here is your reminder: water the plants."]


def test_a_name_alone_is_enough_while_something_has_it(house: House) -> None:
    kept = house("reminders")
    kept.hear("set a gravy timer for eight minutes")
    kept.hear("set a ramen timer for five minutes")
    kept.hear("remind me to go to the library at six")
    assert kept.hear("how long on the ramen") == "Five minutes left on the ramen timer."
    assert kept.hear("make the ramen seven minutes") == "Now it has seven minutes left."
    assert kept.hear("pause the ramen") == "Paused, with seven minutes left."
    assert kept.hear("resume the ramen") == "It runs again, with seven minutes left."
    assert kept.hear("cancel the gravy") == "Cancelled: the gravy timer."
    assert "at seven this evening: go to the library" in kept.hear("move the library one to seven")
    assert kept.hear("cancel the library one") == "Cancelled: the reminder to go to the library."
    (due,) = kept.due
    kept.hear("cancel the gravy")
    kept.hear("cancel the library one")
    assert kept.due == [due]


def test_half_a_name_is_asked_about(house: House) -> None:
    kept = house("reminders")
    kept.hear("remind me to empty the washing machine at six")
    assert kept.hear("stop the washing machine") == "Shall I cancel the reminder to empty the washing machine?"
    kept.hear("no")
    assert len(kept.due) == 1


@pytest.mark.parametrize(
    ("said", "stays"),
    [
        ("cancel all timers except the turkey", ["turkey"]),
        ("stop every timer but the ten minute one", ["soup"]),
        ("cancel the other timers except the goose", ["turkey", "soup", "rice"]),
        ("cancel the rice timer and the soup timer", ["turkey"]),
        ("cancel the rice timer and the goose timer", ["turkey", "soup", "rice"]),
    ],
)
def test_all_but_one_and_several_in_a_row(house: House, said: str, stays: list[str]) -> None:
    kept = house("reminders")
    for name, minutes in {"turkey": 200, "soup": 10, "rice": 12}.items():
        kept.hear(f"set a {name} timer for {minutes} minutes")
    kept.hear(said)
    assert {str(due.slots["name"]) for due in kept.due} == set(stays)


def test_all_alarms_but_one(house: House) -> None:
    kept = house("reminders")
    for hour in ("six", "seven", "eight"):
        kept.hear(f"wake me at {hour}")
    kept.hear("turn off all my alarms except the one at seven")
    assert [due.at.astimezone(kept.now.tzinfo).hour for due in kept.due] == [7]


def test_timers_alarms_and_what_was_called_urgent_ring(house: House) -> None:
    reminders = house("reminders")
    for said in (
        "remind me to water the important plants at four",
        "urgently remind me to take my pills at four",
        "set an important reminder to call the doctor at four",
        "set a pasta timer for ten minutes",
        "wake me at six tomorrow",
    ):
        reminders.hear(said)
    rings = {str(due.slots["name"]): due.rings for due in reminders.due}
    assert rings == {
        "water the important plants": False,
        "take your pills": True,
        "call the doctor": True,
        "pasta": True,
        "": True,
    }
    reminders.travel(timedelta(minutes=20))
    assert reminders.rang == ["Your pasta timer is done."]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Bedtime reminder at seven", [("Bedtime", "19:00")]),
        ("lunch reminder at half twelve tomorrow", [("lunch", "12:30")]),
        ("school run alarm at ten past eight", [("school run", "08:10")]),
        ("set one alarm for 9 and another for quarter past 9", [("", "09:00"), ("", "09:15")]),
        ("make an alarm for one and two in the morning", [("", "01:00"), ("", "02:00")]),
        ("seventy five minutes for the stew", [("stew", "16:35")]),
        ("set a timer 1:30:00", [("", "16:50")]),
        ("give me a five minute timer and a ten minute one as well", [("", "15:25"), ("", "15:30")]),
        (
            "start a timer of ten minutes for the rice and one of forty for the jars",
            [("rice", "15:30"), ("jars", "16:00")],
        ),
        ("six minutes ramen", []),
        ("what time is my dentist reminder tomorrow", []),
    ],
)
def test_titles_and_several_at_once(house: House, said: str, kept: list[tuple[str, str]]) -> None:
    everything = house()
    everything.hear(said)
    zone = everything.now.tzinfo
    there = [(str(due.slots["name"]), f"{due.at.astimezone(zone):%H:%M}") for due in everything.due]
    assert sorted(there) == sorted(kept)


def test_somebody_else_is_reminded_aloud(house: House) -> None:
    kept = house("reminders")
    assert (
        kept.hear("remind Grandma to take her pills at six") == "I can't reach Grandma, but I can say it here. Shall I?"
    )
    assert kept.hear("yes please") == "I'll remind you at six this evening: Grandma, take her pills."
    kept.hear("remind Grandma to take her pills at seven")
    kept.hear("no")
    assert len(kept.due) == 1


def test_one_of_several_by_its_place(house: House) -> None:
    reminders = house("reminders")
    reminders.hear("set a timer for ten minutes")
    reminders.hear("set a timer for five minutes")
    assert "the five minute timer or the ten minute timer" in reminders.hear("cancel the second one")
    reminders.hear("neither")
    told = reminders.hear("how long is left")
    assert told == "Five minutes left on the five minute timer and ten minutes left on the ten minute timer."
    assert reminders.hear("cancel the second one") == "Cancelled: the ten minute timer."
    assert reminders.hear("cancel the second alarm") == "No alarm is set."
    assert reminders.hear("cancel the ten minute timer").startswith("There is no ten minute timer running.")


def test_a_day_that_only_the_household_knows_is_asked_about(house: House) -> None:
    reminders = house("reminders")
    assert "gran's birthday" in reminders.hear("Gran's birthday, at nine remind me to ring her").lower()
    reminders.hear("no")
    reminders.hear("dinner's ready, set a timer for ten minutes")
    assert len(reminders.due) == 1


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("cancel the earlier alarm", [8]),
        ("turn off the last one I set", [8]),
        ("cancel the one that rings first", [8]),
        ("cancel both of them", []),
        ("move the later one to nine", [6, 9]),
        ("make them both an hour later", [7, 9]),
    ],
)
def test_one_of_several_by_what_is_more_of_it(house: Callable[..., House], said: str, left: list[int]) -> None:
    reminders = house("reminders")
    reminders.hear("set an alarm for eight tomorrow morning")
    reminders.hear("set an alarm for six tomorrow morning")
    reminders.hear(said)
    assert sorted(due.at.hour for due in reminders.due) == left


def test_of_three_nobody_can_tell_which_is_the_later_one(house: Callable[..., House]) -> None:
    reminders = house("reminders")
    for hour in ("six", "seven", "eight"):
        reminders.hear(f"set an alarm for {hour}")
    assert reminders.hear("cancel the later one").startswith("Which one should I cancel")


def test_the_shorter_timer_gets_more(house: Callable[..., House]) -> None:
    reminders = house("reminders")
    reminders.hear("set a pasta timer for eight minutes")
    reminders.hear("set a bread timer for forty minutes")
    assert "ten minutes" in reminders.hear("give the shorter one another two minutes")
    assert "half an hour" in reminders.hear("make the other one thirty minutes")


IN_STEP = {
    "wake me at half five and remind me at quarter to six to let the dog out": ["19 05:30", "19 05:45"],
    "wake me at six and remind me at twenty past to take my pill": ["19 06:00", "19 06:20"],
    "set an alarm for twenty to seven and another one for five to": ["19 06:40", "19 06:55"],
    "remind me at nine to lock up and remind me at eight to call home": ["18 20:00", "18 21:00"],
    "wake me at seven and remind me at 8 pm to water the plants": ["18 20:00", "19 07:00"],
    "remind me at four and at five to stretch": ["18 16:00", "18 17:00"],
    "remind me twice, at four and at five, to stretch": ["18 16:00", "18 17:00"],
    "set two alarms for tomorrow morning, one at six and one at ten past": ["19 06:00", "19 06:10"],
    "two timers, one for eight minutes for the rice and one for twenty for the fish": ["18 15:28", "18 15:40"],
    "wake me at six on friday and monday": ["20 06:00", "23 06:00"],
}


@pytest.mark.parametrize(("said", "stamps"), IN_STEP.items())
def test_what_is_said_in_one_breath_is_in_one_half_of_the_day(house: House, said: str, stamps: list[str]) -> None:
    reminders = house("reminders")
    reply = reminders.hear(said)
    assert not reminders.asks, reply
    assert sorted(f"{due.at.astimezone(reminders.now.tzinfo):%d %H:%M}" for due in reminders.due) == stamps


def test_a_timer_may_be_named_behind(house: House) -> None:
    reminders = house("reminders")
    reminders.hear("set a timer for an hour, it's for the washing")
    assert [due.slots["name"] for due in reminders.due] == ["washing"]


def test_a_time_of_something_else_is_asked_about(house: House) -> None:
    reminders = house("reminders")
    assert reminders.hear("remind me to leave because the film begins at eight") == "When should I remind you?"
    reminders.hear("half past seven")
    assert [f"{due.at.astimezone(reminders.now.tzinfo):%H:%M}" for due in reminders.due] == ["19:30"]


def test_what_is_on_a_day_is_told_of_that_day(house: House) -> None:
    reminders = house("reminders")
    reminders.hear("remind me to call mum tomorrow at six in the evening")
    reminders.hear("set an alarm for seven in the morning every friday")
    tomorrow = reminders.hear("what have I got on tomorrow")
    assert "call mum" in tomorrow
    assert "alarm" not in tomorrow
    friday = reminders.hear("and on friday")
    assert "alarm" in friday
    assert "call mum" not in friday
    assert "Nothing" in reminders.hear("is anything planned for sunday")
    everything = reminders.hear("what is on at the weekend")
    assert "alarm" in everything
    assert "call mum" in everything

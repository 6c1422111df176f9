"""A table of moments, by kinds, and what belongs to the task and not to the moment."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from dateutil.tz import tzlocal

from earnest.spoken.en.moments import read, read_all, read_whole, waking
from earnest.spoken.moment import Reading
from spoken.en.times_set import evaluate

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 25, 14, 10, tzinfo=LONDON)
"""A Wednesday afternoon."""
TABLE = yaml.safe_load((Path(__file__).parent / "moments.yaml").read_text("utf-8"))
PAIRS = [pytest.param(text, wanted, id=text) for kind in TABLE.values() for text, wanted in kind.items()]


def _at(wanted: str) -> datetime:
    day, clock = wanted.split(" ")[:2]
    date = {2: f"2026-11-{day}", 5: f"2026-{day}", 10: day}[len(day)]
    return datetime.fromisoformat(f"{date}T{clock}").replace(tzinfo=LONDON)


@pytest.mark.parametrize("where", ["alone", "in a sentence"])
@pytest.mark.parametrize(("text", "wanted"), PAIRS)
def test_the_table(text: str, wanted: str, where: str) -> None:
    reading = read_whole(text, NOW) if where == "alone" else read(f"remind me to feed the cat {text}", NOW)
    if wanted == "?":
        assert reading.why or reading.doubts or reading.moment is None, reading
        return
    assert (reading.doubts, reading.why) == ((), None)
    assert reading.rest == ("" if where == "alone" else "remind me to feed the cat")
    assert reading.moment is not None
    assert reading.moment.at == _at(wanted)
    rule = " ".join(wanted.split(" ")[2:]) or None
    assert reading.moment.recurrence == (rule and rule.replace(" ", "\n"))


BELONGS_TO_THE_TASK = {
    "remind me to read the sunday paper at nine": ("25 21:00", "remind me to read the sunday paper"),
    "remind me to buy 6 eggs at five": ("25 17:00", "remind me to buy 6 eggs"),
    "remind me to watch the 5 o'clock news tomorrow": ("26 09:00", "remind me to watch the 5 o'clock news"),
    "remind me to call mum about monday at 7 pm": ("25 19:00", "remind me to call mum about monday"),
    "remind me to tell mum about christmas tomorrow": ("26 09:00", "remind me to tell mum about christmas"),
    "remind me at five to book a table for friday": ("25 17:00", "remind me to book a table for friday"),
    "remind me to watch monday night football at six": ("25 18:00", "remind me to watch monday night football"),
    "remind me to finish monday's homework tonight": ("25 20:00", "remind me to finish monday's homework"),
    "remind me to go to 6 pm mass at five": ("25 17:00", "remind me to go to 6 pm mass"),
    "remind me to read chapter 12 tomorrow": ("26 09:00", "remind me to read chapter 12"),
    "remind me to be at platform 9 at ten": ("25 22:00", "remind me to be at platform 9"),
    "remind me to set the oven to 200 at five": ("25 17:00", "remind me to set the oven to 200"),
    "remind me to run for 30 minutes on tuesday": ("12-01 09:00", "remind me to run for 30 minutes"),
    "remind me to pack for the 3 day trip tomorrow": ("26 09:00", "remind me to pack for the 3 day trip"),
    "remind me to meet april on friday": ("27 09:00", "remind me to meet april"),
    "remind me at 6 that tomorrow is bin day": ("25 18:00", "remind me that tomorrow is bin day"),
    "remind me to say happy new year at midnight": ("26 00:00", "remind me to say happy new year"),
    "remind me to send the report due friday on thursday": ("26 09:00", "remind me to send the report due friday"),
    "set a six thirty alarm for tomorrow": ("26 18:30", "set a alarm"),
    "cancel my 7 am alarm": ("26 07:00", "cancel my alarm"),
}


@pytest.mark.parametrize(("text", "wanted"), BELONGS_TO_THE_TASK.items())
def test_what_belongs_to_the_task_is_no_moment_and_no_doubt(text: str, wanted: tuple[str, str]) -> None:
    reading = read(text, NOW)
    assert reading.moment is not None
    assert (reading.moment.at, reading.rest, reading.doubts) == (_at(wanted[0]), wanted[1], ())


DOUBTED = {
    "remind me every day at nine except public holidays to swim": "except public holidays",
    "remind me at six to call and at seven to eat": "at seven",
    "remind me at six until june to call": "until june",
    "remind me at six or seven to call": "or seven",
    "remind me late tomorrow to call": "late",
    "remind me at 3 pm eastern to call": "eastern",
    "remind me every weekday at nine during term time to read": "during term time",
    "remind me on dave day at six to call": "on dave day",
    "remind me on the weekend of the 12th to visit mum": "of the 12th",
    "remind me every hour in the afternoon to drink": "in the afternoon",
    "move my alarm from six to seven": "from six to seven",
    "don't wake me before ten tomorrow": "don't wake",
    "remind me sunday arvo at four to swim": "arvo",
    "remind me before friday to swim": "before",
    "remind me after the weekend to swim": "after",
    "remind me once a month on a friday at two to swim": "friday",
}


@pytest.mark.parametrize(("text", "doubt"), DOUBTED.items())
def test_nothing_about_time_is_dropped(text: str, doubt: str) -> None:
    assert doubt in read(text, NOW).doubts


WHY = {
    "on the 31st of february": "there is no thirty first of February",
    "on the 31st of november": "there is no thirty first of November",
    "on 2027-02-29": "there is no twenty ninth of February 2027",
    "at 25 o'clock": "there is no 25 o'clock",
    "at 7:75": "there is no 7:75",
    "yesterday at six": "yesterday is over",
    "last friday": "last Friday is over",
    "at 6 pm in the morning": "18:00 is not in the morning",
    "in the evening in the morning": "in the evening, or in the morning?",
    "on monday the fourth of december": "the fourth of December is a Friday",
    "at tea time": "tea time could be any time",
    "three times a day": "at what times, 3 times a day?",
    "today": "at what time today?",
    "every day until yesterday": "yesterday is over",
    "every friday except friday": "that leaves no day",
}


@pytest.mark.parametrize(("text", "why"), WHY.items())
def test_what_cannot_be_is_told(text: str, why: str) -> None:
    reading = read_whole(text, NOW)
    assert (reading.moment, reading.why) == (None, why)


WAKING = {
    "at six": "26 06:00",
    "at half six": "26 06:30",
    "at seven on friday": "27 07:00",
    "at eleven": "26 11:00",
    "at twelve on sunday": "29 12:00",
    "at 7 pm": "25 19:00",
    "at 0715": "26 07:15",
    "at seven tonight": "25 19:00",
    "before seven": "26 06:45",
    "every weekday at six": "26 06:00",
    "in twenty minutes": "25 14:30",
    "at three": None,
    "at half two tomorrow": None,
    "every day at four": None,
}


@pytest.mark.parametrize(("text", "wanted"), WAKING.items())
def test_whoever_wants_to_be_woken_means_the_morning(text: str, wanted: str | None) -> None:
    moment = read(f"wake me {text}", NOW).moment
    assert moment is not None
    woken = waking(moment)
    assert (None if woken is None else woken.at) == (None if wanted is None else _at(wanted))


LATE = {
    (22, 0): {"at eight": "26 08:00", "at one": "26 13:00", "this evening": "25 23:00", "half past twelve": "26 12:30"},
    (22, 50): {"at half twelve": "26 00:30"},
    (5, 10): {"at six": "25 06:00", "at eight": "25 08:00", "on wednesday": "25 09:00"},
    (0, 30): {"tonight at two": "25 02:00", "tonight": "25 20:00", "tonight at ten": "25 22:00"},
    (9, 30): {"today at eight": "25 20:00", "this morning": "25 10:00", "on wednesday at eight": "12-02 08:00"},
}


@pytest.mark.parametrize("clock", LATE)
def test_the_half_of_the_day_depends_on_when_it_is_said(clock: tuple[int, int]) -> None:
    now = NOW.replace(hour=clock[0], minute=clock[1])
    for text, wanted in LATE[clock].items():
        moment = read_whole(text, now).moment
        assert moment is not None, text
        assert moment.at == _at(wanted), text


def test_each_of_several_moments_is_read() -> None:
    found = read_all("remind me tomorrow at nine to call and at ten to eat", NOW)
    assert [each.moment.at for each in found if each.moment] == [_at("26 09:00"), _at("26 10:00")]
    days = read_all("remind me at noon on the second, third and fifth of march to swim", NOW)
    assert [each.moment.at for each in days] == [_at(f"2027-03-0{day} 12:00") for day in (2, 3, 5)]
    week = read_all("wake me at 6 am on monday and wednesday", NOW)
    assert [each.moment.at for each in week] == [_at("30 06:00"), _at("12-02 06:00")]
    several = read_all("set three alarms: 6:50, 6:55 and 7", NOW)
    assert [waking(each.moment).at.strftime("%H:%M") for each in several] == ["06:50", "06:55", "07:00"]


def test_countries_write_and_celebrate_their_own_days() -> None:
    assert read_whole("on 3/5", NOW, "US").moment.at == _at("2027-03-05 09:00")
    assert read_whole("on 3/5", NOW, "GB").moment.at == _at("2027-05-03 09:00")
    assert read_whole("on 3/5", NOW, None).why == "the third of May, or the fifth of March?"
    assert read_whole("on 25/12", NOW, None).moment.at == _at("12-25 09:00")
    assert read_whole("on thanksgiving", NOW, "US").moment.at == _at("26 09:00")
    assert read_whole("on mother's day", NOW, "US").moment.at == _at("2027-05-09 09:00")
    assert read_whole("on bank holiday monday", NOW).moment.at == _at("12-28 09:00")
    assert read_whole("on german unity day", NOW, "DE").moment.at == _at("2027-10-03 09:00")
    nowhere = read("remind me on thanksgiving at six to cook", NOW, None)
    assert nowhere.doubts == ("on thanksgiving",)


def test_zones_of_every_kind() -> None:
    """A zone by name, the machine's own as dateutil has it, and the mere offset that ``astimezone`` writes."""
    spring = datetime(2027, 3, 27, 22, tzinfo=LONDON)
    assert read_whole("at half past one in the morning", spring).moment.at.strftime("%H:%M") == "02:30"
    assert read_whole("in eight hours", spring).moment.at.strftime("%H:%M") == "07:00"
    for now in (NOW.astimezone(), NOW.replace(tzinfo=tzlocal()), NOW.astimezone(timezone.utc)):  # noqa: UP017
        moment = read_whole("tomorrow at noon", now).moment
        assert moment.at.utcoffset() is not None
        assert moment.at.strftime("%d %H:%M") == (now + timedelta(days=1)).strftime("%d 12:00")


def test_a_sentence_is_read_within_ten_milliseconds() -> None:
    text = "remind me to water the plants at half past six tomorrow"
    read(text, NOW)
    times = []
    for _ in range(20):
        began = time.process_time()
        read(text, NOW)
        times.append(time.process_time() - began)
    assert sorted(times)[len(times) // 2] < 0.01


def test_a_set_of_requests_that_were_written_first() -> None:
    """The same count is made over sets that others wrote; see ``times_set.py``."""
    score = evaluate(Path(__file__).parent / "times.jsonl")
    assert (score.asked, score.silent) == ([], [])
    assert score.right == score.lines > 20


@pytest.mark.parametrize("text", ["", "hello", "what's the time", "feed the cat", "whenever you like", "6 eggs"])
def test_words_without_a_moment_stay_as_they_are(text: str) -> None:
    assert read(text, NOW) == Reading(None, text)

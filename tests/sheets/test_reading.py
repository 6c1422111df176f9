"""A sheet is read whole or refused, with file, line, key, what was found and what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from earnest.errors import SheetError
from earnest.sheets import Sheet
from earnest.sheets.reading import Places, left_out, read_sheet
from earnest.spoken import Moment

ENGLISH = """\
phrases:
  brew: ["(brew|make) {drink}", "tea please"]
subjects: {brew: [tea, coffee]}
choices:
  drink: [tea, coffee]
  strength: {weak: 1, strong: 3}
cues:
  hurry: [quick, now]
replies:
  set: "I'll brew {drink} {when}."
  soon: {text: "At once.", tone: bright}
  idle: {text: ["Nothing brews.", "No water is on."], tone: calm}
  cups: {one: "One cup of {drink}.", other: "{count} cups of {drink}."}
"""

GERMAN = """\
phrases:
  brew: ["(koch|mach) {drink}"]
about: {brew: Etwas kochen.}
subjects: {brew: [Tee]}
choices:
  drink: [Tee, Kaffee]
  strength: {schwach: 1, stark: 3}
cues:
  hurry: [schnell]
replies:
  set: "{when} gibt es {drink}."
  soon: Sofort.
  idle: Nichts.
  cups: {one: "Eine Tasse {drink}.", other: "{count} Tassen {drink}."}
"""

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def write(folder: Path, **sheets: str) -> Places:
    """A plugin's folder with these sheets in it."""
    (folder / "words").mkdir(exist_ok=True)
    for code, text in sheets.items():
        (folder / "words" / f"{code}.yaml").write_text(text, encoding="utf-8")
    return Places(folder / "words", folder / "household")


def complaint(places: Places, code: str = "en") -> str:
    """What reading says is wrong."""
    with pytest.raises(SheetError) as fault:
        read_sheet(places, code)
    return str(fault.value)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """The English one."""
    return read_sheet(write(tmp_path, en=ENGLISH))


def test_a_sheet_holds_what_its_file_says(sheet: Sheet) -> None:
    assert sheet.phrases == {"brew": ["(brew|make) {drink}", "tea please"]}
    assert sheet.closed(["make {drink}"]) == {"drink": {"tea": "tea", "coffee": "coffee"}}
    assert sheet.choice("strength") == {"weak": 1, "strong": 3}
    assert list(sheet.cue("hurry")) == ["quick", "now"]
    assert sheet.places["brew"][1].endswith("en.yaml:2 phrases.brew[1]")


def test_slots_are_said_by_the_language(sheet: Sheet) -> None:
    when = Moment(NOON + timedelta(minutes=5), said=NOON)
    assert sheet.reply("set", {"drink": ["tea", "coffee"], "when": when}).text == (
        "I'll brew tea and coffee in five minutes."
    )
    assert sheet.reply("cups", {"count": 1, "drink": "tea"}).text == "One cup of tea."
    assert sheet.reply("cups", {"count": 20, "drink": "tea"}).text == "Twenty cups of tea."
    assert sheet.words("cups", {"count": 20, "drink": "tea"}) == "twenty cups of tea."


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("{x}", timedelta(minutes=30), "half an hour"),
        ("{x}", NOON.replace(hour=18, minute=15), "quarter past six"),
        ("{x:time}", NOON, "noon"),
        ("{x:row}", (1, 2), "one, two"),
        ("{x:date}", NOON, "Monday the second of March"),
        ("{x:or}", ("red", "green", "blue"), "red, green, or blue"),
        ("{x:or}", [*"abcdefghijklm"], "a, b, c, d, e, f, g, h, i, j, or one of three others"),
        ("{x:row}", [*"abcdefghijklm"], "a, b, c, d, e, f, g, h, i, j, three more"),
        ("{x}", [*"abcdefghijklm"], "a, b, c, d, e, f, g, h, i, j, and three more"),
        ("a {x} b", "", "a b"),
    ],
)
def test_the_manner_of_a_slot(tmp_path: Path, text: str, value: object, said: str) -> None:
    assert read_sheet(write(tmp_path, en=f'replies: {{it: "{text}"}}')).words("it", {"x": value}) == said


def test_several_take_turns_and_each_has_its_tone(sheet: Sheet) -> None:
    said = [sheet.reply("idle", {}, turn) for turn in range(3)]
    assert [reply.text for reply in said] == ["Nothing brews.", "No water is on.", "Nothing brews."]
    assert [reply.tone for reply in said] == ["calm"] * 3
    assert sheet.reply("soon", {}).tone == "bright"


@pytest.mark.parametrize(
    ("name", "slots", "said"),
    [
        ("sett", {}, "there is no reply 'sett'; did you mean 'set'?"),
        ("set", {"drink": "tea"}, "replies.set: the slot {when} was not given"),
        ("soon", {"cup": 1}, "replies.soon: there is no slot {cup}; it has none"),
    ],
)
def test_a_name_or_a_slot_that_is_not_there_names_the_file(sheet: Sheet, name: str, slots: dict, said: str) -> None:
    with pytest.raises(LookupError) as fault:
        sheet.reply(name, slots)
    assert "words/en.yaml" in str(fault.value)
    assert str(fault.value).endswith(said)


def test_a_plugin_without_a_sheet_is_told_which_to_write() -> None:
    with pytest.raises(LookupError, match=r"the plugin has no words/en\.yaml"):
        read_sheet(Places()).reply("set", {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("replys: {a: b}", 'en.yaml:1 replys: no such section; did you mean "replies"?'),
        ("replies: [a]", "en.yaml:1 replies: expected names of replies with what belongs to them, found"),
        ("replies:\n  a: 5", "en.yaml:2 replies.a: expected text, or texts for one and for other, found 5"),
        ("replies:\n  a: {text: [b, {tone: c}]}", "en.yaml:2 replies.a.text[1]: expected text, or texts for one"),
        ("replies:\n  a: {text: b, tone: 5}", "en.yaml:2 replies.a.tone: expected the name of a tone, found 5"),
        ("replies:\n  a: {text: b, tune: c}", 'en.yaml:2 replies.a.tune: no such key; did you mean "tone"?'),
        ("replies:\n  a: []", "en.yaml:2 replies.a: expected a reply, or several that take turns, found []"),
        ("replies:\n  a:\n  - b\n  - 7", "en.yaml:4 replies.a[1]: expected text, or texts for one and for"),
        ("replies:\n  a: {one: b}", "en.yaml:2 replies.a: expected text, or texts for one and for other, found"),
        ("replies:\n  a: {other: b, some: c}", "en.yaml:2 replies.a.some: no such plural form"),
        ("replies:\n  a: 'b {c'", 'en.yaml:2 replies.a: expected slots written {name} or {name:manner}, found "b {c"'),
        ("replies:\n  a: '{c:data}'", 'en.yaml:2 replies.a: slot {c:data}: no such manner; did you mean "date"?'),
        ("phrases:\n  a: hello", 'en.yaml:2 phrases.a: expected a list of phrases, found "hello"'),
        ("phrases:\n  a: [hello, 5]", "en.yaml:2 phrases.a[1]: expected a phrase, found 5"),
        ("choices:\n  a: []", "en.yaml:2 choices.a: expected a list of words, or words with what each means, found []"),
        ("about:\n  a: [b]", "en.yaml:2 about.a: expected what the skill does, found"),
        ("subjects:\n  a: b", 'en.yaml:2 subjects.a: expected a list of words, found "b"'),
        ("cues:\n  a: {b: 5}", "en.yaml:2 cues.a: expected a list of words, or words with what each becomes, found"),
        ("replies: {a: b}\nreplies: {}", "en.yaml:2 this is not readable YAML: replies is set twice"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_line_key_and_what_was_expected(tmp_path: Path, text: str, said: str) -> None:
    assert said in complaint(write(tmp_path, en=text))


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    assert len(complaint(write(tmp_path, en="replies: {a: 1, b: 2}\nphrases: {c: 3}")).splitlines()) == 3


def test_another_language_is_held_against_the_english_one(tmp_path: Path) -> None:
    places = write(tmp_path, en=ENGLISH, de=GERMAN)
    german = read_sheet(places, "de")
    assert german.language == "de"
    assert german.words("soon", {}) == "Sofort."
    assert places.languages() == ["de", "en"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("soon: Sofort.\n", "\n", "de.yaml:10 replies: these are in en.yaml and not here: soon"),
        ("soon:", "soom:", 'de.yaml:12 replies.soom: en.yaml has no such name; did you mean "soon"?'),
        ("{when} gibt", "{time} gibt", "replies.set: {time}: en.yaml has no such slot here; it has drink, when"),
        ("brew:", "kochen:", "de.yaml:2 phrases.kochen: en.yaml has no such name"),
        ("stark: 3", "stark: 4", "de.yaml:7 choices.strength.stark: expected one of 1, 3, found 4"),
        ("about: {brew: Etwas kochen.}\n", "\n", "de.yaml:1 about: these skills are in en.yaml and not here: brew"),
        ("subjects: {brew: [Tee]}\n", "\n", "de.yaml:1 subjects: these are in en.yaml and not here: brew"),
        ("  hurry: [schnell]", "", "de.yaml:8 cues: these are in en.yaml and not here: hurry"),
    ],
)
def test_what_does_not_fit_the_english_one_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GERMAN
    assert said in complaint(write(tmp_path, en=ENGLISH, de=GERMAN.replace(old, new)), "de")


def test_a_slot_may_be_left_out_but_that_is_told(tmp_path: Path) -> None:
    places = write(tmp_path, en=ENGLISH, de=GERMAN.replace("{when} gibt", "Bald gibt"))
    assert read_sheet(places, "de").words("set", {"when": "x", "drink": "Tee"}) == "Bald gibt es Tee."
    (told,) = left_out(places, "de")
    assert told.endswith("de.yaml:11 replies.set: {when} is left out")
    assert left_out(write(tmp_path, de=GERMAN), "de") == []


def test_a_language_without_a_sheet_is_refused_with_those_there_are(tmp_path: Path) -> None:
    told = complaint(write(tmp_path, en=ENGLISH, de=GERMAN), "fr")
    assert told.startswith("it speaks de, en, and not fr; write ")
    assert told.endswith("words/fr.yaml")


def test_a_plugin_may_speak_another_language_alone(tmp_path: Path) -> None:
    assert read_sheet(write(tmp_path, de=GERMAN), "de").words("soon", {}) == "Sofort."


def test_the_households_sheet_goes_before(tmp_path: Path) -> None:
    places = write(tmp_path, en=ENGLISH)
    (tmp_path / "household").mkdir()
    own = tmp_path / "household" / "en.yaml"
    own.write_text('replies: {soon: "Right away, love."}\nphrases: {brew: ["put the kettle on"]}')
    sheet = read_sheet(places)
    assert sheet.words("soon", {}) == "Right away, love."
    assert sheet.words("idle", {}) == "Nothing brews."
    assert sheet.phrases["brew"] == ["put the kettle on"]
    assert sheet.places["brew"] == [f"{own}:2 phrases.brew[0]"]
    own.write_text("replies: {soom: x}")
    assert 'household/en.yaml:1 replies.soom: en.yaml has no such name; did you mean "soon"?' in complaint(places)


def test_the_household_may_add_a_language_whole(tmp_path: Path) -> None:
    places = write(tmp_path, en=ENGLISH)
    (tmp_path / "household").mkdir()
    (tmp_path / "household" / "de.yaml").write_text(GERMAN)
    assert read_sheet(places, "de").words("soon", {}) == "Sofort."
    (tmp_path / "household" / "de.yaml").write_text("replies: {soon: Sofort.}")
    assert "these are in en.yaml and not here: set, idle, cups" in complaint(places, "de")


def test_a_flood_is_refused(tmp_path: Path) -> None:
    assert "at most 300 kB" in complaint(write(tmp_path, en=f"replies: {{a: {'b' * 400_000}}}"))

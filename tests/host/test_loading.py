"""Who is let in, who is refused and why, and that the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from earnest.errors import ConfigError
from earnest.host import Report
from earnest.host.discovery.offers import TONE_LIMITS
from earnest.nouns import Reply, Transcript, plain_emotion
from earnest.speaking.tones import Prosody
from host.conftest import House

Open = Callable[..., House]

GOOD = '''"""Makes tea."""

from earnest import Reply, Settings, Skills, Talk, hookimpl

heard_so_far = []


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("strength", 3, "minutes to steep")
    settings.add("milk", False, "whether milk goes in")
    settings.add("kinds", ["green", "black"], "what there is")
    settings.add("sugar", 1.5, "lumps")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(brew, "make [me] [some] {kind} tea", choices={"kind": ["green", "black"]})
    skills.add(recall, "what did you hear")


@hookimpl
def heard(transcript) -> None:
    heard_so_far.append(transcript.text)


async def brew(talk: Talk, kind: str) -> Reply:
    """Make a cup of tea."""
    return Reply(f"{kind}, {talk.settings['strength']} minutes", tone="warm")


async def recall(talk: Talk) -> Reply:
    """Tell what was heard."""
    return Reply(", ".join(heard_so_far))
'''

BROKEN = {
    "raises on import": ("x = 1\nkettle.boil()\n", "tea.py:2: NameError: name 'kettle' is not defined"),
    "is no python": ("def brew(:\n", "tea.py:1: SyntaxError: invalid syntax: def brew(:"),
    "leaves on import": ("import sys\nsys.exit(3)\n", "tea.py:2: SystemExit: 3"),
    "has no hooks": ("x = 1\n", "it has no hooks; mark a function such as register_skills with @hookimpl"),
    "misspells a hook": (
        "from earnest import hookimpl\n\n@hookimpl\ndef register_skils(skills): ...\n",
        "tea.py:3: there is no hook 'register_skils'; did you mean 'register_skills'?",
    ),
    "forgets hookimpl": (
        "def register_skills(skills): ...\n",
        "tea.py:1: register_skills is the name of a hook but lacks @hookimpl",
    ),
    "makes a hook async": (
        "from earnest import hookimpl\n\n@hookimpl\nasync def heard(transcript): ...\n",
        "tea.py:3: the hook heard must be a plain function, not async",
    ),
    "wants what a hook has not": (
        "from earnest import hookimpl\n\n@hookimpl\ndef heard(text): ...\n",
        "Argument(s) {'text'} are declared in the hookimpl but can not be found in the hookspec",
    ),
    "is for another API": (
        'earnest_api = "2"\n',
        "it is made for plugin API 2, and this earnest offers 1.0; look for a version of it made for this one",
    ),
    "needs what nobody grants": ('earnest_needs = ("networks",)\n', "did you mean 'network'?"),
    "raises in a hook": (
        "from earnest import hookimpl\n\n@hookimpl\ndef register_skills(skills):\n    1 / 0\n",
        "register_skills raised tea.py:5: ZeroDivisionError: division by zero",
    ),
    "adds a skill twice": (
        "from earnest import hookimpl\n\n@hookimpl\ndef register_skills(skills):\n"
        "    skills.add(brew)\n    skills.add(brew)\n\nasync def brew(talk): ...\n",
        "tea already has a skill called 'brew'; give this one a name=",
    ),
    "wants all the time there is": (
        "from earnest import hookimpl\n\n@hookimpl\ndef register_skills(skills):\n"
        "    skills.add(brew, time_limit=1e9)\n\nasync def brew(talk): ...\n",
        "brew: time_limit is from 0 to 60, found 1000000000.0",
    ),
    "shouts": (
        "from earnest import hookimpl\nfrom earnest.nouns import Tone\n\n@hookimpl\ndef register_tones(tones):\n"
        "    tones.add(Tone('shout', energy=40.0))\n",
        "tone 'shout': energy must be from -20 to 6, found 40.0",
    ),
    "a setting that no file could hold": (
        GOOD.replace('settings.add("sugar", 1.5', 'settings.add("sugar", object()'),
        "setting sugar: the default is text, a number, yes or no, or a list or table of those; found object",
    ),
}


@pytest.mark.parametrize("outside", ["none", "third-party"])
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_plugin_is_refused_by_name_and_the_rest_goes_on(open_house: Open, fault: str, outside: str) -> None:
    source, why = BROKEN[fault]
    house = open_house({"tea.py": source, "coffee.py": GOOD}, outside=outside)
    assert why in house.why_refused("tea")
    assert [plugin.name for plugin in house.plugins.loaded] == ["coffee"]
    assert house.run("coffee", "brew", kind="green") == Reply("green, 3 minutes", tone="warm")


@pytest.mark.parametrize("outside", ["none", "third-party"])
def test_the_same_plugin_is_the_same_inside_and_outside(open_house: Open, outside: str) -> None:
    house = open_house({"tea.py": GOOD}, settings={"tea": {"strength": 5}}, outside=outside)
    (tea,) = house.plugins.loaded
    assert (tea.name, tea.about, tea.outside) == ("tea", "Makes tea.", outside == "third-party")
    brew, recall = tea.skills
    assert (brew.name, brew.about, brew.phrases) == ("brew", "Make a cup of tea.", ("make [me] [some] {kind} tea",))
    assert dict(brew.choices) == {"kind": ["green", "black"]}
    assert dict(tea.values) == {"strength": 5, "milk": False, "kinds": ["green", "black"], "sugar": 1.5}
    assert house.run("tea", "brew", kind="green") == Reply("green, 5 minutes", tone="warm")
    house.plugins.observe("heard", transcript=Transcript("tea please"))
    assert house.run("tea", "recall") == Reply("tea please")
    assert recall.plugin == "tea"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"tea": {"strenght": 5}}, 'settings.tea.strenght: tea has no such setting; did you mean "strength"?'),
        ({"tea": {"strength": "strong"}}, "settings.tea.strength: expected a value of type int, found 'strong'"),
        ({"tea": {"strength": True}}, "settings.tea.strength: expected a value of type int, found True"),
        (
            {"tea": {"kinds": ["green", 3]}},
            "settings.tea.kinds[1]: expected a value of type str for each of kinds, found 1: 3",
        ),
    ],
)
def test_settings_that_do_not_fit_switch_off_that_plugin_alone(open_house: Open, given: Any, why: str) -> None:
    house = open_house({"tea.py": GOOD, "milk.py": GOOD}, settings=given, outside="none")
    assert [(refused.name, refused.why) for refused in house.plugins.refused] == [("tea", why)]
    assert "milk" in [loaded.name for loaded in house.plugins.loaded]


@pytest.mark.parametrize(
    ("settings", "plugins", "why"),
    [
        ({"teas": {}}, {}, 'settings.teas: there is no plugin of that name; did you mean "tea"?'),
        ({}, {"disabled": ["remindres"]}, 'plugins.disabled[0]: there is no plugin of that name; did you mean "rem'),
        ({}, {"allow": {"teas": []}}, 'plugins.allow.teas: there is no plugin of that name; did you mean "tea"?'),
    ],
)
def test_a_misspelt_name_is_a_config_error(open_house: Open, settings: Any, plugins: Any, why: str) -> None:
    with pytest.raises(ConfigError) as fault:
        open_house({"tea.py": GOOD}, settings=settings, outside="none", **plugins)
    assert str(fault.value).startswith(why)


def test_what_a_removed_plugin_left_behind_is_only_told(open_house: Open) -> None:
    left = {"settings": {"almanac": {"town": "Bonn"}}, "disabled": ["wall_paper"], "allow": {"almanac": ["network"]}}
    house = open_house({"tea.py": GOOD}, outside="none", **left)
    assert [notice.partition(": ")[0] for notice in house.plugins.notices] == [
        "plugins.disabled[0]",
        "plugins.allow.almanac",
        "settings.almanac",
    ]
    assert all("if it was removed, this can go too" in notice for notice in house.plugins.notices)
    assert "tea" in [loaded.name for loaded in house.plugins.loaded]


def test_a_permission_that_nobody_asked_for_is_told(open_house: Open) -> None:
    house = open_house({"tea.py": GOOD}, outside="none", disabled=[], allow={"tea": ["network"], "clock": ["diary"]})
    assert sorted(house.plugins.notices) == [
        "plugins.allow.clock: diary has no effect: clock comes with Earnest and needs no permission",
        "plugins.allow.tea: network has no effect: tea does not ask for network",
    ]


WOKEN = """
from earnest import Settings, Skills, hookimpl

@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("from_when", "six in the morning", "from when on", reads="time")
    settings.add("rests", ["ten minutes"], "how long to rest", reads="duration")
"""


@pytest.mark.parametrize("outside", ["none", "all"])
@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"from_when": "22:00", "rests": ["an hour", "5 minutes"]}, None),
        ({"from_when": "banana"}, "settings.wake_up.from_when: expected a time such as "),
        ({"rests": ["an hour", "banana"]}, "settings.wake_up.rests: expected a duration such as "),
    ],
)
def test_text_that_is_to_be_read_is_read(open_house: Open, given: Any, why: str | None, outside: Any) -> None:
    house = open_house({"wake_up.py": WOKEN}, settings={"wake_up": given}, outside=outside)
    found = [refused.why for refused in house.plugins.refused if refused.name == "wake_up"]
    assert len(found) == (why is not None)
    assert all(each.startswith(str(why)) and each.endswith("found 'banana'") for each in found)


def test_a_way_of_reading_there_is_not_is_named(open_house: Open) -> None:
    house = open_house({"wake_up.py": WOKEN.replace('reads="time"', 'reads="tiem"')}, outside="none")
    (refused,) = house.plugins.refused
    assert "setting from_when: text can be read as time, duration or number, not as 'tiem'" in refused.why


def test_a_whole_number_is_a_number(open_house: Open) -> None:
    house = open_house({"tea.py": GOOD}, settings={"tea": {"sugar": 2}}, outside="none")
    assert house.plugins.settings_of("tea")["sugar"] == 2.0


@pytest.mark.parametrize("outside", ["none", "third-party"])
def test_a_plugins_text_is_read_as_python_reads_it(open_house: Open, outside: str) -> None:
    house = open_house(outside=outside)
    (house.folder / "tea.py").write_bytes(GOOD.encode("utf-8-sig"))
    (house.folder / "milk.py").write_bytes(f"# -*- coding: latin-1 -*-\n# K\xe4se\n{GOOD}".encode("latin-1"))
    for name, encoding in (("cocoa", "utf-16"), ("coffee", "latin-1")):
        (house.folder / f"{name}.py").write_bytes(f"# K\xe4se\n{GOOD}".encode(encoding))
    house.load()
    assert {loaded.name for loaded in house.plugins.loaded} >= {"tea", "milk"}
    told = "expected text in UTF-8, found other bytes; save it as UTF-8"
    assert [house.why_refused(name) for name in ("cocoa", "coffee")] == [f"cocoa.py: {told}", f"coffee.py: {told}"]


def test_a_package_is_a_plugin_and_tests_are_not(open_house: Open) -> None:
    house = open_house(
        {
            "coffee/__init__.py": GOOD.replace("from earnest import", "from . import beans\nfrom earnest import"),
            "coffee/beans.py": "KIND = 'arabica'\n",
            "test_coffee.py": "raise RuntimeError\n",
            "_draft.py": "raise RuntimeError\n",
            "conftest.py": "raise RuntimeError\n",
        }
    )
    assert [plugin.name for plugin in house.plugins.loaded] == ["coffee"]
    assert not house.plugins.refused
    assert house.run("coffee", "brew", kind="black").text == "black, 3 minutes"


def test_a_plugin_cannot_take_a_first_party_name(open_house: Open) -> None:
    house = open_house({"engines.py": GOOD}, disabled=["reminders", "smalltalk", "checkins"], outside="none")
    (refused,) = house.plugins.refused
    assert refused.name == "engines (engines.py)"
    assert refused.why.startswith("a plugin of that name is here already, from earnest")


def test_first_party_engines_come_through_the_same_door(open_house: Open) -> None:
    house = open_house(disabled=["reminders", "smalltalk", "checkins"], outside="all")
    engines = {plugin.name: plugin for plugin in house.plugins.loaded}["engines"]
    assert engines.first_party
    assert not engines.outside
    assert any(engine.name == "pocketsphinx" for engine in house.plugins.engines.of("recognizer"))


ENGINES = """
from earnest import hookimpl
from earnest.engines.registry import Engine
earnest_needs = ("engines",)

@hookimpl
def register_engines(engines):
    engines.add(Engine("voice", "kazoo", lambda config: "kazoo", lambda config: None))
"""


def test_third_party_engines_need_the_household_to_say_so(open_house: Open) -> None:
    house = open_house({"kazoo.py": ENGINES})
    assert "plugins.allow.kazoo: [engines]" in house.why_refused("kazoo")
    assert not list(house.plugins.engines.of("voice"))


def test_third_party_engines_run_inside_once_allowed(open_house: Open) -> None:
    house = open_house({"kazoo.py": ENGINES}, allow={"kazoo": ["engines"]})
    assert house.plugins.engines.choose("voice", "kazoo", house.config).engine.make(house.config) == "kazoo"
    assert house.plugins.granted("kazoo") == {"engines"}


OBSERVER = """
from earnest import Reply, hookimpl
seen = []

@hookimpl
def register_skills(skills):
    skills.add(tell, "tell")

@hookimpl
def felt(emotion):
    seen.append(emotion.label)
    if emotion.seems("angry"):
        raise RuntimeError("too much")

@hookimpl
def answered(intent, reply):
    seen.append(f"{intent.skill}: {reply.text}")

async def tell(talk):
    return Reply(" ".join(seen))
"""


def test_an_observer_that_raises_is_named_and_not_called_again(open_house: Open) -> None:
    house = open_house({"mood.py": OBSERVER, "tea.py": GOOD}, outside="none")
    reports: list[Report] = []
    house.plugins.follow(report=reports.append)
    house.plugins.calls.clear()
    for mood in ("sad", "angry", "happy"):
        house.plugins.observe("felt", emotion=plain_emotion(mood))
    house.plugins.observe("heard", transcript=Transcript("tea"))
    assert house.run("mood", "tell") == Reply("sad angry")
    assert [str(report) for report in reports] == [
        "mood: felt raised mood.py:13: RuntimeError: too much; it is not called any more"
    ]
    assert [(call.plugin, call.hook, call.fault) for call in house.plugins.calls] == [
        ("mood", "felt", None),
        ("mood", "felt", "RuntimeError"),
        ("tea", "heard", None),
    ]


def test_moments_can_be_kept_from_third_parties(open_house: Open) -> None:
    house = open_house({"tea.py": GOOD}, outside="none")
    house.plugins.observe("heard", insiders_only=True, transcript=Transcript("a secret"))
    assert house.run("tea", "recall") == Reply("")


def test_there_is_no_other_hook_to_observe(open_house: Open) -> None:
    with pytest.raises(ValueError, match="'spoken' is no observing hook; choose from started, woke, listening"):
        open_house().plugins.observe("spoken")


TONES = """
from earnest import hookimpl
from earnest.nouns import Tone

@hookimpl
def register_tones(tones):
    tones.add(Tone("lullaby", rate=0.8, pitch=-1.0), answers=["tired"])
"""


@pytest.mark.parametrize("outside", ["none", "third-party"])
def test_a_plugin_adds_a_tone(open_house: Open, outside: str) -> None:
    tones = open_house({"bed.py": TONES}, outside=outside).plugins.tones
    assert tones["lullaby"].rate == 0.8
    assert "gentle" in tones


def test_an_installed_plugin_of_somebody_elses_is_third_party(
    open_house: Open, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path_factory.mktemp("site")
    info = site / "earnest_kettle-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: earnest-kettle\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text("[earnest]\nkettle = earnest_kettle\npan = earnest_pan\n")
    (site / "earnest_kettle.py").write_text(GOOD)
    monkeypatch.syspath_prepend(str(site))
    house = open_house()
    (kettle,) = house.plugins.loaded
    assert (kettle.name, kettle.origin, kettle.outside) == ("kettle", "earnest-kettle 1.2", True)
    assert house.run("kettle", "brew", kind="black") == Reply("black, 3 minutes", tone="warm")
    assert "No module named 'earnest_pan'" in house.why_refused("pan")


def test_the_limits_of_added_tones_are_those_of_the_tones_page() -> None:
    for name, (low, high) in TONE_LIMITS.items():
        limits = {type(limit).__name__: limit for limit in Prosody.model_fields[name].metadata}
        assert (limits["Ge"].ge, limits["Le"].le) == (low, high), name


def test_a_package_and_a_file_are_called_alike(open_house: Open) -> None:
    house = open_house({"earnest_tea/__init__.py": GOOD}, settings={"tea": {"strength": 5}})
    assert [plugin.name for plugin in house.plugins.loaded] == ["tea"]
    assert house.plugins.settings_of("tea")["strength"] == 5


def test_the_name_that_a_package_had_is_told_by_line(open_house: Open) -> None:
    with pytest.raises(ConfigError, match=r'settings.earnest_tea: the plugin is called "tea" here too; write tea for'):
        open_house({"earnest_tea/__init__.py": GOOD}, settings={"earnest_tea": {"strength": 5}})


def test_names_that_sound_alike_are_one(open_house: Open) -> None:
    house = open_house({"Tea.py": GOOD, "tea.py": GOOD, "earnest_tea/__init__.py": GOOD})
    assert [plugin.origin for plugin in house.plugins.loaded] == ["Tea.py"]
    assert {refused.name for refused in house.plugins.refused} == {"tea (tea.py)", "tea (earnest_tea)"}


LISTS = '''"""Lists of our own."""
from earnest import Reply, changes, hookimpl


@hookimpl
def register_skills(skills):
    skills.add(clear, "clear my shopping list")


@changes("lasting", "list")
async def clear(talk):
    """Clear the list."""
    return Reply("Ours is clear.")
'''


def _shipped(house: House) -> list[str]:
    return [plugin.name for plugin in house.plugins.loaded if plugin.first_party]


def test_a_plugin_of_earnests_gives_way_when_the_household_says_so(open_house: Open) -> None:
    refusing = open_house({"lists.py": LISTS}, disabled=[])
    assert "earnest plugins enable lists --own" in refusing.why_refused("lists (lists.py)")
    assert "lists" in _shipped(refusing)
    house = open_house(disabled=[], replaced=["lists"])
    assert not house.plugins.refused
    assert "lists" not in _shipped(house)
    assert house.run("lists", "clear").text == "Ours is clear."
    broken = open_house({"lists.py": "kettle"}, disabled=[], replaced=["lists"])
    assert "NameError" in broken.why_refused("lists")
    assert "lists" in _shipped(broken)


def test_what_keeps_the_house_gives_way_to_nobody(open_house: Open) -> None:
    house = open_house({"privacy.py": GOOD, "engines.py": GOOD}, disabled=[], replaced=["privacy", "engines"])
    assert all("nothing takes its place" in house.why_refused(name) for name in ("privacy", "engines"))
    assert {"privacy", "engines"} <= set(_shipped(house))


def test_a_name_that_only_sounds_like_one_of_earnests_is_another(open_house: Open) -> None:
    house = open_house({"Clock.py": LISTS}, disabled=[], replaced=["Clock"])
    assert house.why_refused("Clock (Clock.py)").endswith("give this one another name")
    assert "clock" in _shipped(house)

"""A request about something else is left alone, however alike the words around it are."""

from __future__ import annotations

import pytest

from earnest import changes
from earnest.intents import Router
from earnest.skills import Skills
from earnest.talk import Talk

from .conftest import NOW, offer


@pytest.fixture(scope="module")
def router() -> Router:
    """Skills whose phrases share their subject."""
    return Router(
        offer(
            {
                "age": [
                    "how old are you",
                    "what is your age",
                    "when were you (born|made)",
                    "how many years old are you",
                ],
                "maker": ["who (made|built|created) you", "who is your maker", "whose invention are you"],
                "volume": ["change the volume", "set the volume to {level:number}", "(raise|lower) the volume"],
                "remind": ["remind me", "remind me (to|about) {task}", "(don't|do not) let me forget to {task}"],
                "recipe": ["how do i (cook|bake) {dish}", "find me a recipe for {dish}", "recipe for {dish}"],
            }
        )
    )


@pytest.mark.parametrize(
    "said",
    ["don't change the volume", "please do not ever raise the volume", "stop raising the volume", "never remind me",
     "no more recipes for dumplings", "quit making you", "turn the recipe for soup off"],
)  # fmt: skip
def test_what_is_to_end_or_be_left_is_not_begun(router: Router, said: str) -> None:
    route = router.route(said, NOW)
    assert route.likeliest is None


@pytest.mark.parametrize(
    ("said", "skill"),
    [
        ("don't let me forget to sleep", "remind"),
        ("do you know who made you", "maker"),
    ],
)
def test_a_no_that_refuses_nothing_hinders_nothing(router: Router, said: str, skill: str) -> None:
    intent = router.route(said, NOW).likeliest
    assert intent is not None
    assert intent.skill == skill


@pytest.mark.parametrize(
    "said",
    [
        "how old is the president",
        "who made the eiffel tower",
        "what is the volume of a cylinder",
        "set the volume of the oven clock to five",
        "remind me what the capital of france is",
    ],
)
def test_somebody_elses_subject_is_nobodys(router: Router, said: str) -> None:
    assert router.route(said, NOW).likeliest is None


@pytest.mark.parametrize(
    ("said", "skill"),
    [
        ("would you tell me how old you are", "age"),
        ("tell me who it was that made you", "maker"),
        ("i would like the volume changed", "volume"),
    ],
)
def test_the_skills_own_subject_is_answered(router: Router, said: str, skill: str) -> None:
    route = router.route(said, NOW)
    assert route.likeliest is not None
    assert route.likeliest.skill == skill


@pytest.mark.parametrize(
    ("said", "skill", "held"),
    [
        ("can you give me a recipe for german chocolate cake", "recipe", {"dish": "german chocolate cake"}),
    ],
)
def test_what_a_slot_holds_is_no_subject_of_its_own(
    router: Router, said: str, skill: str, held: dict[str, object]
) -> None:
    route = router.route(said, NOW)
    assert route.rivals == ()
    assert route.intent is not None
    assert (route.intent.skill, dict(route.intent.slots)) == (skill, held)


def test_a_guess_at_what_changes_nothing_needs_the_subject_that_its_author_named() -> None:
    """Here "what shall I get" is alike in all but its subject."""

    @changes("nothing", "list")
    async def read(_talk: Talk) -> str:
        return ""

    @changes("nothing")
    async def free(_talk: Talk) -> str:
        return ""

    def skill_for(said: str, function: object) -> str | None:
        skills = Skills("home")
        skills.add(function, "what should i get", "what is on my list", "what do i need to get")
        route = Router(skills).route(said, NOW)
        return route.likeliest.skill if route.likeliest else None

    assert skill_for("is there something i should get", free) == "free"
    assert skill_for("is there something i should get", read) is None
    assert skill_for("tell me what i put on my list", read) == "read"

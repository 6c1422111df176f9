"""Lists: several things at once, read back, taken off, and never cleared by a guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from earnest.testing import Rehearsal

House = Callable[..., Rehearsal]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("put milk on the shopping list", {"shopping": ["milk"]}),
        (
            "add eggs, butter and two loaves of bread to my shopping list",
            {"shopping": ["eggs", "butter", "two loaves of bread"]},
        ),
        ("stick some bananas on the list would you", {"shopping": ["bananas"]}),
        ("we've run out of washing powder, put it on the list", {"shopping": ["washing powder"]}),
        ("add to my list of things to do: wash the dog", {"to do": ["wash the dog"]}),
        ("add wash and dry the dog to my to-do list", {"to do": ["wash and dry the dog"]}),
        ("put call my mum and book the dentist on my to do list", {"to do": ["call your mum", "book the dentist"]}),
        ("put socks and a toothbrush on the packing list", {"packing": ["socks", "toothbrush"]}),
        ("add milk to the grocery list", {"shopping": ["milk"]}),
        ("add salt and vinegar crisps and milk to the list", {"shopping": ["salt and vinegar crisps", "milk"]}),
    ],
)
def test_what_is_put_on_a_list(house: House, said: str, kept: dict[str, list[str]]) -> None:
    rehearsal = house("lists", "reminders")
    rehearsal.hear(said)
    assert _kept(rehearsal) == kept


@pytest.mark.parametrize(
    "said",
    [
        "add milk but not eggs to the list", "put tea or coffee on my shopping list", "add nothing to the list",
        "add juice if it is cheap to the shopping list", "put everything except fish on the shopping list",
    ],
)  # fmt: skip
def test_what_leaves_open_which_things_are_meant_is_asked_about(house: House, said: str) -> None:
    lists = house("lists")
    assert lists.hear(said) == "What shall I put on the shopping list?"
    assert lists.hear("milk and coffee") == "I've put milk and coffee on the shopping list."
    lists.hear("put ring the bank or the post office on my to do list")
    assert _kept(lists)["to do"] == ["ring the bank or the post office"]


def test_a_list_is_read_and_things_are_taken_off(house: House) -> None:
    lists = house("lists")
    assert lists.hear("what's on my shopping list").startswith("There's no shopping list.")
    assert lists.hear("add milk and free range eggs to the shopping list") == (
        "I've put milk and free range eggs on the shopping list."
    )
    assert lists.hear("put some milk on the list") == "Milk is on the shopping list already."
    assert lists.hear("read me the list") == "There are two things on the shopping list: milk and free range eggs."
    assert lists.hear("are there eggs on my shopping list") == "Yes: free range eggs."
    assert lists.hear("take the eggs off the list") == "I've taken free range eggs off the shopping list."
    assert lists.hear("is bread on the list") == "Bread isn't on the shopping list."
    assert lists.hear("i've got the milk, take it off") == "I've taken milk off the shopping list."
    assert lists.hear("what do we need from the shop") == "There's nothing on the shopping list."


def test_what_is_on_a_list_is_spoken_of_by_name_alone(house: House) -> None:
    lists = house("lists", "reminders")
    lists.hear("add milk, eggs and bread to the shopping list")
    lists.hear("I've got the milk")
    lists.hear("I've got a headache")
    lists.hear("cancel the bread")
    assert _kept(lists) == {"shopping": ["eggs"]}
    lists.hear("undo")
    assert _kept(lists) == {"shopping": ["eggs", "bread"]}


def test_one_of_several_that_fit_is_asked_about(house: House) -> None:
    lists = house("lists")
    lists.hear("add oat milk, soy milk and bread to the shopping list")
    assert lists.hear("take the milk off the shopping list") == "Which do you mean, oat milk or soy milk?"
    assert lists.hear("the oat milk") == "I've taken oat milk off the shopping list."


def test_a_list_is_cleared_only_after_a_yes_and_comes_back(house: House) -> None:
    lists = house("lists")
    lists.hear("add milk and eggs to the shopping list")
    asked = "There are two things on the shopping list. Shall I clear it?"
    assert lists.hear("clear the shopping list") == asked
    assert lists.hear("no") == "I'll leave it as it is."
    assert lists.hear("empty my shopping list") == asked
    assert lists.silence() == "I'll leave it as it is."
    lists.hear("clear the shopping list")
    assert lists.hear("yes") == "The shopping list is cleared."
    assert _kept(lists) == {}
    lists.hear("undo that")
    assert _kept(lists) == {"shopping": ["milk", "eggs"]}


def test_what_has_run_out_is_offered(house: House) -> None:
    lists = house("lists")
    assert lists.hear("we're out of coffee") == "Shall I put coffee on the shopping list?"
    assert lists.hear("no") == "All right, I won't."
    lists.hear("we need more coffee")
    assert lists.hear("yes please") == "I've put coffee on the shopping list."


def test_lists_of_their_own(house: House) -> None:
    lists = house("lists")
    assert lists.hear("which lists do i have").startswith("There are no lists yet.")
    assert lists.hear("start a packing list") == "What shall I put on the packing list first?"
    assert lists.hear("socks and sun cream") == "I've put socks and sun cream on the packing list."
    lists.hear("put milk on the shopping list")
    assert lists.hear("is sun cream on the list") == "Yes: sun cream."
    assert lists.hear("which lists are there") == "There are two lists: packing and shopping."
    assert lists.hear("make a new list") == "What is it for?"
    assert lists.never_mind() == "I'll leave it as it is."


def test_reminders_keep_their_own_list(house: House) -> None:
    both = house("lists", "reminders")
    assert both.hear("add call mum to my reminder list") == "When should I remind you?"
    both.never_mind()
    assert _kept(both) == {}


@pytest.mark.parametrize(
    "said", ["put the kettle on", "take your coat off", "put Radio 4 on", "add ten minutes to my timer", "clear off"]
)
def test_what_names_no_list_is_on_none(house: House, said: str) -> None:
    lists = house("lists", "reminders")
    lists.hear(said)
    assert _kept(lists) == {}


def _kept(rehearsal: Rehearsal) -> dict[str, list[str]]:
    notes = rehearsal.notes("lists")
    return {note.removeprefix("list "): things for note, things in notes.items() if note.startswith("list ")}


def test_a_long_list_is_read_in_parts(house: House) -> None:
    kitchen = house("lists")
    for begin in range(0, 24, 8):
        kitchen.hear(f"add {', '.join(f'thing {number}' for number in range(begin, begin + 8))} to the shopping list")
    first = kitchen.hear("what's on the shopping list")
    assert first.startswith("There are twenty four things on the shopping list. The first are ")
    assert first.endswith("Shall I go on?")
    assert kitchen.hear("yes").endswith("Shall I go on?")
    assert kitchen.hear("yes") == "Then thing 20, thing 21, thing 22, and thing 23."
    kitchen.hear("what's on the shopping list")
    assert kitchen.hear("no") == "All right."


def test_a_story_is_no_list(house: House) -> None:
    kitchen = house("lists")
    assert kitchen.hear(f"start a {'very ' * 20}long list") == "That is too long for a list. Say it in a few words."
    assert kitchen.hear("which lists are there") == "There are no lists yet. Say: put milk on the shopping list."


def test_one_thing_takes_the_place_of_another(house: House) -> None:
    lists = house("lists")
    lists.hear("add bread, milk and eggs to the shopping list")
    assert lists.hear("swap the milk for oat milk") == "I've put oat milk on the shopping list in place of milk."
    lists.hear("take the eggs off")
    assert _kept(lists) == {"shopping": ["bread", "oat milk"]}


def test_an_answer_may_be_the_request_once_more(house: House) -> None:
    lists = house("lists")
    lists.hear("start a list called camping")
    lists.hear("put tent pegs and a torch on it")
    assert _kept(lists) == {"camping": ["tent pegs", "torch"]}

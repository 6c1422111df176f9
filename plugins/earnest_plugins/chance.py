"""A coin, dice, and other small decisions left to chance."""

from __future__ import annotations

import random
import re

from earnest import Reply, Skills, Talk, hookimpl, say_number

_chance = random.SystemRandom()


_FLIP_COIN = (
    "(flip|toss|throw) a coin",
    "(flip|toss|throw) (a|the|me a|us a) (coin|quarter|penny|nickel|dime) [for me|for us]",
    "heads or tails",
    "(flip|toss|throw) a coin (and|then) tell me (the result|what it is|what i get|which side comes up)",
    "let's (flip|toss) (a coin|for it)",
    "do a coin (flip|toss)",
    "(i need|give me|let's have|we need) a coin (flip|toss)",
    "i (call|say|pick|choose|take|bet on) {side}, (flip|toss) (a|the) coin",
    "(flip|toss) a coin, i (call|say|pick|choose|take) {side}",
    "decide with a coin",
    "let a coin decide",
)
_ROLL_DICE = (
    "roll (a|the) (die|dice)",
    "(roll|throw|cast|shake) (a|the|some|me a|us a|me some) (die|dice) [for me|for us]",
    "(roll|throw|cast) {count:number} dice",
    "(roll|throw) (a|an) {sides:number} sided (die|dice)",
    "(roll|throw) {count:number} dice with {sides:number} sides",
    "(roll|throw) a (d|dee) {sides:number}",
    "(give me|do|let's have|i need|we need) a (dice roll|roll of the (die|dice)|throw of the dice)",
    "let's roll the dice",
    "roll (dice|a pair of dice|two dice) and tell me what (i get|comes up|you get)",
    "roll for me",
    "what (do|did) (i|you) (roll|get) with the dice",
    "(roll|throw) a pair of dice",
    "let the dice decide",
)
_PICK_NUMBER = (
    "pick a number",
    "(pick|choose|think of|give me|say) a [random] number between {low:number} and {high:number}",
    "(pick|choose|think of|give me|say) a [random] number from {low:number} to {high:number}",
    "(give me|say|tell me) (a|any|some) random number",
)


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(flip_coin, *_FLIP_COIN)
    skills.add(roll_dice, *_ROLL_DICE)
    skills.add(pick_number, *_PICK_NUMBER)


async def flip_coin(talk: Talk, side: str | None = None) -> Reply:
    """Flip a coin."""
    fell = _chance.choice(("heads", "tails"))
    if side is None or side.lower() not in ("heads", "tails"):
        return Reply(f"It's {fell}.")
    if side.lower() == fell:
        return Reply(f"It's {fell}. You called it!", tone="bright")
    return Reply(f"It's {fell}. Better luck next time.")


async def roll_dice(talk: Talk, count: float | None = None, sides: float = 6) -> Reply:
    """Roll a die, or several."""
    dice = int(count) if count else 2 if re.search(r"\bpair\b|\btwo\b", talk.text.lower()) else 1
    if not 1 <= dice <= 10 or not 2 <= sides <= 1000:
        return Reply("My hand holds one to ten dice, with two to a thousand sides.")
    rolled = [_chance.randint(1, int(sides)) for _ in range(dice)]
    if dice == 1:
        return Reply(f"You rolled {_an(rolled[0])}.")
    words = [say_number(each) for each in rolled]
    return Reply(f"You rolled {', '.join(words[:-1])} and {words[-1]}: {say_number(sum(rolled))} together.")


async def pick_number(talk: Talk, low: float = 1, high: float = 10) -> Reply:
    """Pick a number at random."""
    first, last = sorted((int(low), int(high)))
    return Reply(f"I pick {say_number(_chance.randint(first, last))}.")


def _an(number: int) -> str:
    words = say_number(number)
    return f"an {words}" if words.startswith(("eight", "eleven")) else f"a {words}"

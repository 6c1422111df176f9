"""A coin, dice, and other small decisions left to chance."""

from __future__ import annotations

import random
import re

from earnest import Reply, Skills, Talk, changes, hookimpl

_chance = random.SystemRandom()


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (flip_coin, roll_dice, pick_number):
        skills.add(skill)


@changes("nothing")
async def flip_coin(talk: Talk, side: str | None = None) -> Reply:
    """Flip a coin."""
    faces = list(talk.cues("faces"))
    face = _chance.choice(faces)
    if side is None or side.lower() not in faces:
        return talk.reply("fell", face=face)
    return talk.reply("called" if side.lower() == face else "missed", face=face)


@changes("nothing")
async def roll_dice(talk: Talk, count: float | None = None, sides: float = 6) -> Reply:
    """Roll a die, or several."""
    pair = any(re.search(rf"\b{word}\b", talk.text.lower()) for word in talk.cues("pair"))
    dice = int(count) if count else 2 if pair else 1
    if not 1 <= dice <= 10 or not 2 <= sides <= 1000:
        return talk.reply("too_many")
    rolled = [_chance.randint(1, int(sides)) for _ in range(dice)]
    if dice == 1:
        number = talk.words("number", number=rolled[0])
        return talk.reply("rolled_an" if number.startswith(tuple(talk.cues("an"))) else "rolled", number=number)
    return talk.reply("rolled_several", first=rolled[:-1], last=rolled[-1], sum=sum(rolled))


@changes("nothing")
async def pick_number(talk: Talk, low: float = 1, high: float = 10) -> Reply:
    """Pick a number at random."""
    first, last = sorted((int(low), int(high)))
    return talk.reply("picked", number=_chance.randint(first, last))

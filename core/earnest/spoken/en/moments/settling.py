"""Gathered pieces, once or again and again, or too little to tell."""

from __future__ import annotations

from dataclasses import replace

from earnest.spoken.en.moments.coming import Here, before, once, point_said
from earnest.spoken.en.moments.dates import Unknown
from earnest.spoken.en.moments.pieces import Every, Impossible
from earnest.spoken.en.moments.recurring import repeated
from earnest.spoken.en.moments.said import Said
from earnest.spoken.moment import Moment


def settle(said: Said, here: Here) -> tuple[Moment | None, set[str]]:
    """The moment of gathered pieces, and the kinds of pieces it has no use for."""
    if said == Said():
        return None, set()
    unused: set[str] = set()
    if said.vague is not None:
        said, unused = _vague(said)
    try:
        moment, more = _timed(said, here)
    except Unknown:
        rest = said.without("day")
        unused.add("day")
        if rest in (Said(), Said(excepts=said.excepts)):
            return None, unused
        moment, more = _timed(rest.without("excepts"), here)
        unused |= {"excepts"} if said.excepts else set()
    return moment, unused | more


def _vague(said: Said) -> tuple[Said, set[str]]:
    """Words that do not say when: harmless beside words that do, asked about where they stand alone."""
    vague = said.vague
    if vague is None:
        return said, set()
    rest = said.without("vague")
    if vague.said in ("some time", "sometime", "at some point") and (said.part or said.day or said.clocks):
        return rest, set()
    if vague.times and len(said.clocks) == vague.times and said.every is None:
        return replace(rest, every=Every("DAILY")), set()
    if said.clocks or said.ahead or said.between or said.every:
        return rest, {"vague"}
    raise Impossible(f"at what times, {vague.said}?" if vague.times else f"{vague.said} could be any time")


def _timed(said: Said, here: Here) -> tuple[Moment | None, set[str]]:
    long = said.lasting is not None and bool(said.lasting.length.days or said.lasting.length.months)
    spread = long and said.day is None and bool(said.clocks or said.part or said.starting or said.between)
    spread = spread or (said.rest is not None and said.day is None and bool(said.clocks or said.part))
    if said.every is not None or spread:
        moment, unused = repeated(said, here)
        return moment, set(unused)
    return _once(said, here)


def _once(said: Said, here: Here) -> tuple[Moment | None, set[str]]:
    unused = {
        kind for kind in ("until", "starting", "lasting", "rest", "only", "count") if getattr(said, kind) is not None
    }
    if said.between is not None and said.between.ranged:
        unused.add("between")
    if said.until is not None and said.clock is None and said.ahead is None:
        point = point_said(said.until.point)
        if point.clock is not None:
            said = replace(said, clocks=point.clocks, day=said.day or point.day, part=said.part or point.part)
            unused.discard("until")
    if said.day is None and said.clock is None and not (said.part or said.ahead or said.week or said.month):
        return None, unused | ({"excepts"} if said.excepts else set())
    if said.ahead is not None and said.clock is not None and not (said.ahead.length.days or said.ahead.length.months):
        said, unused = said.without("clocks", "between"), unused | {"clocks", "between"}
    moment = once(said.without("earlier"), here)
    if said.earlier is not None:
        moment = before(moment, said.earlier.length, here)
    for each in said.excepts:
        if moment.at.weekday() in each.days or moment.at.month in each.months:
            raise Impossible("that is the day it is not to be")
    return moment, unused

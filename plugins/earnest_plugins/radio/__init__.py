"""Radio and music of the household's own: stations by their streams, and a folder of recordings.

In ``earnest.yaml``::

    settings:
      radio:
        stations: {radio four: "https://example.org/four.mp3", jazz: "https://example.org/jazz.m3u"}
        folder: /srv/music
"""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from pathlib import Path

from earnest import FromSetting, NeverMind, Reply, Settings, Skills, SoundError, Talk, changes, hookimpl, session
from earnest_plugins.radio.music import found_in, recordings
from earnest_plugins.radio.streams import Stream, open_stream

earnest_needs = ("network", "files")

_chance = random.SystemRandom()


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("stations", {}, "what stations are called, and the addresses of their streams")
    settings.add("folder", "", "a folder of recordings: MP3, Ogg, FLAC, WAV, M4A")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(play_station, choices={"station": FromSetting("stations")}, time_limit=30.0)
    skills.add(play_radio, time_limit=30.0)
    skills.add(play_music, time_limit=30.0)
    skills.add(name_stations)
    skills.add(stop_radio)


@session
@changes("passing")
async def play_station(talk: Talk, station: str, length: timedelta | None = None) -> Reply:
    """Play a radio station."""
    name = next(name for name, address in talk.settings["stations"].items() if station in (name, address))
    return await _play(talk, _names(talk), name, length)


@session
@changes("passing")
async def play_radio(talk: Talk, length: timedelta | None = None) -> Reply:
    """Turn the radio on: the station that played last."""
    names = _names(talk)
    if not names:
        return talk.reply("no_stations")
    last = talk.notes.get("last")
    return await _play(talk, names, last if last in names else names[0], length)


@session
@changes("passing")
async def play_music(talk: Talk, what: str = "") -> Reply:
    """Play music from the household's folder."""
    if not talk.settings["folder"]:
        return talk.reply("no_folder") if not what or not _names(talk) else talk.reply("no_such_station", station=what)
    every = await asyncio.to_thread(recordings, Path(talk.settings["folder"]))
    chosen = found_in(every, what) if what else every
    if not chosen:
        return talk.reply("no_such_music", what=what) if what else talk.reply("empty_folder")
    _chance.shuffle(chosen)
    try:
        for path in chosen:
            await talk.play(path, name=path.stem)
    except NeverMind:
        return Reply("")
    return talk.reply("played_all")


@changes("nothing")
async def name_stations(talk: Talk) -> Reply:
    """Say which radio stations there are."""
    names = _names(talk)
    return talk.reply("stations", names=names, count=len(names)) if names else talk.reply("no_stations")


@session
@changes("passing")
async def stop_radio(talk: Talk) -> Reply:
    """Turn the radio off."""
    return talk.reply("stopped")  # one session at a time: beginning this one has ended that one


async def _play(talk: Talk, names: list[str], station: str, length: timedelta | None) -> Reply:
    """One station, and the next when somebody says so."""
    at = names.index(station)
    while True:
        talk.notes["last"] = names[at]
        try:
            stream = await asyncio.to_thread(open_stream, talk.settings["stations"][names[at]])
        except OSError:
            return talk.reply("unreachable", station=names[at])
        with stream:
            try:
                if await _heard(talk, stream, names[at], length):
                    return Reply("") if length else talk.reply("broke_off", station=names[at])
            except NeverMind:
                return Reply("")
            except SoundError:
                return talk.reply("no_sound", station=names[at])
        at = (at + 1) % len(names)


async def _heard(talk: Talk, stream: Stream, name: str, length: timedelta | None) -> bool:
    """False when somebody said "next"; at the end of ``length`` it is over. Raises NeverMind."""
    if length is None:
        return await talk.play(stream, name=name)
    try:
        async with asyncio.timeout(length.total_seconds()):
            return await talk.play(stream, name=name)
    except TimeoutError:
        return True


def _names(talk: Talk) -> list[str]:
    return list(talk.settings["stations"])

"""Sounds to rest or work by: rain, waves, wind, and noise of three colours. Made here as they play."""

from __future__ import annotations

from datetime import timedelta

from earnest import NeverMind, Reply, Settings, Skills, Talk, changes, hookimpl, session


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("minutes", 60, "how long a sound plays when nobody says")
    settings.add("level", -24.0, "how loud it is, in dB below the loudest there is; speech is at about -20")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(play)
    skills.add(name_sounds)
    skills.add(stop)


@session
@changes("passing")
async def play(talk: Talk, sound: str = "rain", length: timedelta | None = None) -> Reply:
    """Play rain, waves, wind or noise, for as long as you say."""
    from earnest_plugins.sounds.making import stream  # late: numpy is heavy, and most starts play nothing

    seconds = length.total_seconds() if length is not None else 60.0 * talk.settings["minutes"]
    said = "plays_for" if length is not None else "plays"
    await talk.say(talk.words(said, sound=talk.words(sound), **({"length": length} if length else {})))
    try:
        await talk.play(stream(sound, seconds, talk.settings["level"]), name=talk.words(sound))
    except NeverMind:
        return talk.reply("stopped")
    return Reply("")


@changes("nothing")
async def name_sounds(talk: Talk) -> Reply:
    """Say which sounds there are."""
    return talk.reply("sounds")


@session
@changes("passing")
async def stop(talk: Talk, sound: str = "") -> Reply:
    """Stop the rain, or whatever is playing."""
    return talk.reply("stopped")  # one session at a time: beginning this one has ended that one

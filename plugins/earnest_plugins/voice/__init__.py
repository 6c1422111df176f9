"""How Earnest speaks: louder, slower, in a whisper, with another voice or without a tone you dislike."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, changes, hookimpl

_STEP = 0.15
"""One "faster", as a share of the usual rate: three times what is just noticeable (Quené 2007, about 5 %)."""


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (louder, quieter, change_volume, faster, slower, change_speed):
        skills.add(skill)
    for skill in (whisper, speak_aloud, other_voice, avoid_tone, mute_microphone):
        skills.add(skill)


@changes("passing")
async def louder(talk: Talk) -> Reply:
    """Speak louder."""
    talk.change("volume", "+1")
    unheard = any(word in talk.text for word in talk.cues("hear"))
    return talk.reply("is_better" if unheard else "louder")


@changes("passing")
async def quieter(talk: Talk) -> Reply:
    """Speak more quietly."""
    talk.change("volume", "-1")
    return talk.reply("quieter")


@changes("passing")
async def change_volume(talk: Talk, level: float | None = None, extreme: int | None = None) -> Reply:
    """Set how loud I speak, from zero to ten."""
    if level is None:
        first = talk.text.lower().split()[0]
        level = extreme if extreme is not None else talk.choices("muting").get(first)
        now = talk.house("preferences").get("volume")
        if extreme is None and level and now != 0:
            return talk.reply("not_muted")
    if level is None:
        level = await talk.ask(talk.words("asks_volume"), expecting=int)
    if level > 10:
        level = level / 10
    if not 0 <= level <= 10:
        return talk.reply("no_such_volume")
    talk.change("volume", round(level))
    return talk.reply("volume", level=round(level)) if level else talk.reply("silent")


@changes("passing")
async def faster(talk: Talk) -> Reply:
    """Speak faster."""
    talk.change("rate", f"+{_STEP}")
    return talk.reply("faster")


@changes("passing")
async def slower(talk: Talk) -> Reply:
    """Speak slower."""
    talk.change("rate", f"-{_STEP}")
    return talk.reply("slower")


@changes("passing")
async def change_speed(talk: Talk) -> Reply:
    """Change how fast I speak."""
    wanted = "normal"
    if not any(word in talk.text.lower() for word in talk.cues("normal")):
        speeds = talk.choices("speeds")
        wanted = speeds[await talk.ask(talk.words("asks_speed"), expecting=tuple(speeds))]
    if wanted == "faster":
        return await faster(talk)
    if wanted == "slower":
        return await slower(talk)
    talk.change("rate", 1.0)
    return talk.reply("usual_pace")


@changes("passing")
async def whisper(talk: Talk) -> Reply:
    """Whisper."""
    talk.change("whisper", True)
    return talk.reply("whispering")


@changes("passing")
async def speak_aloud(talk: Talk) -> Reply:
    """Stop whispering."""
    talk.change("whisper", False)
    return talk.reply("aloud")


@changes("passing")
async def other_voice(talk: Talk, name: str | None = None) -> Reply:
    """Take another voice."""
    try:
        talk.change("voice", name or "other")
    except ValueError:
        return talk.reply("no_such_voice" if name else "no_other_voice")
    return talk.reply("other_voice")


@changes("lasting")
async def avoid_tone(talk: Talk) -> Reply:
    """Stop using a tone of voice that you dislike."""
    tone = talk.house("tone")
    if tone in (None, "neutral"):
        return talk.reply("plain_already")
    talk.change("avoid_tone", tone)
    return talk.reply("tone_avoided")


@changes("passing")
async def mute_microphone(talk: Talk) -> Reply:
    """Close the microphone."""
    talk.change("microphone", "muted")
    return talk.reply("microphone_muted")

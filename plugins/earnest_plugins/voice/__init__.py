"""How Earnest speaks: louder, slower, in a whisper, with another voice or without a tone you dislike."""

from __future__ import annotations

from datetime import datetime, timedelta

from earnest import Reply, Skills, Talk, changes, hookimpl

_LATELY = timedelta(minutes=2)
"""For so long "a bit more" is taken to go on with what was changed last."""
_USUAL_VOLUME, _USUAL_RATE = 5, 1.0
"""Where nobody has changed them."""
_STEP = 0.15
"""One "faster", as a share of the usual rate: three times what is just noticeable (Quené 2007, about 5 %)."""


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (louder, quieter, change_volume, faster, slower, change_speed):
        skills.add(skill)
    for skill in (tell_volume, tell_speed, tell_voices, go_on):
        skills.add(skill)
    for skill in (whisper, speak_aloud, other_voice, avoid_tone, mute_microphone):
        skills.add(skill)


@changes("passing")
async def louder(talk: Talk) -> Reply:
    """Speak louder."""
    talk.change("volume", "+1")
    _did(talk, "louder")
    unheard = any(word in talk.text for word in talk.cues("hear"))
    return talk.reply("is_better" if unheard else "louder")


@changes("passing")
async def quieter(talk: Talk) -> Reply:
    """Speak more quietly."""
    talk.change("volume", "-1")
    _did(talk, "quieter")
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
    _did(talk, "faster")
    return talk.reply("faster")


@changes("passing")
async def slower(talk: Talk) -> Reply:
    """Speak slower."""
    talk.change("rate", f"-{_STEP}")
    _did(talk, "slower")
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
async def go_on(talk: Talk) -> Reply:
    """Go on making me louder, quieter, faster or slower, as you just did."""
    steps = {"louder": louder, "quieter": quieter, "faster": faster, "slower": slower}
    last = talk.notes.get("step")
    if not last or talk.now - datetime.fromisoformat(last["at"]) > _LATELY:
        return talk.reply("more_of_what")
    return await steps[last["what"]](talk)


@changes("nothing")
async def tell_volume(talk: Talk) -> Reply:
    """Say how loud I speak."""
    level = round(float(talk.house("preferences").get("volume", _USUAL_VOLUME)))
    return talk.reply("tells_volume", level=level) if level else talk.reply("tells_silence")


@changes("nothing")
async def tell_speed(talk: Talk) -> Reply:
    """Say how fast I speak."""
    rate = float(talk.house("preferences").get("rate", _USUAL_RATE))
    if rate == _USUAL_RATE:
        return talk.reply("tells_usual_speed")
    return talk.reply("tells_speed", percent=round(100 * rate))


@changes("nothing")
async def tell_voices(talk: Talk) -> Reply:
    """Say which voices I have."""
    names = talk.house("voices")
    return talk.reply("tells_voices", count=len(names), names=names) if names else talk.reply("no_other_voice")


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


def _did(talk: Talk, step: str) -> None:
    """Keep in mind what "a bit more" would go on with."""
    talk.notes["step"] = {"what": step, "at": talk.now.isoformat()}

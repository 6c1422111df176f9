"""How Earnest speaks: louder, slower, in a whisper, with another voice or without a tone you dislike."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, hookimpl, say_number

_STEP = 0.15
"""One "faster", as a share of the usual rate: three times what is just noticeable (Quené 2007, about 5 %)."""


_LOUDER = (
    "speak louder",
    "(turn|crank) (it|the volume|yourself|the sound|that) up [a bit|a little|a notch|some] [more]",
    "turn up the (volume|sound) [a bit|a little|a notch]",
    "(volume|sound) up",
    "(increase|raise|boost|pump up|bump up) (the|your) (volume|sound)",
    "(be|talk|get) [a bit|a little|much] louder",
    "louder [please]",
    "(speak|talk) up [a bit|a little|please]",
    "i (can't|cannot|can hardly|can barely) hear you",
    "you (are|speak) too (quiet|quietly|soft|softly|low)",
    "(it is|that is|this is) too quiet",
    "make (it|the volume|yourself|the sound) [a bit|a little] louder",
)
_QUIETER = (
    "speak more quietly",
    "(turn|bring) (it|the volume|yourself|the sound|that) down [a bit|a little|a notch|some] [more]",
    "turn down the (volume|sound) [a bit|a little|a notch]",
    "(volume|sound) down",
    "(decrease|lower|reduce) (the|your) (volume|sound)",
    "(be|talk|get) [a bit|a little|much] (quieter|softer)",
    "(quieter|softer|not so loud|less loud) [please]",
    "(speak|talk) (softer|quieter|more softly|less loudly)",
    "you are [way|much|far] too loud",
    "(it is|that is|this is) too loud",
    "make (it|the volume|yourself|the sound) [a bit|a little] (quieter|softer)",
    "keep (your voice|it) down",
)
_CHANGE_VOLUME = (
    "change the volume",
    "(set|change|put|turn|move|adjust) [the|your] (volume|sound|loudness) [level] to {level:number}",
    "[the] volume [level] {level:number}",
    "(set|change|put|turn) [the|your] volume to {extreme}",
    "(set|change|adjust|fix) (the|your) (volume|loudness|sound level)",
    "(turn|put) (the|your) volume (all the way|fully|completely) {extreme}",
    "{extreme} volume",
    "(turn|move) (it|the volume) up to {level:number}",
    "(turn|move) (it|the volume) down to {level:number}",
    "i want the volume (at|on) {level:number}",
    "mute [yourself|the sound|the volume]",
    "unmute [yourself|the sound|the volume]",
)


_FASTER = (
    "speak faster",
    "(speak|talk|go) [a bit|a little|much] (faster|quicker|more quickly)",
    "(speed|hurry) (up|it up) [your (voice|speech|talking)]",
    "you (talk|speak|are talking|are speaking) too slow[ly]",
    "(increase|raise|speed up) your (speed|pace|rate|speaking speed|talking speed)",
    "talk at a (faster|quicker|higher) (speed|pace|rate)",
    "faster [please]",
    "pick up the pace",
    "make your (voice|speech) faster",
    "(say|speak|pronounce) (your words|things|it|that|everything) (faster|quicker|more quickly)",
    "speed (your speech|your talking|your voice) up",
    "(hurry|speed) up (a bit|a little|when you talk)",
    "(go|talk|speak) at a (faster|quicker|brisker|higher) (pace|speed|rate)",
    "(say|tell me) (that|it) (faster|more quickly)",
)
_SLOWER = (
    "speak slower",
    "(speak|talk|go) [a bit|a little|much] (slower|more slowly|less quickly)",
    "(slow|calm) down [your (voice|speech|talking)] [a bit|a little]",
    "you (talk|speak|are talking|are speaking|go) too (fast|quickly)",
    "(decrease|lower|reduce|slow) your (speed|pace|rate|speaking speed|talking speed)",
    "talk at a (slower|lower) (speed|pace|rate)",
    "slower [please]",
    "not so fast",
    "slow it down",
    "make your (voice|speech) slower",
    "(say|speak|pronounce) (your words|things|it|that|everything) (slower|more slowly|less quickly)",
    "slow (your speech|your talking|your voice) down",
    "i (can't|cannot) (keep up|follow you|understand you at this speed)",
    "(go|talk|speak) at a (slower|gentler|more relaxed) (pace|speed|rate)",
    "(say|tell me) (that|it) (slower|more slowly) [again]",
    "take (it|your time) (slower|more slowly|easy)",
)
_CHANGE_SPEED = (
    "change your speed",
    "(change|adjust|alter|set) (the|your) (speed|pace|rate|speaking speed|talking speed|speech rate)",
    "(change|adjust|alter|set) (the|your) (speed|pace|rate) (of your voice|you (talk|speak) at|of your speech)",
    "(change|adjust|alter) how (fast|quickly|slowly) you (talk|speak)",
    "(speak|talk) at (your|a|the) (normal|usual|regular|default) (speed|pace|rate)",
    "(set|put|change|reset) your (speed|pace|rate) [back] to (normal|the usual|default)",
)
_WHISPER = (
    "whisper",
    "(start|begin) whispering",
    "(speak|talk|answer) (in a whisper|in whispers|under your breath|very quietly)",
    "(go|switch|change) (to|into) whisper [mode]",
    "(turn on|enable|activate|use|start) [the] whisper [mode|voice]",
    "whisper (mode|to me|please|from now on)",
    "(can|could|would) you whisper [for me]",
    "use (a|your) (whisper|whispering voice)",
    "i want you to whisper",
    "the baby is (asleep|sleeping)",
)
_SPEAK_ALOUD = (
    "stop whispering",
    "(turn off|disable|end|leave|quit|exit) [the] whisper [mode]",
    "(don't|do not) whisper [any more]",
    "(speak|talk) (normally|aloud|out loud|in your normal voice) [again]",
    "you (can|may) (stop whispering|speak normally) [now|again]",
    "no more whispering",
    "use your (normal|usual|regular) voice [again]",
)
_OTHER_VOICE = (
    "use the other voice",
    "(use|take|try|speak with|switch to|change to) (another|a different|a new|the other) voice",
    "(change|switch|swap) (your|the) voice",
    "(use|take|try|speak with|switch to|change to) the voice [called|named|of] {name}",
    "(use|take|try|speak with|switch to|change to) the {name} voice",
)
_AVOID_TONE = (
    "don't use that (voice|tone) with me",
    "(don't|do not) (talk|speak) [to me] (in|with) that (voice|tone)",
    "(don't|do not|stop) (use|using) that (voice|tone) [with me|on me|to me]",
    "(don't|do not) (speak|talk) to me (like that|that way)",
    "i (don't like|hate|dislike) (that|this|your) tone [of voice]",
    "(stop|quit) (that|using that) tone",
)


_EXTREMES = {
    "maximum": 10, "max": 10, "full": 10, "the maximum": 10, "full blast": 10, "the highest": 10, "up": 10, "high": 8,
    "medium": 5, "half": 5, "normal": 5, "the middle": 5, "low": 2, "the minimum": 1, "minimum": 1, "the lowest": 1,
    "down": 1,
}  # fmt: skip
"""What people say instead of a number, from zero to ten."""


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(louder, *_LOUDER)
    skills.add(quieter, *_QUIETER)
    skills.add(change_volume, *_CHANGE_VOLUME, choices={"extreme": list(_EXTREMES)})
    skills.add(faster, *_FASTER)
    skills.add(slower, *_SLOWER)
    skills.add(change_speed, *_CHANGE_SPEED)
    skills.add(whisper, *_WHISPER)
    skills.add(speak_aloud, *_SPEAK_ALOUD)
    skills.add(other_voice, *_OTHER_VOICE)
    skills.add(avoid_tone, *_AVOID_TONE)


async def louder(talk: Talk) -> Reply:
    """Speak louder."""
    talk.change("volume", "+1")
    return Reply("Is this better?" if "hear" in talk.text else "A little louder, then.")


async def quieter(talk: Talk) -> Reply:
    """Speak more quietly."""
    talk.change("volume", "-1")
    return Reply("A little quieter, then.")


async def change_volume(talk: Talk, level: float | None = None, extreme: str | None = None) -> Reply:
    """Set how loud I speak, from zero to ten."""
    if level is None:
        level = _EXTREMES.get(extreme or "", _MUTING.get(talk.text.lower().split()[0]))
    if level is None:
        level = await talk.ask("How loud, from zero to ten?", expecting=int)
    if level > 10:
        level = level / 10
    if not 0 <= level <= 10:
        return Reply("The volume goes from zero to ten.")
    talk.change("volume", round(level))
    return Reply(f"Volume {say_number(round(level))}.")


_MUTING = {"mute": 0, "unmute": 5}


async def faster(talk: Talk) -> Reply:
    """Speak faster."""
    talk.change("rate", f"+{_STEP}")
    return Reply("I'll pick up the pace.")


async def slower(talk: Talk) -> Reply:
    """Speak slower."""
    talk.change("rate", f"-{_STEP}")
    return Reply("I'll take it more slowly.")


async def change_speed(talk: Talk) -> Reply:
    """Change how fast I speak."""
    words = talk.text.lower()
    wanted = next((word for word in ("normal", "usual", "regular", "default") if word in words), None)
    if wanted is None:
        wanted = await talk.ask("Faster, slower or normal?", expecting=("faster", "slower", "normal"))
    if wanted == "faster":
        return await faster(talk)
    if wanted == "slower":
        return await slower(talk)
    talk.change("rate", 1.0)
    return Reply("Back to my usual pace.")


async def whisper(talk: Talk) -> Reply:
    """Whisper."""
    talk.change("whisper", True)
    return Reply("I'll whisper.", tone="whisper")


async def speak_aloud(talk: Talk) -> Reply:
    """Stop whispering."""
    talk.change("whisper", False)
    return Reply("Back to my normal voice.")


async def other_voice(talk: Talk, name: str | None = None) -> Reply:
    """Take another voice."""
    try:
        talk.change("voice", name or "other")
    except ValueError:
        return Reply("I don't have that voice." if name else "I have no other voice yet.")
    return Reply("How do I sound now?")


async def avoid_tone(talk: Talk) -> Reply:
    """Stop using a tone of voice that you dislike."""
    tone = talk.house("tone")
    if tone in (None, "neutral"):
        return Reply("I'll keep it plain.", tone="neutral")
    talk.change("avoid_tone", tone)
    return Reply("Understood. I won't use that tone with you again.", tone="neutral")

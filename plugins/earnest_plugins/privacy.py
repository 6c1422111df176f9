"""What Earnest makes of your voice, and how to say stop: why, stop guessing, guess again, the diary, forget."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, Unanswered, changes, hookimpl

earnest_needs = ("household",)


_EXPLAIN_GUESS = (
    "how did you think i felt",
    "how do you think i (feel|am feeling|felt)",
    "what (mood|feeling|emotion) did you (hear|guess|read) [in my voice]",
    "how did i (sound|seem) [to you]",
    "how do i (sound|seem) [to you]",
    "what do you think [about] how i (feel|felt)",
    "why (are|were) you (speaking|talking|answering) (like that|so softly|so gently|in that tone)",
    "why do you think i (am|was) (sad|angry|happy|upset|tired)",
)
_STOP_GUESSING = (
    "stop guessing how i feel",
    "(don't|do not|never) (guess|read|analyze|analyse|judge) (how i feel|my feelings|my mood|my emotions|my voice)",
    "stop (guessing|reading|analyzing|analysing|judging) (my feelings|my mood|my moods|my emotions|my voice)",
    "(turn off|switch off|disable) [the] (emotion|mood|feeling) (reading|recognition|detection|guessing)",
    "i (don't want|do not want) you to (guess|read|know) (how i feel|my feelings|my mood|my emotions)",
    "no more guessing (how i feel|my mood)",
)
_GUESS_AGAIN = (
    "you can guess again",
    "you (can|may) (guess|read) (how i feel|my feelings|my mood|my emotions) [again]",
    "(start|resume) (guessing|reading) (how i feel|my feelings|my mood|my emotions) [again]",
    "(turn on|switch on|enable) [the] (emotion|mood|feeling) (reading|recognition|detection|guessing)",
)
_TELL_NOTICE = (
    "what do you do with my voice",
    "do you (record|store|keep|save) (me|us|my voice|what i say|what we say|our voices|everything)",
    "are you (recording|listening to|spying on) (me|us) [all the time|right now]",
    "(is|are) (my voice|our voices|what i say) (recorded|stored|sent anywhere|kept)",
    "who (hears|can hear) what i say",
    "do you (listen|hear) (to everything|to us|all the time)",
    "(what|tell me what) do you know about me",
)
_KEEP_DIARY = (
    "(keep|start|begin) a diary of (how i feel|my feelings|my mood|my moods)",
    "(keep|start|begin) (a|the|my) (mood diary|diary)",
    "(remember|write down|keep track of) (how i feel|my moods|my feelings) [from now on]",
    "you (can|may) (keep a diary|remember how i feel)",
)
_STOP_DIARY = (
    "(stop|quit|end) (keeping|writing) (a|the|my) (mood diary|diary)",
    "(don't|do not|stop) (remember|remembering|write down|writing down) (how i feel|my moods|my feelings)",
    "no more diary",
)
_FORGET = (
    "forget everything",
    "(forget|delete|erase|wipe) (everything|all) [you (know|have|remember)] [about (me|us)]",
    "(forget|delete|erase|wipe) (my|our|all my|all the) (moods|feelings|diary|mood diary)",
    "(delete|erase|wipe) (my|all my|our) (data|memory|memories|information)",
    "forget (how i felt|how i feel|my feelings)",
)

_FEELINGS = ("feel", "felt", "feelings", "mood", "moods", "emotion", "emotions", "emotional")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(explain_guess, *_EXPLAIN_GUESS)
    skills.add(stop_guessing, *_STOP_GUESSING)
    skills.add(guess_again, *_GUESS_AGAIN)
    skills.add(tell_notice, *_TELL_NOTICE)
    skills.add(keep_diary, *_KEEP_DIARY)
    skills.add(stop_diary, *_STOP_DIARY)
    skills.add(forget, *_FORGET)


@changes("nothing")
async def explain_guess(talk: Talk) -> Reply:
    """Say how I thought you felt, and why."""
    return Reply(talk.house("why"), tone="neutral")


@changes("lasting", *_FEELINGS)
async def stop_guessing(talk: Talk) -> Reply:
    """Stop guessing how you feel, at once and for good."""
    talk.change("emotion", False)
    return Reply("I've stopped. I won't guess how you feel any more.", tone="neutral")


@changes("lasting", *_FEELINGS)
async def guess_again(talk: Talk) -> Reply:
    """Guess again how you feel."""
    talk.change("emotion", True)
    if not talk.house("emotion_consent"):
        return Reply("The settings of this house say no to that, and they have the last word.")
    return Reply("Thank you. I'll listen for how you feel again. Say stop guessing, and I stop.")


@changes("nothing")
async def tell_notice(talk: Talk) -> Reply:
    """Say what happens to what I hear."""
    return Reply(f"What I hear stays on this machine, and no sound is kept. {talk.house('guest_notice')}".strip())


@changes("lasting", *_FEELINGS, "diary")
async def keep_diary(talk: Talk) -> Reply:
    """Keep a diary of how you feel."""
    talk.change("keep_diary", True)
    return Reply("I'll remember how you seem to feel. It stays here, and you can say forget my moods at any time.")


@changes("lasting", *_FEELINGS, "diary")
async def stop_diary(talk: Talk) -> Reply:
    """Stop keeping a diary of how you feel."""
    talk.change("keep_diary", False)
    return Reply("I've stopped. What is written stays until you say forget my moods.")


@changes("lasting", *_FEELINGS, "diary", "everything", "data", "memory", "memories")
async def forget(talk: Talk) -> Reply:
    """Forget how you felt, or everything."""
    moods = any(word in talk.text.lower() for word in ("mood", "diary", "feel", "felt"))
    question = "Shall I forget how you felt?" if moods else "Shall I forget everything: reminders, notes and people?"
    try:
        sure = await talk.ask(question, expecting=bool)
    except Unanswered:
        sure = False
    if not sure:
        return Reply("Then I keep it.")
    talk.change("forget", "moods" if moods else "everything")
    return Reply("Forgotten.")

"""What Earnest makes of your voice, and how to say stop: why, stop guessing, guess again, the diary, forget."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, Unanswered, changes, hookimpl

earnest_needs = ("household",)


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (explain_guess, stop_guessing, guess_again, tell_notice, tell_listening, tell_internet):
        skills.add(skill)
    for skill in (keep_diary, stop_diary, forget):
        skills.add(skill)


@changes("nothing")
async def explain_guess(talk: Talk) -> Reply:
    """Say how I thought you felt, and why."""
    return Reply(talk.house("why"), tone="neutral")


@changes("lasting")
async def stop_guessing(talk: Talk) -> Reply:
    """Stop guessing how you feel, at once and for good."""
    talk.change("emotion", False)
    return talk.reply("stopped")


@changes("lasting")
async def guess_again(talk: Talk) -> Reply:
    """Guess again how you feel."""
    talk.change("emotion", True)
    if not talk.house("emotion_consent"):
        return talk.reply("overruled")
    return talk.reply("guessing")


@changes("nothing")
async def tell_notice(talk: Talk, **_named: str) -> Reply:
    """Say what happens to what I hear."""
    return talk.reply("notice", notice=talk.house("guest_notice"))


@changes("nothing")
async def tell_listening(talk: Talk) -> Reply:
    """Say when I listen."""
    return talk.reply("listening")


@changes("nothing")
async def tell_internet(talk: Talk, **_named: str) -> Reply:
    """Say what goes to the internet, and what does not."""
    return talk.reply("internet")


@changes("lasting")
async def keep_diary(talk: Talk) -> Reply:
    """Keep a diary of how you feel."""
    talk.change("keep_diary", True)
    return talk.reply("diary_kept")


@changes("lasting")
async def stop_diary(talk: Talk) -> Reply:
    """Stop keeping a diary of how you feel."""
    talk.change("keep_diary", False)
    return talk.reply("diary_stopped")


@changes("lasting")
async def forget(talk: Talk) -> Reply:
    """Forget how you felt, or everything."""
    moods = any(word in talk.text.lower() for word in talk.cues("moods"))
    question = talk.words("asks_moods" if moods else "asks_everything")
    try:
        sure = await talk.ask(question, expecting=bool)
    except Unanswered:
        sure = False
    if not sure:
        return talk.reply("kept")
    talk.change("forget", "moods" if moods else "everything")
    return talk.reply("forgotten")

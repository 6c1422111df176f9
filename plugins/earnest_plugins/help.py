"""Finding your way: what can be asked, what was said, and never mind."""

from __future__ import annotations

import re

from earnest import Reply, Skills, Talk, Unanswered, hookimpl

_AT_A_TIME = 3
"""Examples in one breath; more are not remembered."""


_LIST_SKILLS = (
    "what can you do",
    "what can i (ask|say to|say|tell) [you] [to do]",
    "what (are you|is this thing) (able to do|capable of|good for|good at)",
    "what (do you know|can you help [me] with|do you do)",
    "what (kind of|kinds of|sort of) (things|questions|stuff) can (you do|i ask [you]|you answer|you help with)",
    "(tell|show|give) me (what you can do|what i can ask [you]|your skills|your abilities|some examples)",
    "(list|name) your (skills|abilities|features|functions|commands)",
    "what are your (skills|abilities|features|functions|commands|capabilities)",
    "how can you help [me]",
    "what (topics|subjects) (do you know|can i ask [you] about)",
    "which (commands|questions) do you (know|understand)",
    "how do (i use you|you work|i talk to you)",
    "what else can you do",
    "help",
    "(which|what) (tasks|jobs|requests|chores) (can you (handle|do)|do you know)",
    "(which|what) (things|subjects|topics) (do you know about|are you familiar with|can you talk about)",
    "what are (my|the) options [here]",
    "(give|read) me (a list|an overview) of (what you can do|your skills|things to ask)",
    "what sort of (questions|requests) do you (answer|take|understand)",
    "in what ways can you (help|assist) [me]",
    "what (would|could) you be able to (do|tell me|help with)",
    "(explain|describe) what you (can do|do|are able to do)",
    "what are you (for|here for|made for|useful for)",
    "what may i ask [of] you",
    "what (kinds|types|sorts) of (things|tasks|commands) (can|do) you (handle|perform|understand|help with)",
    "what (all|exactly) can you do [for me]",
    "what (features|abilities|talents|skills) do you have",
    "tell me what you are (capable of|able to do|good at)",
    "how (can|could|do) you (assist|be of help|be useful) [to] [me]",
    "what should i (ask|say to) you",
    "what (could|might) i ask you [about|for|to do]",
    "what are some (things|questions) (i can ask|you can answer|you can do)",
    "(i want|i need|i would like) to know what you can do",
    "what information can you (give|provide) [me]",
)
_REPEAT = (
    "say that again",
    "(repeat|say) (that|it|this|yourself|what you said) [again] [one more time|once more|please]",
    "[can you] repeat [please]",
    "what did you [just] say",
    "what was that [again]",
    "(come again|pardon [me]|excuse me|sorry what|say what)",
    "i (didn't|did not) (hear|catch|get|understand) (that|you|what you said)",
    "(once more|one more time|again) [please]",
    "(i missed that|i missed what you said)",
    "(tell|read) me that [one more time|again|once more]",
    "what (was|were) (your|the) (last words|last answer|answer)",
    "(restate|rephrase|say over|reiterate) (that|it|what you said|your answer|your last answer)",
    "(repeat|say|restate) (the|your) last (thing|sentence|answer|words|part|bit) [you said] [again]",
    "what was (it|the thing|the last thing) [that] you (said|just said|told me)",
    "(i want|i need|i would like) (you to say|to hear) that (again|once more|one more time)",
    "(run|go) (over|through) (that|it) again",
    "(one more time|a second time|again from the top)",
    "i (wasn't|was not) (listening|paying attention) [say that again]",
    "(what|how) was that (again|last part|you said)",
)
_CANCEL = (
    "never mind",
    "(cancel|stop|undo|abort) [that|it|this|what you are doing] [now|please]",
    "(forget|drop|leave|skip) (it|that|about it|about that|this)",
    "i (changed|have changed|am changing) my mind",
    "(don't|do not) (do that|do it|bother|worry about it)",
    "that is not what i (wanted|meant|asked for|said)",
    "[no,] (wait|hold on), (cancel|stop|never mind)",
    "(scratch|strike) that",
    "i (didn't|did not) (mean|want) (that|you)",
    "i take (that|it) back",
    "disregard (that|what i said|my last request)",
    "ignore (that|what i said|me)",
    "not you",
    "[please] stop doing (that|it|this|what i (asked|told you))",
    "(stop|quit|halt|cease) (what you are doing|everything|right there|at once|immediately)",
    "(cancel|abort|end|stop|quit|drop) (the|this|that|your|my) [current|last] (request|command|task|action|process)",
    "i (don't|do not) (want|need) (it|that|this) [to happen] (any more|anymore|after all|now)",
    "(that is|that will be) enough [now|already|thank you]",
    "(hush|silence|be quiet|quiet|stop talking|shut up|pipe down|be silent|stop speaking)",
    "(don't|do not) (say|tell me) (any more|another word|anything else)",
    "i (want|would like|need) (to cancel|you to stop|to stop|to call it off)",
    "(call|break) (it|that|this) off",
    "(don't|do not) (continue|go on|go ahead|proceed)",
    "(never mind|forget) (what|about what) i (said|asked|told you|wanted)",
    "(on second thought|actually) (no|don't|never mind|forget it|cancel|stop)",
    "ignore (my|the|that) last (request|command|question|thing)",
    "abandon (that|this|it|the request)",
    "(get me out of|leave|exit|end) this",
)

_HUSH = ("quiet", "shut", "silen", "hush", "talking")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(list_skills, *_LIST_SKILLS)
    skills.add(repeat, *_REPEAT)
    skills.add(cancel, *_CANCEL)


async def list_skills(talk: Talk) -> Reply:
    """Tell you what you can ask me."""
    examples = _examples(talk.house("skills"))
    start = int(talk.notes.get("told", 0)) % max(len(examples), 1)
    while examples:
        some = (examples[start:] + examples[:start])[:_AT_A_TIME]
        talk.notes["told"] = start = (start + len(some)) % len(examples)
        try:
            more = await talk.ask(f"You could say: {'; or, '.join(some)}. Shall I go on?", expecting=bool)
        except Unanswered:
            more = False
        if not more:
            return Reply("Just ask, whenever you like.")
    return Reply("Nothing is installed that could help yet.")


async def repeat(talk: Talk) -> Reply:
    """Say the last thing again."""
    said = talk.house("last_reply")
    return Reply(said or "I haven't said anything yet.")


async def cancel(talk: Talk) -> Reply:
    """Drop what we were about."""
    if any(word in talk.text.lower() for word in _HUSH):
        return Reply("All right.", tone="calm")
    return Reply("All right, never mind.")


def _examples(skills: list[dict[str, str]]) -> list[str]:
    """One example a plugin first, then the others, without those that have a gap to fill."""
    by_plugin: dict[str, list[str]] = {}
    for skill in skills:
        example = _plainly(skill["example"])
        if "{" not in example and skill["plugin"] != "help":
            by_plugin.setdefault(skill["plugin"], []).append(example)
    rows = max(map(len, by_plugin.values()), default=0)
    return [examples[row] for row in range(rows) for examples in by_plugin.values() if row < len(examples)]


def _plainly(template: str) -> str:
    """A phrase as somebody would say it: ``[now]`` left out, the first of ``(a|b)`` taken."""
    plain, inner = template, ""
    while plain != inner:
        inner = plain
        plain = re.sub(r"\[[^\[\]()]*\]", "", plain)
        plain = re.sub(r"\(([^\[\]()|]*)(?:\|[^\[\]()]*)?\)", r"\1", plain)
    return " ".join(plain.split())

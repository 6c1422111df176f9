"""Answers to a question: yes or no, and one of several choices."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from earnest.spoken.en.plain import plain

_HESITATION = r"(?:(?:um|uh|oh|well|so|actually|i think|i guess|i would say|id say) )*"


def _starting_with(*phrases: str) -> re.Pattern[str]:
    """Answers that begin with one of ``phrases``, hesitation aside."""
    return re.compile(rf"{_HESITATION}(?:{'|'.join(phrases)})\b.*")


_UNDECIDED = _starting_with(
    "maybe|perhaps|possibly|not sure|(?:im|i am) not sure|(?:i )?(?:dont|do not) know|no idea|i cant (?:say|decide)",
    "hard to say|it depends|whatever|either",
)
_YES_IN_DISGUISE = _starting_with("no problem|(?:i )?(?:dont|do not) mind|why not|i (?:think|guess) so")
_NO = _starting_with(
    "no|nope|nah|naw|nay|never|not|negative|dont|do not|please dont|stop|leave it|wrong|incorrect|by no means",
    "rather not|(?:id|i would) rather not|better not|(?:certainly|of course|absolutely|definitely|surely) not",
    "i (?:dont|do not|am not|would not|did not|have not|will not|cannot|wouldnt|didnt|havent|wont|cant)",
    "(?:im|its|it is|thats|that is) (?:not|wrong)|it (?:isnt|doesnt|is not|does not)",
)
_YES = _starting_with(
    "yes|yeah|yea|yep|yup|ya|aye|sure|surely|ok|okay|of course|certainly|definitely|absolutely|indeed|affirmative",
    "right|correct|exactly|please|go ahead|go on|go for it|do it|do that|lets|by all means|you bet|you may",
    "fine|good|great|perfect|all right|alright|uh huh|mhm|mm hmm|gladly|with pleasure|it is|it does",
    "sounds (?:good|great|fine)|(?:thats|that is) (?:right|correct|fine|ok|okay|good)|id (?:like|love) (?:that|to)",
    "that would be (?:nice|great|good|lovely)|i (?:believe|suppose|hope) so|i (?:do|am|have|did|would|will|can)",
)
_LONG = 12
"""Words; a longer answer is a story of its own."""

_ORDINALS = {"1st": 0, "2nd": 1, "3rd": 2, "4th": 3, "5th": 4, "last": -1}
_CLOSE = 0.75
"""difflib ratio above which a misheard word is taken for a choice: one letter in four wrong."""


def parse_yes_no(text: str) -> bool | None:
    """Whether ``text`` agrees; None when it does neither, or cannot decide."""
    said = plain(text)
    if len(said.split()) > _LONG or _UNDECIDED.fullmatch(said):
        return None
    if _NO.fullmatch(said) and not _YES_IN_DISGUISE.fullmatch(said):
        return False
    return True if _YES.fullmatch(said) or _YES_IN_DISGUISE.fullmatch(said) else None


def parse_choice(text: str, choices: Sequence[str]) -> str | None:
    """The one of ``choices`` that ``text`` names, by its words, its place ("the second one") or nearly its sound."""
    said = plain(text)
    plainly = {plain(choice): choice for choice in choices}
    named = [each for each in plainly if re.search(rf"\b{re.escape(each)}\b", said)]
    longest = [each for each in named if not any(each != other and each in other for other in named)]
    if len(longest) == 1:
        return plainly[longest[0]]
    if named:
        return None
    place = re.fullmatch(r"(?:the )?(?:number )?([1-9](?:st|nd|rd|th)?|last)(?: (?:1|one))?(?: please)?", said)
    if place:
        return _by_place(place[1], choices)
    near = {match for word in (said, *said.split()) for match in difflib.get_close_matches(word, plainly, 1, _CLOSE)}
    return plainly[near.pop()] if len(near) == 1 else None


def _by_place(word: str, choices: Sequence[str]) -> str | None:
    place = _ORDINALS[word] if word in _ORDINALS else int(word) - 1 if word.isdigit() else len(choices)
    return choices[place] if -1 <= place < len(choices) else None

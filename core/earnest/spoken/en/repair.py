"""Corrections, follow-ups and taking back, as English says them.

Each is an opening, the words that matter (``rest``), and a closing that adds nothing:
``no, | I meant | seven thirty | please``.
"""

from __future__ import annotations

import re

from earnest.spoken.repair import Repair


def _any(*phrases: str) -> str:
    return f"(?:{'|'.join(sorted(phrases, key=len, reverse=True))})"


_IT = _any("that", "it", "this", "them", "the last one", "the last thing", "the last")
_SIGHS = _any(
    "oh", "ooh", "whoops", "oops", "um", "uh", "er", "erm", "ah", "hmm", "hm", "mm", "mmm", "well", "okay", "ok",
    "right",
    "please", "dear", "my mistake", "god", "gosh", "heavens", "blimey", "damn", "whoa", "jeez", "ugh", "argh",
    "you know what", "you know", "i mean", "so", "and", "but",
)  # fmt: skip
_OBJECTS = _any(
    "no", "nope", "nah", "no no", "not quite", 
    r"did i say [\w' ]{1,30}\?",
    "that's wrong", "that is wrong", "wrong", "wait", "hang on", "hold on", "sorry", "my bad", "actually",
    "on second thought", "on second thoughts", "scratch that",
)  # fmt: skip
_MEANS = _any(
    "(?:what )?i (?:meant|said|wanted)(?: to say)?",
    rf"(?:make|call) {_IT}(?: one)?",
    rf"(?:change|set|move|switch|put) {_IT}(?: one)? (?:to|for|at)",
    "i (?:ought to|should) have said",
    rf"{_IT} (?:should|must|was (?:supposed|meant) to|is (?:supposed|meant) to) (?:be|have been)",
    "it (?:should|must) be", "let's (?:say|make it)", "more like",
)  # fmt: skip
_MEANS_PERHAPS = _any(
    "(?:what )?i (?:mean|want)", "rather", "better", "try",
    rf"(?:leave|keep) {_IT} (?:at|as|on)", rf"(?:go |put {_IT} |change {_IT} )?back to", "stick (?:to|with)",
)  # fmt: skip
"""Openings that as often open something else."""
_ADDS = _any(
    "and", "and another", "and another one", "another", "another one", "and one", "and one more", "one more",
    "and a (?:backup|back-up|spare|second|third|further)(?: one)?,?", "and another one,", "and again", "again",
    "(?:and )?(?:the )?same(?: again)? (?=for)",
    "(?:and )?(?:what|how) about", "(?:the )?same(?: again| thing)?", "(?:and )?also", "plus",
)  # fmt: skip
_MORE = _any(
    "another(?: one)?", "one more(?: time)?", "once more", "any more", "(?:any )?more of (?:that|those|them)",
    "(?:the )?next(?: one)?",
)  # fmt: skip
_WANTED = _any(
    "(?:give|tell|read|show|play) (?:me|us)", "i(?:'d| would) like", "i want", "i'll (?:have|take)", "do", "say",
    "let's (?:have|hear)", "(?:can|could|may) (?:i|we) have", "(?:do|have) you(?: got| have)?", "got",
    "(?:how|what) about",
)  # fmt: skip
_TAKES_BACK = (
    rf"(?:i )?take {_IT} back", "cancel",
    rf"(?:cancel|scratch|strike|revert|reverse|scrap|bin|ditch|delete|disregard|ignore) {_IT}",
    "not (?:that|this|the last)(?: one)?",
    rf"{_IT}(?:'s| is| was) (?:wrong|not right|a mistake|not what i (?:wanted|meant|said|asked for))",
    rf"i (?:don't|do not) (?:want|need) {_IT}(?: any ?more)?", "don't", "do not", rf"(?:don't|do not) do {_IT}",
    rf"i didn't (?:mean|want) (?:{_IT}|to do that)",
    rf"(?:put|bring|turn|set|leave|change|move) {_IT} (?:back )?(?:to )?(?:what|how|where|as|the way) {_IT} was",
)  # fmt: skip
_BACK = (
    rf"undo(?: {_IT})?", rf"(?:put|bring|turn|switch) {_IT} back(?: on| again| how it was)?",
    "(?:put|bring|change|turn) (?:it|that|them) back(?: again)?", "(?:i(?:'ve| have)? )?changed my mind",
)  # fmt: skip
"""What takes back a taking back, too."""
_KEEPS = (
    rf"i (?:do |still |do still )?(?:need|want) {_IT}(?: one)?(?: on| back| after all)?",
    rf"(?:keep|leave) {_IT}(?: on)?",
    rf"(?:don't|do not) (?:cancel|delete|stop|remove|drop|turn off) {_IT}",
)  # fmt: skip
_ENDS = _any(
    "instead", "please", "rather", "sorry", "actually", "i mean", "i meant", "thanks", "thank you", "after all", "then",
    "though",
)  # fmt: skip

_MARKS = (",? instead", ",? rather", ",? i mean", ",? i meant", ",? sorry", ",? actually")
_FINE = _any("fine", "right", "good", "ok", "okay", "alright", "all right", "better", "perfect", "correct", "enough")

_GAP = r"[,.!;:\s-]+"
_REST = r"(?P<rest>.+?)"
_OPENING = rf"(?:(?:{_SIGHS}|[\w']+(?=!)){_GAP})*"
_CLOSING = rf"(?:[,.]?\s*{_ENDS})*[.!?]*"
_NOT_THIS = r"(?:not .+?(?:[,.;]\s*(?:but )?| but ))?"


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile(_OPENING + "".join(parts), re.IGNORECASE)


_TAKES = _any(*_TAKES_BACK, *_BACK)
_UNDO = _pattern(rf"(?:{_OBJECTS}{_GAP})*(?:{_TAKES}{_GAP})*{_TAKES}", _CLOSING)
_AS_SET = r"(?: that)? (?:i|you|we)(?:'ve)?(?: just)? (?:set|made|added|put(?: in| on)?|asked for|started)"
_SET = re.compile(_AS_SET, re.IGNORECASE)
_BEFORE = r"(?: (?:before|earlier|just now|just|first|last|then|a (?:minute|moment|while) ago))?"
_UNDO_NAMED = _pattern(
    rf"(?:{_OBJECTS}{_GAP})*(?:(?:undo|take back|reverse|revert) (?:the|that|my|this) (?P<rest>[\w' ]{{1,40}}?)"
    rf"(?:{_AS_SET})?"
    rf"|(?:cancel|delete|scrap|remove|take off|bin|drop) (?:the|that) (?P<set>[\w' ]{{1,40}}?){_AS_SET}"
    rf"|take (?:the|that|my) (?P<back>[\w' ]{{1,40}}?)(?:{_AS_SET})? back){_BEFORE}",
    _CLOSING,
)
"""What was done before, taken back by its name: "undo the timer", "take back the alarm I set before"."""
_ONCE_MORE = _pattern(rf"(?:and )?(?:{_WANTED} )?{_MORE}(?: again)?", _CLOSING)
_LIMITED = _pattern(
    rf"(?:{_OBJECTS}{_GAP})*(?:but |and |just )*(?:(?:not|except(?: for)?|apart from|skip(?: {_IT})?|leave out) "
    r"(?P<not>(?!(?:that|this|it|the last)(?: one)?$)(?![^,]* but )[^,]{1,30}?)|"
    r"only (?:on |for |at )?(?P<only>[^,]{1,30}?))",
    _CLOSING,
)
"""Some of what recurs, left out or alone left: "but not tomorrow", "only on weekdays though"."""
_MEANT_RATHER = _pattern(
    rf"(?:{_OBJECTS}{_GAP})*", rf"(?:[\w' ]{{1,20}},{_GAP})?", _NOT_THIS, _MEANS, " ", _REST, _CLOSING
)
_MEANT_PERHAPS = _pattern(rf"(?:{_OBJECTS}{_GAP})*", _NOT_THIS, _MEANS_PERHAPS, " ", _REST, _CLOSING)
_NO_RATHER = _pattern(rf"(?:{_OBJECTS}{_GAP})+", _NOT_THIS, _REST, _CLOSING)
_ALSO = _pattern(_ADDS, " ", _REST, r"(?:[, ]+(?:too|as well|also))?", _CLOSING)
_RATHER_THAN = _pattern(r"(?P<rest>[^,]{1,40},? not [^,]{1,40}|not [^,]{1,40},\s*(?:but )?[^,]{1,40})", _CLOSING)
_INSTEAD = _pattern(r"(?P<name>(?:it's|it is) (?=(?:the|my|our) ))?", _REST, _any(*_MARKS), "[.!]*")
_STANDS = _pattern(
    rf"(?:(?:{_OBJECTS}|{_SIGHS}){_GAP})*",
    r"(?P<rest>[^,]{1,40}?)(?: (?:was|is|will be|would be)|'s) (?:just )?",
    _FINE,
    _CLOSING,
)
_SHIFTED = _pattern(r"(?P<rest>[^,]{1,40}? (?:later|earlier|sooner|longer|shorter))", _CLOSING)
_LAST = re.compile(r"\bthe last\b", re.IGNORECASE)
_UNDONE = _pattern(rf"(?:{_OBJECTS}{_GAP})*", _any(*_BACK), _CLOSING)
_KEPT = _pattern(rf"(?:{_OBJECTS}{_GAP})*", _any(*_KEEPS), _CLOSING)
_NAMED = _pattern(
    r"(?:it's|it is|its|call it|that's) (?P<for>for )?(?P<rest>(?:the|my|our) [\w' ]{1,40}|called [\w' ]{1,40})",
    _CLOSING,
)
_MENDS = "no|sorry|wait|actually|oh|i mean|i meant|or rather|make (?:it|that)|scratch that"
_CORRECTED = re.compile(rf"(?P<first>.+?){_GAP}(?:(?:{_MENDS}){_GAP})+(?P<then>.+?)[.!?]*", re.IGNORECASE)


def read_repair(text: str) -> Repair | None:
    """What ``text`` says of the turn before it; None when it says nothing of it."""
    said = " ".join(text.replace("’", "'").split())
    if _UNDO.fullmatch(said):
        return Repair("undo", back=_UNDONE.fullmatch(said) is not None, last=_LAST.search(said) is not None)
    if found := _UNDO_NAMED.fullmatch(said):
        return Repair("undo", found["rest"] or found["set"] or found["back"], made=_SET.search(said) is not None)
    if _KEPT.fullmatch(said):
        return Repair("undo", loss=True)
    if _ONCE_MORE.fullmatch(said):
        return Repair("more")
    if found := _LIMITED.fullmatch(said):
        return Repair("correct", f"not {found['not']}" if found["not"] else found["only"], plain=False)
    if found := _MEANT_RATHER.fullmatch(said):
        return Repair("correct", found["rest"])
    if (
        found := _MEANT_PERHAPS.fullmatch(said)
        or _STANDS.fullmatch(said)
        or _NO_RATHER.fullmatch(said)
        or _RATHER_THAN.fullmatch(said)
    ):
        return Repair("correct", found["rest"], plain=False)
    if found := _INSTEAD.fullmatch(said):
        return Repair("correct", found["rest"], plain=found["name"] is not None)
    if found := _ALSO.fullmatch(said):
        return Repair("extend", found["rest"])
    if found := _SHIFTED.fullmatch(said):
        return Repair("correct", found["rest"], plain=False)
    if found := _NAMED.fullmatch(said):
        return Repair("name", found["rest"].removeprefix("called "), plain=found["for"] is not None)
    return None


_FRONTED = re.compile(
    r"(?:(?:and|as for|about|now|oh|so|right|okay),? )*(?P<it>(?:the|that|my|our) [\w' ]{2,30}), "
    r"(?P<rest>[\w' ]+ (?:it|that|them)\b.*)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|that|them)\b", re.IGNORECASE)


def unfronted(text: str) -> str:
    """``text`` with what stands before it in its place: "as for the alarm, make *it* seven"."""
    found = _FRONTED.fullmatch(text.replace("’", "'"))
    if found is None:
        return text
    thing = re.sub(r"^(?:that|this)\b", "the", found["it"], flags=re.IGNORECASE)
    return _PRONOUN.sub(thing, re.sub(r" either[.!]*$", "", found["rest"]), count=1)


_DISMISSES = _pattern(
    rf"(?:{_OBJECTS}{_GAP})*(?:just )?(?:forget|never ?mind|scrap|drop|ditch|leave|skip|disregard|ignore)(?: about)?"
    r"(?: [\w']+){1,3}",
    _CLOSING,
)


_WONDERS = _pattern(
    r"(?P<it>(?:should|shall|must|need|ought|did|do|have|would|had|am) (?:i|we)\b(?: (?:need|have|supposed|to|better))*"
    r"|(?:is|was) it (?:worth|time|better|best|a good idea|necessary)(?: to)?|what (?:if|happens if) (?:i|we|you)|"
    r"(?:do|would|did) you (?:think|say|reckon|believe|know|suppose)|why (?:do|did|should|would) (?:i|we|you)|"
    r"how (?:do|does|can|would|should) (?:i|we|you|one))\b.*"
)


def wonders(text: str) -> str:
    """The words by which ``text`` asks whether to do something, or how, and not to do it: "*should I* set an alarm"."""
    found = _WONDERS.fullmatch(text.replace("’", "'").strip())
    return found["it"] if found else ""


_COMPARES = re.compile(r".+\b(?:longer|shorter|less|sooner|earlier|later)(?: than .+)?[.!?]*", re.IGNORECASE)


def compares(text: str) -> bool:
    """Whether ``text`` measures a time or a length against another: "the rolls, less", "the rice, longer than that"."""
    return _COMPARES.fullmatch(text) is not None


def dismisses(text: str) -> bool:
    """Whether ``text`` lets something go that was spoken of: "actually forget Mum"."""
    return _DISMISSES.fullmatch(text.replace("’", "'").strip()) is not None


_ONE = re.compile(
    r"\b(?P<which>another|the|that|a) one\b|"
    r"\b(?:(?P<more>another)|one)\b"
    r"(?=\s+(?:for|at|on|in|to|until|called|named|that|of (?!the|my|our|th|us|you))\b|\s*[,.!?]|$)",
    re.IGNORECASE,
)
_MEASURED_ONE = re.compile(r"(?<=minute )one\b|(?<=hour )one\b|(?<=second )one\b", re.IGNORECASE)


_AFTER_IT = (
    "for|at|on|off|to|until|till|by|up|again|now|back|today|tonight|tomorrow|another|an extra|a further|half|a quarter|"
    r"\d+|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty"
)
_IT_ALONE = re.compile(rf"(?<=\w )(?:it|that|them)\b(?=\s*[,.!?]*$|\s+(?:{_AFTER_IT})\b)", re.IGNORECASE)


def with_name(text: str, name: str) -> str:
    """``text`` with a name in the place of "it": "give *it* five minutes more"."""
    return _IT_ALONE.sub(f"the {name}", text)


def with_noun(text: str, noun: str) -> str:
    """``text`` with the noun where a word stands for it: "set *one* for eight", "pause *it*"."""
    text = with_name(_MEASURED_ONE.sub(noun, text), noun)
    return _ONE.sub(lambda one: f"{one['which'] or one['more'] or 'a'} {noun}", text)


def self_correction(text: str) -> tuple[str, str] | None:
    """What somebody said first and what instead, who put themselves right: "five minutes, no, six"."""
    found = _CORRECTED.fullmatch(" ".join(text.replace("’", "'").split()))
    return (found["first"], found["then"]) if found else None


_OBJECT = re.compile(r"\b(?:the|my|our|your|his|her|their|a|an|some|another)\b", re.IGNORECASE)


def completed(whole: str, part: str) -> str:
    """``part`` with the verb that it left to ``whole``: "my white pill", beside "take my blue pill"."""
    object_of_whole = _OBJECT.search(whole)
    if object_of_whole is None or not object_of_whole.start() or _OBJECT.match(part) is None:
        return part
    return f"{whole[: object_of_whole.start()]}{part}"

"""What somebody says beside a request, and why they want it: a clause of its own that changes nothing in it.

"Set an alarm for four, *we've got a flight*"; "*I'm going for a nap*, wake me in an hour". A clause that names a time,
a number, a condition, an exception or the opposite is no remark: it may be part of what is wanted, and is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from earnest.spoken.en.spelled_out import named_behind

_LINKS = r"because|cos|cause|since|so(?! (?:fast|much|many|long|soon|far|hard|well|big|little|good|late)\b)|as i|as we"
_OR_ELSE = (
    r"or else\b|or (?:i|we|he|she|they|it)(?:'ll| will| won't)\b|"
    r"or (?:the|my|our|mum|dad)(?: \w+)?(?:'ll| will) \w+ (?:me|us|him|her|them)\b"
)
"""What happens if it is not done: "move the car *or I'll get a ticket*"."""
_KEEPING = r"(?:just |only |please )*(?:keep|leave) (?:it|that|this|them|those|the|my|our|all|both)\b"
_CLAUSE = re.compile(
    rf"\s*(?:[,;–—]|(?<!\b\w)[.!?]+(?=\s|$))+\s*|\s+(?=(?:{_LINKS})\b)|\s+(?:but|and)\s+(?={_KEEPING})|"
    rf"\s+(?=(?:{_OR_ELSE}|and (?:don't|do not) let me\b))",
    re.IGNORECASE,
)
_RUN_ON = re.compile(
    r"\s+(?=(?:(?:i|we|you|he|she|it|they|that|there|who)(?:'m|'re|'ve|'ll|'s|'d)|(?:i|we|they) (?:are|have|had|am)|"
    r"(?:he|she|it|there) (?:is|was|has|isn't|wasn't|hasn't)|"
    r"(?:the|my|our) [\w']+ (?:is|isn't|are|aren't|was|wasn't|has|hasn't|have|haven't|can|can't|won't|will))\b)",
    re.IGNORECASE,
)
"""Where a clause begins that nobody wrote a comma before: "cancel the Gran one *she's* getting the bus"."""
_GOES_ON = frozenset(
    {
        "me", "us", "that", "know", "sure", "say", "says", "said", "tell", "told", "think", "if", "when", "while",
        "and", "but", "or", "to", "for", "of", "about", "what", "where", "who", "how", "because", "after", "before",
        "until", "forget", "remember", "hope", "mean", "guess", "till", "whether", "like", "than",
        "everyone", "everybody", "so",
    }
)  # fmt: skip
"""What a clause behind it belongs to: "remind me *that* we've got a flight"."""
_SPEAKS_OF = (
    "i", "i'm", "im", "i've", "ive", "i'll", "we", "we're", "we've", "weve", "we'll", "he", "he's", "she", "she's",
    "they", "they're", "it", "it's", "that's", "thats", "there's", "theres", "you know", "my", "our", "the", "mum",
    "dad", "ugh", "phew", "lovely", "brilliant", "great", "perfect",
)  # fmt: skip
"""How a clause begins that tells something and asks for nothing."""
_TURNS_BY = (
    "if", "unless", "except", "but", "not", "don't", "dont", "never", "no", "only", "until", "till", "after", "before",
    "when", "while", "instead", "rather", "another", "remind", "wake", "set", "timer", "alarm", "cancel", "stop",
)  # fmt: skip
"""Words with which it may be part of what is wanted."""
ALONE = frozenset(
    {
        "no", "nope", "nah", "yes", "yeah", "yep", "ok", "okay", "oh", "well", "right", "hmm", "hm", "mm", "um", "uh",
        "er", "erm", "ugh", "actually", "hang", "on", "wait", "silly", "me", "sorry", "all", "then", "sure", "fine",
        "god", "heavens", "whoa", "please", "thanks", "cheers", "so", "and", "but",
        "ooh", "oooh", "ah", "aah", "aha", "oops", "whoops", "blimey", "gosh", "bother", "damn",
        "obviously", "naturally", "of", "course", "clearly",
        "crikey", "goodness", "drat", "yikes", "wow", "hey", "hi", "hello", "love", "darling", "mate",
    }
)  # fmt: skip
"""What says nothing where it stands as a clause of its own."""
_STATES = (
    "is|are|was|were|am|has|have|had|got|gets|get|needs|need|wants|want|likes|loves|looks|smells|starts|comes|goes|"
    "said|says|told|thinks|knows|will|can't|won't|isn't|doesn't|keeps|kept|just|always|'re|'ve|'ll"
)
_OPENS = rf"(?:(?:and|so|as|ok|okay|oh|well|right|{_LINKS}) )*"
_WAVED_OFF = re.compile(
    r"(?:(?:and|but|so|no|oh|actually) )*(?:on second thoughts?(?: (?:don't|do not) bother)?|(?:don't|do not) bother|"
    r"never ?mind(?: that)?|forget (?:it|that)|(?:i've |i have |i )?changed my mind|"
    r"(?:i|we) (?:don't|do not) (?:really )?(?:want|need|like) (?:it|them|that|those|this|him|her)(?: any ?more)?)",
    re.IGNORECASE,
)
"""What takes back nothing of what is asked for beside it."""
_PRESSED = re.compile(
    rf"(?:and |but |so )?(?:{_OR_ELSE}|(?:don't|do not) (?:you )?(?:let me|forget|be late|fail me|wait)\b|"
    r"(?:there'?s |there is )?no (?:rush|hurry|pressure|worries|excuses)\b)",
    re.IGNORECASE,
)
"""How much it matters, and what becomes of whoever forgets it."""
_REMARK = re.compile(
    rf"{_OPENS}(?:(?:{'|'.join(_SPEAKS_OF)})\b.*|"
    rf"(?!(?:what|when|where|who|why|how|which|can|could|will|would|do|does|did|please)\b)"
    rf"(?:[\w']+ ){{0,3}}?[\w]+(?:'s|'re|'ve| (?:{_STATES}))\b.*)",
    re.IGNORECASE,
)
_KEEPS = re.compile(rf"(?:(?:and|but|no|oh|actually) )*{_KEEPING}.*", re.IGNORECASE)
"""What is to stay as it is, beside something else that is not: "cancel the alarm *but leave the reminder*"."""
_IT_ALONE = re.compile(r"\b(?:it|that|this|them|those)(?: on)?[.!]*$", re.IGNORECASE)
_DAY_OF = re.compile(
    rf"{_OPENS}(?:[\w']+ )?(?!(?:it|that|there|he|she|what|today|tomorrow|let)\b)[\w]+(?:'s|s') "
    r"(?:first |last |big )?(?:day|eve|night|birthday|anniversary|party|wedding|funeral|christening|do|holidays?|term)",
    re.IGNORECASE,
)
"""A day that the household may know and the house does not, "*mum's birthday*, remind me to ring her": no remark."""
_LACKING = re.compile(
    r"(?<=there's )(?:no|not)\b|(?<=there is )no\b|(?<=we've )(?:got )?no\b|(?<=i've )(?:got )?no\b", re.IGNORECASE
)
"""What tells that something is not there, and changes nothing: "there's *no* judo"."""
_TURNS = re.compile(rf"\b(?:{'|'.join(_TURNS_BY)})\b", re.IGNORECASE)


def without_remarks(text: str, is_about_time: Callable[[str], bool]) -> Iterator[str]:
    """``text`` without the clauses that are mere remarks; nothing where it has none, or consists of them."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    kept = [clause for clause in clauses if not _is_remark(clause, is_about_time)]
    if kept and len(kept) < len(clauses):
        named = named_behind(", ".join(kept), [clause for clause in clauses if clause not in kept])
        yield named or ", ".join(kept)


def without_run_on(text: str, is_about_time: Callable[[str], bool]) -> Iterator[str]:
    """``text`` without a remark that it ends with and that no comma parts from it."""
    said = text.replace("’", "'")
    for found in _RUN_ON.finditer(said):
        before, clause = said[: found.start()], said[found.end() :]
        words = before.lower().split()
        whole = len(words) > 1 and words[-1].strip(".,!?") not in _GOES_ON
        if whole and not _CLAUSE.search(clause.strip(" .,!?")) and _is_remark(clause, is_about_time):
            yield before


def without_kept(text: str, is_about_time: Callable[[str], bool]) -> str:
    """``text`` without what is to stay as it is, beside something else that is not.

    Not without a mere "keep it" behind a request, which takes the request back.
    """
    parts = clauses(text)
    kept = [_KEEPS.fullmatch(part.replace("’", "'")) for part in parts]
    left = [
        part
        for at, (part, keep) in enumerate(zip(parts, kept, strict=True))
        if keep is None or is_about_time(part) or (at and _IT_ALONE.search(part))
    ]
    asks = any(not set(part.lower().split()) <= ALONE for part in left)
    return ", ".join(left) if asks and len(left) < len(parts) else text


def clauses(text: str) -> list[str]:
    """The clauses of ``text``, as they are written."""
    return [clause for clause in _CLAUSE.split(text.strip(" .,!?")) if clause]


def up_to_remarks(text: str, is_about_time: Callable[[str], bool]) -> Iterator[str]:
    """``text`` up to the remarks that it ends with, with more and more of them left out."""
    ends = [found.start() for found in _CLAUSE.finditer(text)]
    for end in reversed(ends):
        begins = next(found.end() for found in _CLAUSE.finditer(text) if found.start() == end)
        clause = _CLAUSE.split(text[begins:])[0]
        if clause and not _is_remark(clause, is_about_time):
            return
        if text[:end].strip():
            yield text[:end]


def _is_remark(clause: str, is_about_time: Callable[[str], bool]) -> bool:
    plain = clause.replace("’", "'")
    if plain.lower().strip() in ALONE or set(plain.lower().split()) <= ALONE:
        return True
    if _WAVED_OFF.fullmatch(plain.strip()) or _PRESSED.match(plain.strip()):
        return not is_about_time(plain)
    if _DAY_OF.fullmatch(plain.strip()) or _TURNS.search(_LACKING.sub("", plain)):
        return False
    return bool(_REMARK.fullmatch(plain)) and not is_about_time(plain)

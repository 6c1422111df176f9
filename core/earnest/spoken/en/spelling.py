"""How English requests are brought into one form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from earnest.spoken.wording import Spelling

ENDINGS: Mapping[str, str] = MappingProxyType(
    {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would"}
)

BEFORE_IS = frozenset(
    {
        "it", "that", "this", "what", "who", "where", "when", "how", "why", "there", "here", "he", "she",
        "everything", "something", "name",
    }
)  # fmt: skip
"""Words after which 's is short for "is" (or "has"), not a possessive."""

SPOKEN: Mapping[str, str] = MappingProxyType(
    {
        "won't": "will not", "can't": "can not", "cannot": "can not", "let's": "let us", "lets": "let us",
        "gonna": "going to", "wanna": "want to", "gotta": "have got to", "gimme": "give me", "lemme": "let me",
        "dunno": "do not know", "whats": "what is", "whos": "who is", "wheres": "where is", "hows": "how is",
        "thats": "that is", "im": "i am", "ive": "i have", "youre": "you are", "dont": "do not", "cant": "can not",
        "wont": "will not", "didnt": "did not", "doesnt": "does not", "isnt": "is not", "arent": "are not",
        "ok": "okay", "ya": "you", "ur": "your", "u": "you", "pls": "please", "a.m": "am", "p.m": "pm",
        "a.m.": "am", "p.m.": "pm", "alright": "all right", "yeah": "yes", "thx": "thanks",
    }
)  # fmt: skip
"""Spoken and carelessly typed forms."""

FILLERS_BEFORE = (
    "hey", "hi", "okay", "please", "so", "well", "um", "uh", "er", "oh", "now", "and", "just", "kindly", "computer",
    "assistant", "alexa", "jarvis", "hey jarvis", "nabu", "okay nabu", "mycroft", "hey mycroft", "earnest",
    "can you", "could you", "would you", "will you", "are you able to", "can i get you to", "would you mind",
    "i want you to", "i need you to", "i would like you to", "i would like for you to", "go ahead and",
    "do me a favor and", "do you think you can", "do you think you could", "you need to", "you should", "let us",
    "i want to", "i would like to", "i need to", "may i", "can i", "could i", "help me", "maybe", "perhaps",
    "possibly", "actually", "right", "love", "darling", "i wonder if you could", "i was wondering if you could",
)  # fmt: skip
FILLERS_AFTER = (
    "please", "thanks", "thank you", "okay", "now", "right now", "for me", "for me please", "will you", "would you",
    "could you", "can you", "if you can", "if you could", "if you would", "if you do not mind", "right away",
    "at once", "immediately", "again please", "assistant", "computer", "then",
    "love", "mate", "darling", "dear", "sweetie", "cheers", "ta", "if possible",
)  # fmt: skip

TURNING = frozenset(
    {
        "not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without", "hardly", "stop",
        "he", "she", "they", "him", "her", "them", "his", "their", "somebody", "someone",
        "did", "was", "were", "had", "been", "used", "said", "told", "asked", "yesterday", "ago", "already", "again",
        "if", "unless", "when", "why", "who", "whose", "because", "while", "instead", "except", "but", "before",
        "after", "until", "till", "than", "though",
    }
)  # fmt: skip
"""Words that say little, and yet turn a request into something else: into its opposite, a story, a condition."""

HESITATIONS = frozenset({"um", "umm", "uh", "uhm", "erm", "er", "hmm", "mmm", "ah", "ahem"})

SPELLING = Spelling(ENDINGS, SPOKEN, "'s", "is", BEFORE_IS, FILLERS_BEFORE, FILLERS_AFTER, HESITATIONS)

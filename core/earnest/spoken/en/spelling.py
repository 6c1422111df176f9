"""How English requests are brought into one form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from earnest.spoken.wording import Spelling

ENDINGS: Mapping[str, str] = MappingProxyType(
    {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would", "%": "percent"}
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
        "a.m.": "am", "p.m.": "pm", "alright": "all right", "yeah": "yes", "thx": "thanks", "an": "a",
        "abt": "about", "k": "okay", "kay": "okay",
        "tmrw": "tomorrow", "tmr": "tomorrow", "mins": "minutes", "hrs": "hours", "secs": "seconds",
        "+": "plus", "×": "times", "*": "times", "÷": "divided by", "/": "divided by", "-": "minus", "−": "minus",
        "–": "minus",
    }
)  # fmt: skip
"""Spoken and carelessly typed forms."""

FILLERS_BEFORE = (
    "hey", "hi", "okay", "please", "so", "well", "um", "uh", "er", "oh", "now", "and", "just", "kindly", "computer",
    "assistant", "alexa", "jarvis", "hey jarvis", "nabu", "okay nabu", "mycroft", "hey mycroft", "earnest",
    "can you", "could you", "would you", "will you", "are you able to", "can i get you to", "would you mind",
    "i want you to", "i need you to", "i would like you to", "i would like for you to", "go ahead and",
    "do me a favor and",
    "do me a favour and", "do us a favour and", "do you think you can",
    "do you think you could", "you need to", "you should", "let us",
    "i want to", "i would like to", "i need to", "may i", "can i", "could i", "help me", "maybe", "perhaps",
    "possibly", "actually", "right", "love", "darling", "i wonder if you could", "i was wondering if you could",
    "would you be so kind as to", "be so kind as to", "be so good as to", "would you be so good as to", "be kind and",
    "be a dear and", "be a love and", "be an angel and", "would you be a dear and", "i should be grateful if you would",
    "i would be grateful if you would",
    "i should be most grateful if you would",
    "i would be most grateful if you would",
    "i would be grateful if you could", "i should be grateful if you could", "would you mind awfully", "do you mind",
    "i would appreciate it if you could", "i would appreciate it if you would",
    "it would be lovely if you could",
    "it would be great if you could", "might i trouble you to", "could i trouble you to", "can i trouble you to",
    "might i trouble you for", "could i trouble you for", "can i trouble you for", "may i trouble you for", "do",
    "excuse me", "good morning", "good evening", "good afternoon", "hello", "hiya", "yo", "like", "so like", "mate",
    "sweetie", "honey", "dear", "buddy", "pal", "sorry", "listen", "look", "ah", "then", "quickly", "quick",
    "if you do not mind", "if you would be so kind", "if you please", "if it is not too much trouble", "pretty please",
    "you can", "you could", "can i ask you to", "could i ask you to", "may i ask you to", "i am going to need you to",
    "make sure to",
    "be sure to", "i really need you to", "we need you to", "could you possibly", "can you possibly", "can you quickly",
    "could you quickly", "would you kindly", "could you kindly", "can you just", "could you just", "will you just",
    "would you just", "can you maybe", "could you maybe", "any chance you could", "any chance you can",
    "is there any chance you could", "is it possible to", "would it be possible to", "i beg you to", "for me",
)  # fmt: skip
FILLERS_AFTER = (
    "please", "thanks", "thank you", "okay", "now", "right now", "for me", "for me please", "will you", "would you",
    "could you", "can you", "if you can", "if you could", "if you would", "if you do not mind", "right away",
    "at once", "immediately", "starting now", "starting right now", "starting from now", "straight away", "from now",
    "again please", "assistant", "computer", "then",
    "love", "mate", "darling", "dear", "sweetie", "cheers", "ta", "if possible", "thank you so much",
    "thank you very much", "thanks so much", "thanks a lot", "thanks a million", "thanks a bunch", "many thanks",
    "there is a dear", "there is a love", "there is a good chap", "if you please", "as well", "after all", "honey",
    "buddy", "pal", "pretty please", "please and thank you", "if it is not too much trouble", "if you would be so kind",
    "if you do not mind", "would you mind", "do you mind", "when you get a chance", "when you have a moment",
    "that would be great", "that would be lovely", "that would be kind", "or something", "too", "yeah", "yes", "right",
    "much appreciated", "i would appreciate it", "if you are able", "if you like", "be a dear", "be a love",
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

REFRAINING = re.compile(
    r"(?:do not(?! (?:you|we|i|know|think|believe|feel|like|want|need|care|have|remember|understand|see|mind)\b)"
    r"|never)\b(?!.* (?:so|too|as)\b)"
)
"""What a request begins with that asks for something not to be done: not "don't know", nor "don't talk so slowly"."""
ENDING = re.compile(
    r"(?:stop|end|quit|finish|cease|cancel|abort|close|leave|exit|halt|drop|enough|no more|get rid of)\b"
    r"|(?:turn|switch|shut|put) off\b|(?:turn|switch|shut|put)\b(?=.* off$)"
)
"""What one begins with that asks for the end of something."""

IDLE = frozenset(
    {
        "the", "a", "this", "that", "these", "those", "my", "your", "our", "his", "her", "their", "its", "it", "is",
        "me", "you", "us", "one", "ones", "to", "for", "of", "about", "at", "on", "in", "and", "with", "please",
        "other",
    }
)  # fmt: skip
"""Words that do not tell one thing's name from another's."""

HESITATIONS = frozenset(
    {"um", "umm", "uh", "uhh", "uhm", "erm", "er", "err", "hm", "hmm", "mm", "mmm", "ah", "ahem", "eh", "ooh"}
)

SPELLING = Spelling(ENDINGS, SPOKEN, "'s", "is", BEFORE_IS, FILLERS_BEFORE, FILLERS_AFTER, HESITATIONS)

"""From words to the skill that answers them."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from earnest.intents.catalogue import Catalogue
from earnest.intents.completeness import Beginnings, Completeness
from earnest.intents.encoder import read_weights
from earnest.intents.grammar import Grammar, People, Reading
from earnest.intents.joined import counted, is_one_length
from earnest.intents.kept import Names, no_names
from earnest.intents.matcher import Matcher, Paraphrase
from earnest.intents.routes import Considered, Route, against, as_last_resort, as_meant, as_read, as_shaped
from earnest.nouns import Intent
from earnest.sheets.house import house_words
from earnest.spoken import ENGLISH, Language, is_speech, language
from earnest.spoken.language import KEPT

if TYPE_CHECKING:
    from earnest.intents.templates import Template
    from earnest.skills import Skill
    from earnest.spoken import SlotKind, Wording

SURE_ENOUGH = 0.38
"""Score from which a paraphrase is taken: 2.3 % of CLINC150's strays and 5 % of misheard talk get this far
(``./scripts/bench routing``; the talk is s2i, written down by pocketsphinx)."""
CLOSE = 0.03
"""Two paraphrases nearer to one another than this are too close to call; of others the likelier is meant nine times in
ten (held-out requests of CLINC150's training split)."""
FEW = 5
"""Words that may be the beginning of a phrase misheard: "set in alarm four" of "set an alarm for"."""
CHOICES = 3
"""Rivals to choose between, at most; more are not remembered by ear."""
_OPENING = 4
"""Words of a first request that a second may share, at most."""
_WORTH_TELLING = 0.05
"""Score from which an author is told that a skill was considered."""
_HINT_EVERY = 3
"""Every so many utterances that nobody answers come with a hint."""


class Router:
    """Finds the skill for an utterance: by its phrases, word for word; then by what they mean."""

    def __init__(
        self,
        skills: Iterable[Skill],
        spoken: Language | None = None,
        names: Names = no_names,
        people: People = tuple,
    ) -> None:
        """``spoken``: the language that the skills' phrases are in; None is English.

        ``names``: what a plugin keeps at the moment when it is asked, for slots that take nothing else. ``people``: who
        may be named.
        """
        self._people = people
        self._language = spoken or language(ENGLISH)
        catalogue = Catalogue(skills, self._language)
        self.faults: list[str] = catalogue.faults
        """Phrases that can never match, a line each, with the reason."""
        self._catalogue = catalogue
        self._grammar = Grammar(catalogue.templates, catalogue.floating, self._language, names, people)
        self._preparing = threading.Lock()
        self._prepared: Matcher | None = None
        self._unanswered = 0
        self._hinted: Counter[str] = Counter()

    @cached_property
    def ties(self) -> list[str]:
        """Phrases that two skills claim, a line each."""
        return self._catalogue.ties()

    @cached_property
    def phrases(self) -> list[str]:
        """Sentences that the skills listen for, slots as ``{name}``: what a recogniser may lean towards."""
        return self._catalogue.phrases()

    def prepare(self) -> None:
        """Make ready what only an utterance that fits no phrase needs, so that the first such is not kept waiting."""
        _ = self._matcher, self._beginnings

    @property
    def _matcher(self) -> Matcher | None:
        """None in a language for which nothing was trained. Any thread may ask; it is made once."""
        with self._preparing:
            if self._prepared is None and (weights := read_weights(self._language.code)):
                self._prepared = Matcher(self._guessed, self._language, weights)
            return self._prepared

    @cached_property
    def _beginnings(self) -> Beginnings:
        return Beginnings(sentence for sentence, _ in self._guessed)

    @property
    def _guessed(self) -> list[tuple[str, Template]]:
        """What may be meant by other words: all sentences but those about something kept."""
        return [(said, template) for said, template in self._catalogue.sentences if not template.keeps]

    def route(self, text: str, now: datetime) -> Route:
        """Who answers ``text``, heard at local time ``now``."""
        wording = self._language.spelling.read(text)
        if not wording.words or is_speech(text):
            return Route(None)
        found, opposite = [as_read(reading) for reading in self._closest(text, wording, now)], None
        if not found:
            near = self._paraphrased(wording, now)
            opposite = next((each.account.opposite for each in near if each.account.opposite), None)
            meant = [each for each in near if not against(each)]
            close = [as_meant(each) for each in meant if each.score > meant[0].score - CLOSE]
            found = [intent for each in close if (intent := self._shaped(each)) is not None]
        if not found:
            found = [as_last_resort(template, text) for template in self._catalogue.last_resorts[:1]]
        if len(found) > 1:
            return Route(None, tuple(found[:CHOICES]))
        if found:
            return Route(found[0])
        return Route(None, hint=None if opposite else self._hint(wording), opposite=opposite)

    def completeness(self, text: str, now: datetime) -> Completeness:
        """Whether ``text`` needs no more words, plainly needs some, or nobody can tell.

        Whole: a phrase word for word, which ends neither with a number nor with a slot that takes any words; nor does
        it go on, where doing half of it would change something. Unfinished: the beginning of a phrase, up to a word of
        the phrase's own.
        """
        wording = self._language.spelling.read(text)
        if not wording.words:
            return "nothing"
        if is_speech(text):
            return "open"
        requests = [each.words for each in self._language.spelling.without_fillers(wording)]
        found = self._closest(text, wording, now)
        alone = found[0] if len(found) == 1 and not found[0].doubts else None
        if alone is None or self._ends_freely(as_read(alone), wording):
            begins = any(self._beginnings.go_on(words, plainly=True) for words in requests)
            if begins or self._leads_to_slot(wording, now):
                return "unfinished"
            return "strange" if not found and 1 < len(wording.words) <= FEW else "open"
        goes_on = not alone.template.skill.is_harmless and any(self._beginnings.go_on(words) for words in requests)
        return "open" if goes_on or self._language.read_number(wording.words[-1]) is not None else "whole"

    def knows(self, text: str, now: datetime) -> bool:
        """Whether ``text`` is word for word a phrase of one skill, and not of one that takes any words there are."""
        found = self.read(text, now)
        return len(found) == 1 and not found[0].unexplained

    def read(self, text: str, now: datetime) -> list[Intent]:
        """The phrases that ``text`` is word for word; as nothing is guessed, nothing is made ready for guessing."""
        wording = self._language.spelling.read(text)
        return [as_read(each) for each in self._closest(text, wording, now)] if not is_speech(text) else []

    def _leads_to_slot(self, wording: Wording, now: datetime) -> bool:
        """Whether it is a phrase and a word that leads to a time or a length: "wake me up at"."""
        *request, last = wording.words
        leads = any(last in kind.links | kind.openers for kind in self._language.kinds.values())
        return leads and bool(request) and bool(self._grammar.closest(wording.part(0, len(request)), now))

    def _ends_freely(self, intent: Intent, wording: Wording) -> bool:
        """Whether the last word is in a slot that takes any."""
        filled = (str(intent.slots.get(name, "")) for name in self.free_slots_of(intent))
        return any(self._language.spelling.read(value).words[-1:] == wording.words[-1:] for value in filled if value)

    def _closest(self, text: str, wording: Wording, now: datetime) -> list[Reading]:
        """The closest phrases, with or without what is said beside the request."""
        found = self._grammar.closest(wording, now)
        for request in self._language.without_remarks(text, now, run_on=not found):
            kept = self._language.spelling.read(request)
            dropped = set(wording.words) - set(kept.words)
            alone = [each for each in self._grammar.closest(kept, now) if dropped.isdisjoint(self._choices(each))]
            if alone and (not found or _is_closer(alone[0], found[0])):
                found = alone
        return found

    def _choices(self, reading: Reading) -> set[str]:
        """Words that mean something to the skill wherever they are said."""
        values = (value for choice in reading.template.skill.choices.values() for value in choice)
        return {word for value in values for word in self._language.spelling.read(value).words}

    def _paraphrased(self, wording: Wording, now: datetime) -> list[Paraphrase]:
        """The skills that are near to what was said by other words, the nearest first."""
        matcher = self._matcher
        return list(matcher.paraphrased(wording, now, SURE_ENOUGH)) if matcher is not None else []

    def _shaped(self, intent: Intent) -> Intent | None:
        template = next((each for each in self._templates_of(intent) if each.shapes), None)
        return intent if template is None else as_shaped(intent, template, self._people())

    def considered(self, text: str, now: datetime) -> list[Considered]:
        """Every skill that ``text`` may be for, the likeliest first, and what speaks against it."""
        wording = self._language.spelling.read(text)
        if not wording.words or is_speech(text):
            return []
        exact = [Considered(as_read(reading), "") for reading in self._closest(text, wording, now)]
        matcher = None if exact else self._matcher
        if matcher is None:
            return exact
        meant = matcher.paraphrased(wording, now, _WORTH_TELLING)
        return [Considered(as_meant(each), against(each) or _too_little(each)) for each in meant]

    def example(self, intent: Intent) -> str | None:
        """A sentence that the intent's skill listens for; None when each has a gap to fill."""
        template = next(self._templates_of(intent), None)
        return self._catalogue.example(template.skill, 0) if template else None

    def kinds_of(self, intent: Intent) -> Mapping[str, SlotKind]:
        """The typed slots of the intent's skill, by name."""
        template = next(self._templates_of(intent), None)
        return template.typed if template else {}

    def free_slots_of(self, intent: Intent) -> list[str]:
        """The slots of the intent's skill that take any words."""
        names = (name for each in self._templates_of(intent) for name, kind in each.kinds.items() if kind is None)
        return list(dict.fromkeys(names))

    def worded_slots_of(self, intent: Intent) -> list[str]:
        """Those that hold words as they were said: any, or a name of something kept."""
        kept = (name for name, kind in self.kinds_of(intent).items() if kind.name == KEPT)
        return list(dict.fromkeys((*self.free_slots_of(intent), *kept)))

    def noun_of(self, intent: Intent, text: str) -> str | None:
        """The word of ``text`` that says what the intent's skill is about: "timer"; None where none does."""
        said = self._language.spelling.read(text).words
        return next((word for word in self.about(intent) if word in said), None)

    def about(self, intent: Intent) -> tuple[str, ...]:
        """Words for what the intent's skill is about."""
        skill = self.skill_of(intent)
        return skill.changes.about if skill is not None and skill.changes else ()

    def skill_of(self, intent: Intent) -> Skill | None:
        """Whose phrases the intent's are."""
        return next((each.skill for each in self._templates_of(intent)), None)

    def _templates_of(self, intent: Intent) -> Iterator[Template]:
        every = (*self._catalogue.templates, *self._catalogue.last_resorts)
        whose = (intent.plugin, intent.skill)
        return (each for each in every if (each.skill.plugin, each.skill.name) == whose)

    def parts(self, text: str, now: datetime) -> Iterator[tuple[Intent, str]]:
        """Ways to read ``text`` as a request and more: a phrase of its own up to an "and", and the words behind it."""
        wording = self._language.spelling.read(text)
        for at in range(len(wording.words) - 2, 0, -1):
            if wording.words[at] in self._language.joining and not is_one_length(wording.words, at, self._language):
                found = self._grammar.closest(wording.part(0, at), now)
                if len(found) == 1:
                    yield as_read(found[0]), wording.original(at + 1, len(wording.words))

    def follow(self, text: str, rest: str, now: datetime) -> Intent | None:
        """What follows a request in ``text``, when it is one of its own."""
        for said in (rest, *counted(text, rest, self._language, now)):
            alone = self.route(said, now).intent
            if alone is not None and alone.exact:
                return alone
        return None

    def share(self, text: str, first: Intent, rest: str, now: datetime) -> Intent | None:
        """What follows a request and shares its opening words.

        "*remind me* at nine to put the bins out and at ten to lock the gate". It has a time or a length of its own.
        """
        finders = (kind.find for kind in self._language.kinds.values() if kind.find is not None)
        if all(find(rest, now).value is None for find in finders):
            return None
        words = self._language.spelling.read(text)
        rest = next(counted(text, rest, self._language, now), rest)
        for opening in range(1, min(_OPENING, len(words.words)) + 1):
            shared = self.route(f"{words.original(0, opening)} {rest}", now).intent
            if shared is not None and shared.exact and (shared.plugin, shared.skill) == (first.plugin, first.skill):
                return shared
        return None

    def _hint(self, wording: Wording) -> str | None:
        """Now and then, what the nearest skill would have understood; not the same one over and over."""
        self._unanswered += 1
        matcher = self._matcher if self._unanswered % _HINT_EVERY == 1 else None
        skill = matcher.nearest(wording) if matcher is not None else None
        if skill is None or skill.is_lasting:
            return None
        example = self._catalogue.example(skill, self._hinted[skill.name])
        self._hinted[skill.name] += 1
        return house_words(self._language.code).words("hint", {"example": example}) if example else None


def _too_little(each: Paraphrase) -> str:
    return "" if each.score >= SURE_ENOUGH else f"it scores less than {SURE_ENOUGH}"


def _is_closer(alone: Reading, whole: Reading) -> bool:
    """Whether what was left out had only been taken for a name or a task, and no phrase knew its words."""
    return alone.closeness > whole.closeness and alone.literal >= whole.literal

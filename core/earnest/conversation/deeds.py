"""What was done in a conversation: the last of it, and what came before, which is taken back when it is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from earnest.conversation.journal import Done
from earnest.intents.kept import is_kept

if TYPE_CHECKING:
    from earnest.intents import Router
    from earnest.nouns import Intent
    from earnest.spoken import Language
    from earnest.spoken.repair import Repair

NAMED = timedelta(hours=1)
"""For so long something may be taken back by its name: "take back the alarm I set before"."""
_MOST = 12
"""Deeds that are remembered."""


class Deeds:
    """What skills did, the latest last."""

    def __init__(self) -> None:
        self.last: Done | None = None
        """What was answered last, whether it changed anything or not."""
        self.changed: Done | None = None
        """What changed something last, unless nobody could tell what was wanted since."""
        self.undone: Done | None = None
        """What was taken back in the last turn."""
        self._past: list[Done] = []

    def forget(self) -> None:
        """What was done is done for good."""
        self.last = self.changed = self.undone = None
        self._past = []

    def add(self, done: Done, *, harmless: bool) -> None:
        """Something was done; ``harmless``: by a skill that changes nothing."""
        self.last = done
        if not harmless:
            self.changed = done if done.journal else None
            self._past = [*(each for each in self._past if each.journal), done][-_MOST:]

    def go_beside(self, others: tuple[Intent, ...]) -> None:
        """What was done last was done together with ``others``."""
        if self.changed is not None:
            self.changed = replace(self.changed, beside=others)

    def take_back(self, done: Done) -> bool:
        """Put back what ``done`` changed, and what changed the same things since; False when nothing could be."""
        taken = False
        for each in reversed(self._chain(done)):
            taken = each.journal.take_back() or taken
        self.changed, self.undone = None, done
        return taken

    def named(self, repair: Repair, router: Router, language: Language, now: datetime) -> Done | None:
        """The latest deed that is named, by what it is about or by a word of it; None where there is none.

        Nor where it cannot be taken back alone: who put milk on a list and eggs since would lose both.
        """
        for done in reversed(self._past):
            known = " ".join((*router.about(done.intent), done.heard.text))
            if not done.journal or now - done.heard.now > NAMED or (repair.made and not done.journal.made):
                continue
            if is_kept(repair.rest, [known], language):
                since = (thing for each in self._chain(done)[1:] for thing in each.journal.touched)
                return done if all(thing.startswith("due ") for thing in since) else None
        return None

    def _chain(self, done: Done) -> list[Done]:
        """A deed, and those behind it that changed what it had changed: set, and moved since."""
        chain, things = [done], set(done.journal.touched)
        begin = next((at for at, each in enumerate(self._past) if each.journal is done.journal), len(self._past))
        for each in self._past[begin + 1 :]:
            if each.journal and not things.isdisjoint(each.journal.touched):
                things |= each.journal.touched
                chain.append(each)
        return chain

"""What a skill may know of the house, and what it may change there: two written tables."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from earnest.conversation.introductions import Introductions
from earnest.errors import MemoryFault, MissingPart, UserFault
from earnest.feeling import explain, may_read, notice
from earnest.notes import NAMES_KEPT
from earnest.sheets.house import house_words

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.conversation.journal import TakeBack
    from earnest.host import Plugins
    from earnest.memory import Memory
    from earnest.nouns import Turn
    from earnest.skills import Skill

LASTING = frozenset({"keep_diary", "emotion", "forget", "keep_voice", "forget_voice"})
"""Changes that only a skill may make which says of itself that what it changes is lasting."""

NEEDS: Mapping[str, str] = {
    "diary": "diary",
    "coming": "others",
    "request": "others",
    "keep_diary": "household",
    "emotion": "household",
    "forget": "household",
    "hear_voice": "household",
    "keep_voice": "household",
    "forget_voice": "household",
}
"""Facts and changes that a plugin must declare and, unless it is Earnest's own, be allowed: word → need."""

_VOLUME = (0.0, 10.0)
_RATE = (0.6, 1.6)


async def _nobody(_words: str, _plugin: str) -> str | None:
    return None


def _no_voices(name: str) -> None:
    raise MissingPart(f"this house speaks with no voice, so not with {name!r}")


def _no_microphone() -> None:
    """A conversation by keyboard has none."""


class Facts:
    """The house, as far as skills may see and move it."""

    def __init__(self, config: Config, memory: Memory, plugins: Plugins) -> None:
        self._config = config
        self._memory = memory
        self._plugins = plugins
        self.last_turn: Turn | None = None
        """The turn before the one being answered."""
        self.last_reply: str | None = None
        self.person: str | None = None
        """Who is speaking now."""
        self.last_tone = "neutral"
        """The tone of the last reply."""
        self.swap_voice: Callable[[str], None] = _no_voices
        """Takes another voice into use with the next reply; raises UserFault when it cannot."""
        self.answer_aside: Callable[[str, str], Awaitable[str | None]] = _nobody
        """What another plugin than that of the name answers to these words."""
        self.voices: Callable[[], list[str]] = list
        """The voices that can speak."""
        self.voice: Callable[[], str] = str
        """The one that speaks."""
        self.introductions = Introductions(memory)
        """Voices that are being learned."""
        self.mute: Callable[[], None] = _no_microphone
        """Closes the microphone."""
        self._readers = self._readable()
        self._changers = self._changeable()

    def names_of(self, plugin: str) -> list[str]:
        """What the plugin keeps right now, by name: what is due with one, and what it says itself (``Talk.keeps``)."""
        try:
            coming = [due.slots.get("name") for due in self._memory.list_due(plugin)]
            noted = self._memory.read_notes(plugin).get(NAMES_KEPT) or []
        except MemoryFault:  # which the memory itself tells; what needs none is still understood
            return []
        return [name for name in (*coming, *noted) if isinstance(name, str)]

    def people(self) -> list[str]:
        """Whom the house knows, by name; nobody while the memory cannot be read."""
        try:
            return self._memory.people()
        except MemoryFault:
            return []

    def _readable(self) -> Mapping[str, Callable[[], Any]]:
        return {
            "skills": self._skills,
            "last_reply": lambda: self.last_reply,
            "people": self._memory.people,
            "known_voices": self.introductions.known,
            "tells_voices": self.introductions.possible,
            "why": self._why,
            "name": lambda: "Earnest",
            "country": lambda: self._config.country,
            "tone": lambda: self.last_tone,
            "preferences": self.preferences,
            "voices": lambda: self.voices(),
            "diary": self._memory.read_moods,
            "coming": self._memory.list_due,
            "emotion_consent": lambda: may_read(self._config, self._memory.consent("emotion")),
            "guest_notice": lambda: notice(self._config, self._memory.consent("emotion")),
        }

    def _changeable(self) -> Mapping[str, Callable[[Any], TakeBack | None]]:
        """Each answers with what puts it back, None where nothing does."""
        return {
            "volume": lambda value: self._shift("volume", value, 5.0, _VOLUME),
            "rate": lambda value: self._shift("rate", value, 1.0, _RATE),
            "whisper": lambda value: self._prefer("whisper", bool(value)),
            "avoid_tone": self._avoid,
            "voice": self._swap,
            "microphone": self._close_microphone,
            "emotion": lambda value: self._consent("emotion", bool(value)),
            "keep_diary": lambda value: self._consent("diary", bool(value)),
            "forget": lambda value: self._memory.forget(everything=value == "everything"),
            "hear_voice": self.introductions.hear,
            "keep_voice": self.introductions.keep,
            "forget_voice": self.introductions.forget,
        }

    def read(self, what: str, plugin: str) -> Any:
        """A fact, by name. Raises KeyError for one there is not, PermissionError for one not allowed."""
        self._check(what, plugin, self._readers)
        return self._readers[what]()

    def change(self, what: str, value: Any, skill: Skill) -> TakeBack | None:
        """Change the house; answers with what puts it back. Raises KeyError, PermissionError, ValueError."""
        self._check(what, skill.plugin, self._changers)
        if what in LASTING and not skill.is_lasting:
            raise PermissionError(
                f"{skill.plugin}.{skill.name} may not change {what!r}: what lasts is changed by a skill that says so; "
                'mark it @changes("lasting")'
            )
        return self._changers[what](value)

    async def request(self, words: str, plugin: str) -> str | None:
        """What another plugin's skill answers to ``words``. Raises PermissionError."""
        self._check("request", plugin, NEEDS)
        return await self.answer_aside(words, plugin)

    def preferences(self) -> dict[str, Any]:
        """How whoever is speaking wants to be spoken to."""
        return self._memory.read_preferences(self.person or "")

    def _check(self, what: str, plugin: str, table: Mapping[str, object]) -> None:
        if what not in table:
            raise KeyError(f"the house knows no {what!r}; it knows {', '.join(sorted(table))}")
        need = NEEDS.get(what)
        if need is not None and need not in self._plugins.granted(plugin):
            raise PermissionError(f"{plugin} may not use {what!r}: it must declare {need!r} and be allowed it")

    def _skills(self) -> list[dict[str, str]]:
        return [
            {"plugin": s.plugin, "skill": s.name, "about": s.about, "example": s.phrases[0]}
            for s in self._plugins.skills
            if s.phrases
        ]

    def _why(self) -> str:
        if self.last_turn is None:
            return house_words(self._config.language_code, "feeling").words("nothing_yet")
        return explain(self.last_turn.emotion, self.last_turn.readings, self._config.language_code)

    def _consent(self, what: str, given: bool) -> TakeBack:
        before = self._memory.consent(what)
        self._memory.set_consent(what, given)
        return lambda: self._memory.set_consent(what, before)

    def _prefer(self, key: str, value: object) -> TakeBack:
        whose = self.person or ""
        before = self._memory.read_preferences(whose).get(key)
        self._memory.write_preference(whose, key, value)
        return lambda: self._memory.write_preference(whose, key, before)

    def _swap(self, name: object) -> TakeBack:
        """Raises ValueError, which plugins know, when that voice cannot be used."""
        before = self.voice()
        try:
            self.swap_voice(str(name))
        except UserFault as fault:
            raise ValueError(str(fault)) from fault
        return lambda: self.swap_voice(before)

    def _close_microphone(self, wanted: object) -> None:
        """Raises ValueError for what would open it: nobody could have said so."""
        if wanted != "muted":
            raise ValueError("the microphone can only be muted from here; a button or `earnest unmute` opens it again")
        self.mute()

    def _shift(self, key: str, value: object, usual: float, limits: tuple[float, float]) -> TakeBack:
        """Set a number, or move it when ``value`` is a signed text such as "+1" or "-0.1"."""
        now = float(self.preferences().get(key, usual))
        wanted = now + float(value) if isinstance(value, str) and value[:1] in "+-" else float(str(value))
        return self._prefer(key, min(max(wanted, limits[0]), limits[1]))

    def _avoid(self, tone: object) -> TakeBack:
        avoided = set(self.preferences().get("avoid_tones", []))
        return self._prefer("avoid_tones", sorted(avoided | {str(tone)}))

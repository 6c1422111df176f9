"""What rings: a sound again and again, growing, its name between, until somebody comes or it has rung long enough."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Literal

from earnest import chimes
from earnest.errors import EarnestError
from earnest.events import ringing_event
from earnest.sound import read

if TYPE_CHECKING:
    from earnest.engines.base import Spotted
    from earnest.house.mouth import Mouth
    from earnest.listening import Listening
    from earnest.nouns import Reply, Sound
    from earnest.sections import RingSettings
    from earnest.talk import Due

EndedBy = Literal["stop", "snooze", "wake", "limit"]

GAP = 0.8
"""Seconds of silence between two rings, in which a whole "stop" can be heard even of a ring that nothing takes out."""
NAMED = 3
"""Its name is said after the second ring, and then after every third."""
AT_ONCE = 3
"""Names that are said between two rings at most: however much is due at once, it rings on."""
_AGAIN = 0.02
"""Seconds between two tries to silence what has only just begun."""


@dataclass(frozen=True, slots=True)
class Rung:
    """How a ring ended, and everything that rang meanwhile."""

    by: EndedBy
    dues: tuple[Due, ...]
    told: tuple[Due, ...] = ()
    """What rings nothing and fell due meanwhile, and was said to its end between two rings."""
    spotted: Spotted | None = None
    """What was said, when it was ended by voice without a wake word."""


@dataclass(slots=True)
class _Bell:
    """One ring under way."""

    ended: asyncio.Future[tuple[EndedBy, Spotted | None]]
    names: dict[int, tuple[Due, Reply]] = field(default_factory=dict)
    said: dict[int, list[Sound] | None] = field(default_factory=dict)
    """The words as sound; None where no voice could make them."""
    told: set[int] = field(default_factory=set)
    """What was said to its end."""


Others = Callable[[], Awaitable["tuple[Due, Reply] | None"]]
"""The next thing that has fallen due meanwhile; None when there is none."""


class Ringing:
    """Rings, one bell for everything that rings at once; a reminder that comes meanwhile is said between its rings."""

    def __init__(self, mouth: Mouth, listening: Listening, settings: RingSettings, show: Callable[[Due], None]) -> None:
        """``show`` is told of each thing that begins to ring."""
        self._show = show
        self._mouth = mouth
        self._listening = listening
        self._settings = settings
        self._bell: _Bell | None = None
        self._own: Sound | None = None

    @property
    def now(self) -> tuple[Due, ...]:
        """What rings now, and what is said between."""
        return tuple(due for due, _ in self._bell.names.values()) if self._bell else ()

    def end(self, by: EndedBy, spotted: Spotted | None = None) -> bool:
        """Fall silent at once; False when nothing rings."""
        if self._bell is None or self._bell.ended.done():
            return False
        self._bell.ended.set_result((by, spotted))
        self._mouth.hush()
        return True

    async def ring(self, due: Due, reply: Reply, others: Others, *, once: bool = False) -> Rung:
        """Ring until somebody ends it, ``once`` for one round: where time does not pass, nobody can come."""
        bell = self._bell = _Bell(asyncio.get_running_loop().create_future())
        self._listening.tell("rang")
        try:
            self._join(bell, due, reply)
            by, spotted = await self._rounds(bell, others, once)
        finally:
            self._bell = None
        everything = [each for each, _ in bell.names.values()]
        dues = tuple(each for each in everything if each.rings)
        for each in dues:
            self._mouth.emit(ringing_event(each, by))
        return Rung(by, dues, tuple(each for each in everything if not each.rings and each.id in bell.told), spotted)

    async def _rounds(self, bell: _Bell, others: Others, once: bool) -> tuple[EndedBy, Spotted | None]:
        began = time.monotonic()
        for number in count(1):
            since = time.monotonic() - began
            if since >= self._settings.minutes * 60:
                break
            while not bell.ended.done() and (other := await others()) is not None:
                self._join(bell, *other)
                if not other[0].rings:
                    await self._say(bell, other[0].id)
                    break  # however many there are, it rings on
            await self._play(bell, chimes.louder(self._sound(), chimes.growth(since)))
            if number % NAMED == 2 or once:
                await self._say_names(bell)
            if not bell.ended.done() and not once:
                await asyncio.wait({bell.ended}, timeout=GAP)
            if bell.ended.done():
                return bell.ended.result()
            if once:
                break
        return "limit", None

    def _join(self, bell: _Bell, due: Due, reply: Reply) -> None:
        bell.names[due.id] = (due, reply)
        if due.rings:
            self._mouth.emit(ringing_event(due))
            self._show(due)

    async def _say_names(self, bell: _Bell) -> None:
        for id in list(bell.names)[:AT_ONCE]:
            await self._say(bell, id)
            bell.names[id] = bell.names.pop(id)  # behind the others

    async def _say(self, bell: _Bell, id: int) -> None:
        if id not in bell.said:
            bell.said[id] = await self._made(bell.names[id][1])
        sounds = bell.said[id]
        if sounds is not None and all([await self._play(bell, sound) for sound in sounds]):
            bell.told.add(id)

    async def _made(self, reply: Reply) -> list[Sound] | None:
        try:
            return [speech.sound async for speech in self._mouth.made(reply)]
        except EarnestError:  # it rings without its name
            return None

    async def _play(self, bell: _Bell, sound: Sound) -> bool:
        """Play a sound, unless it was ended; whether all of it was heard. A loudspeaker that fails is tried again."""
        if bell.ended.done():
            return False
        playing = asyncio.ensure_future(self._mouth.play(sound))
        try:
            either: tuple[asyncio.Future[Any], ...] = (playing, bell.ended)
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            while not playing.done():
                self._mouth.hush()  # again: what was just about to begin did not hear the first
                await asyncio.wait({playing}, timeout=_AGAIN)
        except asyncio.CancelledError:  # the house is asked to leave
            self._mouth.hush()
            raise
        finally:
            playing.cancel()
            (played,) = await asyncio.gather(playing, return_exceptions=True)
        return played is True

    def _sound(self) -> Sound:
        """The household's own sound, or the house's."""
        if self._own is None:
            try:
                self._own = read(self._settings.sound) if self._settings.sound else chimes.ring()
            except EarnestError:  # nobody sleeps through a file that is gone
                self._own = chimes.ring()
        return self._own

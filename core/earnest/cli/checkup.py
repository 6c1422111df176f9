"""The examinations of ``earnest doctor``, one after the other."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from earnest import __version__
from earnest.cli.house import damages
from earnest.engines.registry import Kind
from earnest.errors import ConfigError, EarnestError

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.house.household import Household
    from earnest.nouns import Sound

LISTEN = 1.0
"""Seconds of microphone that are measured."""
MUTED = -75.0
"""dBFS; below this a microphone hears less than any room's own noise."""
BEEP = (660.0, 0.25, 0.2)
"""Hz, seconds, and level against full scale."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    ok: bool | None
    """None for something worth knowing that is no fault."""
    found: str
    remedy: str = ""


def examine(config: Config, *, sound: bool) -> Iterator[Finding]:
    """Everything, in order; ``sound`` also listens to the microphone and beeps."""
    from earnest.house.household import open_household

    yield Finding("earnest", True, f"{__version__} on Python {platform.python_version()}, {platform.machine()}")
    yield Finding("settings", True, str(config.file))
    yield Finding("data", True, str(config.data))
    yield _language(config)
    try:
        house = open_household(config)
    except ConfigError as fault:
        for line in str(fault).splitlines():
            yield Finding("settings", False, "must be mended first", line)
        return
    except EarnestError as fault:
        yield Finding("house", False, "cannot be opened", str(fault))
        return
    try:
        for notice in house.notices:
            yield Finding("settings", None, notice)
        for damage in damages(house.memory):
            yield Finding("memory", None, damage)
        yield from _plugins(house)
        yield _walls(config)
        yield from _engines(house)
        yield from _overheard(house)
        yield from _voice(house)
        yield from _models(config)
        if sound:
            yield from _microphone(house)
            yield from _speaker(house)
        yield from _own_voice(house)
    finally:
        house.close()


def _language(config: Config) -> Finding:
    from earnest.spoken import language, languages

    spoken = ", ".join(f"{language(code).name} ({code})" for code in languages())
    return Finding("language", True, f"{config.language}; this house speaks {spoken}")


def _plugins(house: Household) -> Iterator[Finding]:
    yield Finding("plugins", True, ", ".join(plugin.name for plugin in house.plugins.loaded) or "none")
    for refused in house.plugins.refused:
        yield Finding(f"plugin {refused.name}", False, "refused", refused.why)
    for tie in house.conversation.router.ties:
        yield Finding("phrases", None, tie)


def _walls(config: Config) -> Finding:
    """How well other people's plugins are kept in."""
    from earnest.host.isolation.reasons import height

    here = height()
    if here.level == "namespaces":
        return Finding("walls", True, "plugins of others see their own folder and nothing else")
    if here.level == "landlock":
        return Finding("walls", None, f"plugins of others are kept in by Landlock alone: {here.why}", here.remedy)
    runs = "run with nothing to keep them in" if config.plugins.unwalled == "allow" else "do not run"
    return Finding("walls", False, f"plugins of others {runs}: no Landlock here, and {here.why}", here.remedy)


def _engines(house: Household) -> Iterator[Finding]:
    for kind in get_args(Kind):
        if kind == "voice":
            continue
        try:
            choice = house.chosen(kind)
        except EarnestError as fault:
            yield Finding(kind, False, "nothing can be used", str(fault))
            continue
        silent = choice.engine.name == "silent"
        yield Finding(kind, None if silent else True, f"{choice.engine.name}: {choice.why}")


def _overheard(house: Household) -> Iterator[Finding]:
    """Whether the reader of emotion can use what the recogniser's encoder hears."""
    try:
        emotion, recognizer = (house.chosen(kind).engine for kind in ("emotion", "recognizer"))
        head = house.engine("emotion").head if emotion.name == "network" else None
        encoder = house.engine("recognizer").encoder if recognizer.encodes else ""
    except (EarnestError, OSError):
        return  # said above, among the engines
    if head is None:
        return
    listener = "the encoder of this Whisper model" if encoder else recognizer.name
    if head.knows(encoder):
        yield Finding("ears for emotion", True, "what Whisper's encoder hears counts too")
    else:
        found = f"the voice is read alone: the reader of emotion does not know {listener}"
        yield Finding("ears for emotion", None, found, "for surer guesses of moods: earnest models pull base")


def _voice(house: Household) -> Iterator[Finding]:
    try:
        yield Finding("voice", True, f"{house.speaking.voice.name}: {house.voices.why()}")
    except EarnestError as fault:
        yield Finding("voice", False, "cannot speak", str(fault))


def _models(config: Config) -> Iterator[Finding]:
    from earnest.supplies.fitting import fitting
    from earnest.supplies.models import broken, installed

    here = installed(config.data)
    if not here:
        name = fitting(config.language_code, config.data)
        yield Finding("models", None, "no Whisper model is here", f"for surer recognition: earnest models pull {name}")
    for model in here:
        fault = broken(model)
        yield Finding("models", fault is None, f"{model.name} in {model.folder}", fault or "")


def _microphone(house: Household) -> Iterator[Finding]:
    try:
        house.chosen("microphone")
    except EarnestError:
        return  # said above, among the engines
    try:
        level = _level(house)
    except EarnestError as fault:
        yield Finding("microphone level", False, "not measured", str(fault))
        return
    if level < MUTED:
        yield Finding("microphone level", False, f"{level:.0f} dBFS", "it hears nothing: unmute it or turn it up")
    else:
        yield Finding("microphone level", True, f"{level:.0f} dBFS")


def _level(house: Household) -> float:
    """The microphone's mean level over ``LISTEN`` seconds, dBFS."""
    import numpy as np

    from earnest.engines.base import FRAME
    from earnest.nouns import RATE

    microphone = house.engine("microphone")
    microphone.open()
    try:
        frames = [microphone.read() for _ in range(round(LISTEN * RATE / FRAME))]
    finally:
        microphone.close()
    heard = np.concatenate([frame for frame in frames if frame is not None] or [np.zeros(1, np.int16)])
    power = float(np.mean((heard / 32768.0) ** 2))
    return float(10 * np.log10(max(power, 1e-12)))


def _speaker(house: Household) -> Iterator[Finding]:
    try:
        engine = house.chosen("speaker").engine
        if engine.name != "silent":
            house.engine("speaker").play(_beep())
            yield Finding("loudspeaker", None, "a beep was played", "not heard? turn it up, or name speaker.device")
    except EarnestError as fault:
        yield Finding("loudspeaker", False, "no beep", str(fault))


def _own_voice(house: Household) -> Iterator[Finding]:
    """How our own voice is kept out of what is heard."""
    from earnest.house.ownvoice import delay_of

    try:
        delay = delay_of(house.speaker_name, house.config.data)
    except EarnestError:
        return  # said above, among the engines
    late = "not measured yet: it is when it speaks" if delay is None else f"heard {delay:.2f} s late"
    yield Finding("own voice", True, f"taken out of what is heard; the loudspeaker: {late}")


def _beep() -> Sound:
    import numpy as np

    from earnest.nouns import RATE, Sound

    pitch, seconds, level = BEEP
    times = np.arange(round(seconds * RATE)) / RATE
    edges = np.minimum(1.0, np.minimum(times, seconds - times) / 0.01)
    return Sound((32767 * level * edges * np.sin(2 * np.pi * pitch * times)).astype(np.int16))

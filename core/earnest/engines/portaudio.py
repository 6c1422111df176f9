"""What the microphone and the loudspeaker share: PortAudio, without its noise on the terminal."""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from typing import Any, Literal

from earnest.errors import MissingPart

Direction = Literal["input", "output"]

_NAMES = {"input": "microphone", "output": "loudspeaker"}
HANGS = 3.0
"""Seconds after which a call to PortAudio counts as hanging, and others go on without it."""
CLOSES = 1.0
"""The same for closing, which takes a tenth of one; a stream whose sound server has died is never closed."""
_LOOK = 0.2
"""Seconds between two looks at how long somebody may still take."""


class _Gate:
    """Who is in PortAudio, and until when that is no hanging."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.until = time.monotonic() + _LOOK


_gate = _Gate()
_changing = threading.Lock()
_INSTALL = "PyAudio is not installed; install portaudio19-dev and then: pip install 'earnest[mic]'"


def missing(direction: Direction) -> str | None:
    """Why there is no sound device here, with the remedy; None when there is one."""
    if find_spec("pyaudio") is None:
        return _INSTALL
    if not _count(direction):
        return f"no {_NAMES[direction]} was found; plug one in, or start PulseAudio or PipeWire"
    return None


def start() -> Any:
    """A fresh ``pyaudio.PyAudio``, made in silence. Raises MissingPart without PyAudio."""
    try:
        import pyaudio
    except ImportError:
        raise MissingPart(_INSTALL) from None
    _silence_alsa()
    with quiet():
        return pyaudio.PyAudio()


def find(audio: Any, direction: Direction, name: str | None) -> dict[str, Any]:
    """The device whose name contains ``name``, or the system's default one. Raises MissingPart."""
    devices = list(_devices(audio, direction))
    if name is None:
        with suppress(OSError):
            default: dict[str, Any] = getattr(audio, f"get_default_{direction}_device_info")()
            return default
    wanted = (name or "").casefold()
    found = next((device for device in devices if wanted in str(device["name"]).casefold()), None)
    if found is not None:
        return found
    if not devices:
        raise MissingPart(f"no {_NAMES[direction]} was found; plug one in, or start PulseAudio or PipeWire")
    known = ", ".join(str(device["name"]) for device in devices)
    raise MissingPart(f"no {_NAMES[direction]} has {name!r} in its name; found: {known}")


@contextmanager
def alone(seconds: float = HANGS) -> Iterator[None]:
    """One thread at a time: PortAudio is not made for several. Who takes longer than ``seconds`` is not waited for."""
    global _gate
    gate = _gate
    while not gate.lock.acquire(timeout=_LOOK):
        with _changing:
            if time.monotonic() > gate.until and _gate is gate:
                _gate = _Gate()  # the old one stays with whoever hangs
            gate = _gate
    before, gate.until = gate.until, max(gate.until, time.monotonic() + seconds)
    try:
        yield
    finally:
        gate.until = max(before, time.monotonic() + _LOOK)
        gate.lock.release()


@contextmanager
def quiet() -> Iterator[None]:
    """Alone, and with what C libraries write to stderr kept off the terminal: while a device is being opened."""
    with alone():
        saved, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nothing, 2)
            yield
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            os.close(nothing)


def _devices(audio: Any, direction: Direction) -> Iterator[dict[str, Any]]:
    channels = f"max{direction.capitalize()}Channels"
    for index in range(audio.get_device_count()):
        device = audio.get_device_info_by_index(index)
        if device[channels] > 0:
            yield device


@cache
def _count(direction: Direction) -> int:
    audio = start()
    try:
        return sum(1 for _ in _devices(audio, direction))
    finally:
        audio.terminate()


_ERROR_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)


_IGNORE = _ERROR_HANDLER(lambda *_complaint: None)
"""ALSA complains of devices that nobody asked for. Kept here so that it outlives the call."""


@cache
def _silence_alsa() -> None:
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_IGNORE)

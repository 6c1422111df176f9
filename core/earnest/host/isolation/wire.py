"""What crosses the pipe between the house and a plugin's own process: JSON, each message behind its length.

Beside what JSON knows, the nouns of a turn cross with their names: ``{"~": "Moment", "at": …}``.
"""

from __future__ import annotations

import json
import struct
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from earnest.nouns import Emotion, Intent, Reply, Sound, Tone, Transcript
from earnest.spoken import Moment
from earnest.talk import Answered, Due, Heard, Question

Message = dict[str, Any]

LARGEST = 1024 * 1024
"""Bytes of one message. A plugin's phrases all travel in one."""

LENGTH = struct.Struct(">I")

_NOUNS: Mapping[str, type] = {
    noun.__name__: noun for noun in (Answered, Due, Emotion, Heard, Intent, Moment, Question, Reply, Tone, Transcript)
}
_NAME = "~"


class Garbage(Exception):
    """Something came through the pipe that is no message."""


def pack(message: Message) -> bytes:
    """The bytes of a message. Raises TypeError for what cannot cross and Garbage for too much of it."""
    body = json.dumps(to_json(message), separators=(",", ":")).encode()
    if len(body) > LARGEST:
        raise Garbage(f"a message of {len(body)} bytes; at most {LARGEST} can cross")
    return LENGTH.pack(len(body)) + body


def body_length(head: bytes) -> int:
    """How many bytes follow these four. Raises Garbage."""
    (length,) = LENGTH.unpack(head)
    if length > LARGEST:
        raise Garbage(f"a message of {length} bytes; at most {LARGEST} can cross")
    return int(length)


def unpack(body: bytes) -> Message:
    """The message behind the length. Raises Garbage."""
    try:
        message = from_json(json.loads(body))
    except Garbage:
        raise
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise Garbage(f"no message ({type(error).__name__})") from error
    if not isinstance(message, dict) or not isinstance(message.get("kind"), str):
        raise Garbage("no message")
    return message


def to_json(value: Any) -> Any:
    """``value`` as JSON can hold it. Raises TypeError for what cannot cross."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None
        return {_NAME: "datetime", "iso": value.isoformat(), "zone": zone}
    if isinstance(value, Sound):
        return {_NAME: "Sound", "samples": b64encode(value.samples.tobytes()).decode(), "rate": int(value.rate)}
    if isinstance(value, timedelta):
        return {_NAME: "timedelta", "seconds": value.total_seconds()}
    if is_dataclass(value) and not isinstance(value, type):
        inner = {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
        return {_NAME: type(value).__name__, **inner} if type(value).__name__ in _NOUNS else inner
    if isinstance(value, Mapping):
        return {_key(key): to_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_json(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} cannot cross to a plugin's own process; only what JSON can hold can")


def from_json(value: Any) -> Any:
    """The other way round. Raises Garbage, or whatever a noun raises that is put together wrongly."""
    if isinstance(value, list):
        return [from_json(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    inner = {key: from_json(each) for key, each in value.items() if key != _NAME}
    return _noun(value[_NAME], inner) if _NAME in value else inner


def _noun(name: Any, inner: dict[str, Any]) -> Any:
    if name == "datetime":
        moment = datetime.fromisoformat(inner["iso"])
        return moment.astimezone(ZoneInfo(inner["zone"])) if inner["zone"] else moment
    if name == "timedelta":
        return timedelta(seconds=inner["seconds"])
    if name == "Sound":
        return _sound(inner)
    noun = _NOUNS.get(name)
    if noun is None:
        raise Garbage("a noun of another house")
    if noun is Moment:
        inner["named"] = frozenset(inner.get("named", ()))
    if noun is Question:
        inner["choices"] = tuple(inner.get("choices", ()))
    return noun(**inner)


def _sound(inner: dict[str, Any]) -> Sound:
    import numpy as np  # late: most plugins play nothing

    return Sound(np.frombuffer(b64decode(inner["samples"], validate=True), np.int16), int(inner["rate"]))


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be a string, found {type(key).__name__}")
    return key

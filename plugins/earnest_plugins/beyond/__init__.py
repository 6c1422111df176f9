"""What nobody here answers, asked of a language model. Off until a household says which, and never without saying so.

In ``earnest.yaml``::

    settings:
      beyond:
        url: http://localhost:11434/v1     # any server that speaks OpenAI's chat completions
        model: llama3.2

Only the words of that one request are sent: no sound, no mood, no name, nothing said before.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from earnest import Reply, Settings, Skills, Talk, changes, hookimpl

earnest_needs = ("network",)

TIME_LIMIT = 30.0
"""Seconds a model may take; a small one on a Raspberry Pi needs many of them."""
LONGEST = 1_000_000
"""Bytes of an answer that are read."""


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("url", "", "the server of an OpenAI-compatible model; empty turns this off")
    settings.add("model", "", "the model's name on that server")
    settings.add("key", "", "the server's API key, where it wants one")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add_fallback(ask_model, if_set="url", time_limit=TIME_LIMIT)


@changes("nothing")
async def ask_model(talk: Talk, words: str) -> Reply:
    """Ask a language model what nobody here can answer."""
    url = str(talk.settings["url"]).rstrip("/")
    await talk.say(talk.words("asking", where=_whereabouts(talk, url)))
    messages = [{"role": "system", "content": talk.words("manners")}, {"role": "user", "content": words}]
    try:
        answer = await asyncio.to_thread(_complete, url, talk.settings, messages)
    except (URLError, OSError, ValueError, LookupError, TypeError):
        return talk.reply("silent")
    return Reply(answer) if answer else talk.reply("speechless")


def _whereabouts(talk: Talk, url: str) -> str:
    """Where the words go, in words."""
    host = urlsplit(url).hostname
    if host is None:
        return talk.words("somewhere")
    return talk.words("here") if host in {"localhost", "127.0.0.1", "::1"} else talk.words("at", host=host)


def _complete(url: str, settings: Mapping[str, Any], messages: list[dict[str, str]]) -> str:
    """The model's answer. Raises URLError, OSError, ValueError, LookupError or TypeError when there is none."""
    headers = {"Content-Type": "application/json"}
    if settings["key"]:
        headers["Authorization"] = f"Bearer {settings['key']}"
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError("a server's address begins with http:// or https://")
    body = json.dumps({"model": settings["model"], "messages": messages}).encode()
    request = Request(f"{url}/chat/completions", body, headers)
    with urlopen(request, timeout=TIME_LIMIT - 2) as response:
        answer = json.loads(response.read(LONGEST))
    return str(answer["choices"][0]["message"]["content"]).strip()

"""What nobody answers goes to a language model only where a household named one, and never unannounced."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from earnest.testing import Rehearsal

QUESTION = "why do cats purr"


class Model(BaseHTTPRequestHandler):
    """A server that speaks chat completions, and remembers what it was asked."""

    asked: list[dict[str, object]]
    reply: bytes

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(type(self).reply)

    def log_message(self, format: str, *args: object) -> None:
        """A test's output is its own."""


@pytest.fixture
def model() -> Iterator[tuple[str, type[Model]]]:
    """A model on this machine, and its address."""
    answer = {"choices": [{"message": {"content": " Nobody is quite sure. "}}]}
    kind = type("OneModel", (Model,), {"asked": [], "reply": json.dumps(answer).encode()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1", kind
    server.shutdown()
    server.server_close()


def test_nothing_is_asked_of_anybody_until_a_household_says_so(model):
    with Rehearsal("beyond") as house:
        house.hear(QUESTION)
        assert house.intent is None
    assert model[1].asked == []


def test_the_words_alone_are_sent_and_the_person_is_told(model):
    url, server = model
    with Rehearsal("beyond", settings={"beyond": {"url": url, "model": "small", "key": "k"}}) as house:
        assert house.hear(QUESTION, mood="sad", person="ann") == "Nobody is quite sure."
        assert house.said[0] == "I don't know that myself. I'm asking the language model on this machine."
    (asked,) = server.asked
    assert (asked["path"], asked["model"], asked["key"]) == ("/v1/chat/completions", "small", "Bearer k")
    assert asked["messages"][1] == {"role": "user", "content": QUESTION}
    assert "ann" not in json.dumps(asked)
    assert "sad" not in json.dumps(asked)


def test_a_skill_of_the_house_goes_first(model):
    url, server = model
    with Rehearsal("beyond", "chance", settings={"beyond": {"url": url}}) as house:
        house.hear("flip a coin")
        assert house.intent.plugin == "chance"
    assert server.asked == []


@pytest.mark.parametrize("reply", [b"", b"no json", b"{}", b'{"choices": []}', b'{"choices": [{"message": null}]}'])
def test_garbage_is_no_answer(model, reply):
    url, server = model
    server.reply = reply
    with Rehearsal("beyond", settings={"beyond": {"url": url}}) as house:
        assert house.hear(QUESTION) == "The language model isn't answering just now."


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "file:///etc/passwd", "not an address"])
def test_nobody_there_is_said_kindly(url):
    with Rehearsal("beyond", settings={"beyond": {"url": url}}) as house:
        assert house.hear(QUESTION) == "The language model isn't answering just now."

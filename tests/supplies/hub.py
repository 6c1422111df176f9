"""A model hub of our own on this machine: the three answers that a download needs."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BIN = bytes(range(256)) * 100_000
"""Twenty-five megabytes."""
FILES = {"model.bin": BIN, "config.json": b"{}", "tokenizer.json": b"{}", "README.md": b"not wanted"}
REPOSITORY = "Systran/faster-whisper-tiny.en"


class Hub(ThreadingHTTPServer):
    """The three answers of the model hub that a download needs."""

    daemon_threads = True

    def __init__(self, files: Mapping[str, bytes] = FILES, repository: str = REPOSITORY) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.files, self.repository = files, repository
        self.damaged = False
        self.cut_after: int | None = None
        self.at_most: int | None = None
        """Bytes an answer, where the connection breaks off again and again."""
        self.ranges: list[str | None] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Desk(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *_: object) -> None:
        """Keep the terminal quiet."""

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        name = self.path.rpartition("/")[2].partition("?")[0]
        if self.path.startswith(f"/api/models/{self.server.repository}"):
            self._send(json.dumps(_listing(self.server)).encode(), with_body=with_body)
        elif self.path.startswith(f"/{self.server.repository}/resolve/") and name in self.server.files:
            self._send_file(name, with_body=with_body)
        else:
            self.send_response(404)
            self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _send(self, body: bytes, *, with_body: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _send_file(self, name: str, *, with_body: bool) -> None:
        body = self.server.files[name]
        etag = hashlib.sha256(body).hexdigest() if name == "model.bin" else hashlib.sha1(body).hexdigest()
        if self.server.damaged and name == "model.bin":
            body = body[::-1]
        start = 0
        wanted = self.headers.get("Range")
        if wanted and wanted.startswith("bytes="):
            start = int(wanted.removeprefix("bytes=").partition("-")[0] or 0)
        if with_body and name == "model.bin":
            self.server.ranges.append(wanted)
        if start >= len(body):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("ETag", f'"{etag}"')
        self.send_header("X-Repo-Commit", "c" * 40)
        self.send_header("Content-Length", str(len(body) - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.end_headers()
        if with_body:
            cut = self.server.cut_after if name == "model.bin" else None
            if self.server.at_most is not None:
                cut = start + self.server.at_most
            self.wfile.write(body[start:cut])


def _listing(hub: Hub) -> dict[str, object]:
    siblings: list[dict[str, object]] = []
    for name, body in hub.files.items():
        siblings.append({"rfilename": name, "size": len(body), "blobId": "0" * 40})
        if name == "model.bin":
            digest = hashlib.sha256(body).hexdigest()
            siblings[-1]["lfs"] = {"size": len(body), "sha256": digest, "pointerSize": 134}
    called = {"id": hub.repository, "modelId": hub.repository, "sha": "c" * 40}
    return {**called, "siblings": siblings, "tags": [], "private": False}


@contextmanager
def serving(files: Mapping[str, bytes] = FILES, repository: str = REPOSITORY) -> Iterator[Hub]:
    """A hub that answers until the end of the ``with``."""
    with Hub(files, repository) as hub:
        threading.Thread(target=hub.serve_forever, daemon=True).start()
        yield hub
        hub.shutdown()

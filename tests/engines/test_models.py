"""Models are found on the machine and pulled from a hub, here a small one of our own on this machine."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from earnest.models import broken, find, installed

BIN = bytes(range(256)) * 100_000
"""Twenty-five megabytes: the hub's client writes ten at a time, and what it has not written it fetches again."""
FILES = {"model.bin": BIN, "config.json": b"{}", "tokenizer.json": b"{}", "README.md": b"not wanted"}
REPOSITORY = "Systran/faster-whisper-tiny.en"


class Hub(ThreadingHTTPServer):
    """The three answers of the model hub that a download needs."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.damaged = False
        self.cut_after: int | None = None
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
        if self.path.startswith(f"/api/models/{REPOSITORY}"):
            self._send(json.dumps(_listing()).encode(), with_body=with_body)
        elif self.path.startswith(f"/{REPOSITORY}/resolve/") and name in FILES:
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
        body = FILES[name]
        etag = hashlib.sha256(body).hexdigest() if name == "model.bin" else hashlib.sha1(body).hexdigest()
        if self.server.damaged and name == "model.bin":
            body = body[::-1]
        start = 0
        wanted = self.headers.get("Range")
        if wanted and wanted.startswith("bytes="):
            start = int(wanted.removeprefix("bytes=").partition("-")[0] or 0)
        if with_body and name == "model.bin":
            self.server.ranges.append(wanted)
        self.send_response(206 if start else 200)
        self.send_header("ETag", f'"{etag}"')
        self.send_header("X-Repo-Commit", "c" * 40)
        self.send_header("Content-Length", str(len(body) - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.end_headers()
        if with_body:
            cut = self.server.cut_after if name == "model.bin" else None
            self.wfile.write(body[start:cut])


def _listing() -> dict[str, object]:
    lfs = {"size": len(BIN), "sha256": hashlib.sha256(BIN).hexdigest(), "pointerSize": 134}
    siblings = [{"rfilename": name, "size": len(body), "blobId": "0" * 40} for name, body in FILES.items()]
    siblings[0]["lfs"] = lfs
    return {
        "id": REPOSITORY,
        "modelId": REPOSITORY,
        "sha": "c" * 40,
        "siblings": siblings,
        "tags": [],
        "private": False,
    }


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as hub:
        threading.Thread(target=hub.serve_forever, daemon=True).start()
        yield hub
        hub.shutdown()


def pull(data: Path, hub: str, name: str = "tiny.en", *, timeout: float = 60) -> tuple[str, str]:
    """Pulls in a process of its own, for the hub's client reads its address only once; last progress, and fault."""
    script = f"""
import sys
from pathlib import Path
from earnest.errors import UserFault
from earnest.models import pull
seen = []
try:
    pull({name!r}, Path({str(data)!r}), lambda *told: seen.append(told))
except UserFault as fault:
    print(fault, file=sys.stderr)
print(max((told for told in seen if told[0] == "model.bin"), default=""))
"""
    environment = {"HF_ENDPOINT": hub, "HF_HOME": str(data / "hub"), "PATH": "/usr/bin:/bin", "HF_HUB_DISABLE_XET": "1"}
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=timeout)
    return done.stdout.strip(), done.stderr.strip()


def test_a_model_is_pulled_by_name_with_progress_and_found(hub: Hub, tmp_path: Path) -> None:
    progress, fault = pull(tmp_path, hub.address)
    assert fault == ""
    assert progress == f"('model.bin', {len(BIN)}, {len(BIN)})"
    model = find(tmp_path)
    assert model is not None
    assert model.name == "tiny.en"
    assert (model.folder / "model.bin").read_bytes() == BIN
    assert not (model.folder / "README.md").exists()
    assert broken(model) is None


def test_what_is_there_is_not_fetched_again(hub: Hub, tmp_path: Path) -> None:
    pull(tmp_path, hub.address)
    pull(tmp_path, hub.address)
    assert len(hub.ranges) == 1


def test_a_damaged_download_is_not_kept(hub: Hub, tmp_path: Path) -> None:
    hub.damaged = True
    _, fault = pull(tmp_path, hub.address)
    assert "damaged" in fault
    assert "\n" not in fault
    assert installed(tmp_path) == []


def test_a_name_there_is_not_is_told_in_one_line(hub: Hub, tmp_path: Path) -> None:
    for name in ("huge.xx", "nobody/nothing"):
        _, fault = pull(tmp_path, hub.address, name)
        assert "tiny.en" in fault
        assert "\n" not in fault


def test_offline_is_told_in_one_line(tmp_path: Path) -> None:
    _, fault = pull(tmp_path, "http://127.0.0.1:9")
    assert "cannot be reached" in fault
    assert "\n" not in fault


def test_an_interrupted_download_goes_on_where_it_stopped(hub: Hub, tmp_path: Path) -> None:
    hub.cut_after = len(BIN) * 2 // 3
    _, fault = pull(tmp_path, hub.address, timeout=120)
    assert "goes on where it stopped" in fault
    hub.cut_after = None
    progress, again = pull(tmp_path, hub.address)
    assert again == "", fault
    assert progress == f"('model.bin', {len(BIN)}, {len(BIN)})"
    assert (tmp_path / "models" / "tiny.en" / "model.bin").read_bytes() == BIN
    assert hub.ranges[-1] == "bytes=10485760-", hub.ranges

"""Voices are fetched, resumed, checked and taken in; what is broken leaves nothing behind."""

from __future__ import annotations

import errno
import gc
import hashlib
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from earnest.config import Config
from earnest.engines.piper import try_voice
from earnest.engines.registry import Engines
from earnest.errors import CardError, EarnestError, MissingPart, UserFault
from earnest.speaking import card_of, load_voice
from earnest.speaking.adding import add_local, add_voice
from earnest.supplies.fetching import fetch
from earnest.testing.tiny_voice import make_tiny_voice


class Hub(BaseHTTPRequestHandler):
    """A hub that knows ranges, and breaks off, lies or refuses as a test wants."""

    folder: Path
    breaks_at: int | None = None
    refuses = False
    asked: list[str | None]

    def do_GET(self) -> None:
        hub = type(self)
        hub.asked.append(self.headers["Range"])
        body = (hub.folder / self.path.rpartition("/")[2]).read_bytes()
        if hub.refuses:
            self.send_error(404)
            return
        begin = int((self.headers["Range"] or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(body) - begin))
        self.end_headers()
        self.wfile.write(body[begin : hub.breaks_at])

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[type[Hub]]:
    """A hub with one tiny voice on it."""
    make_tiny_voice(tmp_path / "hub")
    kind = type("OneHub", (Hub,), {"folder": tmp_path / "hub", "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(kind))
    kind.address = f"http://127.0.0.1:{server.server_port}/voices/"  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield kind
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def card(hub: type[Hub], config: Config) -> Path:
    """A card for it."""
    lines = ["engine: piper", "language: en_US", f"source: {hub.address}", "files:"]  # type: ignore[attr-defined]
    for path in sorted(hub.folder.iterdir()):
        digest = hashlib.md5(path.read_bytes()).hexdigest()
        lines += [f"  - name: {path.name}", f"    size: {path.stat().st_size}", f"    md5: {digest}"]
    page = config.data / "voices" / "tiny.yaml"
    page.parent.mkdir(parents=True)
    page.write_text("\n".join(lines))
    return page


def left(config: Config) -> list[str]:
    return sorted(
        path.name for path in (config.data / "voices").rglob("*") if path.is_file() and path.suffix != ".yaml"
    )


@pytest.mark.usefixtures("card")
def test_a_voice_is_fetched_and_speaks(config: Config, engines: Engines) -> None:
    told: list[tuple[str, int, int]] = []
    add_voice("tiny", config, try_voice, lambda *step: told.append(step))
    assert load_voice("tiny", config, engines).rate == 22_050
    assert left(config) == ["tiny.onnx", "tiny.onnx.json"]
    name, done, whole = told[-1]
    assert (name, done) == ("tiny.onnx.json", whole)


@pytest.mark.usefixtures("card")
def test_what_is_here_is_not_fetched_again(hub: type[Hub], config: Config) -> None:
    fetch(card_of("tiny", config))
    before = len(hub.asked)
    fetch(card_of("tiny", config))
    assert len(hub.asked) == before == 2


@pytest.mark.usefixtures("card")
def test_two_who_fetch_the_same_take_turns(hub: type[Hub], config: Config) -> None:
    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(fetch, [card_of("tiny", config)] * 4))
    assert len(hub.asked) == 2
    assert left(config) == ["tiny.onnx", "tiny.onnx.json"]


@pytest.mark.usefixtures("card")
def test_a_download_cut_off_goes_on_where_it_stopped(hub: type[Hub], config: Config) -> None:
    hub.breaks_at = 1_000
    with pytest.raises(MissingPart, match="goes on where it stopped"):
        fetch(card_of("tiny", config))
    assert left(config) == ["tiny.onnx.part"]
    hub.breaks_at = None
    fetch(card_of("tiny", config))
    assert hub.asked[1] == "bytes=1000-"
    assert left(config) == ["tiny.onnx", "tiny.onnx.json"]


@pytest.mark.usefixtures("card")
def test_a_digest_that_does_not_match_leaves_nothing(hub: type[Hub], config: Config) -> None:
    voice = hub.folder / "tiny.onnx"
    voice.write_bytes(bytes(reversed(voice.read_bytes())))
    with pytest.raises(CardError, match=r"tiny\.onnx arrived damaged and was removed: its md5 is"):
        fetch(card_of("tiny", config))
    assert left(config) == []


@pytest.mark.usefixtures("card")
def test_more_than_was_promised_is_not_taken(hub: type[Hub], config: Config) -> None:
    voice = hub.folder / "tiny.onnx"
    voice.write_bytes(voice.read_bytes() * 3)
    with pytest.raises(CardError, match="arrived damaged"):
        fetch(card_of("tiny", config))
    assert left(config) == []


def test_a_hub_that_refuses_or_is_not_there_is_told(card: Path, hub: type[Hub], config: Config) -> None:
    hub.refuses = True
    with pytest.raises(MissingPart, match="the hub answered 404"):
        fetch(card_of("tiny", config))
    gc.collect()  # a socket left open would be told here
    card.write_text(card.read_text().replace("127.0.0.1", "127.0.0.2"))
    with pytest.raises(MissingPart, match=r"127\.0\.0\.2 cannot be reached"):
        fetch(card_of("tiny", config))
    assert left(config) == []


def test_an_own_voice_gets_a_card_and_is_tried_in_a_process_of_its_own(
    config: Config, engines: Engines, tmp_path: Path
) -> None:
    card = add_local(make_tiny_voice(tmp_path / "made", speakers={"ann": 120.0, "bob": 90.0}), config, try_voice)
    assert (card.language, card.speaker, dict(card.speakers)) == ("en_US", "ann", {"ann": 0, "bob": 1})
    shutil.rmtree(tmp_path / "made")
    assert load_voice(card.name, config, engines).rate == 22_050
    assert card_of("tiny", config) == card


def test_one_that_cannot_be_copied_over_another_leaves_that_one_speaking(
    config: Config, engines: Engines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_local(make_tiny_voice(tmp_path / "made"), config, try_voice)
    copied: list[Path] = []

    def half(source: Path, to: Path) -> None:
        if copied:
            raise OSError(errno.ENOSPC, "No space left on device")
        copied.append(to)
        to.write_bytes(source.read_bytes()[:700])

    monkeypatch.setattr("earnest.speaking.adding.shutil.copyfile", half)
    with pytest.raises(UserFault, match="cannot be copied here: No space"):
        add_local(make_tiny_voice(tmp_path / "again"), config, try_voice)
    assert left(config) == ["tiny.onnx", "tiny.onnx.json"]
    assert load_voice("tiny", config, engines).rate == 22_050


def spoil(path: Path, how: str) -> None:
    settings = path.with_name(f"{path.name}.json")
    if how == "truncated":
        path.write_bytes(path.read_bytes()[:700])
    elif how == "no network":
        path.write_bytes(b"\x7fELF" * 500)
    elif how == "no settings":
        settings.unlink()
    elif how == "hostile settings":
        settings.write_text('{"audio": {"sample_rate": 22050}, "espeak": {"voice": "../../x"}}')
    elif how == "a rate nobody expects":
        settings.write_text(settings.read_text().replace("22050", "7"))
    elif how == "no phonemes":
        settings.write_text(settings.read_text().replace("phoneme_id_map", "other"))


@pytest.mark.parametrize(
    "how", ["truncated", "no network", "no settings", "hostile settings", "a rate nobody expects", "no phonemes"]
)
def test_what_is_no_voice_leaves_nothing(config: Config, engines: Engines, tmp_path: Path, how: str) -> None:
    path = make_tiny_voice(tmp_path / "made")
    spoil(path, how)
    with pytest.raises(EarnestError) as told:
        add_local(path, config, try_voice)
    assert "\n" not in str(told.value)
    assert not (config.data / "voices").exists() or left(config) == []
    assert load_voice("auto", config, engines).name == "hibari-heart"


def test_a_voice_changed_behind_its_cards_back_is_not_spoken(config: Config, engines: Engines, tmp_path: Path) -> None:
    card = add_local(make_tiny_voice(tmp_path / "made"), config, try_voice)
    network = card.folder / "tiny.onnx"
    content = bytearray(network.read_bytes())
    content[-3] ^= 1
    network.write_bytes(content)
    with pytest.raises(CardError, match="its sha256 is"):
        load_voice("tiny", config, engines)

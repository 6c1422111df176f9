"""A household's own stations and music."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soundfile

from earnest.testing import Rehearsal
from earnest_plugins.radio.music import found_in, recordings
from earnest_plugins.radio.streams import open_stream

House = Callable[..., Rehearsal]


def _tone(seconds: float = 0.5) -> bytes:
    held = BytesIO()
    soundfile.write(held, np.sin(np.arange(int(16_000 * seconds)) / 5) * 0.2, 16_000, format="WAV")
    return held.getvalue()


class Station(BaseHTTPRequestHandler):
    """Half a second of a tone at ``/live``, and playlists that lead there, or nowhere."""

    def do_GET(self) -> None:
        here = f"http://{self.headers['Host']}"
        answers = {
            "/live": _tone(),
            "/list.m3u": f"#EXTM3U\n#EXTINF:-1,Live\n{here}/live\n".encode(),
            "/list.pls": f"[playlist]\nFile1={here}/live\n".encode(),
            "/empty.m3u": b"#EXTM3U\n",
            "/again.m3u": f"{here}/again.m3u".encode(),
            "/text": b"Hello, I am no sound at all.",
        }
        body = answers.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a station."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Station) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder of music."""
    for name in ("The Beatles/Help/Yesterday.wav", "Miles Davis/So What.wav"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(_tone(0.1))
    (tmp_path / "notes.txt").write_text("no music")
    return tmp_path


@pytest.mark.parametrize("path", ["/live", "/list.m3u", "/list.pls"])
def test_a_stream_is_opened_and_found_in_playlists(server: str, path: str) -> None:
    with open_stream(server + path) as stream:
        assert stream.read(4) == b"RIFF"


@pytest.mark.parametrize(
    "address", ["{}/none", "{}/empty.m3u", "{}/again.m3u", "file:///etc/passwd", "radio", "http://"]
)
def test_what_is_no_stream_is_an_oserror(server: str, address: str) -> None:
    with pytest.raises(OSError, match=r"\w"):
        open_stream(address.format(server))


def test_a_station_is_played_by_its_name(house: House, server: str) -> None:
    radio = house("radio", settings={"radio": {"stations": {"four": f"{server}/live", "jazz": f"{server}/list.m3u"}}})
    assert radio.hear("which stations do you have") == "There are two stations: four and jazz."
    radio.hear("put on jazz")
    assert "[plays jazz]" in radio.said
    radio.hear("turn on the radio")
    assert radio.said.count("[plays jazz]") == 2  # the one that played last


def test_a_station_that_is_away_or_no_sound_is_told(house: House, server: str) -> None:
    stations = {"gone": f"{server}/none", "odd": f"{server}/text"}
    radio = house("radio", settings={"radio": {"stations": stations}})
    assert radio.hear("play gone radio") == "I can't reach gone just now."
    radio.hear("play odd radio")
    radio.travel(timedelta(seconds=1))
    assert radio.said[-1] == "I can't play odd: it is no sound that I know."


def test_without_settings_it_says_what_to_do(house: House) -> None:
    radio = house("radio")
    assert "settings" in radio.hear("play the radio")
    assert "settings" in radio.hear("play some music")


def test_music_is_played_from_the_households_folder(house: House, shelf: Path) -> None:
    radio = house("radio", settings={"radio": {"folder": str(shelf)}})
    radio.hear("play something by the Beatles")
    assert [said for said in radio.said if said.startswith("[plays")] == ["[plays Yesterday]"]
    assert radio.hear("play the album kind of blue") == "I found no music that fits kind of blue."


@pytest.mark.parametrize(
    ("said", "found"),
    [("the Beatles", ["Yesterday"]), ("so what", ["So What"]), ("miles davis", ["So What"]), ("abba", []), ("the", [])],
)
def test_what_is_meant_is_found_by_file_and_folder(shelf: Path, said: str, found: list[str]) -> None:
    every = recordings(shelf)
    assert [path.stem for path in every] == ["So What", "Yesterday"]
    assert [path.stem for path in found_in(every, said)] == found

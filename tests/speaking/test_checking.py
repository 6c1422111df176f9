"""Is it good? The check sees what it should see, and its page works in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread

import numpy as np
import pytest

from earnest.engines.base import Voice
from earnest.nouns import MOODS, Emotion, Sound, Tone, Transcript, Utterance
from earnest.speaking import Tones
from earnest.speaking.checking.check import Ears, check_voice
from earnest.speaking.checking.judges import phonation_of, quality_of, told_apart
from earnest.speaking.checking.measures import measure, tilt_of
from earnest.speaking.checking.page import write_page
from earnest.speaking.checking.plots import Scale, contour_plot
from earnest.speaking.checking.report import Moved, movements
from earnest.speaking.checking.verdict import verdict
from earnest.speaking.checking.words import household_sentences, plain_words, word_errors

RATE = 22_050


def hum(seconds: float, hertz: float = 150.0) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * hertz * n * time) / n for n in range(1, 12))
    return (5_000 * wave * np.sin(np.pi * np.arange(len(time)) / len(time)) ** 0.2).astype(np.int16)


class Parrot:
    """A recogniser that always hears the same."""

    name = "parrot"

    def __init__(self, text: str) -> None:
        self.text = text

    def expect(self, phrases: object) -> None:
        """Expects nothing."""

    def transcribe(self, utterance: Utterance) -> Transcript:
        assert utterance.sound.rate == 16_000
        return Transcript(self.text)


def test_there_are_fifty_household_sentences() -> None:
    assert len(set(household_sentences("en_GB"))) == 50
    assert household_sentences("tlh") == []


def test_word_errors_are_counted_as_people_count_them() -> None:
    said = plain_words("It's 7 o'clock, tea & cake.", "en")
    assert said == ["it's", "seven", "o'clock", "tea", "and", "cake"]
    assert word_errors(said, said) == 0
    assert word_errors(said, ["it's", "seven", "tea", "and", "a", "cook"]) == 3
    assert word_errors(said, []) == 6
    assert word_errors([], ["a"]) == 1


@pytest.mark.parametrize("hertz", [90.0, 150.0, 260.0])
def test_pitch_is_measured(hertz: float) -> None:
    found = measure(Sound(hum(1.5, hertz), RATE))
    assert np.mean(found.pitches) == pytest.approx(12 * np.log2(hertz / 55), abs=0.2)
    assert found.seconds == pytest.approx(1.5, abs=0.05)


def test_pauses_are_not_speaking() -> None:
    found = measure(Sound(np.concatenate([hum(1), np.zeros(RATE // 2, np.int16), hum(1)]), RATE))
    assert found.seconds == pytest.approx(2.5, abs=0.06)
    assert found.speaking == pytest.approx(2.0, abs=0.06)


def test_clicks_and_clipping_are_seen_and_good_sound_has_none() -> None:
    clean = hum(1)
    assert (measure(Sound(clean, RATE)).clicks, measure(Sound(clean, RATE)).clipped) == (0, 0)
    cut = clean[: int(clean[:15_000].argmax()) + 1]
    assert measure(Sound(np.concatenate([cut, np.zeros(2_000, np.int16)]), RATE)).clicks == 1
    loud = np.clip(clean.astype(int) * 20, -32_768, 32_767).astype(np.int16)
    assert measure(Sound(loud, RATE)).clipped > 100


@pytest.mark.parametrize(
    ("asked", "got", "fair"), [(2.0, 1.6, True), (2.0, 1.4, False), (-2.0, 2.0, False), (0.0, 0.3, True)]
)
def test_a_quarter_off_is_told(asked: float, got: float, fair: bool) -> None:
    assert Moved("pitch", "st", asked, got).fair is fair


def test_a_voice_is_checked_in_every_tone(tiny: Voice, tones: Tones) -> None:
    sentence = household_sentences("en")[0]
    report = check_voice(tiny, tones, Ears(Parrot(sentence)), count=2)
    assert [each.tone.name for each in report.tones] == [tone.name for tone in tones]
    assert report.neutral.wrong is not None
    assert 0.2 < report.neutral.wrong < 0.9
    assert report.recognizer == "parrot"
    assert 0 < report.first_audio < 10
    for each in report.tones:
        rate, pitch, _range, _tilt, level = movements(each, report.neutral)
        assert rate.fair, (each.tone.name, rate)
        assert level.fair, (each.tone.name, level)
        assert pitch.fair or each.tone.whisper, (each.tone.name, pitch)
        assert each.clipped == 0


def test_a_voice_that_cannot_do_it_is_caught(tones: Tones) -> None:
    class Deaf:
        """Speaks every tone alike."""

        name, rate = "deaf", RATE

        def speak(self, sentence: str, tone: Tone) -> object:  # noqa: ARG002
            yield Sound(hum(0.1 * len(sentence)), RATE)

    report = check_voice(Deaf(), tones, Ears(), count=2)  # type: ignore[arg-type]
    bright = next(each for each in report.tones if each.tone.name == "bright")
    assert [m.name for m in movements(bright, report.neutral) if not m.fair] == ["rate", "pitch", "range"]


PROBE = """
<script>
addEventListener("load", async () => {
  const told = {players: [], drawings: []};
  for (const player of document.querySelectorAll("audio")) {
    player.muted = true;
    try {
      await player.play();
      await new Promise(done => player.addEventListener("timeupdate", () => player.currentTime > 0.05 && done()));
      told.players.push({seconds: player.duration, played: player.currentTime});
    } catch (fault) { told.players.push({fault: String(fault)}); }
    player.pause();
  }
  for (const drawing of document.querySelectorAll("svg")) {
    const box = drawing.getBoundingClientRect();
    const lengths = [...drawing.querySelectorAll("path")].map(path => path.getTotalLength());
    told.drawings.push({wide: box.width, high: box.height, line: lengths.reduce((sum, each) => sum + each, 0),
                        bars: drawing.querySelectorAll("rect").length});
  }
  await fetch("/told", {method: "POST", body: JSON.stringify(told)});
});
</script>
"""


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("needs Chromium, which is not installed")
    return found


def test_the_page_has_working_players_and_plots(chromium: str, tiny: Voice, tones: Tones, tmp_path: Path) -> None:
    both = [check_voice(tiny, tones, Ears(), count=1) for _ in range(2)]
    page = tmp_path / "page.html"
    write_page(both, page)
    text = page.read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="(?!data:)', text), "the page needs nothing else"
    told = _browse(chromium, text.replace("</body>", PROBE + "</body>"), tmp_path)
    assert len(told["players"]) == 2 * len(tones)
    for player in told["players"]:
        assert player["seconds"] == pytest.approx(both[0].tones[0].sample.seconds, rel=0.4)
        assert player["played"] > 0
    assert len(told["drawings"]) == 2 * (2 * len(tones) - 1)
    for drawing in told["drawings"]:
        assert drawing["wide"] > 200
        assert drawing["high"] > 50
        assert drawing["line"] > 50 or drawing["bars"] == 10


def _browse(chromium: str, page: str, folder: Path) -> dict[str, list[dict[str, float]]]:
    """What the probe tells when a browser has opened ``page``."""
    told: Queue[bytes] = Queue()

    class Shelf(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode() if self.path == "/" else b"")

        def do_POST(self) -> None:
            told.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
    flags += [f"--user-data-dir={folder / 'profile'}", "--disable-dev-shm-usage", "--remote-debugging-port=0"]
    with ThreadingHTTPServer(("127.0.0.1", 0), Shelf) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        browser = subprocess.Popen([chromium, *flags, address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return dict(json.loads(told.get(timeout=200)))
        finally:
            browser.terminate()
            browser.wait(30)
            server.shutdown()


def test_the_page_leads_with_a_verdict_in_one_sentence(tiny: Voice, tones: Tones, tmp_path: Path) -> None:
    found = check_voice(tiny, tones, Ears(), count=1)
    write_page([found], tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    said = verdict(found)
    assert said.startswith(f"{found.voice} is ")
    assert said.endswith(".")
    assert 0 < text.index(escape(said)) < text.index("<table>")


def test_a_verdict_names_what_is_amiss(tiny: Voice, tones: Tones) -> None:
    found = check_voice(tiny, tones, Ears(), count=1)
    heard = [replace(each, words=10, errors=0, tone=found.neutral.tone) for each in found.tones[:1]]
    good = replace(found, tones=tuple(heard), first_audio=0.1, recognizer="faster-whisper")
    assert "is good: clear, with 0 % of the words wrong to faster-whisper" in verdict(good)
    assert "1 of 1 tones come as they are asked for" in verdict(good)
    mumbled = replace(good, tones=(replace(heard[0], errors=4),))
    assert "is not faultless: hard to understand, with 40 % of the words wrong" in verdict(mumbled)
    assert "one waits 2.0 s for it here" in verdict(replace(good, first_audio=2.0))
    louder = replace(heard[0], tone=replace(heard[0].tone, name="loud", energy=heard[0].tone.energy + 9))
    assert "1 of 2 tones come as they are asked for (not loud)" in verdict(replace(good, tones=(heard[0], louder)))
    assert "nobody here could tell" in verdict(replace(good, tones=(replace(heard[0], words=0),)))


def test_melodies_are_drawn_on_one_scale(tiny: Voice, tones: Tones) -> None:
    found = check_voice(tiny, tones, Ears(), count=1)
    melodies = [each.measured[0] for each in found.tones]
    scale = Scale.over(melodies)
    assert scale.length == max(len(each.contour) for each in melodies)
    grids = [re.findall(r'class="grid"[^>]*|[0-9]+ Hz', contour_plot(each, melodies[0], scale)) for each in melodies]
    assert all(grid == grids[0] for grid in grids)


def test_names_cannot_write_into_the_page(tiny: Voice, tones: Tones, tmp_path: Path) -> None:
    tiny.name = "<script>alert(1)</script>"
    write_page([check_voice(tiny, tones, Ears(), count=1)], tmp_path / "page.html")
    assert "<script>" not in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("tilt", [-2.0, 0.0, 1.5])
def test_tilt_is_measured(tilt: float) -> None:
    plain = hum(2)
    spectrum, octaves = np.fft.rfft(plain), np.log2(np.clip(np.fft.rfftfreq(len(plain), 1 / RATE), 100, None) / 1000)
    tilted = np.fft.irfft(spectrum * 10 ** (tilt * octaves / 20), len(plain)) / 2
    found = [np.array(measure(Sound(wave.astype(np.int16), RATE)).bands) for wave in (tilted, plain / 2)]
    assert tilt_of(*found) == pytest.approx(tilt, abs=0.25)


def test_a_judge_tells_tones_apart_by_what_it_reads_and_not_by_the_words() -> None:
    chance = np.random.default_rng(0)

    def read(arousal: float) -> tuple[Emotion, ...]:
        """Eight sentences, of which every other one is a lively text."""
        return tuple(
            Emotion(dict.fromkeys(MOODS, 0.25), arousal + 0.5 * (n % 2) + chance.normal(0, 0.02), 0.0, 0.9)
            for n in range(8)
        )

    assert told_apart([read(-0.4), read(0.0), read(0.4)]) == 1.0
    assert told_apart([read(0.0), read(0.0), read(0.0), read(0.0)]) == pytest.approx(0.25, abs=0.25)
    assert told_apart([(), ()]) is None


def test_praat_hears_the_voice_and_the_noise_in_it() -> None:
    noise = np.random.default_rng(0).normal(0, 900, len(hum(1))).astype(np.int16)
    clear, breathy = phonation_of([Sound(hum(1), RATE)]), phonation_of([Sound(hum(1) + noise, RATE)])
    assert clear is not None
    assert breathy is not None
    assert clear.pitch == pytest.approx(12 * np.log2(150 / 55), abs=0.2)
    assert clear.harmonics > breathy.harmonics + 5
    assert phonation_of([Sound(np.zeros(RATE, np.int16), RATE)]) is None


def test_quality_is_predicted_where_the_predictor_is() -> None:
    pytest.importorskip("speechmos", reason="needs the extra: pip install 'earnest[check]'")
    good, bad = (quality_of([Sound(hum(3), RATE)]), quality_of([Sound((hum(3) // 4000 * 4000), RATE)]))
    assert good is not None
    assert bad is not None
    assert 1.0 <= bad.overall <= good.overall <= 5.0

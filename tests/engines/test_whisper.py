"""Whisper listens no longer than somebody spoke, says nothing twice, and writes no words for noise."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from earnest.engines.faster_whisper import FasterWhisper
from earnest.engines.whisper_ears import FLOOR, WHOLE, parts
from earnest.engines.whisper_words import AT_HAND, Written, once, repeats
from earnest.errors import MissingPart
from earnest.nouns import RATE, Sound, Utterance
from earnest.sound import read
from earnest.supplies.models import Model

Flite = Callable[..., Path]


class Watched:
    """A CTranslate2 model that tells which windows it was given, and refuses those that are too short for it."""

    def __init__(self, model: Any, refuses_below: float = 0.0) -> None:
        self.windows: list[float] = []
        self.prompts: list[list[int]] = []
        self._model, self._refuses_below = model, refuses_below
        self._one = threading.Lock()

    def encode(self, features: Any) -> Any:
        seconds = features.shape[2] / 100
        if seconds < self._refuses_below:
            raise ValueError(f"Invalid input features shape: expected an input with shape (1, 80, 3000), got {seconds}")
        with self._one:
            self.windows.append(seconds)
        return self._model.encode(features)

    def generate(self, states: Any, prompts: list[list[int]], **how: Any) -> Any:
        self.prompts += prompts
        return self._model.generate(states, prompts, **how)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


def watched(recognizer: FasterWhisper, refuses_below: float = 0.0) -> Watched:
    whole = recognizer._ears._model
    whole.model = model = Watched(whole.model, refuses_below)
    return model


def noise(seconds: float, level: float = 3_000, seed: int = 0) -> Utterance:
    wave = np.random.default_rng(seed).normal(0, level, round(seconds * RATE)).clip(-32_767, 32_767)
    return Utterance(Sound(wave.astype(np.int16)))


@pytest.fixture
def always_the_light(shared_data: Path) -> FasterWhisper:
    """A tiny model that answers everything with the same sentence, fresh for each test."""
    return FasterWhisper(Model("fixture", shared_data / "models" / "whisper_fixture_en"))


@pytest.mark.parametrize(("seconds", "window"), [(0.1, FLOOR), (7.9, FLOOR), (8.1, 11.0), (20.0, 22.0), (27.9, WHOLE)])
def test_the_window_is_as_long_as_the_speech(always_the_light: FasterWhisper, seconds: float, window: float) -> None:
    model = watched(always_the_light)
    assert always_the_light.transcribe(noise(seconds)).text == "Turn on the kitchen light."
    assert model.windows == [window]


def test_what_was_said_is_encoded_once_whoever_asks(always_the_light: FasterWhisper) -> None:
    model, first, second = watched(always_the_light), noise(2.0), noise(1.0, seed=1)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(always_the_light.encoded, [first] * 4))
    always_the_light.transcribe(first)
    assert len(model.windows) == 1
    assert made[0] is not None
    assert all(each is made[0] for each in made)
    assert made[0].frames.shape[0] == 100
    assert always_the_light.encoded(second) is not made[0]
    assert len(model.windows) == 2


def test_what_was_heard_in_a_pause_is_not_encoded_again_when_that_was_all(always_the_light: FasterWhisper) -> None:
    model, samples = watched(always_the_light), noise(3.0).sound.samples
    paused = Utterance(Sound(samples[: 2 * RATE]), started=7.0, voiced=8.7)
    always_the_light.transcribe(paused)
    silence = np.concatenate([samples[: 2 * RATE], np.zeros(1_000, np.int16)])
    assert always_the_light.encoded(Utterance(Sound(silence), started=7.0, voiced=8.7)) is not None
    assert len(model.windows) == 1
    always_the_light.encoded(Utterance(Sound(samples), started=7.0, voiced=9.7))
    always_the_light.encoded(Utterance(Sound(samples[::-1].copy()), started=7.0, voiced=9.7))
    assert len(model.windows) == 3


def test_silence_is_not_listened_to(always_the_light: FasterWhisper) -> None:
    model = watched(always_the_light)
    silence = Utterance(Sound(np.zeros(RATE, np.int16)))
    assert always_the_light.transcribe(silence).text == ""
    assert always_the_light.encoded(silence) is None
    assert model.windows == []


def test_an_encoder_that_takes_half_a_minute_only_is_told_of_once(
    always_the_light: FasterWhisper, caplog: pytest.LogCaptureFixture
) -> None:
    """Older versions of CTranslate2 refuse anything else."""
    model = watched(always_the_light, refuses_below=WHOLE)
    with caplog.at_level(logging.ERROR):
        for seed in range(3):
            assert always_the_light.transcribe(noise(1.0, seed=seed)).text == "Turn on the kitchen light."
    assert model.windows == [WHOLE] * 3
    assert [record.getMessage() for record in caplog.records] == [
        "the encoder takes half a minute only (ValueError): pip install -U ctranslate2"
    ]


@pytest.mark.parametrize("allowed", [1, 7, 40, 224])
@pytest.mark.parametrize("shown", [0, AT_HAND])
def test_a_text_may_be_as_long_as_it_is_allowed_to_be(
    always_the_light: FasterWhisper, allowed: int, shown: int
) -> None:
    """CTranslate2 gives it half of what it is told at most, so that long and quick speech lost its end."""
    heard, writer = always_the_light.encoded(noise(1.0)), always_the_light._writer
    assert heard is not None
    writer._suppressed = [*writer._suppressed, writer._tokens.eot]  # so that it cannot end
    prompt = [*[writer._tokens.sot_prev] * shown, *writer._prompt]
    found = len(writer._decode(heard, prompt, allowed, 1).sequences_ids[0])
    assert allowed <= found <= allowed + 1  # one more behind phrases at hand


@pytest.mark.parametrize(("text", "attempts"), [("and then we went to the sea", 2), ("left left left left left", 1)])
def test_what_goes_on_is_given_more_room_where_it_reads_as_speech(
    always_the_light: FasterWhisper, text: str, attempts: int
) -> None:
    heard, writer = always_the_light.encoded(noise(5.0)), always_the_light._writer
    assert heard is not None
    said, allowed = writer._tokens.encode(text), []

    def endless(_heard: object, _prompt: object, tokens: int, _beam: int) -> SimpleNamespace:
        allowed.append(tokens)
        return SimpleNamespace(
            sequences_ids=[said + [said[0]] * (tokens - len(said))], scores=[-0.2], no_speech_prob=0.0
        )

    writer._decode = endless  # type: ignore[method-assign]
    writer._tokens.decode = lambda _: text
    assert writer.write(heard).cut
    assert allowed == [35, 66][:attempts]


@pytest.mark.parametrize("seconds", [0.0, 1.0, 28.0, 61.0, 200.0])
def test_long_sound_is_parted_and_nothing_is_lost(seconds: float) -> None:
    whole = noise(seconds).sound.samples
    found = list(parts(whole))
    assert max(len(part) for part in found) <= 28 * RATE
    assert np.array_equal(np.concatenate(found), whole)


def test_long_sound_is_parted_where_it_is_quietest() -> None:
    whole = noise(50.0).sound.samples.copy()
    whole[23 * RATE : 24 * RATE] //= 100
    first, _ = parts(whole)
    assert 23 < len(first) / RATE < 24


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Make me a mocha. Make me a mocha.", "Make me a mocha"),
        ("Yes, yes, yes, yes, yes", "Yes"),
        ("Stop it now, stop it now, stop it now, stop", "Stop it now"),
        ("I said wait wait wait", "I said wait"),
        ("AAAAAAAAAAAAAAAAAAAAAHHHHH", "AAAAAAAAAAAAAAAAAAAAAHHHHH"),
        ("ha" * 20, "ha" * 20),
    ],
)
def test_what_begins_again_is_noticed_and_said_once(text: str, kept: str) -> None:
    assert repeats(text)
    assert once(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No no.",
        "Turn it on and turn it off.",
        "Set a timer for ten minutes and a timer for twenty minutes.",
        "Remind me at ten to ten to buy milk for tea for two.",
        "Call one one two two three three.",
    ],
)
def test_ordinary_speech_does_not_begin_again(text: str) -> None:
    assert not repeats(text)
    assert once(text) == text


@pytest.mark.parametrize(
    ("text", "logprob", "no_speech", "is_noise"),
    [
        ("Dogs are sitting by the door.", -0.12, 0.17, False),
        ("How you are.", -0.97, 0.10, False),
        ("Help, help, help!", -0.3, 0.25, False),
        ("I don't know.", -1.6, 0.52, True),
        ("you", -0.69, 0.90, True),
        ("Oh, oh, oh, oh, oh, oh, oh.", -0.3, 0.68, True),
        ("Santa Claus!", -1.15, 0.21, True),
        ("Hit the car to the bicycle.", -1.35, 0.04, True),
    ],
)
def test_noise_is_told_from_speech(text: str, logprob: float, no_speech: float, is_noise: bool) -> None:
    """As Whisper base heard people, dogs, rain, a quiet room and a rooster."""
    assert Written(text, logprob, no_speech).is_noise == is_noise


def _without_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def _half(name: str) -> Callable[[Path], None]:
    def cut(folder: Path) -> None:
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content[: len(content) // 2])

    return cut


@pytest.mark.parametrize(
    "spoil", [_without_tokenizer, _half("tokenizer.json"), _half("model.bin"), _half("config.json")]
)
def test_a_model_that_is_half_there_is_told_in_one_line_and_asks_nobody(
    spoil: Callable[[Path], None], shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError("a recogniser asked the network")

    folder = tmp_path / "half"
    folder.mkdir()
    for path in (shared_data / "models" / "whisper_fixture_en").iterdir():
        shutil.copyfile(path, folder / path.name)
    spoil(folder)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    with pytest.raises(MissingPart, match="run: earnest models pull half") as told:
        FasterWhisper(Model("half", folder))
    assert "\n" not in str(told.value)


def test_the_first_phrases_are_at_hand_without_their_slots_and_not_too_many(always_the_light: FasterWhisper) -> None:
    model, tokens = watched(always_the_light), always_the_light._writer._tokens
    always_the_light.expect(
        ["flip a coin", "tell {somebody} a story", "tell a story", *(f"phrase {n}" for n in range(99))]
    )
    always_the_light.transcribe(noise(1.0))
    # this model makes nothing of what it is shown, so it is asked again without
    plain, shown, again = model.prompts
    assert again == plain
    assert shown[-len(plain) :] == plain
    assert len(shown) <= len(plain) + 1 + AT_HAND
    said = tokens.decode(shown[1 : -len(plain)])
    assert said.startswith(" flip a coin, tell a story, phrase 0, phrase 1")
    always_the_light.expect([])
    always_the_light.transcribe(noise(1.0, seed=1))
    assert model.prompts[3:] == [plain]


@pytest.fixture(scope="module")
def base(whisper_folder: Path) -> FasterWhisper:
    return FasterWhisper(Model("base", whisper_folder))


SAID = {"slt": "What time is it in Tokyo?", "rms": "Tell me a joke.", "awb": "Where is my phone?"}


@pytest.mark.parametrize("voice", SAID)
def test_a_short_request_is_heard_once_and_right(base: FasterWhisper, flite: Flite, voice: str) -> None:
    assert base.transcribe(Utterance(read(flite(SAID[voice], voice)))).text == SAID[voice]


def test_sixty_seconds_are_heard_to_the_end(base: FasterWhisper, flite: Flite) -> None:
    sentence = "the quick brown fox jumps over the lazy dog and runs away"
    one = read(flite(sentence)).samples
    whole = np.concatenate([one, np.zeros(RATE // 2, np.int16)] * 14)
    heard = base.transcribe(Utterance(Sound(whole))).text.lower()
    assert len(whole) > 55 * RATE
    assert 12 <= heard.count("lazy dog") <= 14


@pytest.mark.parametrize("phrases", [[], ["help", "i am not having a good day", "ask me how my day was"]])
def test_no_words_come_of_noise_and_soon(base: FasterWhisper, shared_data: Path, phrases: list[str]) -> None:
    """ESC-10: barks, rain, sea, babies, clocks, sneezes, helicopters, saws, roosters, fire; with phrases or not."""
    heard, longest = [], 0.0
    base.expect(phrases)
    for path in sorted((shared_data / "noise" / "esc10").glob("*.flac"))[::4]:
        began = time.process_time()
        text = base.transcribe(Utterance(read(path))).text
        longest = max(longest, time.process_time() - began)
        heard += [(path.name, text)] if text else []
    # a sneeze has a voice in it
    assert len(heard) <= 1, heard
    assert longest < 5.0


def test_its_threads_sleep_while_they_wait(shared_data: Path) -> None:
    """As the library itself tells when it is loaded; on a busy machine threads that spin cost many times the work."""
    folder = shared_data / "models" / "whisper_fixture_en"
    load = f"""
from pathlib import Path
from earnest.engines.faster_whisper import FasterWhisper
from earnest.supplies.models import Model
FasterWhisper(Model("fixture", Path({str(folder)!r})))
"""
    surroundings = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    told = subprocess.run(
        [sys.executable, "-c", load], env={**surroundings, "OMP_DISPLAY_ENV": "true"}, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert "OMP_WAIT_POLICY = 'PASSIVE'" in told.stderr

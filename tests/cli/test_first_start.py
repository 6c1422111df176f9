"""The first start: which recogniser there is, a better one fetched meanwhile, and a no that is remembered."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import numpy as np
import pytest

from cli.conftest import Earnest
from cli.test_service import EARNEST, HANGING
from earnest.cli import better
from earnest.config import Config
from earnest.house.household import Household
from earnest.house.warming import warm_up
from earnest.nouns import RATE, Sound, Utterance
from earnest.supplies import fitting
from earnest.supplies.models import Model
from supplies.hub import Hub, serving

NOISE = Utterance(Sound(np.random.default_rng(0).normal(0, 3_000, RATE).astype(np.int16)))
NOWHERE = "http://127.0.0.1:9"


CARD = """
from earnest import hookimpl
from earnest.engines.registry import Engine


@hookimpl
def register_engines(engines):
    engines.add(Engine("microphone", "card", lambda _: None, lambda _: None))
"""


@pytest.fixture
def config(tmp_path: Path) -> Callable[..., Config]:
    """A household's settings, on a machine with a sound card that does nothing."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "card.py").write_text(CARD)
    plugins = {"outside": "none", "folder": tmp_path / "plugins"}

    def config(data: Path, **settings: object) -> Config:
        return Config.model_validate({"data": data, "plugins": plugins, **settings})

    return config


@pytest.fixture
def house(tmp_path: Path, config: Callable[..., Config]) -> Iterator[Household]:
    """Without any model."""
    house = Household(config(tmp_path / "data"))
    yield house
    house.close()


@pytest.fixture
def hub(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """Has a tiny model in the place of base: it answers everything with the same sentence."""
    monkeypatch.setattr(fitting, "_operations", lambda: 1_000.0)
    fixture = shared_data / "models" / "whisper_fixture_en"
    files = {path.name: path.read_bytes() for path in sorted(fixture.iterdir())}
    with serving(files, "Systran/faster-whisper-base") as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield hub


Press = Callable[[str], list[str]]


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    """Somebody sits at the terminal and presses this key when asked; answers with what was asked."""
    asked: list[str] = []
    monkeypatch.setattr(better, "_somebody_is_there", lambda: True)

    def press(key: str) -> list[str]:
        def getchar() -> str:
            asked.append(key)
            return key

        monkeypatch.setattr(click, "getchar", getchar)
        return asked

    return press


def test_a_yes_fetches_a_model_and_the_house_goes_on_with_it(
    house: Household, hub: Hub, press: Press, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hub.ranges == []
    press("y")
    hearing = house.engine("recognizer")
    hearing.expect(["turn on the {light}"])
    assert hearing.name == "pocketsphinx"
    assert better.wanted(house, yes=False) == "base"
    better.fetch_meanwhile(house, "base").join()
    heard = hearing.transcribe(NOISE)
    assert (heard.engine, heard.text.split()[-1]) == ("faster-whisper", "light.")
    told = capsys.readouterr().err.splitlines()
    assert "Fetch a better recogniser (Whisper base, 148 MB, once)?" in "\n".join(told)
    megabytes = round(sum(map(len, hub.files.values())) / 1e6)
    progress = [line for line in told if line.startswith("earnest: Whisper base: ")]
    assert progress[-1].endswith(f" {megabytes} of {megabytes} MB")
    assert told[-1] == "earnest: Whisper base is here; words are heard by faster-whisper from now on"
    assert better.wanted(house, yes=True) is None


def test_without_network_that_is_a_line_and_tried_again_at_the_next_start(
    house: Household, press: Press, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fitting, "_operations", lambda: 1.0)
    monkeypatch.setenv("HF_ENDPOINT", NOWHERE)
    asked = press("y")
    assert better.wanted(house, yes=False) == "tiny.en"
    capsys.readouterr()
    better.fetch_meanwhile(house, "tiny.en", pauses=[0.0, 0.0]).join()
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot be reached" in line
    assert "tried again without your doing" in line
    assert "pull" not in line
    assert house.engine("recognizer").name == "pocketsphinx"
    assert better.wanted(house, yes=False) == "tiny.en"
    assert asked == ["y"]


def test_a_download_cut_off_in_the_middle_goes_on_at_the_next_start(
    house: Household, hub: Hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = len(hub.files["model.bin"])
    hub.cut_after = whole // 2
    assert better.wanted(house, yes=True) == "base"
    better.fetch_meanwhile(house, "base", pauses=[]).join()
    assert "was cut off at" in (told := capsys.readouterr().err)
    assert "ask for it" not in told
    hub.cut_after = None
    monkeypatch.setattr(fitting, "_operations", lambda: 1.0)
    assert better.wanted(house, yes=False) == "base"
    better.fetch_meanwhile(house, "base").join()
    assert hub.ranges[-1] == f"bytes={whole // 2}-"
    assert house.engine("recognizer").name == "faster-whisper"


def test_a_house_that_goes_on_running_asks_again_by_itself(
    house: Household, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    half = hub.cut_after = len(hub.files["model.bin"]) // 2

    def mended_meanwhile() -> Iterator[float]:
        yield 0.0
        hub.cut_after = None
        yield 0.0

    better.fetch_meanwhile(house, "base", mended_meanwhile()).join()
    assert hub.ranges[-1] == f"bytes={half}-"
    assert house.engine("recognizer").name == "faster-whisper"
    assert capsys.readouterr().err.count("was cut off at") == 1


def test_what_fits_this_machine_is_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "_operations", lambda: 1_000.0)
    assert fitting.fitting("en", tmp_path) == "base"
    monkeypatch.setattr(fitting, "_operations", lambda: 1.0)
    assert fitting.fitting("en", tmp_path) == "base"
    place = tmp_path / "models" / "machine.json"
    place.write_text(place.read_text().replace(platform.node(), "another"))
    assert fitting.fitting("en", tmp_path) == "tiny.en"


def test_a_no_is_remembered_and_anything_else_is_for_later(house: Household, press: Press) -> None:
    asked = press("x")
    assert better.wanted(house, yes=False) is None
    assert house.memory.consent(better.CONSENT) is None
    press("n")
    assert better.wanted(house, yes=False) is None
    assert house.memory.consent(better.CONSENT) is False
    assert better.wanted(house, yes=False) is None
    assert asked == ["x", "n"]
    assert better.wanted(house, yes=True) is not None


def test_where_nobody_sits_it_is_said_and_not_asked(house: Household, capsys: pytest.CaptureFixture[str]) -> None:
    assert better.wanted(house, yes=False) is None
    (line,) = capsys.readouterr().err.splitlines()
    assert "words are heard by pocketsphinx" in line
    assert "earnest run --yes" in line
    assert house.memory.consent(better.CONSENT) is None


def test_nothing_is_offered_where_something_better_is_or_was_chosen(
    tmp_path: Path, config: Callable[..., Config], mine: Model, press: Press
) -> None:
    assert mine.folder.is_dir()
    asked = press("y")
    recording = {"engine": "recording", "device": __file__}
    for settings in (
        config(tmp_path),
        config(tmp_path / "other", recognizer="pocketsphinx"),
        config(tmp_path / "third", microphone=recording),
    ):
        house = Household(settings)
        assert better.wanted(house, yes=True) is None
        house.close()
    assert asked == []


def test_a_house_that_runs_hears_with_what_it_fetched(hub: Hub, tmp_path: Path) -> None:
    assert hub.ranges == []
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "hanging.py").write_text(HANGING)
    settings = tmp_path / "earnest.yaml"
    settings.write_text(
        "emotion: {consent: 'no'}\nmicrophone: {engine: quiet}\nspeaker: {engine: silent}\n"
        f"plugins: {{outside: none, folder: {tmp_path / 'plugins'}}}\n"
    )
    data = tmp_path / "data"
    (data / "models" / "base").mkdir(parents=True)
    command = [*EARNEST, "--config", str(settings), "--data", str(data), "run", "--yes"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as running:
        assert running.stderr is not None
        told = next((line for line in running.stderr if "from now on" in line), "")
        running.terminate()
        assert running.wait(20) == 0
    assert told == "earnest: Whisper base is here; words are heard by faster-whisper from now on\n"


@pytest.fixture
def mine(tmp_path: Path, shared_data: Path) -> Model:
    """A model of one's own."""
    (tmp_path / "models").mkdir()
    folder = tmp_path / "models" / "mine"
    folder.symlink_to(shared_data / "models" / "whisper_fixture_en")
    return Model("mine", folder)


def test_how_fast_each_model_is_here_is_measured_once_and_listed(earnest: Earnest, mine: Model, tmp_path: Path) -> None:
    (row,) = (row for row in earnest("models", "list", "--data", tmp_path, "--json").objects if row["name"] == "mine")
    assert 0 < row["seconds"] < 30
    assert row["in_use"]
    kept = fitting.seconds_of(mine, tmp_path)
    assert kept == pytest.approx(row["seconds"], abs=1e-3)
    (tmp_path / "models" / "speeds.json").unlink()
    fitting.keep_seconds(mine, tmp_path, 0.75)
    shown = earnest("models", "list", "--data", tmp_path).out
    assert "0.8 s" in next(line for line in shown.splitlines() if "mine" in line)


def test_how_fast_it_is_here_is_found_out_beside_the_listening_and_holds_up_nobody(mine: Model, tmp_path: Path) -> None:
    house = Household(Config(data=tmp_path))
    assert house.engine("recognizer").name == "faster-whisper"
    assert fitting.seconds_of(mine, tmp_path) is None
    warm_up(house)
    assert 0 < (fitting.seconds_of(mine, tmp_path) or 0) < 30
    house.close()


def test_a_model_that_is_too_slow_here_is_passed_over_unless_it_is_named(
    earnest: Earnest, mine: Model, tmp_path: Path
) -> None:
    for _ in range(fitting.BELIEVED):
        assert fitting.in_time(mine, tmp_path)
        fitting.keep_seconds(mine, tmp_path, 9.0)
    house = Household(Config(data=tmp_path))
    choice = house.chosen("recognizer")
    assert choice.engine.name == "pocketsphinx"
    assert "mine takes 9.0 s here for a command of three" in choice.why
    house.close()
    named = Household(Config(data=tmp_path, recognizer="faster-whisper"))
    assert named.chosen("recognizer").engine.name == "faster-whisper"
    named.close()
    assert not any(row["in_use"] for row in earnest("models", "list", "--data", tmp_path, "--json").objects)


def test_a_figure_of_another_machine_or_file_is_not_taken(mine: Model, tmp_path: Path) -> None:
    fitting.keep_seconds(mine, tmp_path, 9.0)
    place = tmp_path / "models" / "speeds.json"
    kept = json.loads(place.read_text())
    kept["mine"]["of"][2] = "another machine"
    place.write_text(json.dumps(kept))
    assert fitting.seconds_of(mine, tmp_path) is None
    assert fitting.in_time(mine, tmp_path)
    place.write_text("[")
    assert fitting.seconds_of(mine, tmp_path) is None

"""Models are found on the machine and pulled from a hub, here a small one of our own on this machine."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from earnest.errors import CardError, UserFault
from earnest.supplies import catalogue, models
from earnest.supplies.models import Model, broken, find, installed
from supplies.hub import BIN, FILES, REPOSITORY, Hub, serving


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serving() as hub:
        yield hub


def pull(data: Path, hub: str, name: str = "tiny.en", *, timeout: float = 60) -> tuple[str, str]:
    """Pulls in a process of its own, for the hub's client reads its address only once; last progress, and fault."""
    script = f"""
import sys
from pathlib import Path
from earnest.errors import UserFault
from earnest.supplies.models import pull
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
    for name, told in (("tiny.em", "did you mean 'tiny.en'?"), ("zzz", "base.en"), ("nobody/nothing", "models list")):
        _, fault = pull(tmp_path, hub.address, name)
        assert told in fault
        assert "\n" not in fault


def test_offline_is_told_in_one_line(tmp_path: Path) -> None:
    _, fault = pull(tmp_path, "http://127.0.0.1:9")
    assert "cannot be reached" in fault
    assert "\n" not in fault


def test_an_interrupted_download_goes_on_where_it_stopped(hub: Hub, tmp_path: Path) -> None:
    hub.cut_after = len(BIN) * 2 // 3
    _, fault = pull(tmp_path, hub.address)
    assert "goes on where it stopped" in fault
    assert hub.ranges == [None, f"bytes={hub.cut_after}-"]
    hub.cut_after = None
    progress, again = pull(tmp_path, hub.address)
    assert again == "", fault
    assert progress == f"('model.bin', {len(BIN)}, {len(BIN)})"
    assert (tmp_path / "models" / "tiny.en" / "model.bin").read_bytes() == BIN
    assert hub.ranges[-1] == f"bytes={len(BIN) * 2 // 3}-", hub.ranges


def test_a_connection_that_breaks_again_and_again_is_made_again_while_more_arrives(hub: Hub, tmp_path: Path) -> None:
    hub.at_most = len(BIN) // 3
    progress, fault = pull(tmp_path, hub.address)
    assert fault == ""
    assert progress == f"('model.bin', {len(BIN)}, {len(BIN)})"
    assert len(hub.ranges) == 4


def test_a_download_that_was_whole_but_for_its_name_is_taken(hub: Hub, tmp_path: Path) -> None:
    folder = tmp_path / "models" / "tiny.en"
    folder.mkdir(parents=True)
    (folder / "model.bin.part").write_bytes(BIN)
    assert pull(tmp_path, hub.address)[1] == ""
    assert (folder / "model.bin").read_bytes() == BIN
    assert hub.ranges == []


ENCODER = bytes(range(256)) * 40


@pytest.fixture
def shelf(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue with another kind of supply in it, one file of which the hub has."""
    monkeypatch.setitem(FILES, "encoder.onnx", ENCODER)
    file = tmp_path / "catalogue.yaml"
    file.write_text(
        f"""anna-and-ben:
  kind: speaker
  about: tells voices apart
  licence: Apache-2.0
  source: {hub.address}/{REPOSITORY}/resolve/main/
  files:
    - {{name: encoder.onnx, size: {len(ENCODER)}, sha256: {hashlib.sha256(ENCODER).hexdigest()}}}
"""
    )
    monkeypatch.setattr(catalogue, "known", lambda: known(file))
    return file


known = catalogue.known


@pytest.mark.usefixtures("shelf")
def test_another_kind_of_supply_is_an_entry_and_nothing_else(tmp_path: Path) -> None:
    supply = models.pull("anna-and-ben", tmp_path)
    assert (supply.folder / "encoder.onnx").read_bytes() == ENCODER
    assert supply.absent == []
    assert installed(tmp_path) == []
    (entry,) = catalogue.known().values()
    assert (entry.kind, entry.download, entry.licence) == ("speaker", 1, "Apache-2.0")


@pytest.mark.usefixtures("shelf")
def test_another_kind_that_arrives_damaged_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FILES, "encoder.onnx", ENCODER[::-1])
    with pytest.raises(CardError, match=r"encoder\.onnx arrived damaged and was removed: its sha256 is"):
        models.pull("anna-and-ben", tmp_path)
    assert list((tmp_path / "models" / "anna-and-ben").iterdir()) == []


def test_what_lies_beside_an_unknown_size_is_begun_again(shelf: Path, tmp_path: Path) -> None:
    shelf.write_text(shelf.read_text().replace(f"size: {len(ENCODER)}, ", ""))
    known.cache_clear()
    part = tmp_path / "models" / "anna-and-ben" / "encoder.onnx.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(ENCODER)
    supply = models.pull("anna-and-ben", tmp_path)
    assert (supply.folder / "encoder.onnx").read_bytes() == ENCODER


def test_a_wrong_entry_is_named_with_file_and_line(shelf: Path) -> None:
    shelf.write_text(shelf.read_text().replace("licence:", "license:").replace("encoder.onnx", "../encoder.onnx"))
    known.cache_clear()
    with pytest.raises(CardError) as told:
        catalogue.known()
    assert f'{shelf}:4 anna-and-ben.license: no such setting; did you mean "licence"?' in str(told.value)
    assert ":7 anna-and-ben.files[0].name: a plain file name in the card's own folder is expected" in str(told.value)


def test_the_catalogue_that_comes_with_earnest_is_whole() -> None:
    assert {"tiny.en", "base.en", "small"} <= set(known())
    assert all((entry.source or entry.wheel) and entry.licence and entry.download for entry in known().values())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What looks like a CTranslate2 model, with a file beside it that is none of its own."""
    place = tmp_path / "mine"
    place.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json", "README.md"):
        (place / name).write_text("{}")
    return place


def test_a_models_folder_is_tried_and_copied(folder: Path, tmp_path: Path) -> None:
    tried: list[Model] = []
    model = models.add(folder, tmp_path / "data", tried.append)
    assert tried == [Model("mine", folder)]
    assert model == find(tmp_path / "data")
    assert sorted(path.name for path in model.folder.iterdir()) == ["config.json", "model.bin", "tokenizer.json"]
    with pytest.raises(UserFault, match="is there already; remove it"):
        models.add(folder, tmp_path / "data", tried.append)


def test_a_models_folder_may_be_linked_to(folder: Path, tmp_path: Path) -> None:
    model = models.add(folder, tmp_path / "data", lambda _: None, link=True)
    assert model.folder.is_symlink()
    assert model == find(tmp_path / "data")
    assert models.add(folder, tmp_path / "data", lambda _: None) == model


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ("model.bin", "it lacks model.bin"),
        ("tokenizer.json", "it lacks tokenizer.json"),
        ("config.json", "it lacks config.json"),
        ("everything", "there is no such folder"),
    ],
)
def test_a_folder_that_is_no_model_is_told_in_one_line(folder: Path, tmp_path: Path, spoilt: str, said: str) -> None:
    for path in [*folder.iterdir()]:
        if spoilt in {path.name, "everything"}:
            path.unlink()
    if spoilt == "everything":
        folder.rmdir()
    with pytest.raises(UserFault, match=said) as told:
        models.add(folder, tmp_path / "data", lambda _: None)
    assert "\n" not in str(told.value)
    assert installed(tmp_path / "data") == []


def test_a_model_that_fails_its_trial_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    from earnest.engines.faster_whisper import try_model

    with pytest.raises(UserFault, match="mine was not added: faster-whisper cannot load") as told:
        models.add(folder, tmp_path / "data", try_model)
    assert "\n" not in str(told.value)
    assert installed(tmp_path / "data") == []


def test_a_model_that_loads_is_in_use(shared_data: Path, tmp_path: Path) -> None:
    from earnest.engines.faster_whisper import try_model

    model = models.add(shared_data / "models" / "whisper_fixture_en", tmp_path, try_model)
    assert broken(model) is None

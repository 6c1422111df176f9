"""What is written down when something breaks inside: where, never what was said."""

from __future__ import annotations

import os
import tempfile
import time
import traceback
from pathlib import Path

from earnest import __version__


def keep_traceback(fault: BaseException) -> Path:
    """Write the way to ``fault`` into a private file and say where it is.

    Exception messages may quote what somebody said, so only types, files and lines are kept.
    """
    descriptor, name = tempfile.mkstemp(prefix=f"earnest-crash-{time.strftime('%Y%m%d-%H%M%S')}-", suffix=".txt")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"earnest {__version__}\n")
        for link in _chain(fault):
            file.writelines(traceback.format_tb(link.__traceback__))
            file.write(f"{type(link).__name__}\n")
    return Path(name)


def _chain(fault: BaseException | None) -> list[BaseException]:
    links: list[BaseException] = []
    while fault is not None and fault not in links:
        links.insert(0, fault)
        fault = fault.__cause__ or fault.__context__
    return links

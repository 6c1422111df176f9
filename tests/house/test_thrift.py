"""What is freed goes back to the machine, however large the blocks were before it."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

BLOCK = 8 << 20
PROGRAM = """
import ctypes, re, sys
from pathlib import Path
from earnest.thrift import stay_small

if sys.argv[1] == "small":
    stay_small()
library = ctypes.CDLL(None)
library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
library.free.argtypes = [ctypes.c_void_p]


def resident():
    return 1024 * int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])


resident()
before = resident()
for _ in range(3):
    block = library.malloc(%d)
    ctypes.memset(block, 1, %d)
    library.free(block)
print(resident() - before)
"""


def left(how: str) -> int:
    """Bytes that stay in a process of its own after large blocks were freed."""
    command = [sys.executable, "-c", PROGRAM % (BLOCK, BLOCK), how]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="this C library has no mallopt")
def test_a_large_block_is_gone_the_moment_it_is_freed() -> None:
    assert left("small") < BLOCK / 4
    assert left("as it comes") > BLOCK / 2  # else there was nothing to mend

"""ONNX Runtime for engines: networks that hold on to no more memory than their weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def opened(network: bytes | Path, threads: int = 0) -> Any:
    """A session on the processor. ``threads``: 0 takes as many as there are cores. Raises what the library raises.

    Without an arena, which keeps what the longest sentence so far needed: after three sentences the small Piper voice
    had 116 MB with one and 22 without, hibari 57 and 26, at the same pace (``./scripts/bench voices``).
    """
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = min(threads, 1)
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    told = network if isinstance(network, bytes) else str(network)
    return InferenceSession(told, options, providers=["CPUExecutionProvider"])

"""From trained readers to what Earnest ships: one ONNX file and one JSON file."""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from earnest.feeling.features import DESCRIPTION_SIZE, MELS

from .departure import Beside, Departure
from .reader import Ensemble, Reader

__all__ = ["LARGEST_BYTES", "export", "parameters"]

LARGEST_BYTES = 2_000_000
OPSET = 17
NAMES = ("frames", "description", "usual_description", "usual_embedding", "familiarity")


def parameters(module: nn.Module) -> int:
    """Return how many numbers ``module`` learnt."""
    return sum(parameter.numel() for parameter in module.parameters())


def export(readers: list[Reader], departure: Departure, notes: dict[str, object], folder: Path) -> None:
    """Write ``voice.onnx``, of ``readers`` and ``departure``, and ``voice.json`` (with ``notes``) into ``folder``.

    Raises RuntimeError when the file answers differently from the readers, or is larger than ``LARGEST_BYTES``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ensemble = Beside(Ensemble(readers), departure).eval()
    path = folder / "voice.onnx"
    torch.onnx.export(
        ensemble,
        _example(120, sum(ensemble.sizes)),
        str(path),
        input_names=list(NAMES),
        output_names=["moods", "embedding"],
        dynamic_axes={"frames": {1: "frames"}},
        opset_version=OPSET,
        dynamo=False,
    )
    _shorten_names(path)
    _check(ensemble, path)
    content = notes | {"embedding": sum(ensemble.sizes)}
    (folder / "voice.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _shorten_names(path: Path) -> None:
    """Name everything inside the network by a number: torch's names take a tenth of the file."""
    model = onnx.load(path)
    outside = {value.name for value in (*model.graph.input, *model.graph.output)}
    numbers: dict[str, str] = {}

    def short(name: str) -> str:
        return name if not name or name in outside else numbers.setdefault(name, f"{len(numbers):x}")

    for weight in model.graph.initializer:
        weight.name = short(weight.name)
    for node in model.graph.node:
        node.ClearField("name")
        node.input[:], node.output[:] = map(short, node.input), map(short, node.output)
    model.graph.ClearField("value_info")
    onnx.save(model, path)


def _check(ensemble: Beside, path: Path) -> None:
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise RuntimeError(
            f"{path.name}: {size} bytes, expected at most {LARGEST_BYTES}; use fewer readers or channels"
        )
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    for length in (1, 2, 37, 600):
        example = _example(length, sum(ensemble.sizes))
        with torch.no_grad():
            expected = ensemble(*example)
        found = session.run(None, {name: tensor.numpy() for name, tensor in zip(NAMES, example, strict=True)})
        for one, other in zip(expected, found, strict=True):
            if not np.allclose(one.numpy(), other, atol=1e-4):
                raise RuntimeError(f"{path.name}: answers differ from the readers' at {length} frames")


def _example(length: int, embedding: int) -> tuple[torch.Tensor, ...]:
    """Return random inputs of one utterance."""
    random = torch.Generator().manual_seed(length)
    shapes = ((1, length, MELS + 2), (1, DESCRIPTION_SIZE), (1, DESCRIPTION_SIZE), (1, embedding))
    return *(torch.randn(shape, generator=random) * 10 for shape in shapes), torch.full((1, 1), 0.5)

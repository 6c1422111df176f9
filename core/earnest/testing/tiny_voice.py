"""A tiny Piper voice, made on the spot: it hums, but it loads and speaks through the real path with no download.

Each phoneme is a hum of three harmonics; its loudness depends on the phoneme, its length on ``length_scale`` and its
pitch on the speaker. Needs the ``onnx`` package (``pip install earnest[dev]``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

HOP, FRAMES = 256, 3
"""Samples in a frame, as in Piper's networks; frames of one phoneme id at ``length_scale`` 1."""
ONE_SPEAKER: Mapping[str, float] = MappingProxyType({"": 140.0})
"""Hz of the only speaker."""
_SILENT = " _^$.,;:!?-'\""
_SOUNDS = (
    "abcdefghijklmnopqrstuvwxyzæçðøħŋœɐɑɒɓɔɕɖɗɘəɚɛɜɞɟɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢˈˌːˑʲθβχᵻⱱ̩̃̊"
)
_SYMBOLS = _SILENT + _SOUNDS


def make_tiny_voice(
    folder: Path, name: str = "tiny", *, rate: int = 22_050, speakers: Mapping[str, float] = ONE_SPEAKER
) -> Path:
    """Write ``name.onnx`` and ``name.onnx.json`` into ``folder`` and answer with the former.

    ``speakers``: Hz of each by name; more than one makes a multi-speaker voice.
    """
    import onnx

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.onnx"
    onnx.save(_network(list(speakers.values()), rate), str(path))
    settings = _settings(rate, speakers)
    path.with_name(f"{name}.onnx.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    return path


def _settings(rate: int, speakers: Mapping[str, float]) -> dict[str, Any]:
    several = len(speakers) > 1
    return {
        "audio": {"sample_rate": rate, "quality": "x_low"},
        "espeak": {"voice": "en-us"},
        "language": {"code": "en_US"},
        "inference": {"noise_scale": 0.0, "length_scale": 1.0, "noise_w": 0.0},
        "phoneme_type": "espeak",
        "phoneme_id_map": {symbol: [number] for number, symbol in enumerate(_SYMBOLS)},
        "num_symbols": len(_SYMBOLS),
        "num_speakers": len(speakers),
        "speaker_id_map": {speaker: number for number, speaker in enumerate(speakers)} if several else {},
    }


def _network(pitches: list[float], rate: int) -> Any:
    """ids, lengths, scales (and speaker) → (1, 1, samples): each id sounds for as many samples as the next."""
    from onnx import TensorProto, checker, helper, numpy_helper

    loudness = [0.0 if symbol in _SILENT else 0.25 + 0.5 * (number % 7) / 7 for number, symbol in enumerate(_SYMBOLS)]
    several = len(pitches) > 1
    constants: dict[str, NDArray[Any]] = {
        "one": np.array(1, np.int64),
        "none": np.array(0, np.int64),
        "shape": np.array([1, 1, -1], np.int64),
        "flat": np.array([-1], np.int64),
        "span": np.array(float(HOP * FRAMES), np.float32),
        "loudness": np.array(loudness, np.float32),
        "pitches": np.array([2 * np.pi * pitch / rate for pitch in pitches], np.float32),
        "two": np.array(2.0, np.float32),
        "three": np.array(3.0, np.float32),
        "half_turn": np.array(np.pi, np.float32),
        "softer": np.array(0.5, np.float32),
        "third": np.array(0.3, np.float32),
    }
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if several:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    graph = helper.make_graph(
        [helper.make_node(kind, takes.split(), [gives], **more) for kind, takes, gives, more in _nodes(several)],
        "tiny",
        inputs,
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "samples"])],
        [numpy_helper.from_array(value, key) for key, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    checker.check_model(model)
    return model


def _nodes(several: bool) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Operator, inputs, output, attributes."""
    from onnx import TensorProto

    whole, real = {"to": TensorProto.INT64}, {"to": TensorProto.FLOAT}
    return [
        ("Gather", "scales one", "scale", {}),
        ("Mul", "scale span", "stretched", {}),
        ("Cast", "stretched", "samples_each", whole),
        ("Reshape", "input flat", "ids", {}),
        ("Size", "ids", "count", {}),
        ("Mul", "count samples_each", "samples", {}),
        ("Range", "none samples one", "steps", {}),
        ("Div", "steps samples_each", "turn", {}),
        ("Gather", "ids turn", "sounding", {}),
        ("Gather", "loudness sounding", "level", {}),
        ("Gather", "pitches sid" if several else "pitches none", "step", {}),
        ("Cast", "steps", "time", real),
        ("Mul", "time step", "phase", {}),
        ("Sin", "phase", "first", {}),
        ("Mul", "phase two", "phase2", {}),
        ("Sin", "phase2", "octave", {}),
        ("Mul", "octave softer", "second", {}),
        ("Mul", "phase three", "phase3", {}),
        ("Sin", "phase3", "twelfth", {}),
        ("Mul", "twelfth softer", "higher", {}),
        ("Sum", "first second higher", "hum", {}),
        ("Mul", "hum third", "quiet_hum", {}),
        ("Mul", "quiet_hum level", "flat_wave", {}),
        ("Mod", "steps samples_each", "since", {}),
        ("Cast", "since", "since_real", real),
        ("Cast", "samples_each", "each_real", real),
        ("Div", "since_real each_real", "share", {}),
        ("Mul", "share half_turn", "angle", {}),
        ("Sin", "angle", "swell", {}),
        ("Mul", "flat_wave swell", "wave", {}),
        ("Reshape", "wave shape", "output", {}),
    ]

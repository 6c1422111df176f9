"""SpeechBrain classifiers as emotion readers: a tiny one is trained here, saved in SpeechBrain's form, and loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from earnest.engines.emotion_speechbrain import SpeechBrainReader, own_interface, posteriors
from earnest.errors import ConfigError, MissingPart
from earnest.nouns import RATE, Sound, Utterance

HYPERPARAMS = """
sample_rate: 16000
n_mels: 24
compute_features: !new:speechbrain.lobes.features.Fbank
    n_mels: !ref <n_mels>
mean_var_norm: !new:speechbrain.processing.features.InputNormalization
    norm_type: sentence
    std_norm: False
embedding_model: !new:speechbrain.lobes.models.Xvector.Xvector
    in_channels: !ref <n_mels>
    tdnn_blocks: 2
    tdnn_channels: [16, 16]
    tdnn_kernel_sizes: [5, 1]
    tdnn_dilations: [1, 1]
    lin_neurons: 16
classifier: !new:speechbrain.lobes.models.Xvector.Classifier
    input_shape: [null, null, 16]
    lin_blocks: 0
    lin_neurons: 16
    out_neurons: 2
modules:
    compute_features: !ref <compute_features>
    mean_var_norm: !ref <mean_var_norm>
    embedding_model: !ref <embedding_model>
    classifier: !ref <classifier>
label_encoder: !new:speechbrain.dataio.encoder.CategoricalEncoder
pretrainer: !new:speechbrain.utils.parameter_transfer.Pretrainer
    loadables:
        embedding_model: !ref <embedding_model>
        classifier: !ref <classifier>
        label_encoder: !ref <label_encoder>
"""


def _tone(hertz: float, seed: int, seconds: float = 1.5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    time = np.arange(int(seconds * RATE)) / RATE
    sound = np.sin(2 * np.pi * (hertz + rng.uniform(-20, 20)) * time) * 0.3
    return (sound + rng.normal(0, 0.02, len(time))).astype(np.float32)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A classifier of low and high tones that calls them ``ang`` and ``weary``."""
    pytest.importorskip(
        "speechbrain", reason="needs SpeechBrain, which is not installed: pip install earnest[speechbrain]"
    )
    import torch
    from hyperpyyaml import load_hyperpyyaml

    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "hyperparams.yaml").write_text(HYPERPARAMS)
    parts = load_hyperpyyaml(HYPERPARAMS)
    parts["label_encoder"].update_from_iterable(["ang", "weary"], sequence_input=False)
    learned = [*parts["embedding_model"].parameters(), *parts["classifier"].parameters()]
    steps = torch.optim.Adam(learned, 1e-2)
    sounds = torch.from_numpy(np.stack([_tone(hertz, seed) for seed in range(8) for hertz in (200, 2000)]))
    answers = torch.tensor([0, 1] * 8)
    lengths = torch.ones(len(sounds))
    for _ in range(30):
        features = parts["mean_var_norm"](parts["compute_features"](sounds), lengths)
        scores = parts["classifier"](parts["embedding_model"](features, lengths)).squeeze(1)
        loss = torch.nn.functional.nll_loss(scores, answers)
        steps.zero_grad()
        loss.backward()
        steps.step()
    for name in ("embedding_model", "classifier"):
        torch.save(parts[name].state_dict(), folder / f"{name}.ckpt")
    parts["label_encoder"].save(folder / "label_encoder.ckpt")
    return folder


def _heard(reader: SpeechBrainReader, hertz: float, seed: int = 99):
    return reader.read(Utterance(Sound((_tone(hertz, seed) * 32767).astype(np.int16))))


def test_its_labels_become_ours(model: Path, tmp_path: Path) -> None:
    reader = SpeechBrainReader(str(model), {"weary": "sad"}, tmp_path)
    assert _heard(reader, 200).label == "angry"
    assert _heard(reader, 2000).label == "sad"
    assert sum(_heard(reader, 200).probabilities.values()) == pytest.approx(1)
    assert _heard(reader, 200).arousal > _heard(reader, 2000).arousal


def test_a_label_without_a_mood_is_doubt(model: Path, tmp_path: Path) -> None:
    reader = SpeechBrainReader(str(model), {}, tmp_path)
    assert _heard(reader, 200).label == "angry"
    assert _heard(reader, 2000).label == "unsure"


def test_short_and_silent_sound_is_unsure(model: Path, tmp_path: Path) -> None:
    reader = SpeechBrainReader(str(model), {"weary": "sad"}, tmp_path)
    for samples in (np.zeros(0, np.int16), np.zeros(RATE * 2, np.int16), np.ones(1000, np.int16)):
        assert reader.read(Utterance(Sound(samples))).label == "unsure"


def test_a_folder_that_is_no_model_is_named(tmp_path: Path) -> None:
    pytest.importorskip(
        "speechbrain", reason="needs SpeechBrain, which is not installed: pip install earnest[speechbrain]"
    )
    (tmp_path / "empty").mkdir()
    reader = SpeechBrainReader(str(tmp_path / "empty"), {}, tmp_path / "cache")
    with pytest.raises(MissingPart, match=r"emotion\.model: .*hyperparams\.yaml"):
        _heard(reader, 200)


def test_a_label_that_is_no_mood_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"emotion\.labels: found 'weary', expected one of neutral"):
        SpeechBrainReader("anything", {"ang": "weary"}, tmp_path)


def test_torch_is_not_imported_by_the_adapter() -> None:
    code = "import sys, earnest.engines.emotion_speechbrain; assert not {'torch', 'speechbrain'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_folder_s_own_interface_is_found(tmp_path: Path) -> None:
    assert own_interface(tmp_path) is None
    (tmp_path / "custom_interface.py").write_text("class Mine(Pretrained):\n    pass\n")
    assert own_interface(tmp_path) == ("custom_interface.py", "Mine")


@pytest.mark.parametrize("scores", [[0.2, 0.8], [np.log(0.2), np.log(0.8)], [3.0, 3.0 + np.log(4)]])
def test_probabilities_logarithms_and_scores_are_told_apart(scores: list[float]) -> None:
    assert posteriors(np.array(scores)) == pytest.approx([0.2, 0.8])

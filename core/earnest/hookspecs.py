"""The public door: what a plugin may implement. Hooks register things at start-up and observe moments.

A plugin is a module (or a ``.py`` file in the plugin folder) with functions of these names marked ``@hookimpl``.
Parameters may be left out; pluggy passes those that are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from earnest.controls import Controls
    from earnest.engines.registry import Engines
    from earnest.nouns import Emotion, Intent, Reply, Transcript
    from earnest.skills import Settings, Skills
    from earnest.speaking.tones import Tones

API_VERSION = "1.0"
"""Of the plugin door. A plugin that says ``earnest_api = "2"`` is refused by an ``earnest`` of major version 1."""

hookspec = pluggy.HookspecMarker("earnest")
hookimpl = pluggy.HookimplMarker("earnest")


@hookspec
def register_settings(settings: Settings) -> None:
    """Declare what a household may set, with type, default and description."""


@hookspec
def register_skills(skills: Skills) -> None:
    """Offer skills and the phrases that ask for them."""


@hookspec
def register_engines(engines: Engines) -> None:
    """Offer engines: microphones, wake words, recognisers, emotion readers, voices."""


@hookspec
def register_tones(tones: Tones) -> None:
    """Offer tones of voice beside those of ``tones.yaml``."""


@hookspec
def register_controls(controls: Controls) -> None:
    """Take hold of what a button may do; ``controls`` may be used at any time, from any thread."""


@hookspec
def started(settings: Mapping[str, object]) -> None:
    """The house is ready to listen; with what the household set for this plugin, defaults filled in."""


@hookspec
def woke(word: str) -> None:
    """Somebody woke the house, with this wake word or ``button``."""


@hookspec
def listening() -> None:
    """The house listens to what somebody says."""


@hookspec
def thinking() -> None:
    """Somebody has finished speaking, and the house works on an answer."""


@hookspec
def speaking() -> None:
    """The house begins to speak."""


@hookspec
def ringing(name: str, kind: str) -> None:
    """Something rings: its name and kind, as its plugin labelled it; empty where it did not."""


@hookspec
def idle() -> None:
    """Nobody speaks any more and nothing rings: the house waits for its wake word."""


@hookspec
def muted(on: bool) -> None:
    """The microphone was closed, or opened again."""


@hookspec
def heard(transcript: Transcript) -> None:
    """Somebody said something; the words are known."""


@hookspec
def felt(emotion: Emotion) -> None:
    """How it was said is known."""


@hookspec
def answered(intent: Intent, reply: Reply) -> None:
    """A reply has been made and is about to be spoken."""


@hookspec
def stopping() -> None:
    """The house is closing."""

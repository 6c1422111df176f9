"""The public door: what a plugin may implement. Hooks register things at start-up and observe moments.

A plugin is a module (or a ``.py`` file in the plugin folder) with functions of these names marked ``@hookimpl``.
Parameters may be left out; pluggy passes those that are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
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
def started() -> None:
    """The house is ready to listen."""


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

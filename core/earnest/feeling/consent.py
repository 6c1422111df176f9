"""Whether Earnest may guess how people feel, and the words it asks, tells and takes it back with.

Rules only; the answer is kept by ``earnest.memory`` under ``emotion``. A spoken "no" outlasts a "yes" in the settings:
whoever says "stop guessing how I feel" is obeyed at once and for good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earnest.errors import ConfigError

if TYPE_CHECKING:
    from earnest.config import Config

__all__ = ["FIRST_START", "QUESTION", "may_read", "must_ask", "notice", "refuse_deployment"]

QUESTION = (
    "I can listen to how you sound as well as to what you say, and answer in a voice that fits. It all stays on this "
    "machine, I keep no sound, and you can say stop guessing how I feel at any time. Is that all right with you?"
)
"""Asked once, by voice, where the settings say ``ask`` and nobody has answered yet."""

FIRST_START = (
    "Earnest can guess from voices and words how people feel, and answer in a fitting tone. It is off until somebody "
    "here says yes: it will ask once, or set emotion.consent to yes or no. Nothing heard leaves this machine."
)
"""Shown at the first ``earnest run``."""

_NOTICE_ON = (
    "I adapt my tone to how you sound: I guess from your voice and your words whether you seem happy, sad, angry or "
    "neither. The guess stays on this machine and no sound is kept. Say stop guessing how I feel, and I stop."
)
_NOTICE_OFF = "I do not guess how you feel. I only listen to what you say, and no sound is kept."


def may_read(config: Config, remembered: bool | None) -> bool:
    """Whether feelings may be read now; ``remembered`` is what the household said, None before it was asked.

    Raises ConfigError where reading feelings is against the law: see ``refuse_deployment``.
    """
    refuse_deployment(config)
    if config.emotion.consent == "no" or remembered is False:
        return False
    return config.emotion.consent == "yes" or remembered is True


def must_ask(config: Config, remembered: bool | None) -> bool:
    """Whether the household is still to be asked ``QUESTION``, once."""
    return config.emotion.consent == "ask" and remembered is None


def notice(config: Config, remembered: bool | None) -> str:
    """What to tell a guest: whether feelings are read here, and how to stop it."""
    return _NOTICE_ON if may_read(config, remembered) else _NOTICE_OFF


def refuse_deployment(config: Config) -> None:
    """Raises ConfigError for a workplace or a school, where the EU AI Act forbids inferring emotions, Art. 5(1)(f)."""
    if config.deployment == "home":
        return
    raise ConfigError(
        f"deployment: found {config.deployment!r}, expected 'home': reading emotions at work and in schools is "
        "prohibited in the European Union (AI Act, Art. 5(1)(f)), and Earnest does not do it anywhere; "
        "use Earnest at home"
    )

"""Whether Earnest may guess how people feel; what it asks and tells of that lies in ``spoken/<language>/feeling.yaml``.

Rules only; the answer is kept by ``earnest.memory`` under ``emotion``. A spoken "no" outlasts a "yes" in the settings:
whoever says "stop guessing how I feel" is obeyed at once and for good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earnest.errors import ConfigError
from earnest.nouns import Reply
from earnest.sheets.house import house_words

if TYPE_CHECKING:
    from earnest.config import Config

__all__ = ["ask_consent", "introduce", "may_read", "must_ask", "notice", "refuse_deployment", "thank_for_consent"]


def ask_consent(code: str) -> str:
    """Asked once, by voice, where the settings say ``ask`` and nobody has answered yet."""
    return house_words(code, "feeling").words("asks_consent")


def thank_for_consent(given: bool, code: str) -> Reply:
    """What is said to the answer."""
    return house_words(code, "feeling").reply("consent_given" if given else "consent_refused")


def introduce(code: str) -> str:
    """Shown at the first ``earnest run``."""
    return house_words(code, "feeling").words("first_start")


def may_read(config: Config, remembered: bool | None) -> bool:
    """Whether feelings may be read now; ``remembered`` is what the household said, None before it was asked.

    Raises ConfigError where reading feelings is against the law: see ``refuse_deployment``.
    """
    refuse_deployment(config)
    if config.emotion.consent == "no" or remembered is False:
        return False
    return config.emotion.consent == "yes" or remembered is True


def must_ask(config: Config, remembered: bool | None) -> bool:
    """Whether the household is still to be asked, once."""
    return config.emotion.consent == "ask" and remembered is None


def notice(config: Config, remembered: bool | None) -> str:
    """What to tell a guest: whether feelings are read here, and how to stop it."""
    on = may_read(config, remembered)
    return house_words(config.language_code, "feeling").words("notice_on" if on else "notice_off")


def refuse_deployment(config: Config) -> None:
    """Raises ConfigError for a workplace or a school, where the EU AI Act forbids inferring emotions, Art. 5(1)(f)."""
    if config.deployment == "home":
        return
    raise ConfigError(
        f"deployment: found {config.deployment!r}, expected 'home': reading emotions at work and in schools is "
        "prohibited in the European Union (AI Act, Art. 5(1)(f)), and Earnest does not do it anywhere; "
        "use Earnest at home"
    )

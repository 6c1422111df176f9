"""Reading feelings is allowed by people, not by default."""

from __future__ import annotations

import pytest

from earnest.config import Config, EmotionSettings
from earnest.errors import ConfigError
from earnest.feeling import may_read, must_ask, notice, refuse_deployment


def config(consent: str) -> Config:
    return Config(emotion=EmotionSettings(consent=consent))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("setting", "remembered", "allowed"),
    [
        ("ask", None, False),
        ("ask", True, True),
        ("ask", False, False),
        ("yes", None, True),
        ("yes", True, True),
        ("yes", False, False),
        ("no", None, False),
        ("no", True, False),
        ("no", False, False),
    ],
)
def test_who_decides(setting: str, remembered: bool | None, allowed: bool) -> None:
    assert may_read(config(setting), remembered) is allowed


def test_the_household_is_asked_once() -> None:
    assert must_ask(config("ask"), None)
    assert not must_ask(config("ask"), False)
    assert not must_ask(config("yes"), None)
    assert not must_ask(config("no"), None)


@pytest.mark.parametrize("place", ["workplace", "school"])
def test_work_and_school_are_refused_with_the_reason(place: str) -> None:
    with pytest.raises(ConfigError, match=r"deployment: found .*Art\. 5\(1\)\(f\)") as refused:
        may_read(Config(deployment=place, emotion=EmotionSettings(consent="yes")), True)  # type: ignore[arg-type]
    assert "\n" not in str(refused.value)
    refuse_deployment(Config())


def test_a_guest_hears_whether_feelings_are_read() -> None:
    assert "how you sound" in notice(config("yes"), None)
    assert "stop guessing" in notice(config("yes"), None)
    assert "do not guess" in notice(config("ask"), None)

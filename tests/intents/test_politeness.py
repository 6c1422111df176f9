"""Any request plus politeness is the same request."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earnest.config import Config
from earnest.host import Plugins
from earnest.intents import Router

NOW = datetime(2026, 11, 25, 14, 10, tzinfo=ZoneInfo("Europe/London"))
REQUESTS = (
    "set a timer for ten minutes",
    "set an alarm for six tomorrow",
    "wake me at half past six every weekday except friday",
    "remind me at five to ring the dentist",
    "remind me to water the plants on friday at noon",
    "cancel the pasta timer",
    "add five minutes to the timer",
    "tell me the time",
    "tell me a joke",
)
BEFORE = (
    "please", "hey", "could you", "can you please", "would you", "um", "oh", "okay so", "would you be so kind as to",
    "i would like you to", "sorry,", "do me a favour and", "if you don't mind,", "hello, could you",
)  # fmt: skip
BEHIND = (
    "please", "thanks", "thank you very much", "for me", "if you can", "would you", "cheers", ", thanks a lot", "mate",
    "if it's not too much trouble", "please, thank you",
)  # fmt: skip


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> Router:
    """Of Earnest's own plugins."""
    plugins = Plugins(Config(data=tmp_path_factory.mktemp("house")))
    plugins.load()
    router = Router(plugins.skills)
    plugins.close()
    return router


@settings(deadline=None)
@given(
    request_said=st.sampled_from(REQUESTS), before=st.sampled_from(("", *BEFORE)), behind=st.sampled_from(("", *BEHIND))
)
def test_politeness_changes_nothing(router: Router, request_said: str, before: str, behind: str) -> None:
    plain = router.route(request_said, NOW).intent
    polite = router.route(f"{before} {request_said} {behind}".strip().replace(" ,", ","), NOW).intent
    assert plain is not None
    assert polite is not None
    assert (polite.plugin, polite.skill, polite.slots) == (plain.plugin, plain.skill, plain.slots)
    assert polite.unexplained == ()

"""Keeps plugins of others from phrases that are the house's: ``intents/reserved.py`` knows which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from earnest.errors import PluginRefused
from earnest.spoken import language

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.host.report import Loaded
    from earnest.intents.reserved import Reserved


class Claims:
    """Made ready with the first plugin of somebody else: a house without any does without."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._reserved: Reserved | None = None

    def check(self, plugin: Loaded, here: Iterable[Loaded]) -> None:
        """Raises PluginRefused for a phrase that takes words of the house, or of what comes with it and is ``here``.

        One whose place it takes, as the household said, does not count; one that keeps the house is never taken for.
        """
        if plugin.first_party:
            return
        for other in here:
            if other.name == plugin.name and other.first_party and ("household" in other.needs or other.offers_engines):
                raise PluginRefused(
                    f"{other.name} is what Earnest itself keeps the house with; nothing takes its place"
                )
        if self._reserved is None:
            from earnest.intents.reserved import Reserved

            given_up = self._config.plugins.replaced
            own = [
                skill
                for loaded in here
                if loaded.first_party and loaded.name not in given_up
                for skill in loaded.skills
            ]
            self._reserved = Reserved(own, language(self._config.language_code, self._config.country))
        for claim in self._reserved.claims(plugin.skills):
            raise PluginRefused(str(claim))

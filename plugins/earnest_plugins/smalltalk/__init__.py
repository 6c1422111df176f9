"""Small talk: greetings, thanks, jokes, and what people ask a speaker to be friendly."""

from __future__ import annotations

from earnest import Skills, hookimpl
from earnest_plugins.smalltalk import about_me, company, courtesies, fun, letters


@hookimpl
def register_skills(skills: Skills) -> None:
    for room in (courtesies, fun, letters, company, about_me):
        room.offer(skills)

"""Says aloud what the house keeps about whoever is speaking, so that a rehearsal can hear it."""

import json

from earnest import Reply, Skills, Talk, hookimpl


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(show, "mirror the {fact}")


async def show(talk: Talk, fact: str) -> Reply:
    """Say a fact of the house."""
    return Reply(json.dumps(talk.house(fact)))

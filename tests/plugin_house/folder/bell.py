"""A bell: the ordinary turn after a bad one."""

from earnest import Reply, Skills, Talk, hookimpl


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(ring, "ring the bell")


async def ring(talk: Talk) -> Reply:
    """Ring."""
    talk.notes["rung"] = talk.notes.get("rung", 0) + 1
    return Reply("Ding.")

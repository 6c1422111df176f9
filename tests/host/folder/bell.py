"""A bell: the ordinary turn after a bad one."""

import time

from earnest import Reply, Skills, Talk, hookimpl


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(ring, "ring the bell")
    skills.add(read_notes)


async def ring(talk: Talk) -> Reply:
    """Ring."""
    talk.notes["rung"] = talk.notes.get("rung", 0) + 1
    return Reply("Ding.")


async def read_notes(talk: Talk) -> Reply:
    """Say what one call of the house costs."""
    began = time.perf_counter()
    for _ in range(200):
        list(talk.notes)
    return Reply(f"mean {1000 * (time.perf_counter() - began) / 200:.2f} ms")

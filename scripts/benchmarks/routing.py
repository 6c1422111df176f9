"""Who answers what people really say: how many requests reach their skill, how many strays are taken, and at what cost.

    ./scripts/bench routing [--split val] [--data ../shared/data] [--rivals] [--show]

CLINC150's phrases of the intents in ``tests/data/clinc150.yaml`` should reach the mapped skill; those of the other
intents and out of scope should reach nobody. ``--rivals`` runs the same phrases through hassil alone and padacioso,
given the same templates; each gets three minutes. Cost: seconds to load, median and 99th percentile of a route, at
10, 100 and 1,000 skills.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import yaml

from earnest.config import Config
from earnest.host import Plugins
from earnest.intents import Router
from earnest.intents.catalogue import Catalogue
from earnest.skills import Skill

ROOT = Path(__file__).parents[2]
CORPUS = Path("intent/clinc150/train_val.json")
RIVALS_TIME = 180.0
"""Seconds each rival may take; what it has not answered by then is not counted, and how many those are is told."""
EXPANSIONS = 20
"""Sentences per template that padacioso gets: it expands templates itself, ours into millions."""
Answer = Callable[[str], str | None]
"""An utterance → ``plugin.skill``, or None."""


class Phrase(NamedTuple):
    """What somebody said, and whom it was meant for; nobody for an empty set."""

    text: str
    intent: str
    meant: frozenset[str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--split", choices=("val", "train"), default="val")
    parser.add_argument("--rivals", action="store_true", help="hassil alone and padacioso on the same phrases")
    parser.add_argument("--show", action="store_true", help="every phrase that went wrong")
    parser.add_argument("--no-cost", action="store_true")
    asked = parser.parse_args()
    if not (asked.data / CORPUS).is_file():
        parser.error(f"no {CORPUS} in {asked.data}: --data names a folder that has it")
    skills = first_party()
    phrases = clinc(asked.data, asked.split)
    router = Router(skills)
    answers = {"earnest": earnest(router)}
    if asked.rivals:
        answers |= {"hassil alone": hassil(skills), **padacioso(skills)}
    for name, answer in answers.items():
        within = float("inf") if name == "earnest" else RIVALS_TIME
        report(name, answer_all(answer, phrases, within), show=asked.show and name == "earnest")
    spoken = transcripts(asked.data)
    taken = [text for text in spoken if answers["earnest"](text)]
    print(f"LibriSpeech transcripts and other speech taken: {len(taken)} of {len(spoken)}")
    if not asked.no_cost:
        for count in (10, 100, 1000):
            print(cost(synthetic(count), [phrase.text for phrase in phrases[::10]]))


def first_party() -> list[Skill]:
    """The skills that Earnest ships with and that need no setting to be there."""
    with tempfile.TemporaryDirectory() as data:
        plugins = Plugins(Config(data=Path(data)))
        plugins.load()
        plugins.close()
        return plugins.skills


def clinc(data: Path, split: str) -> list[Phrase]:
    """CLINC150's phrases of one split, with the skills they are meant for."""
    mapping = yaml.safe_load((ROOT / "tests" / "data" / "clinc150.yaml").read_text())["intents"]
    corpus = json.loads((data / CORPUS).read_text())
    found = []
    for text, intent in corpus[split] + corpus[f"oos_{split}"]:
        meant = mapping.get(intent, [])
        found.append(Phrase(text, intent, frozenset([meant] if isinstance(meant, str) else meant)))
    return found


def transcripts(data: Path) -> list[str]:
    """What people read aloud: it asks for nothing."""
    with (data / "manifest.csv").open(newline="") as rows:
        return [row["text"] for row in csv.DictReader(rows) if row["corpus"] in ("librispeech", "jfk") and row["text"]]


def answer_all(answer: Answer, phrases: list[Phrase], within: float) -> list[tuple[Phrase, str | None]]:
    """The phrases, in an order of chance, with their answers, as many as fit in ``within`` seconds."""
    until = time.monotonic() + within
    shuffled = random.Random(0).sample(phrases, len(phrases))
    return [(phrase, answer(phrase.text)) for phrase in takewhile(lambda _: time.monotonic() < until, shuffled)]


def report(name: str, answered: list[tuple[Phrase, str | None]], show: bool) -> None:
    """Print the share that reached their skill, and the share of strays that somebody took."""
    meant = [(phrase, got) for phrase, got in answered if phrase.meant]
    strays = [(phrase, got) for phrase, got in answered if not phrase.meant]
    missed = [(phrase, got) for phrase, got in meant if got not in phrase.meant]
    taken = [(phrase, got) for phrase, got in strays if got is not None]
    if show:
        for word, wrong in (("missed", missed), ("taken", taken)):
            for phrase, got in sorted(wrong, key=lambda each: each[0].intent):
                print(f"  {word} {phrase.intent}: {phrase.text!r} → {got}")
    if not meant or not strays:
        print(f"{name}: too slow to say")
        return
    print(f"{name}: {1 - len(missed) / len(meant):.1%} of {len(meant)} reached their skill; ", end="")
    print(f"{len(taken) / len(strays):.1%} of {len(strays)} strays taken")


def earnest(router: Router) -> Answer:
    """Our own router."""
    now = datetime.now().astimezone()

    def answer(text: str) -> str | None:
        intent = router.route(text, now).likeliest
        return f"{intent.plugin}.{intent.skill}" if intent else None

    return answer


def hassil(skills: Iterable[Skill]) -> Answer:
    """hassil alone, typed slots as wildcards."""
    from hassil import recognize_best
    from hassil.intents import Intents

    lists: dict[str, object] = {"words": {"wildcard": True}}
    intents: dict[str, object] = {}
    for skill in skills:
        sentences = [re.sub(r"\{(\w+)(?::\w+)?\}", r"{words:\1}", phrase) for phrase in skill.phrases]
        if sentences:
            intents[f"{skill.plugin}.{skill.name}"] = {"data": [{"sentences": sentences}]}
    known = Intents.from_dict({"language": "en", "intents": intents, "lists": lists})

    def answer(text: str) -> str | None:
        found = recognize_best(text, known)
        return found.intent.name if found else None

    return answer


def padacioso(skills: Iterable[Skill]) -> dict[str, Answer]:
    """padacioso, given a handful of sentences a template, slots as wildcards; nothing where it is not installed."""
    try:
        from padacioso import IntentContainer  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        print("padacioso is not installed here and is left out; pip install padacioso to have it")
        return {}
    container = IntentContainer(n_workers=1)
    for skill in skills:
        sentences = [each for template in Catalogue([skill]).templates for each in template.expand(EXPANSIONS)]
        if sentences:
            container.add_intent(f"{skill.plugin}.{skill.name}", sentences)

    def answer(text: str) -> str | None:
        # what calc_intent does, without its new pool of processes for every utterance
        matches = (container._match(text, name, lines) for name, lines in container.intent_samples.items())
        found = max((match for match in matches if match), key=lambda match: match["conf"], default={"name": None})
        name: str | None = found["name"]
        return name

    return {"padacioso": answer}


def synthetic(count: int) -> list[Skill]:
    """Made-up skills of five phrases each; every one speaks of its own things."""
    verbs = "start stop open close check read change find order book clean fix move send share count".split()  # noqa: SIM905
    things = "pump gate kiln loom yacht piano fern quilt lathe drone attic cellar organ tent scale canoe".split()  # noqa: SIM905
    kinds = "north south upper lower blue green spare guest old new front rear tall iron glass paper".split()  # noqa: SIM905

    async def nothing(talk: object) -> object:
        return talk

    skills = []
    for number in range(count):
        verb, thing, kind = verbs[number % 16], things[number // 16 % 16], kinds[number // 256 % 16]
        it = f"(the|my) {kind} {thing}"
        phrases = (
            f"{verb} {it} [please]",
            f"{verb} {it} (at|on) {{when:time}}",
            f"(i want|i would like) to {verb} {it}",
            f"{verb} {it} for {{length:duration}}",
            f"{verb} {{what}} with {it}",
        )
        skills.append(Skill("made_up", f"skill_{number}", nothing, phrases))  # type: ignore[arg-type]
    return skills


def cost(skills: list[Skill], texts: list[str]) -> str:
    """Processor seconds to load and milliseconds a route, half of them requests for one of ``skills``.

    Processor time, because a busy machine makes anything look slow; on an idle one it is the time one waits.
    """
    began = time.process_time()
    router = Router(skills)
    loaded = time.process_time() - began
    now = datetime.now().astimezone()
    asked = [router.phrases[at % len(router.phrases)] for at in range(len(texts))]
    times = []
    for text in [each for pair in zip(texts, asked, strict=True) for each in pair]:
        said = text.replace("{when}", "noon").replace("{length}", "an hour").replace("{what}", "care")
        began = time.process_time()
        router.route(said, now)
        times.append(1000 * (time.process_time() - began))
    median, last = statistics.median(times), statistics.quantiles(times, n=100)[98]
    return f"{len(skills)} skills: loaded in {loaded:.2f} s; a route {median:.2f} ms, 99 % within {last:.2f} ms"


if __name__ == "__main__":
    main()

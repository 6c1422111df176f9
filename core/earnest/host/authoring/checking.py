"""What an author would want to know before sharing a plugin."""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from earnest.allowance import Allowance
from earnest.config import Config, PluginSettings
from earnest.errors import PluginRefused
from earnest.host.authoring.sheets import in_sheets, opened_in
from earnest.host.authoring.source import Finding, Source
from earnest.host.discovery.door import HOOKS
from earnest.host.discovery.finding import GROUP, HOUSE, Found, bare_name, find_at
from earnest.host.discovery.opening import Opening
from earnest.host.isolation.event_loop import Yard
from earnest.host.report import Loaded
from earnest.host.roster import Plugins
from earnest.spoken import ENGLISH, language, languages
from earnest.spoken.language import KEPT

if TYPE_CHECKING:
    from earnest.intents import Router
    from earnest.skills import Skill


def check_plugin(path: Path) -> list[Finding]:
    """Everything there is to say about the plugin at ``path``, a ``.py`` file or a package; faults first.

    The plugin is opened in a process of its own. Raises PluginRefused when there is no plugin at ``path``.
    """
    found = find_at(path.resolve())
    if found is None or found.path is None:
        raise PluginRefused(f"{path}: there is no plugin; expected a .py file or a package, not a test")
    try:
        source = Source(found.path)
        plugin = _open(found, opened_in(found))
    except PluginRefused as reason:
        return [_refusal(found, str(reason))]
    except (SyntaxError, UnicodeDecodeError) as error:
        return [Finding(f"is no readable Python: {error}", getattr(error, "lineno", None))]
    findings = [*_in_source(source, plugin), *_around(found, plugin), *in_sheets(found, source, plugin)]
    if opened_in(found) in languages():
        findings += _in_phrases(source, plugin, opened_in(found))
    return sorted(findings, key=lambda finding: (not finding.fault, finding.line or 0))


def claims_of(path: Path) -> list[Finding]:
    """What the plugin at ``path`` takes of the words that are the house's, by line. Raises PluginRefused."""
    found = find_at(path.resolve())
    if found is None or found.path is None or opened_in(found) not in languages():
        return []
    code = opened_in(found)
    plugin = _open(found, code)
    return list(_claims(Source(found.path), plugin, _neighbours(plugin.name, code), code))


def _claims(source: Source, plugin: Loaded, others: list[Skill], code: str) -> Iterator[Finding]:
    from earnest.intents.reserved import Reserved

    reserved = Reserved(others, language(code))
    every = (*reserved.shadowed(plugin.skills), *reserved.claims(plugin.skills))
    for claim in {claim.skill: claim for claim in every}.values():
        yield Finding(str(claim), source.line_of(claim.skill))


def _open(found: Found, code: str) -> Loaded:
    """The plugin as a house of that language would have it. Raises PluginRefused."""
    yard = Yard()
    with tempfile.TemporaryDirectory() as data:
        config = Config(data=Path(data), plugins=PluginSettings(allow={found.name: Allowance(engines=True)}))
        config = config.model_copy(update={"language": code})
        opening = Opening(found, config, yard, lambda _: None)
        try:
            return opening.finish(lambda _: None).loaded
        finally:
            opening.give_up()
            yard.close()


def _refusal(found: Found, why: str) -> Finding:
    place = re.match(rf"(?:\w+ raised )?{re.escape(found.path.name if found.path else '')}:(\d+)", why)
    return Finding(f"it would be refused: {why}", int(place[1]) if place else None)


def _in_source(source: Source, plugin: Loaded) -> Iterator[Finding]:
    skills = frozenset(skill.name for skill in plugin.skills)
    yield from source.blocking()
    yield from source.undeclared(frozenset(setting.name for setting in plugin.settings))
    yield from source.untyped(skills | frozenset(HOOKS))
    if "network" not in plugin.needs:
        yield from source.networked()
    for skill in plugin.skills:
        yield from source.misfits(skill.name, skill.phrases)
        if skill.phrases:
            yield from source.consequences(skill.name, skill.changes)
        if not skill.about:
            about = f'{skill.name}: no docstring, so "what can you do" cannot name it'
            yield Finding(about, source.line_of(skill.name), False)


def _in_phrases(source: Source, plugin: Loaded, code: str) -> Iterator[Finding]:
    """Phrases that can never match, and those that somebody else answers."""
    from earnest.intents import Router

    others = _neighbours(plugin.name, code)
    kept = [language(code).kinds[KEPT].example]
    house = Router([*others, *plugin.skills], language(code), lambda name: kept if name == plugin.name else [])
    mine = f"{plugin.name}."
    yield from _claims(source, plugin, others, code)
    for fault in Router(plugin.skills, language(code)).faults:
        yield Finding(f"can never match: {fault}")
    for tie in house.ties:
        if mine in tie:
            yield Finding(f"collides: {tie}")
    for skill in plugin.skills:
        if skill.phrases:
            yield from _taken(house, skill, source.line_of(skill.name), code)


def _taken(house: Router, skill: Skill, line: int | None, code: str) -> Iterator[Finding]:
    """Sentences of the skill that are answered by another."""
    from earnest.intents import Router

    told: set[str] = set()
    for sentence in Router([skill], language(code)).phrases:
        said = _filled(sentence, skill, code)
        route = house.route(said, datetime.now().astimezone())
        claimants = {f"{intent.plugin}.{intent.skill}" for intent in (route.intent, *route.rivals) if intent}
        others = claimants - {f"{skill.plugin}.{skill.name}"}
        answered = ", ".join(sorted(others)) or "nobody"
        if claimants != {f"{skill.plugin}.{skill.name}"} and answered not in told:
            told.add(answered)
            yield Finding(f'{skill.name}: "{said}" is answered by {answered}', line)


def _filled(sentence: str, skill: Skill, code: str) -> str:
    """A sentence with something said in each slot."""
    known = language(code).kinds
    kinds = dict(re.findall(r"\{\s*(\w+)\s*:\s*(\w+)", " ".join(skill.phrases)))

    def say(slot: re.Match[str]) -> str:
        name = slot[1]
        if name in skill.choices:
            return next(iter(skill.choices[name]))
        example = known[kinds[name]].example if name in kinds else "something"
        behind_free_words = sentence[: slot.start()].endswith("} ") and kinds.get(name) == "time"
        return f"at {example}" if behind_free_words and code == ENGLISH else example

    return re.sub(r"\{(\w+)\}", say, sentence)


def _neighbours(name: str, code: str) -> list[Skill]:
    """The skills of the plugins that come with the house."""
    with tempfile.TemporaryDirectory() as data:
        plugins = Plugins(Config(language=code, data=Path(data)))
        plugins.load()
        plugins.close()
        others = (loaded for loaded in plugins.loaded if loaded.first_party and loaded.name != name)
        return [skill for loaded in others for skill in loaded.skills]


def _names(found: Found, beside: Path) -> Iterator[Finding]:
    """Who else has its name, and whether a distribution beside it calls it otherwise."""
    for point in entry_points(group=GROUP, name=found.name):
        if point.dist is not None and point.dist.name == HOUSE:
            what = f"{found.name} comes with Earnest already: yours stays out until somebody says"
            yield Finding(f"{what} earnest plugins enable {found.name} --own", None, False)
    try:
        written = tomllib.loads((beside / "pyproject.toml").read_text(encoding="utf-8"))
        points = written["project"]["entry-points"][GROUP]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError):
        return
    for name, module in points.items():
        if module == found.origin and bare_name(name) != found.name:
            yield Finding(
                f"pyproject.toml calls it {name}, its folder {found.name}: write {found.name} = {module!r} there"
            )


def _around(found: Found, plugin: Loaded) -> Iterator[Finding]:
    """What lies beside the plugin."""
    home = found.path.parent if found.path else Path()
    beside = home.parent if found.path and found.path.name == "__init__.py" else home
    yield from _names(found, beside)
    places = (beside, beside / "tests", beside.parent / "tests", home / "tests")
    names = [f"test_{name}.py" for name in {plugin.name, home.stem}]
    if not any((place / name).is_file() for place in places for name in names):
        yield Finding(f"no test: write test_{plugin.name}.py with the rehearse fixture", None, False)
    if not plugin.about:
        yield Finding("no docstring at the top, so plugins list cannot say what it is for", 1, False)

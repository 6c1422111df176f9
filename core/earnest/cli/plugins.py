"""``earnest plugins``: what lives here, and all that an author needs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earnest.cli import keeping
from earnest.cli.house import open_plugins
from earnest.cli.output import console, echo, json_option, table, write_json
from earnest.cli.tracing import trace

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.host import Loaded

PATH = click.Path(path_type=Path)
_WALLS = {"landlock": ", kept in by Landlock alone", "none": ", with nothing to keep it in"}


@click.group()
def plugins() -> None:
    """What lives here, and all that an author needs.

    \b
    earnest plugins list          what is loaded, what was refused and why
    earnest plugins new tea       tea.py and its test, both working
    earnest plugins check tea.py  what to mend before sharing
    earnest plugins add tea.py    into the plugin folder, where it is live at once
    earnest plugins allow tea     all that it declares that it needs
    """


for decision in (keeping.remove, keeping.enable, keeping.disable, keeping.allow):
    plugins.add_command(decision)


@plugins.command("list")
@json_option
@click.pass_obj
def list_plugins(options: Options, as_json: bool) -> None:
    """What is loaded, with its skills and settings, and what was refused and why.

    \b
    earnest plugins list
    earnest plugins list --json
    """
    with open_plugins(options.load()) as found:
        if as_json:
            for each in found.loaded:
                write_json(_as_json(each))
            for refused in found.refused:
                write_json({"plugin": refused.name, "refused": refused.why})
        else:
            _show(found.loaded)
            for refused in found.refused:
                console().print(f"refused {refused.name}: {refused.why}", soft_wrap=True)
    if found.refused:
        raise SystemExit(1)


@plugins.command()
@click.argument("name")
@click.option("--package", is_flag=True, help="A distribution with an entry point, to be shared.")
@click.option("--to", "folder", type=PATH, default=Path(), help="Where to write it; here, if not said.")
def new(name: str, package: bool, folder: Path) -> None:
    """Write a plugin that works, and its test.

    \b
    earnest plugins new tea
    earnest plugins new plant_care --package
    """
    from earnest.host.authoring.scaffolding import new_package, new_plugin

    written = (new_package if package else new_plugin)(name, folder)
    for path in written:
        echo(f"wrote {path}")
    first = written[0].parent if package else written[0]
    echo(f"next: {'cd ' + str(first) + ' && pytest' if package else f'pytest {written[-1]}'}")


@plugins.command()
@click.argument("path", type=PATH)
@json_option
def check(path: Path, as_json: bool) -> None:
    """Say what an author would want to know before sharing a plugin. Exit code 1 when there are faults.

    \b
    earnest plugins check tea.py
    """
    from earnest.host.authoring.checking import check_plugin
    from earnest.host.authoring.sheets import languages_of
    from earnest.host.discovery.finding import find_at

    findings = check_plugin(path)
    found = find_at(path.resolve())
    if found is not None and found.name != path.resolve().stem:
        called = f'is called "{found.name}": so it is said, set, allowed and remembered'
        if as_json:
            write_json({"line": None, "what": called, "fault": False})
        else:
            echo(f"{path}: {called}")
    spoken = languages_of(path)
    if spoken and as_json:
        write_json({"line": None, "what": f"speaks {', '.join(spoken)}", "fault": False, "languages": spoken})
    elif spoken:
        echo(f"{path}: speaks {', '.join(spoken)}")
    for finding in findings:
        if as_json:
            write_json({"line": finding.line, "what": finding.what, "fault": finding.fault})
        else:
            place = f"{path}:{finding.line}" if finding.line else str(path)
            echo(f"{place}: {'' if finding.fault else 'advice: '}{finding.what}")
    if not findings and not as_json:
        echo(f"{path}: nothing to mend")
    if any(finding.fault for finding in findings):
        raise SystemExit(1)


@plugins.command()
@click.argument("path", type=PATH)
@click.option("--force", is_flag=True, help="Take the place of one that is there already.")
@click.pass_obj
def add(options: Options, path: Path, force: bool) -> None:
    """Copy a plugin into the plugin folder; a running assistant has it at once.

    \b
    earnest plugins add tea.py
    """
    from earnest.errors import UserFault
    from earnest.host.authoring.checking import claims_of
    from earnest.host.discovery.finding import find_at, plugin_folder
    from earnest.placing import one_at_a_time, put

    given, path = path, path.absolute()
    found = find_at(path)
    if found is None:
        raise UserFault(f"{given}: there is no plugin; expected a .py file or a package, not a test")
    claims = claims_of(path)
    if claims:
        raise UserFault("\n".join(f"{path}:{claim.line or 1}: {claim.what}" for claim in claims))
    place = plugin_folder(options.load()) / path.name
    if place.resolve() == path.resolve():
        raise UserFault(f"{place} is in the plugin folder already")
    try:
        with one_at_a_time(place.parent):
            if place.exists() and not force:
                raise UserFault(f"{place} is there already; --force takes its place")
            for other in place.parent.glob("*"):
                if other != place and (there := find_at(other)) is not None and there.name == found.name:
                    raise UserFault(f"{other} is called {found.name} too; first: earnest plugins remove {found.name}")
            put(lambda part: _copy(path, part), place)
    except OSError as fault:
        why = fault.strerror or fault.args[0][0][2]  # of several files that cannot be copied, the first
        raise UserFault(f"{place}: {given} cannot be copied there ({why})") from None
    echo(f"added {place}")


def _copy(path: Path, place: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, place, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    else:
        shutil.copy(path, place)


plugins.add_command(trace)


def _show(loaded: list[Loaded]) -> None:
    from earnest.host.discovery.needs import line_to_add

    shown = table("plugin", "from", "does")
    for each in loaded:
        apart = f", in its own process{_WALLS.get(each.walls, '')}"
        where = each.origin + (apart if each.outside else "")
        shown.add_row(each.name, where, each.about)
        for skill in each.skills:
            shown.add_row("", f"  {skill.name}", skill.about)
        for setting in each.settings:
            value = each.values[setting.name]
            shown.add_row(
                "", f"  settings.{each.name}.{setting.name}: {value!r}", f"{setting.type.__name__}: {setting.about}"
            )
        for need in each.needs:
            granted = "allowed" if need in each.granted else f"not allowed; {line_to_add(each.name, need)}"
            shown.add_row("", f"  needs {need}", granted)
    console().print(shown)


def _as_json(loaded: Loaded) -> dict[str, Any]:
    return {
        "plugin": loaded.name,
        "origin": loaded.origin,
        "about": loaded.about,
        "outside": loaded.outside,
        "needs": list(loaded.needs),
        "granted": sorted(loaded.granted),
        "hooks": list(loaded.hooks),
        "skills": [
            {"skill": skill.name, "about": skill.about, "phrases": list(skill.phrases)} for skill in loaded.skills
        ],
        "settings": [
            {
                "name": setting.name,
                "type": setting.type.__name__,
                "default": setting.default,
                "value": loaded.values[setting.name],
                "about": setting.about,
            }
            for setting in loaded.settings
        ],
    }

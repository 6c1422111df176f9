"""``earnest plugins remove · enable · disable · allow``: what a household decides about its plugins.

``remove`` takes code out of the plugin folder; the others, and ``remove`` where it has to, change the settings file
that is in use. Where that is the one that comes with Earnest, the household's own is begun instead.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earnest.cli.output import echo
from earnest.errors import UserFault

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.config import Config
    from earnest.host.discovery.finding import Found

Change = Callable[[str], str]
"""Takes the text of a settings file and gives it changed."""


@click.command()
@click.argument("name")
@click.option("--with-memory", is_flag=True, help="Forget its notes, things due and folder too.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@click.pass_obj
def remove(options: Options, name: str, with_memory: bool, yes: bool) -> None:
    """Take a plugin out of the plugin folder, and its lines out of the settings; a running assistant lets go of it.

    \b
    earnest plugins remove tea
    earnest plugins remove tea --with-memory
    """
    from earnest import rewriting
    from earnest.host.discovery.finding import home_of

    config = options.load()
    found = _found(config, name)
    if found is None and not with_memory:
        raise UserFault(f"there is no plugin {name!r}; {_suggestion(config, name)}")
    if with_memory and not yes and sys.stdin.isatty():
        click.confirm(f"Forget what {name} noted, has coming and keeps in its folder?", abort=True)
    home = home_of(found) if found is not None else None
    if found is not None and home is None:
        raise UserFault(_how_to_uninstall(found))
    if home is not None:
        _delete(home)
        echo(f"removed {home}")
    if config.file is not None and not _is_shipped(config.file):
        places = [("settings", name), ("plugins", "allow", name)]
        _rewrite(config.file, [lambda text, place=place: rewriting.removed(text, place) for place in places])  # type: ignore[misc]
        for kept in ("disabled", "replaced"):
            _rewrite(config.file, [lambda text, kept=kept: rewriting.taken_out(text, ("plugins", kept), name)])  # type: ignore[misc]
    if with_memory:
        _forget(config, name)


@click.command()
@click.argument("name")
@click.pass_obj
def disable(options: Options, name: str) -> None:
    """Keep a plugin out, from the next start on; what it keeps stays.

    \b
    earnest plugins disable smalltalk
    """
    from earnest import rewriting

    config = _known(options, name)
    file = _own_file(options, config)
    _rewrite(file, [lambda text: rewriting.added(text, ("plugins", "disabled"), name)])
    echo(f"{name} stays out from the next start on")


@click.command()
@click.argument("name")
@click.option("--own", is_flag=True, help="Let your plugin take the place of Earnest's of that name.")
@click.pass_obj
def enable(options: Options, name: str, own: bool) -> None:
    """Let a plugin in again, from the next start on.

    \b
    earnest plugins enable smalltalk
    earnest plugins enable lists --own
    """
    from earnest import rewriting

    config = _known(options, name)
    if own:
        _prefer(options, config, name)
    if name not in config.plugins.disabled:
        if own:
            return
        echo(f"{name} is not kept out")
        return
    _rewrite(_own_file(options, config), [lambda text: rewriting.taken_out(text, ("plugins", "disabled"), name)])
    echo(f"{name} is let in from the next start on")


@click.command()
@click.argument("name")
@click.argument("needs", nargs=-1, metavar="[NEED...]")
@click.pass_obj
def allow(options: Options, name: str, needs: tuple[str, ...]) -> None:
    """Let a plugin use what it needs, from the next start on: all that it declares, or each NEED.

    \b
    earnest plugins allow moon
    earnest plugins allow moon network:api.open-meteo.com
    earnest plugins allow music files:/srv/music files:/srv/lists:rw programs:ffmpeg
    earnest plugins allow diarist diary
    """
    config = _known(options, name)
    wanted = [_need(each) for each in needs or _declared(config, name)]
    if not wanted:
        echo(f"{name} declares no needs")
        return
    _rewrite(_own_file(options, config), [lambda text, need=need: _allowed(text, name, *need) for need in wanted])  # type: ignore[misc]
    for kind, thing in wanted:
        echo(f"{name} may use {kind}{f' {thing}' if thing else ''} from the next start on")


def _prefer(options: Options, config: Config, name: str) -> None:
    """Write down that the household's own plugin takes the place of Earnest's. Raises UserFault where it has none."""
    from earnest import rewriting
    from earnest.host.discovery.finding import plugin_folder

    found = _found(config, name)
    if found is None or found.path is None:
        raise UserFault(f"{plugin_folder(config)}: there is no {name} of your own; earnest plugins add {name}.py first")
    _rewrite(_own_file(options, config), [lambda text: rewriting.added(text, ("plugins", "replaced"), name)])
    echo(f"your {name} takes the place of Earnest's from the next start on")


def _allowed(text: str, name: str, kind: str, thing: str) -> str:
    """The settings with one more need allowed."""
    from earnest import rewriting

    place = ("plugins", "allow", name)
    there = rewriting.found(text, place)
    if there is None:
        return rewriting.put(text, place, {kind: [thing]} if thing else [kind])
    if isinstance(there, list):
        if not thing:
            return rewriting.added(text, place, kind)
        whole: dict[str, Any] = {}
        for each in there:
            whole |= each if isinstance(each, dict) else {each: True}
        text, there = rewriting.put(text, place, whole), whole
    before = there.get(kind)
    if before is True or (isinstance(before, list) and thing in before):
        return text
    if not thing or not isinstance(before, list):
        return rewriting.put(text, (*place, kind), [thing] if thing else True)
    return rewriting.added(text, (*place, kind), thing)


def _need(written: str) -> tuple[str, str]:
    """``network:example.org`` as kind and thing. Raises UserFault for what nobody can grant."""
    from pydantic import ValidationError

    from earnest.allowance import Allowance
    from earnest.host.discovery.needs import NEEDS, instead

    kind, _, thing = written.partition(":")
    kind, thing = kind.strip(), thing.strip()
    if kind not in NEEDS:
        raise UserFault(f"{kind!r} is not something to need; {instead(kind, NEEDS)}")
    if not thing and kind in ("files", "devices", "programs"):
        raise UserFault(f"{kind} are allowed one by one: {kind}:/path")
    try:
        Allowance.model_validate({kind: [thing] if thing else True})
    except ValidationError as fault:
        raise UserFault(f"{written}: {fault.errors()[0]['msg'].removeprefix('Value error, ')}") from None
    return kind, thing


def _declared(config: Config, name: str) -> Sequence[str]:
    from earnest.cli.house import open_plugins

    with open_plugins(config) as plugins:
        for each in plugins.loaded:
            if each.name == name:
                return each.needs
        why = next((refused.why for refused in plugins.refused if refused.name == name), "it is kept out")
    raise UserFault(f"{name} cannot be asked what it needs ({why}); name it: earnest plugins allow {name} network")


def _known(options: Options, name: str) -> Config:
    """The settings, if there is a plugin of that name. Raises UserFault."""
    config = options.load()
    if _found(config, name) is None:
        raise UserFault(f"there is no plugin {name!r}; {_suggestion(config, name)}")
    return config


def _found(config: Config, name: str) -> Found | None:
    """The plugin of that name, the household's own before Earnest's."""
    from earnest.host.discovery.finding import find_plugins

    found = [found for found in find_plugins(config) if found.name == name]
    return next((each for each in found if each.path is not None), found[0] if found else None)


def _suggestion(config: Config, name: str) -> str:
    from earnest.host.discovery.finding import find_plugins
    from earnest.host.discovery.needs import instead

    return instead(name, [found.name for found in find_plugins(config)])


def _own_file(options: Options, config: Config) -> Path:
    """Where the household's settings are to be changed. Raises UserFault where they are Earnest's own, by choice."""
    file = config.file
    if file is not None and not _is_shipped(file):
        return file
    if options.config is not None or os.environ.get("EARNEST_CONFIG"):
        raise UserFault(f"{file} comes with Earnest and is not changed; name a file of your own with --config")
    from platformdirs import user_config_path

    return user_config_path("earnest") / "earnest.yaml"


def _is_shipped(file: Path) -> bool:
    from earnest.shipped import shipped

    return file.resolve().is_relative_to(shipped("config").resolve())


def _rewrite(file: Path, changes: Iterable[Change]) -> None:
    """Change the file, if there is anything to change. Raises UserFault with the line to write by hand."""
    from pydantic import ValidationError
    from yaml import YAMLError

    from earnest import rewriting
    from earnest.config import Config
    from earnest.plain_yaml import parse

    before = file.read_text(encoding="utf-8") if file.exists() else ""
    after = before
    for change in changes:
        after = change(after)
    if after == before:
        return
    by_hand = " / ".join(line for line in after.splitlines() if line not in before.splitlines())
    try:
        Config.model_validate_json(json.dumps(parse(after)[1]), strict=True)
        rewriting.write(file, after)
    except OSError as fault:
        raise UserFault(f"{file}: cannot be written ({fault.strerror}); write into it: {by_hand}") from None
    except (ValidationError, YAMLError):
        raise UserFault(f"{file}: is written so that only you can change it; write into it: {by_hand}") from None
    echo(f"changed {file}")


def _delete(home: Path) -> None:
    try:
        if home.is_dir() and not home.is_symlink():
            shutil.rmtree(home)
        else:
            home.unlink()
    except OSError as fault:
        raise UserFault(f"{home}: cannot be removed ({fault.strerror})") from None


def _how_to_uninstall(found: Found) -> str:
    if found.first_party:
        return f"{found.name} comes with Earnest; earnest plugins disable {found.name} keeps it out"
    return f"{found.name} came with a package: pip uninstall {found.origin.partition(' ')[0]}"


def _forget(config: Config, name: str) -> None:
    from earnest.cli.house import open_memory

    with open_memory(config) as memory:
        memory.forget_plugin(name)
    echo(f"what {name} kept is forgotten")

"""``earnest doctor``: what works here, which engine was chosen and why, and the remedy for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from earnest.cli.output import console, json_option, table, write_json

if TYPE_CHECKING:
    from earnest.cli import Options
    from earnest.cli.checkup import Finding

_SIGNS = {True: ("ok", "green"), False: ("trouble", "red"), None: ("note", "yellow")}


@click.command()
@click.option("--quiet", is_flag=True, help="No beep, and no listening to the microphone.")
@json_option
@click.pass_obj
def doctor(options: Options, quiet: bool, as_json: bool) -> int:
    """Tell what works here and what does not. Exit code 0 when all of it works, 1 when something does not, 2 when
    there are settings to mend first.

    \b
    earnest doctor
    earnest doctor --quiet --json
    """
    from earnest.cli.checkup import examine

    findings = []
    for finding in examine(options.load(), sound=not quiet):
        findings.append(finding)
        if as_json:
            write_json({"check": finding.check, "ok": finding.ok, "found": finding.found, "remedy": finding.remedy})
    if not as_json:
        _show(findings)
    wrong = {finding.check for finding in findings if finding.ok is False}
    return 2 if "settings" in wrong else 1 if wrong else 0


def _show(findings: list[Finding]) -> None:
    from rich.text import Text

    shown = table("", "", "")
    for finding in findings:
        shown.add_row(Text(*_SIGNS[finding.ok]), finding.check, finding.found)
        if finding.remedy:
            shown.add_row("", "", Text(f"→ {finding.remedy}", "bold"))
    console().print(shown)

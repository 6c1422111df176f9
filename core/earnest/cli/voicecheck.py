"""``earnest voices check``: is a voice good?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earnest.cli.output import console, echo, json_option, table, write_json

if TYPE_CHECKING:
    from rich.table import Table

    from earnest.cli import Options
    from earnest.config import Config
    from earnest.host import Plugins
    from earnest.speaking.checking.check import Ears
    from earnest.speaking.checking.report import Moved, ToneReport, VoiceReport

PAGE = "earnest-voices.html"


@click.command("check")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--against", metavar="NAME", help="Another voice to show beside each.")
@click.option("--sentences", default=12, type=click.IntRange(1, 50), help="Household sentences in each tone (12).")
@click.option("--page", default=PAGE, type=click.Path(path_type=Path, dir_okay=False), help=f"The page ({PAGE}).")
@json_option
@click.pass_obj
def check(options: Options, /, names: tuple[str, ...], against: str | None, as_json: bool, **how: object) -> None:
    """Measure voices in every tone: a table here, and an HTML page to listen to and look at.

    \b
    earnest voices check
    earnest voices check en_GB-semaine-medium --against espeak-en-gb
    earnest voices check espeak-en-us --sentences 50
    """
    from earnest.cli.house import open_plugins
    from earnest.speaking.checking.page import write_page

    config = options.load()
    wanted = dict.fromkeys([*(names or (config.voice,)), *filter(None, [against])])
    reports, failed = [], False
    with open_plugins(config) as plugins:
        for name in wanted:
            report = _checked(name, config, plugins, int(str(how["sentences"])))
            failed = failed or report is None
            if report is not None:
                reports.append(report)
                _show(report, as_json)
    if reports:
        page = Path(str(how["page"]))
        write_page(reports, page)
        echo(f"listen and look: {page.resolve()}", err=True)
    if failed:
        click.get_current_context().exit(1 if reports else 2)


def _checked(name: str, config: Config, plugins: Plugins, sentences: int) -> VoiceReport | None:
    """The report, or one line why there is none."""
    from earnest.errors import EarnestError
    from earnest.speaking import load_voice
    from earnest.speaking.checking.check import check_voice
    from earnest.speaking.stream import card_behind

    try:
        voice = load_voice(name, config, plugins.engines)
        card = card_behind(voice)
        ears = _ears(card.language if card else config.language, config, plugins)
        with console(to_stderr=True).status(name) as status:
            return check_voice(voice, plugins.tones, ears, sentences, lambda tone: status.update(f"{name}: {tone}"))
    except EarnestError as fault:
        for line in str(fault).splitlines():
            echo(f"earnest: {name}: {line}", err=True)
        return None


def _ears(language: str, config: Config, plugins: Plugins) -> Ears:
    """Who listens: the best recogniser there is, where the house's language is the voice's, and the emotion reader."""
    from earnest.errors import UserFault
    from earnest.speaking.checking.check import Ears

    def opened(kind: str, name: str) -> object:
        try:
            return plugins.engines.choose(kind, name, config).engine.make(config)  # type: ignore[arg-type]
        except UserFault as fault:
            echo(f"earnest: without {kind}: {fault}", err=True)
            return None

    understands = language[:2] == config.language[:2]
    recognizer = opened("recognizer", "auto") if understands else None
    return Ears(recognizer, opened("emotion", config.emotion.engine))  # type: ignore[arg-type]


def _show(report: VoiceReport, as_json: bool) -> None:
    if as_json:
        for each in report.tones:
            write_json(_as_json(report, each))
        return
    out = console()
    out.print(
        f"{report.voice}: {report.speed:.2f} s of work for a second of speech; first audio after "
        f"{1000 * report.first_audio:.0f} ms, {report.first_audio / report.first_alone:.2f} × its first sentence's; "
        f"{100 * report.processing:.1f} % added to the engine's work. {_apart(report)}Measured/asked, against neutral:",
        soft_wrap=True,
    )
    out.print(_rows(report))


def _apart(report: VoiceReport) -> str:
    if report.apart is None:
        return ""
    chance = 100 / len(report.tones)
    told = f"{100 * report.apart:.0f} % of the sentences to their tone ({chance:.0f} % by chance)"
    return f"By feeling alone, the emotion reader puts {told}. "


def _rows(report: VoiceReport) -> Table:
    from earnest.speaking.checking.report import movements

    heads = ("rate %", "pitch st", "range %", "tilt", "level dB", "DNSMOS", "HNR", "clicks", "heard as")
    shown = table("tone", "wrong", *heads)
    for each in report.tones:
        wrong = "" if each.wrong is None else f"{100 * each.wrong:.0f} %"
        moved = ["" if each is report.neutral else _briefly(m) for m in movements(each, report.neutral)]
        felt = each.emotion.likeliest if each.emotion else ""
        quality = f"{each.quality.overall:.2f}/{each.quality.listeners:.2f}" if each.quality else ""
        clear = f"{each.voice.harmonics:.1f}" if each.voice else ""
        shown.add_row(each.tone.name, wrong, *moved, quality, clear, str(each.clicks + each.clipped), felt)
    return shown


def _briefly(moved: Moved) -> str:
    """Measured/asked, with a mark when it is not fair."""
    places = 0 if moved.unit == "%" else 1
    return f"{moved.got:+.{places}f}/{moved.asked:+.{places}f}{'' if moved.fair else '!'}"


def _as_json(report: VoiceReport, each: ToneReport) -> dict[str, object]:
    from earnest.speaking.checking.report import movements

    moved = {m.name: {"asked": round(m.asked, 2), "got": round(m.got, 2)} for m in movements(each, report.neutral)}
    return {
        "voice": report.voice,
        "tone": each.tone.name,
        "words_wrong": each.wrong,
        "lufs": round(each.lufs, 2),
        "clicks": each.clicks,
        "clipped": each.clipped,
        "moved": moved,
        "quality": asdict(each.quality) if each.quality else None,
        "praat": asdict(each.voice) if each.voice else None,
        "told_apart": report.apart,
        "emotion": each.emotion.as_json() if each.emotion else None,
        "real_time_factor": round(report.speed, 4),
        "first_audio_s": round(report.first_audio, 4),
        "first_audio_ratio": round(report.first_audio / report.first_alone, 3),
        "processing": round(report.processing, 4),
    }

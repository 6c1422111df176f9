"""What a check found, as one HTML page that needs nothing else: listen, look, choose."""

from __future__ import annotations

import base64
import io
import wave
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from earnest.errors import UserFault
from earnest.legible import legible
from earnest.nouns import Sound
from earnest.speaking.checking.plots import Scale, bar_plot, contour_plot
from earnest.speaking.checking.report import ToneReport, VoiceReport, movements
from earnest.speaking.checking.verdict import verdict

_ABOUT = """Each player speaks one household sentence. The line is its melody, all on one scale, with neutral in grey
behind it. The bars are what the tone asks for, in grey, and what was measured over all sentences; orange is off by more
than a quarter."""


def write_page(reports: Sequence[VoiceReport], path: Path) -> None:
    """Write the page for one voice, or for several side by side. Raises UserFault when it cannot be written."""
    template = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
    title = " and ".join(report.voice for report in reports)
    page = template.substitute(
        title=shown(f"Is it good? {title}"),
        verdict="".join(f"<p><strong>{shown(verdict(report))}</strong></p>" for report in reports),
        about=_ABOUT,
        summary=_summary(reports),
        tones=_tones(reports),
    )
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as fault:
        raise UserFault(f"{path} cannot be written: {fault.strerror}") from None


def _summary(reports: Sequence[VoiceReport]) -> str:
    rows: list[tuple[str, list[str]]] = [
        ("language", [report.language for report in reports]),
        ("samples a second", [f"{report.rate:,}" for report in reports]),
        ("work for a second of speech", [f"{report.speed:.2f} s" for report in reports]),
        ("first audio of four sentences", [f"{1000 * report.first_audio:.0f} ms" for report in reports]),
        (
            "… against its first sentence alone",
            [f"× {report.first_audio / report.first_alone:.2f}" for report in reports],
        ),
        ("added to the engine's work", [f"{100 * report.processing:.1f} %" for report in reports]),
        ("listened", [report.recognizer or "nobody who knows the language" for report in reports]),
    ]
    heads = "".join(f"<th>{shown(report.voice)}</th>" for report in reports)
    body = "".join(
        f"<tr><td>{shown(name)}</td>{''.join(f'<td>{shown(cell)}</td>' for cell in cells)}</tr>" for name, cells in rows
    )
    return f"<table><thead><tr><th></th>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _tones(reports: Sequence[VoiceReport]) -> str:
    """A section a tone, the voices beside each other, every melody on one scale."""
    scale = Scale.over(each.measured[0] for report in reports for each in report.tones)
    sections = []
    for name in dict.fromkeys(each.tone.name for report in reports for each in report.tones):
        figures = [
            _figure(report, each, scale) for report in reports for each in report.tones if each.tone.name == name
        ]
        sections.append(f'<section><h2>{shown(name)}</h2><div class="voices">{"".join(figures)}</div></section>')
    return "".join(sections)


def _figure(report: VoiceReport, each: ToneReport, scale: Scale) -> str:
    moved = movements(each, report.neutral)
    told = [f"{each.lufs:.1f} LUFS"]
    if each.wrong is not None:
        told.append(f"{100 * each.wrong:.0f} % of words wrong")
    if each.emotion is not None:
        told.append(f"heard as {each.emotion.likeliest}, arousal {each.emotion.arousal:+.2f}")
    flaws = [f"{count} {what}" for count, what in ((each.clicks, "clicks"), (each.clipped, "clipped")) if count]
    wrong = f' · <span class="wrong">{shown(", ".join(flaws))}</span>' if flaws else ""
    return (
        f"<figure><figcaption>{shown(report.voice)} <small>{shown(' · '.join(told))}{wrong}</small></figcaption>"
        f'<audio controls preload="metadata" src="{embedded(each.sample)}"></audio>'
        f"{contour_plot(each.measured[0], report.neutral.measured[0], scale)}"
        f"{bar_plot(moved) if each is not report.neutral else ''}</figure>"
    )


def embedded(sound: Sound) -> str:
    """A WAV inside the address itself."""
    with io.BytesIO() as file:
        with wave.open(file, "wb") as writer:
            writer.setnchannels(1)
            writer.setsampwidth(2)
            writer.setframerate(sound.rate)
            writer.writeframes(sound.samples.astype("<i2").tobytes())
        return "data:audio/wav;base64," + base64.b64encode(file.getvalue()).decode("ascii")


def shown(text: str) -> str:
    """Anybody's words, as a page may hold them."""
    return escape(legible(text))

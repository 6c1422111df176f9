"""Whether a voice is good, in one sentence."""

from __future__ import annotations

from earnest.speaking.checking.report import VoiceReport, movements

CLEAR, UNCLEAR = 0.1, 0.25
"""Shares of the words: as many may be wrong for a voice to be clear, and so many make it hard to understand."""
PROMPT = 0.5
"""Seconds to the first sound after which one waits for it."""


def verdict(report: VoiceReport) -> str:
    """One sentence: understood or not, tones as asked or not, and whatever spoils it."""
    amiss = [
        each.tone.name for each in report.tones if not all(moved.fair for moved in movements(each, report.neutral))
    ]
    flawed = [each.tone.name for each in report.tones if each.clicks or each.clipped]
    told = [_words(report)]
    told.append(f"{len(report.tones) - len(amiss)} of {len(report.tones)} tones come as they are asked for")
    if amiss:
        told[-1] += f" (not {_listed(amiss)})"
    if flawed:
        told.append(f"there are clicks in {_listed(flawed)}")
    if report.first_audio > PROMPT:
        told.append(f"one waits {report.first_audio:.1f} s for it here")
    good = not amiss and not flawed and report.first_audio <= PROMPT and (_wrong(report) or 0.0) <= CLEAR
    return f"{report.voice} is {'good' if good else 'not faultless'}: {'; '.join(told)}."


def _words(report: VoiceReport) -> str:
    wrong = _wrong(report)
    if wrong is None:
        return "nobody here could tell whether it is understood"
    how = "clear" if wrong <= CLEAR else "hard to understand" if wrong >= UNCLEAR else "not always understood"
    return f"{how}, with {100 * wrong:.0f} % of the words wrong to {report.recognizer or 'the recogniser'}"


def _wrong(report: VoiceReport) -> float | None:
    """Over all tones; None when nobody listened."""
    words = sum(each.words for each in report.tones)
    return sum(each.errors for each in report.tones) / words if words else None


def _listed(names: list[str]) -> str:
    return ", ".join(names)

"""Folds of speakers: nobody is both trained on and asked about."""

from collections.abc import Sequence

from training.folds import dealt

from .corpora import NOBODY, Recording

__all__ = ["speaker_folds"]


def speaker_folds(recordings: Sequence[Recording], count: int) -> list[set[str]]:
    """Return ``count`` sets of speakers that share nobody and together hold everybody.

    The speakers of each corpus and gender are dealt out in turn, so that every fold holds some of each. Raises
    ValueError when there are fewer speakers than folds.
    """
    people = {(r.corpus, r.gender, r.speaker) for r in recordings if r.emotion != NOBODY}
    return [{speaker for _, _, speaker in fold} for fold in dealt(people, count)]

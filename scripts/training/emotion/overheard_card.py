"""The card of the head: what it adds, on corpora and on speakers that nobody had heard."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .corpora import MOODS, Recording

__all__ = ["write_card"]

ABOUT = """\
# Model card: what Whisper's encoder adds to the reader of the voice

`overheard.npz`: two logistic regressions on the mean and spread of what the encoder of Whisper base makes of an
utterance, {numbers:,} numbers, {bytes:,} bytes; one reads the utterance, one how it departs from the person's others.
Their logits are added to those of `voice.onnx` (its own card is `MODEL_CARD.md`), with weights for strangers
({stranger}) and for people well known ({known}: reader, head, departure).
Made by `./scripts/train-overheard --data FOLDER --whisper FOLDER`, which writes this file and every figure in it.

It belongs to the encoder of one file, `Systran/faster-whisper-base` (sha256 `{encoder}…`), int8, in the
house's short window. `base.en`, other sizes and other recognisers have no head: there the reader stands alone, and
`earnest doctor` says so. The encoder has listened already; what is left costs less than a millisecond an utterance.

## Licence and data

**CC BY-NC-SA 4.0**, because RAVDESS and nEMO are; EMO-DB (Burkhardt et al. 2005) is free. {speakers} actors:

{data}

## On a corpus that nobody had heard

For each corpus a head and readers, as many as are shipped, were trained without it, and asked about it. How sure both
may be, and so what is *unsure*, was chosen on the other corpora, never on the one that is asked about.
**UAR** is the mean recall of the four moods, **ECE** the calibration error over ten bins, *known* by five utterances
drawn five times and not asked about. *sure* is the share of guesses at or above the floor of {floor}, and how many of
those are right. At 10 dB the person is known from quiet recordings.

"""
SPEAKERS = """
## On speakers that nobody had heard

Some of the speakers of every corpus were held out and asked about, in folds; weights and temperature are those that
corpora left out ask for.

"""
LIMITS = """
## What this shows and what not

- Reader and head count half and half (of people known the head's half is parted between its two ways of reading), and
  only how sure both may be is fitted. Shares learned on two of the corpora heard less in the third, on the mean.
- The reader of people known holds a layer of its own that reads their departure from their usual voice; a head that
  was given the reader's description beside the encoder's numbers heard strangers no better (57 % against 58).
- Neither did other ways to teach the head, of strangers in corpora left out. Beside the reader (today 58.0):
  discriminants with a shrunk covariance 56 to 58, 20 to 200 principal components 49 to 59, a head for each corpus 57
  to 60 and surer of what is wrong, arousal first and valence then 54 to 58. Alone (today 50.1): labels smoothed 49 to
  49.5, every condition heard in training 49 to 50, what tells speakers and corpora apart weighed down 46 to 48.
- These ways, the layer's share and its strength were compared on the corpora left out: their figures flatter a little.
- How sure both are is wrong by corpus, not by utterance: EMO-DB is better than it thinks, RAVDESS worse. Scales by how
  far reader and head agree, chosen on the other corpora, left the error of calibration where it was (0.15 to 0.16).
- Both together do not hear more everywhere: the table shows where the better one of the two alone would have.
- Three acted corpora are few. What is gained on a fourth may be more or less than here.
- A head with attention over the frames, two layers and the emotions beside the moods was tried (48 numbers an
  utterance, 16 epochs): of speakers held out it read nEMO 42 and EMO-DB 79 where this one read 50 to 56 and 93.
- Knowing a person by plain sentences helps mostly through the reader; the departure in the encoder's space helps most
  where somebody is known in several moods.
- The rooms are made of numbers: at 1 and 3 m, beside two people who talk on television (10 dB below), and while Earnest
  speaks itself (12 dB below, taken out by its own canceller). Nobody sat in a living room.
- Children, old people, and anger or joy that nobody acts are in none of the corpora.
"""


def write_card(found: dict[str, Any], about: dict[str, Any], recordings: Sequence[Recording], path: Path) -> None:
    """Write the card to ``path``, beside ``overheard.npz``, from the figures of ``overhearing.measured``."""
    weights = path.with_name("overheard.npz")
    text = ABOUT.format(
        numbers=about["numbers"],
        bytes=weights.stat().st_size,
        stranger=", ".join(f"{weight:.2f}" for weight in about["fusion"]["stranger"]),
        known=", ".join(f"{weight:.2f}" for weight in about["fusion"]["known"]),
        encoder=about["encoders"][0][:16],
        speakers=len({recording.speaker for recording in recordings}),
        data=_data(recordings),
        floor=about["floor"],
    )
    corpora = [kind for kind in found if not kind.startswith("fold")]
    folds = [kind for kind in found if kind.startswith("fold")]
    text += _table(found, corpora) + SPEAKERS + _table(found, folds) + LIMITS
    path.write_text(text, encoding="utf-8")


def _data(recordings: Sequence[Recording]) -> str:
    rows = ["| corpus | of moods | women | men |", "|---|---|---|---|"]
    for corpus in sorted({recording.corpus for recording in recordings}):
        own = [recording for recording in recordings if recording.corpus == corpus]
        count = sum(recording.emotion in MOODS for recording in own)
        women, men = (len({r.speaker for r in own if r.gender == gender}) for gender in ("female", "male"))
        rows.append(f"| {corpus} | {count} | {women} | {men} |")
    return "\n".join(rows)


def _table(found: dict[str, Any], kinds: Sequence[str]) -> str:
    head = (
        "| corpus | condition | known | UAR: reader → with ears | (head alone) | neutral, happy, sad, angry | arousal "
    )
    rows = [head + "| ECE: reader → with ears | women, men | sure, right |", "|---" * 10 + "|"]
    for kind in kinds:
        if not kind.endswith("|both"):
            continue
        corpus, condition, knowledge = kind.split("|")[1:4]
        both, reader, alone = (found[kind.removesuffix("both") + way] for way in ("both", "reader", "head"))
        recalls = ", ".join(f"{both['recall'][mood]:.0f}" for mood in MOODS if mood in both["recall"])
        genders = ", ".join(f"{both['gender'][one]:.0f}" for one in ("female", "male") if one in both["gender"])
        rows.append(
            f"| {corpus} | {condition} | {knowledge} | {reader['uar']:.1f} → **{both['uar']:.1f}** "
            f"| {alone['uar']:.1f} | {recalls} | {reader['arousal']:.0f} → {both['arousal']:.0f} "
            f"| {reader['ece']:.2f} → {both['ece']:.2f} "
            f"| {genders} | {both['sure']['share']:.0f} %, {both['sure']['right']:.0f} % |"
        )
    return "\n".join(rows) + "\n"

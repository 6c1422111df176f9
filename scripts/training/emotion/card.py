"""The model card: what the reader was trained on, how well it does, and what it must not be used for."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .batches import Collection
from .corpora import MOODS, NOBODY

__all__ = ["write_card"]

ABOUT = """\
# Model card: Earnest's reader of emotion in the voice

`voice.onnx` with `voice.json`: from one utterance to neutral, happy, sad or angry, with arousal, valence and a
calibrated confidence. {parameters:,} parameters ({readers}, and one layer that reads how somebody known departs from
their usual voice), {bytes:,} bytes; {milliseconds:.1f} ms of processor time for a second of sound on one core of the
machine that made it, features included. Made by `./scripts/train-emotion --data FOLDER`, which writes this file and
every figure in it.

Where Whisper base is the recogniser, a head on its encoder is heard too: `overheard.md` is its card, and tells what it
adds to what is told here.

## Licence and data

The weights are **CC BY-NC-SA 4.0**, because RAVDESS and nEMO are: not for commercial use, share alike, name the
authors. The code is Apache-2.0. Who retrains on CREMA-D (ODbL) or EMO-DB (CC0) alone owes only what those ask.

{data}

RAVDESS: Livingstone and Russo (2018), PLoS ONE 13(5). nEMO: Christop (2024), LREC-COLING. Noises: ESC-10 (Piczak 2015,
CC BY 3.0); music is synthetic. Everything is acted, by {speakers} speakers of {languages}.

## On a corpus that nobody had heard

**The figures to expect at home.** Each corpus was asked about by {validated} that were trained on the others, as
in what is shipped, at the temperature that the others ask for. The shipped temperatures, of strangers and of people
known, are chosen on all of these answers: how sure it may be is learned where it had not been before. UAR is the mean
recall of the four moods, in brackets its 95 % interval over speakers; ECE is over ten bins; *known* says how many calm
or neutral utterances of the speaker the readers had met (they are not asked about), drawn ten times. Arousal is right
where its sign is: above 0 for happy and angry. Calm speech is left out, except where it says that it counts as neutral.
"""

SPEAKERS = """
## On speakers that nobody had heard

{folds}-fold cross-validation over the speakers of all corpora, temperature fitted on the other folds: people who were
held out, in rooms and languages that were not. Known in *any mood*: from utterances in any of the four instead. Every
fold was asked about by {validated}.
"""

USE = """
## Intended use

A voice assistant at home, for people who agreed to it: to answer in a fitting tone. Below a confidence of {floor} the
answer is `unsure`, and the assistant speaks plainly.

**Never at work or in education** (EU AI Act, Art. 5(1)(f); the config refuses it), never to judge, hire, diagnose or
watch anybody, never on people who were not told.

## Limits

- Acted speech is clearer than life. Expect markedly worse on real talk, and much worse in languages and microphones
  unlike the ones above. Knowing the person helps, but does not repair that.
- It learnt from few people and remembers them: on those it was trained on it is hardly ever wrong.
- Sad is what it misses most: half of it sounds neutral to it, of men more than of women, which is where the two differ.
- Loudness is heard by {loudness} readers, for people walk about and microphones differ. Who is far away may sound
  calmer to those than they are.
- Of people known the layer of departures is what carries over to a corpus that nobody had heard: with it 60 % are
  heard, without it 57 (five known, the mean of the three). It counts half; counting whole, 62, and 5 points less of
  RAVDESS where others of its speakers were heard. It learned in quiet, in noise, and in the rooms that the other
  tables ask in, made of other people's recordings.
- It hears arousal better than valence. The words know valence better.
- Fear, disgust and surprise are none of the four; it was taught to be unsure about them and is not always.
- A usual voice learnt through another microphone can mislead.
- Less than 0.8 s of speech, (about) 5 dB of signal above the noise, clipping and silence are answered with a
  confidence of at most 0.5. Children and old people are in none of the corpora.
"""


def write_card(found: dict[str, Any], notes: dict[str, Any], collection: Collection, path: Path) -> None:
    """Write the card to ``path`` from the figures of ``train.measured`` and ``shipped``."""
    people = collection.where(collection.emotions != NOBODY)
    validated = "one reader" if found["validated"] == 1 else f"{found['validated']} readers"
    about = ABOUT.format(
        parameters=found["parameters"],
        readers=f"{found['readers']} readers that vote",
        bytes=found["bytes"],
        milliseconds=found["milliseconds a second"],
        data=_data(people),
        speakers=len(set(people.speakers)),
        languages=" and ".join(sorted({_language(r.language) for r in people.recordings})),
        validated=validated,
    )
    held_out = SPEAKERS.format(folds=found["folds"], validated=validated)
    use = USE.format(floor=notes["floor"], loudness=f"{found['hearing loudness']} of {found['readers']}")
    unseen = _table(found, (("unseen corpus", ""),))
    others = _table(found, (("held out", ""), ("calm as neutral", "calm counts as neutral, ")))
    path.write_text("\n".join([about, *unseen, held_out, *others, *_beside(found)]) + use, encoding="utf-8")


def _language(code: str) -> str:
    return {"en": "English", "pl": "Polish", "de": "German"}.get(code, code)


def _data(people: Collection) -> str:
    rows = ["| corpus | recordings | women | men | language |", "|---|---|---|---|---|"]
    for corpus in sorted(set(people.corpora)):
        own = [recording for recording in people.recordings if recording.corpus == corpus]
        genders = Counter(gender for _, gender in {(r.speaker, r.gender) for r in own})
        languages = ", ".join(sorted({_language(r.language) for r in own}))
        rows.append(f"| {corpus} | {len(own)} | {genders['female']} | {genders['male']} | {languages} |")
    return "\n".join(rows)


def _table(found: dict[str, Any], groups: Sequence[tuple[str, str]]) -> list[str]:
    """Return a table of the figures in ``groups``, each with what is said before its conditions."""
    lines = ["| condition | corpus | UAR | neutral, happy, sad, angry | arousal | ECE | women, men |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for group, prefix in groups:
        for condition, corpora in found.get(group, {}).items():
            lines += [_row(prefix + condition, name, one) for name, one in corpora.items()]
    return lines


def _beside(found: dict[str, Any]) -> list[str]:
    """Return what the tables leave out: of the surest answers, and of sounds without a mood."""
    lines = ["", "Accuracy of the most confident 80 % and 60 %, confidence against error (AUROC):", ""]
    for condition in ("clean, 0 known", "clean, 5 known"):
        one = found["held out"][condition]["all"]
        by_share = {point["coverage"]: point["accuracy"] for point in one["coverage"]}
        lines.append(f"- {condition}: {by_share[80]:.1f} %, {by_share[60]:.1f} %; {one['auroc']:.2f}")
    for name, labels in found.get("no mood", {}).items():
        said = ", ".join(f"{share:.1f} % {label}" for label, share in sorted(labels.items(), key=lambda one: -one[1]))
        lines += ["", f"What the shipped network says of {name} that it was not taught: {said}."]
    return [*lines, ""]


def _row(condition: str, corpus: str, one: dict[str, Any]) -> str:
    low, high = one["uar_interval"]
    recalls = ", ".join(f"{one['recall'].get(mood, float('nan')):.0f}" for mood in MOODS)
    genders = ", ".join(f"{one['gender'][gender]:.1f}" for gender in ("female", "male") if gender in one["gender"])
    uar = f"{one['uar']:.1f} ({low:.0f}–{high:.0f})"
    return f"| {condition} | {corpus} | {uar} | {recalls} | {one['arousal']:.1f} | {one['ece']:.3f} | {genders} |"

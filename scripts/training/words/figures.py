"""What the model card says: figures on comments and commands that no training saw."""

from __future__ import annotations

from datetime import date

import numpy as np

from earnest.feeling.words import Lexicon
from earnest.nouns import MOODS
from training.figures import calibration_error, recalls
from training.words.corpora import Corpora

_CARD = """# Model card: emotion in words (`words.npz`)

A linear reader over words, pairs of words and negated words ({features} features, int8), trained by
`./scripts/train-words --data ../shared/data` on {today}. Input: what was said, as a recogniser writes it. Output:
probabilities of neutral, happy, sad and angry.

**Trained on** GoEmotions (Demszky et al. 2020, Reddit comments, CC BY 4.0), plain commands of CLINC150 (CC BY 3.0) and
HWU64 (CC BY 4.0) as neutral, and sentences by the project (`scripts/training/words/`), most of them by four writers, as
they are said at home. Labels are grouped as GoEmotions' authors group them after Ekman; comments with labels of more
than one mood, fear, disgust or surprise stay out. The weights are CC BY 4.0: name these corpora when you pass them on.

**Measured** on GoEmotions' test split ({tested} comments), on {commands} commands that no training saw, and on
{written} sentences as they are said at home, by a fifth writer, none of which was trained on (`unseen.tsv`). What an
earlier reader missed of them was known when the other four were asked to write, so those rows flatter:

| | |
|---|---|
| unweighted average recall, 4 moods | {uar:.1f} % (chance 25 %) |
| recall {names} | {recalls} |
| accuracy | {accuracy:.1f} % |
| expected calibration error, 10 bins | {ece:.3f} |
| accuracy where sure (confidence ≥ 0.55; {coverage:.0f} % of comments) | {sure:.1f} % |
| commands read as neutral, or unsure | {plain:.1f} % |
| said at home: unweighted average recall | {home_uar:.1f} % |
| said at home: recall {names} | {home_recalls} |
| said at home: right where sure ({home_coverage:.0f} %) | {home_sure:.1f} % |

**Limits.** English only. Written comments are not speech, and sentences made up at a desk are plainer than life;
all five writers are language models. Irony is read as meant. Plain words count for nothing when they meet a voice.
Not for judging people: no work, school or police.
"""


def card(lexicon: Lexicon, data: Corpora) -> str:
    """The model card, filled in."""
    moods = np.array([example.mood for example in data.test])
    spread = _spread(lexicon, [example.text for example in data.test])
    guesses, sureness = spread.argmax(1), spread.max(1)
    right = guesses == moods
    read = recalls(moods, guesses)
    home_moods = np.array([example.mood for example in data.home])
    home = _spread(lexicon, [example.text for example in data.home])
    home_read, home_sure = recalls(home_moods, home.argmax(1)), home.max(1) >= 0.55
    commands = _spread(lexicon, data.commands)
    harmless = (commands.argmax(1) == MOODS.index("neutral")) | (commands.max(1) < 0.55)
    return _CARD.format(
        features=len(lexicon.places),
        today=date.today().isoformat(),
        tested=len(data.test),
        commands=len(data.commands),
        uar=100 * np.mean(read),
        names=", ".join(MOODS),
        recalls=_listed(read),
        accuracy=100 * right.mean(),
        ece=calibration_error(sureness, right),
        coverage=100 * (sureness >= 0.55).mean(),
        sure=100 * right[sureness >= 0.55].mean(),
        plain=100 * harmless.mean(),
        written=len(data.home),
        home_uar=100 * np.mean(home_read),
        home_recalls=_listed(home_read),
        home_coverage=100 * home_sure.mean(),
        home_sure=100 * (home.argmax(1) == home_moods)[home_sure].mean(),
    )


def _listed(recalls: list[float]) -> str:
    return ", ".join(f"{100 * recall:.0f} %" for recall in recalls)


def _spread(lexicon: Lexicon, texts: list[str]) -> np.ndarray:
    odds = np.exp(np.array([lexicon.score(text) for text in texts], np.float64))
    return odds / odds.sum(1, keepdims=True)

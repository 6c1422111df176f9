"""The network: ears that make a few numbers of an utterance, and a judge who compares them with what is usual.

The ears never learn who speaks. What they make of an utterance (its *embedding*) is judged beside what they made of
the same person's ordinary utterances, so the judge hears how somebody departs from their usual voice.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from earnest.feeling.features import DESCRIPTION_SIZE, MELS, PROSODY

from .corpora import EMOTIONS, MOODS

__all__ = ["Ensemble", "Reader"]

STRIDE = 4
"""Frames of 10 ms to one of the convolution's."""
TAPS = 5
"""Of each depthwise convolution."""
MEL_SCALE = 12.0
"""dB; about the spread of a mel within speech."""
PITCH_SCALE = 6.0
"""Semitones; about the spread of pitch within lively speech."""
PITCH = 2 * MELS + PROSODY.index("pitch mean")
LOUDNESS = 2 * MELS + PROSODY.index("loudness")


class Block(nn.Module):
    """A depthwise-separable dilated convolution with squeeze and excitation, and a way around it."""

    def __init__(self, channels: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.taps = nn.Parameter(torch.randn(TAPS, channels) / TAPS**0.5)
        self.mix = nn.Sequential(nn.LayerNorm(channels), nn.SiLU(), nn.Linear(channels, channels), nn.SiLU())
        self.squeeze = nn.Sequential(
            nn.Linear(channels, channels // 4), nn.SiLU(), nn.Linear(channels // 4, channels), nn.Sigmoid()
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Map ``(batch, frames, channels)`` to the same shape."""
        reach = self.dilation * (TAPS // 2)
        padded = functional.pad(x * mask, (0, 0, reach, reach))
        frames = x.shape[1]
        y = sum(padded[:, tap * self.dilation : tap * self.dilation + frames] * self.taps[tap] for tap in range(TAPS))
        y = self.mix(y) * mask
        mean = y.sum(dim=1) / mask.sum(dim=1)
        return x + y * self.dropout(self.squeeze(mean))[:, None]


class AttentiveStatistics(nn.Module):
    """Mean and standard deviation over the frames that matter (Okabe 2018)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.attention = nn.Sequential(nn.Linear(channels, 32), nn.Tanh(), nn.Linear(32, channels))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Map ``(batch, frames, channels)`` to ``(batch, 2 * channels)``."""
        weight = torch.softmax(self.attention(x) - 1e4 * (1 - mask), dim=1)
        mean = (x * weight).sum(dim=1)
        variance = ((x - mean[:, None]) ** 2 * weight).sum(dim=1)
        return torch.cat([mean, torch.sqrt(variance + 1e-4)], dim=1)


class Reader(nn.Module):
    """From frames and description, and what is usual for the speaker, to moods, arousal and valence.

    With ``loudness`` it hears how loud an utterance is; without, it hears every utterance at one level.
    """

    def __init__(
        self,
        channels: int = 64,
        blocks: int = 4,
        hidden: int = 64,
        joined: int = 96,
        dropout: float = 0.1,
        loudness: bool = False,
    ) -> None:
        super().__init__()
        self.loudness = loudness
        self.register_buffer("population", torch.zeros(DESCRIPTION_SIZE))
        self.register_buffer("spread", torch.ones(DESCRIPTION_SIZE))
        self.stem = nn.Sequential(nn.Linear(STRIDE * (2 * MELS + 2), channels), nn.LayerNorm(channels), nn.SiLU())
        self.blocks = nn.ModuleList(Block(channels, 1 + step, dropout) for step in range(blocks))
        self.pool = AttentiveStatistics(channels)
        self.overview = _look(hidden, dropout)
        self.embedding = nn.Sequential(
            nn.LayerNorm(2 * channels + hidden), nn.Dropout(2 * dropout), nn.Linear(2 * channels + hidden, hidden)
        )
        self.departure = _look(hidden, dropout)
        self.join = nn.Sequential(nn.Linear(3 * hidden + 1, joined), nn.SiLU(), nn.Dropout(2 * dropout))
        self.mood = nn.Linear(joined, len(MOODS))
        self.emotion = nn.Linear(joined, len(EMOTIONS))
        self.circumplex = nn.Linear(joined, 2)

    def embed(self, frames: Tensor, description: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return ``(batch, embedding)``: what the ears make of utterances, whoever speaks.

        ``frames`` is ``(batch, frames, 66)``, ``description`` ``(batch, DESCRIPTION_SIZE)``, ``mask``
        ``(batch, frames)`` of ones where there is sound.
        """
        mask = torch.ones_like(frames[:, :, 0]) if mask is None else mask
        x = functional.pad(self._normalised(frames, description) * mask[:, :, None], (0, 0, 0, STRIDE - 1))
        count = (frames.shape[1] + STRIDE - 1) // STRIDE
        x = self.stem(x[:, : count * STRIDE].reshape(x.shape[0], count, x.shape[2] * STRIDE))
        mask = mask[:, ::STRIDE, None]
        for block in self.blocks:
            x = block(x, mask)
        overview = self.overview(self._standard(self.levelled(description) - self.population))
        return self.embedding(torch.cat([self.pool(x, mask), overview], dim=1))

    def compare(
        self,
        embedding: Tensor,
        description: Tensor,
        usual_embedding: Tensor,
        usual_description: Tensor,
        familiarity: Tensor,
    ) -> Tensor:
        """Return ``(batch, features)`` for ``judge``: the utterance, and how it departs from the speaker's usual ones.

        ``familiarity`` is ``(batch, 1)``, from 0 for a stranger, of whom nothing is compared, to 1.
        """
        departure = self.departure(self._standard(self.levelled(description) - self.levelled(usual_description)))
        parts = [embedding, familiarity * (embedding - usual_embedding), familiarity, familiarity * departure]
        return torch.cat(parts, dim=1)

    def judge(self, compared: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return mood logits ``(batch, 4)``, arousal with valence ``(batch, 2)``, emotion logits ``(batch, 8)``."""
        joined = self.join(compared)
        return self.mood(joined), torch.tanh(self.circumplex(joined)), self.emotion(joined)

    def levelled(self, description: Tensor) -> Tensor:
        """Return ``description`` as this reader hears it: without how loud the utterance is, unless it hears that.

        People walk about, and microphones differ; but who shouts is loud.
        """
        level = self._level(description)
        parts = [description[:, :MELS] - level, description[:, MELS:LOUDNESS], description[:, LOUDNESS, None] - level]
        return torch.cat([*parts, description[:, LOUDNESS + 1 :]], dim=1)

    def _level(self, description: Tensor) -> Tensor:
        """Return ``(batch, 1)`` dB to take away."""
        level = description[:, LOUDNESS, None]
        return torch.zeros_like(level) if self.loudness else level

    def _normalised(self, frames: Tensor, description: Tensor) -> Tensor:
        """Return ``(batch, frames, 130)``: mels against their own mean and the population's, pitch, voicing."""
        mel, semitones, voicing = frames[:, :, :MELS], frames[:, :, MELS : MELS + 1], frames[:, :, MELS + 1 :]
        level = self._level(description)[:, None]
        pitch = (semitones - self.population[PITCH]) / PITCH_SCALE * (semitones > 0).to(frames.dtype)
        own = (mel - description[:, None, :MELS]) / MEL_SCALE
        common = (mel - level - self.population[:MELS]) / MEL_SCALE
        return torch.cat([own, pitch, voicing, common], dim=2)

    def _standard(self, difference: Tensor) -> Tensor:
        return (difference / self.spread).clamp(-5, 5)


def _look(hidden: int, dropout: float) -> nn.Sequential:
    """Return a layer that looks at a description."""
    return nn.Sequential(nn.Dropout(dropout), nn.Linear(DESCRIPTION_SIZE, hidden), nn.LayerNorm(hidden), nn.SiLU())


class Ensemble(nn.Module):
    """Several readers that vote: the mean of what they say, as one network."""

    def __init__(self, readers: list[Reader]) -> None:
        super().__init__()
        self.readers = nn.ModuleList(readers)
        self.sizes = [reader.embedding[-1].out_features for reader in readers]

    def forward(
        self,
        frames: Tensor,
        description: Tensor,
        usual_description: Tensor,
        usual_embedding: Tensor,
        familiarity: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Return mood logits ``(1, 4)``, and all readers' embeddings in one row."""
        embeddings = [reader.embed(frames, description) for reader in self.readers]
        moods = []
        for reader, one, usual in zip(self.readers, embeddings, usual_embedding.split(self.sizes, dim=1), strict=True):
            mood, _, _ = reader.judge(reader.compare(one, description, usual, usual_description, familiarity))
            moods.append(mood)
        return torch.stack(moods).mean(dim=0), torch.cat(embeddings, dim=1)

"""The network: a small dilated convolution over the frames beside a look at the whole utterance's description."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from earnest.feeling.features import DESCRIPTION_SIZE, MELS

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
    """From frames, description and usual voice to moods, arousal and valence."""

    def __init__(
        self, channels: int = 64, blocks: int = 4, hidden: int = 64, dropout: float = 0.2, own: bool = True
    ) -> None:
        super().__init__()
        self.own = own
        width = STRIDE * (MELS + 2 + own * MELS)
        self.register_buffer("spread", torch.ones(DESCRIPTION_SIZE))
        self.stem = nn.Sequential(nn.Linear(width, channels), nn.LayerNorm(channels), nn.SiLU())
        self.blocks = nn.ModuleList(Block(channels, 1 + step, dropout) for step in range(blocks))
        self.pool = AttentiveStatistics(channels)
        self.overview = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(DESCRIPTION_SIZE, hidden), nn.LayerNorm(hidden), nn.SiLU()
        )
        self.join = nn.Sequential(
            nn.LayerNorm(2 * channels + hidden + 1),
            nn.Dropout(2 * dropout),
            nn.Linear(2 * channels + hidden + 1, hidden),
            nn.SiLU(),
            nn.Dropout(2 * dropout),
        )
        self.mood = nn.Linear(hidden, len(MOODS))
        self.emotion = nn.Linear(hidden, len(EMOTIONS))
        self.circumplex = nn.Linear(hidden, 2)

    def normalised(self, frames: Tensor, description: Tensor, usual: Tensor) -> Tensor:
        """Return ``(batch, frames, 130)``: mels and pitch against the usual, voicing, mels against their own mean."""
        mel = (frames[:, :, :MELS] - usual[:, None, :MELS]) / MEL_SCALE
        semitones, voicing = frames[:, :, MELS : MELS + 1], frames[:, :, MELS + 1 :]
        pitch = (semitones - usual[:, None, 2 * MELS : 2 * MELS + 1]) / PITCH_SCALE
        parts = [mel, pitch * (semitones > 0).to(frames.dtype), voicing]
        if self.own:
            parts.append((frames[:, :, :MELS] - description[:, None, :MELS]) / MEL_SCALE)
        return torch.cat(parts, dim=2)

    def forward(
        self, frames: Tensor, description: Tensor, usual: Tensor, familiarity: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return mood logits ``(batch, 4)``, arousal with valence ``(batch, 2)``, emotion logits ``(batch, 8)``.

        ``frames`` is ``(batch, frames, 66)``, ``description`` and ``usual`` ``(batch, DESCRIPTION_SIZE)``,
        ``familiarity`` ``(batch, 1)`` from 0 for a stranger to 1, ``mask`` ``(batch, frames)`` of ones where
        there is sound.
        """
        mask = torch.ones_like(frames[:, :, 0]) if mask is None else mask
        x = functional.pad(self.normalised(frames, description, usual) * mask[:, :, None], (0, 0, 0, STRIDE - 1))
        count = (frames.shape[1] + STRIDE - 1) // STRIDE
        x = self.stem(x[:, : count * STRIDE].reshape(x.shape[0], count, x.shape[2] * STRIDE))
        mask = mask[:, ::STRIDE, None]
        for block in self.blocks:
            x = block(x, mask)
        unusual = ((description - usual) / self.spread).clamp(-5, 5)
        seen = torch.cat([self.pool(x, mask), self.overview(unusual), familiarity], dim=1)
        joined = self.join(seen)
        return self.mood(joined), torch.tanh(self.circumplex(joined)), self.emotion(joined)


class Ensemble(nn.Module):
    """Several readers that vote: the mean of what they say, as one network."""

    def __init__(self, readers: list[Reader]) -> None:
        super().__init__()
        self.readers = nn.ModuleList(readers)

    def forward(self, frames: Tensor, description: Tensor, usual: Tensor, familiarity: Tensor) -> tuple[Tensor, Tensor]:
        """Return mood logits ``(batch, 4)`` and arousal with valence ``(batch, 2)``."""
        votes = [reader(frames, description, usual, familiarity) for reader in self.readers]
        return torch.stack([vote[0] for vote in votes]).mean(dim=0), torch.stack([vote[1] for vote in votes]).mean(
            dim=0
        )

"""SpeechBrain's training loop for the reader."""
# ruff: noqa: ARG002 - the arguments are SpeechBrain's

import numpy as np
import torch
from speechbrain import Brain, Stage
from torch import Tensor
from torch.nn import functional

from earnest.feeling.features import MELS

from .batches import Batch

__all__ = ["EmotionBrain"]


class EmotionBrain(Brain):
    """Learns moods, finer emotions, arousal and valence together, of strangers and of people it knows alike."""

    def on_fit_start(self) -> None:
        super().on_fit_start()
        steps = self.hparams.epochs * self.hparams.steps
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, self.hparams.rate, total_steps=steps + 1, pct_start=0.15
        )

    def compute_forward(self, batch: Batch, stage: Stage) -> tuple[tuple[Tensor, Tensor, Tensor], Batch]:
        """Return what is said of each utterance, first as a stranger's, then as that of somebody known; and of what."""
        reader = self.modules.reader
        if stage == Stage.TRAIN:
            _hide(batch, self.hparams.hidden_frames, self.hparams.hidden_mels)
        batch = batch.to(self.device)
        embedding, description = reader.embed(batch.frames, batch.description, batch.mask), batch.description
        stranger = reader.compare(embedding, description, embedding, description, torch.zeros_like(batch.familiarity))
        known = reader.compare(
            embedding, description, batch.company @ embedding, batch.company @ description, batch.familiarity
        )
        compared = torch.stack([stranger, known])
        if stage == Stage.TRAIN:
            compared = _mix(compared, batch, self.hparams.mixup)
        return reader.judge(compared.flatten(0, 1)), batch

    def compute_objectives(
        self, predictions: tuple[tuple[Tensor, Tensor, Tensor], Batch], batch: Batch, stage: Stage
    ) -> Tensor:
        (moods, circumplex, emotions), batch = predictions
        target = (1 - self.hparams.smoothing) * batch.mood + self.hparams.smoothing / batch.mood.shape[1]
        mood = -(target.repeat(2, 1) * functional.log_softmax(moods, dim=1)).sum(dim=1)
        emotion = -(batch.emotion.repeat(2, 1) * functional.log_softmax(emotions, dim=1)).sum(dim=1)
        plane = ((circumplex - batch.circumplex.repeat(2, 1)) ** 2).sum(dim=1)
        return (mood * batch.weight[:, 0].repeat(2)).mean() + (
            self.hparams.emotion_loss * emotion + self.hparams.plane_loss * plane
        ).mean()

    def on_fit_batch_end(self, batch: Batch, outputs: object, loss: Tensor, should_step: bool) -> None:
        self.schedule.step()

    def on_stage_end(self, stage: Stage, stage_loss: float, epoch: int | None = None) -> None:
        self.losses = [*getattr(self, "losses", []), float(stage_loss)]


def _mix(compared: Tensor, batch: Batch, share: float) -> Tensor:
    """Return every utterance's ``(2, batch, features)`` mixed with another one's (Verma 2019), and mix its targets."""
    if share <= 0:
        return compared
    size = len(batch.mood)
    keep = torch.from_numpy(np.random.beta(share, share, (size, 1)).astype(np.float32)).to(compared.device)
    keep = torch.maximum(keep, 1 - keep)
    other = torch.randperm(size).to(compared.device)
    for name in ("mood", "emotion", "circumplex", "weight"):
        value = getattr(batch, name)
        setattr(batch, name, keep * value + (1 - keep) * value[other])
    return keep * compared + (1 - keep) * compared[:, other]


def _hide(batch: Batch, longest: int, widest: int) -> None:
    """Hide a stretch of time and a band of mels (SpecAugment): they take the utterance's mean, in place."""
    size, frames, _ = batch.frames.shape
    mels = batch.description[:, :MELS]
    for row in range(size):
        start, length = np.random.randint(frames), np.random.randint(longest + 1)
        low, width = np.random.randint(MELS), np.random.randint(widest + 1)
        batch.frames[row, start : start + length, :MELS] = mels[row]
        batch.frames[row, start : start + length, MELS:] = 0
        band = slice(low, min(low + width, MELS))
        batch.frames[row, :, band] = mels[row, band]

"""SpeechBrain's training loop for the reader."""
# ruff: noqa: ARG002 - the arguments are SpeechBrain's

import numpy as np
import torch
from speechbrain import Brain, Stage
from torch import Tensor
from torch.nn import functional

from .batches import Batch

__all__ = ["EmotionBrain"]


class EmotionBrain(Brain):
    """Learns moods, finer emotions, arousal and valence together, from mixed-up and partly hidden utterances."""

    def on_fit_start(self) -> None:
        super().on_fit_start()
        steps = self.hparams.epochs * self.hparams.steps
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, self.hparams.rate, total_steps=steps + 1, pct_start=0.15
        )

    def compute_forward(self, batch: Batch, stage: Stage) -> tuple[Tensor, Tensor, Tensor]:
        if stage == Stage.TRAIN:
            _mix(batch, self.hparams.mixup)
            _hide(batch, self.hparams.hidden_frames, self.hparams.hidden_mels)
        return self.modules.reader(batch.frames, batch.description, batch.usual, batch.familiarity, batch.mask)

    def compute_objectives(self, predictions: tuple[Tensor, Tensor, Tensor], batch: Batch, stage: Stage) -> Tensor:
        moods, circumplex, emotions = predictions
        target = (1 - self.hparams.smoothing) * batch.mood + self.hparams.smoothing / batch.mood.shape[1]
        mood = -(target * functional.log_softmax(moods, dim=1)).sum(dim=1)
        emotion = -(batch.emotion * functional.log_softmax(emotions, dim=1)).sum(dim=1)
        plane = ((circumplex - batch.circumplex) ** 2).sum(dim=1)
        return (mood * batch.weight).mean() + (
            self.hparams.emotion_loss * emotion + self.hparams.plane_loss * plane
        ).mean()

    def on_fit_batch_end(self, batch: Batch, outputs: object, loss: Tensor, should_step: bool) -> None:
        self.schedule.step()

    def on_stage_end(self, stage: Stage, stage_loss: float, epoch: int | None = None) -> None:
        self.losses = [*getattr(self, "losses", []), float(stage_loss)]


def _mix(batch: Batch, share: float) -> None:
    """Mix every utterance with another one (Zhang 2018), in place."""
    if share <= 0:
        return
    size = len(batch.mood)
    keep = torch.from_numpy(np.random.beta(share, share, size).astype(np.float32))
    keep = torch.maximum(keep, 1 - keep)
    other = torch.randperm(size)
    for name in ("frames", "description", "usual", "familiarity", "mood", "emotion", "circumplex", "weight"):
        value = getattr(batch, name)
        part = keep.reshape(size, *[1] * (value.dim() - 1))
        setattr(batch, name, part * value + (1 - part) * value[other])


def _hide(batch: Batch, longest: int, widest: int) -> None:
    """Hide a stretch of time and a band of mels (SpecAugment): they take the utterance's usual value, in place."""
    size, frames, _ = batch.frames.shape
    mels = batch.usual[:, :64]
    for row in range(size):
        start, length = np.random.randint(frames), np.random.randint(longest + 1)
        low, width = np.random.randint(64), np.random.randint(widest + 1)
        batch.frames[row, start : start + length, :64] = mels[row]
        batch.frames[row, start : start + length, 64:] = 0
        band = slice(low, min(low + width, 64))
        batch.frames[row, :, band] = mels[row, band]

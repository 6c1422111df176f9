"""Trains, measures and exports the reader of emotion in the voice. Entry points: ``train`` and ``report``."""

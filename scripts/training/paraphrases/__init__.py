"""Trains and measures the matcher of paraphrases. Entry point: ``scripts/train-paraphrases``."""

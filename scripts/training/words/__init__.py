"""Trains and measures the reader of emotion in words. Entry point: ``scripts/train-words``."""

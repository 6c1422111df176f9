"""Plugins found and opened: where they come from, the door, what they may offer and be set to."""

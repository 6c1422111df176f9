"""Plugins kept apart: a process of their own behind a pipe, its walls, and what it uses of the machine."""

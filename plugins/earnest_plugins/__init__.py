"""Earnest's own skills, written with the public API alone; read them as examples."""

"""Recordings of people, and how surely they are told apart."""

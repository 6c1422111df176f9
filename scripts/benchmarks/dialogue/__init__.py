"""A household that is typed to, and what it should have come to."""

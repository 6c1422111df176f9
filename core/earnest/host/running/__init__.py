"""One skill at work: its time, its bounds, its reply. The house and a plugin's own process use the same."""

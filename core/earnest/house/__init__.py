"""The house that runs: put together, one turn end to end, what falls due, which voice speaks, what changes."""

"""A house lived with: what its rooms sound like, who calls it, and how it fares meanwhile."""

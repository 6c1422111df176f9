"""Training the hunch of danger: sentences written for it, a linear model, and figures of sentences it never saw."""

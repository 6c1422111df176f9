"""Training the judge of danger: sentences written for it, two models that vote, figures of writers it never saw."""

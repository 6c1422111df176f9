"""Training of everything that ships as weights: ``emotion`` in the voice, ``words``, ``danger`` and ``paraphrases``.

What several of them need lies beside them: corpora of text, sheets of written sentences, folds of writers and speakers,
the optimiser, figures. Nothing here is shipped.
"""

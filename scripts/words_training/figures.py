"""What the model card says."""
def card(lexicon, data):
    return "tbd\n"

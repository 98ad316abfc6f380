"""Handwritten cells: pictures become probabilities over what they may say."""

"""Texts, and what may happen to their encoding; written apart from what undoes it."""

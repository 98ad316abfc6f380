"""Weights of the line recogniser and their model card."""

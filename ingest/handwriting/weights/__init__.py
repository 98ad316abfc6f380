"""Weights of the recognisers with their model cards."""

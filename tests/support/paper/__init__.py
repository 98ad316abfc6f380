"""Handwriting and pages of paper journals, drawn for tests, training and measuring."""

"""Preparation of page images before reading."""

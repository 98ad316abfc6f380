"""Repair of badly recognised Cyrillic."""

"""Data of repair: look-alikes, closed classes, words of the genre."""

"""How far the two readings of a word are trusted."""

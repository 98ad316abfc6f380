"""Words that cells may hold, by kind of cell."""

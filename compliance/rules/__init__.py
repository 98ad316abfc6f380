"""Rules: one select over the journal's relations each, then the common status function."""

"""Generated pages of school papers: clean, scanned, photographed; each with its picture and what it says."""

"""One reader per kind of file; each gives pages of lines as they came."""

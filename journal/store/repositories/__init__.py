"""One repository per kind of held thing; each runs inside the transaction of its unit of work."""

"""Second floor: a `Document` becomes a record of what the paper says. Never opens an image."""

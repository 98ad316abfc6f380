"""Rules: what the journal shows of each duty; one module per family."""

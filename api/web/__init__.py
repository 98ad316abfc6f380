"""Pages for people, in Russian: each address reads its input, calls one use case and renders the result."""

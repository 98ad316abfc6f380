"""The school in open formats."""

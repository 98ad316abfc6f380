"""Pages of the paper journal on their way into the journal: staged, looked at by a person, confirmed, taken back."""

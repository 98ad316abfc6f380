"""Who may do what: one declarative table, denied by default."""

"""Reading an order: frame, clauses, people, assignments, duties."""

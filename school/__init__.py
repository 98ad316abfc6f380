"""The vocabulary every floor speaks: errors, names, roles, marks, terms, word forms."""

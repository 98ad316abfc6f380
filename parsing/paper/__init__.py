"""Pages of the paper class journal: columns, roster, dates, marks, topics."""

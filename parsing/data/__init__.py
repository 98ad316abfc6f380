"""Data of the second floor: forms of orders, periodicity words, the order's JSON schema."""

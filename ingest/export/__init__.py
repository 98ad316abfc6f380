"""A read document in the forms that others read."""

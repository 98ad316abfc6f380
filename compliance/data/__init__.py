"""Data of the fourth floor: checks and how duties map to them."""

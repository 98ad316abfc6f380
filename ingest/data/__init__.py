"""Knowledge of the first floor as data."""

"""Knowledge of the fourth floor: checks, statuses, reasons, school defaults."""

"""Fourth floor: duties of orders become requirements; evidence becomes findings and a report."""

"""The parts of the acceptance: its fields, the bar of closures, the team table."""

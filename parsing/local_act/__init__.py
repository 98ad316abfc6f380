"""Local acts: positions, procedures and rules of a school, and the deadlines that they set."""

"""Findings about a decision, computed from its own rows: pure functions, one kind of finding a file."""

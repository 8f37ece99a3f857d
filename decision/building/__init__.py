"""Building a decision in the browser: its alternatives, criteria, measured criteria and must-haves."""

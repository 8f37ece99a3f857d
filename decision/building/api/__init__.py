"""Building a decision over the API: its criteria and their value functions, must-haves that the evidence suggests."""

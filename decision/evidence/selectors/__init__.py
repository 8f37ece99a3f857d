"""Reading the evidence behind a decision, in a fixed number of queries."""

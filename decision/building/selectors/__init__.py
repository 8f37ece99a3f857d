"""Reading what a decision can be built of."""

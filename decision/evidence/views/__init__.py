"""Pages of the evidence behind a decision."""

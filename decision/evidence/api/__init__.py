"""JSON of the evidence behind a decision."""

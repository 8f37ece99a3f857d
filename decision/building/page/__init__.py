"""What the pages on which a decision is built are given."""

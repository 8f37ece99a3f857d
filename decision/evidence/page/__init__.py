"""What the pages of evidence are given."""

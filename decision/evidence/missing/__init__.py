"""Evidence that is no criterion yet, and whom it would make win."""

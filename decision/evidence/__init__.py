"""What stands behind the scores: the audit, sources on and off, and what is no criterion yet."""

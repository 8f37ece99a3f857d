"""Telling open pages that a revision is new."""

"""Decisions over the API."""

"""Weights that can be defended: guided ways to find them, and how they came about."""

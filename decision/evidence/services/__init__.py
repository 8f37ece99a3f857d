"""Changes to what is said about evidence."""

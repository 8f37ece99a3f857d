"""The pages of the curators' desk, inside the admin."""

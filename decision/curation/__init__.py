"""The curators' desk: the review queue, claims in and out, duplicates and merges, facts from a package index."""

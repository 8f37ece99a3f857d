"""The page that says how far the winner can be trusted: words, charts and their tables."""

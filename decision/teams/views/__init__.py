"""Pages about people: entering, their account, their tokens, their teams."""

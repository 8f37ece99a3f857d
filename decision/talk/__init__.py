"""Talk: comments on a decision, and who is told of what."""

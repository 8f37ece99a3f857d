"""The matrix itself: decisions, their alternatives, weights, scores, gates and scenarios."""

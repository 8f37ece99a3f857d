"""How far the winner can be trusted, and what would have to change: computed, kept by revision, studied aside."""

"""Rounds: everybody weighs and scores alone, then all look at it together."""

"""What operators do about people, teams and invitations; each person's own API tokens."""

from . import people, teams, tokens

__all__ = ["people", "teams", "tokens"]

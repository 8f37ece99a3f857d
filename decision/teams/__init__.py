"""Who acts and what they may do: teams, roles, tokens and the one place that decides permissions."""

"""The memory: what changed, when, by whom and through which door; and what the fixtures last said."""

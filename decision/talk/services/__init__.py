"""Writing what is said and telling people of it."""

from .notifying import notify

__all__ = ["notify"]

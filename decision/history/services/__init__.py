"""Changing the past's consequences, never the past: undo is a new change like any other."""

from .undoing import ChangedSince, Meanwhile, undo_change, undo_revision

__all__ = ["ChangedSince", "Meanwhile", "undo_change", "undo_revision"]

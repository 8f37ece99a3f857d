"""Puts who acts, and through which door, beside every row that the audit triggers write."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pghistory

from .actors import Actor


def recording(by: Actor, **more: object) -> AbstractContextManager[object]:
    """Every change inside is on record as `by`'s; `more` is kept beside it (a `note` shows in the history)."""
    return pghistory.context(actor=by.name, user=by.user_id, door=by.door, **more)

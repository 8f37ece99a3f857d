"""Comments as the API answers them."""

from __future__ import annotations

from typing import Any

from .models import Comment


def comment_answer(row: Comment) -> dict[str, Any]:
    """A comment; what its thread is about and whether it is settled comes from the thread's first."""
    first = row.parent or row
    return {
        "id": row.pk,
        "thread": first.pk,
        "author": row.author.username if row.author else None,
        "text": row.text,
        "place": first.place,
        "criterion": first.criterion.slug if first.criterion else None,
        "framework": first.framework.slug if first.framework else None,
        "claim": first.claim_id,
        "about": first.about,
        "created_at": row.created_at,
        "edited_at": row.edited_at,
        "removed_at": row.removed_at,
        "removed_by": row.removed_by.username if row.removed_by else None,
        "removed_because": row.removed_because,
        "resolved": first.resolved_at is not None,
        "resolved_at": first.resolved_at,
        "resolved_by": first.resolved_by.username if first.resolved_by else None,
    }

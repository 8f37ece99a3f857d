"""Reading tokens."""

from __future__ import annotations

from django.db.models import QuerySet

from decision.problems import NotThere

from ..actors import Actor
from ..models import ApiToken


def tokens_of(*, username: str | None = None, by: Actor) -> QuerySet[ApiToken]:
    """The tokens that `by` may see, the newest first: their own, or for the operator all (of `username`)."""
    rows = ApiToken.objects.select_related("user").order_by("-created_at", "-id")
    if by.door != "command":
        if by.user_id is None:
            raise NotThere("A visitor has no tokens.")
        rows = rows.filter(user=by.user_id)
    return rows if username is None else rows.filter(user__username=username)

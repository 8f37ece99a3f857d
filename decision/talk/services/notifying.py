"""Telling people: one notification each, stored in the transaction of what they are told of."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth import get_user_model
from django.utils import timezone

from decision.teams.actors import Actor
from decision.teams.permissions import insiders

from ..models import Notification, Preference
from ..timing import due_at, often_of


def notify(
    *,
    decision: int,
    kind: str,
    to: Collection[int],
    text: str,
    path: str,
    by: Actor,
    comment: int | None = None,
) -> None:
    """Tell each of the people `to` (ids) that `text` happened to the decision; `path` leads there.

    Stored in the caller's transaction, one row each, with the `comment` it is about, if any; nobody is told of their
    own doing. Whoever may not see the decision gets nothing: asked now, and again when it is shown or mailed. `kind` is
    one of `Notification.Kind`.
    """
    people = {*to} - {by.user_id}
    if not people:
        return
    allowed = get_user_model().objects.filter(insiders(decision), pk__in=people)
    told = list(allowed.order_by("pk").values_list("pk", flat=True))
    preferences = Preference.objects.in_bulk(told)
    now = timezone.now()
    Notification.objects.bulk_create(
        Notification(
            user_id=user,
            decision_id=decision,
            kind=Notification.Kind(kind),
            text=text[:300],
            path=path[:500],
            comment_id=comment,
            created_at=now,
            mail_due_at=due_at(often_of(preferences.get(user), kind), now),
        )
        for user in told
    )

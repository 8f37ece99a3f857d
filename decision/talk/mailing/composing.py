"""Notifications that are due become mails: one each, or one digest a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from decision.teams.actors import Actor

from ..models import Mail, Notification, Often, Preference
from ..selectors import notifications_of
from ..timing import often_of

PEOPLE_AT_ONCE = 50


def compose_due(now: datetime) -> int:
    """Make the mails that are due; how many. Several senders take different people."""
    made = 0
    seen: set[int] = set()
    while people := _people_due(now, seen):
        made += sum(_compose_for(user, now) for user in people)
        seen |= {user.pk for user in people}
    return made


def reader_of(user: User) -> Actor:
    """A person as they read their mail: with the permissions they have now."""
    return Actor(user_id=user.pk, name=user.get_username(), is_staff=user.is_staff, can_write=False)


def wanted_by(user: User, rows: Sequence[int]) -> list[Notification]:
    """Those notifications (ids) that may be shown to their reader now and were not read yet, in order."""
    if not (user.is_active and user.email):
        return []
    return list(notifications_of(reader_of(user)).filter(pk__in=rows, read_at=None).order_by("id"))


def _people_due(now: datetime, seen: Collection[int]) -> list[User]:
    due = Notification.objects.filter(mail_due_at__lte=now).exclude(user__in=seen)
    people = due.order_by().values_list("user", flat=True).distinct()[:PEOPLE_AT_ONCE]
    return list(User.objects.filter(pk__in=list(people)))


@transaction.atomic
def _compose_for(user: User, now: datetime) -> int:
    due = Notification.objects.filter(user=user, mail_due_at__lte=now)
    locked = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True))
    preference = Preference.objects.filter(user=user).first()
    made: dict[tuple[Often, int], Mail] = {}
    for row in wanted_by(user, locked):
        often = often_of(preference, row.kind)
        if often == Often.NEVER:
            continue
        key = (often, row.pk if often == Often.AT_ONCE else 0)
        if key not in made:
            made[key] = Mail.objects.create(user=user, often=often, created_at=now, next_try_at=now)
        Notification.objects.filter(pk=row.pk).update(mail=made[key])
    Notification.objects.filter(pk__in=locked).update(mail_due_at=None)
    return len(made)

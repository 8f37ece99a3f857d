"""What a person does with notifications: reads them, and says what should be mailed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from decision.problems import Invalid, NotThere
from decision.teams.actors import Actor

from ..models import Notification, Often, Preference
from ..timing import GROUPS, due_at, kinds_of


def mark_read(
    *, by: Actor, only: Collection[int] | None = None, comments: Collection[int] | None = None
) -> int:
    """Mark one's own notifications as read: all, `only` some, or those of `comments`; how many were not yet."""
    rows = Notification.objects.filter(user=by.user_id or 0, read_at=None)
    if only is not None:
        rows = rows.filter(pk__in=only)
    if comments is not None:
        rows = rows.filter(comment__in=comments)
    return rows.update(read_at=timezone.now())


def set_preferences(*, choices: Mapping[str, str], by: Actor) -> Preference:
    """Say how often mails of each group (`timing.GROUPS`) are wanted; groups left out stay.

    What waits to be mailed moves with it. Raises `Invalid` for an unknown group or choice.
    """
    return _prefer(by.user_id or 0, choices)


def change_mails(*, user: int, group: str | None, often: str) -> Preference:
    """How often mails of a group (None: of every group) go to a person: what the link in every mail does, without
    signing in. Raises `NotThere` when the person has gone."""
    if not get_user_model().objects.filter(pk=user).exists():
        raise NotThere("This account has gone, and its mails with it.")
    return _prefer(user, dict.fromkeys([group] if group else GROUPS, often))


@transaction.atomic
def _prefer(user: int, choices: Mapping[str, str]) -> Preference:
    errors = [
        (f"/{group}", f"Choose one of {', '.join(Often.values)} (got {often!r}).")
        if group in GROUPS
        else (f"/{group}", "There is no such kind of mail.")
        for group, often in choices.items()
        if group not in GROUPS or often not in Often.values
    ]
    if errors:
        raise Invalid(errors[0][1], errors=errors, title="Invalid preferences")
    preference, _ = Preference.objects.get_or_create(user_id=user)
    for group, often in choices.items():
        setattr(preference, group, Often(often))
    preference.save()
    now = timezone.now()
    for group in choices:
        waiting = Notification.objects.filter(user=user, mail_due_at__isnull=False, kind__in=kinds_of(group))
        waiting.update(mail_due_at=due_at(Often(getattr(preference, group)), now))
    return preference

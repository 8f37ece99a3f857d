"""When a notification's mail is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from .models import Notification, Often, Preference

DIGEST_HOUR = 7  # of the server's time zone, UTC
MONDAY = 0

Kind = Notification.Kind
GROUP_OF = {
    Kind.MENTION: "to_you",
    Kind.REPLY: "to_you",
    Kind.COMMENT: "threads",
    Kind.ROUND_OPENED: "events",
    Kind.ROUND_REVEALED: "events",
    Kind.REVIEW_DUE: "events",
    Kind.STATUS: "events",
    Kind.DECIDED: "events",
    Kind.PROPOSAL: "events",
}
GROUPS = tuple(dict.fromkeys(GROUP_OF.values()))
GROUP_NAMES = {
    "to_you": "Mentions and replies",
    "threads": "New discussions",
    "events": "Rounds, status and review dates",
}


def kinds_of(group: str) -> list[str]:
    """The kinds of notifications that a group of preferences speaks of."""
    return [kind for kind, one in GROUP_OF.items() if one == group]


def often_of(preference: Preference | None, kind: str) -> Often:
    """How soon the person wants mails of this kind; the defaults where they never said."""
    return Often(getattr(preference or Preference(), GROUP_OF[Kind(kind)]))


def due_at(often: Often, now: datetime) -> datetime | None:
    """When a mail about something that happens `now` is due: at once, at the next digest, or never (None)."""
    if often == Often.NEVER:
        return None
    if often == Often.AT_ONCE:
        return now
    digest = now.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if often == Often.WEEKLY:
        digest += timedelta(days=(MONDAY - digest.weekday()) % 7)
    if digest <= now:
        digest += timedelta(days=7 if often == Often.WEEKLY else 1)
    return digest

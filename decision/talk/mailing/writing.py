"""What a mail says: written when it is sent, from what its reader may see at that moment."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from ..links import absolute, unsubscribe_path
from ..models import Mail, Notification, Often
from ..timing import GROUP_NAMES, GROUP_OF
from .composing import wanted_by

MOST_IN_A_DIGEST = 100
NAMES = {Often.DAILY: "Your day", Often.WEEKLY: "Your week"}
LINKS = {
    Notification.Kind.ROUND_OPENED: "Go to your ballot",
    Notification.Kind.ROUND_REVEALED: "See where the team stands",
}


def message_of(mail: Mail) -> EmailMultiAlternatives | None:
    """The message to send; None when nothing of it may be shown any more, or all of it was read meanwhile."""
    rows = wanted_by(mail.user, list(mail.notifications.values_list("pk", flat=True)))
    if not rows:
        return None
    group = GROUP_OF[Notification.Kind(rows[0].kind)] if mail.often == Often.AT_ONCE else None
    leave = absolute(unsubscribe_path(mail.user_id, group))
    name = "single" if mail.often == Often.AT_ONCE else "digest"
    context = {
        "mail": mail,
        "title": _subject(mail, rows),
        "first": _Told(rows[0]),
        "decisions": _by_decision(rows[:MOST_IN_A_DIGEST]),
        "more": max(len(rows) - MOST_IN_A_DIGEST, 0),
        "all": absolute(reverse("notifications")),
        "leave": leave,
        "group": GROUP_NAMES.get(group or "", ""),
        "choose": absolute(reverse("notifications-mail")),
        "period": NAMES.get(Often(mail.often), ""),
    }
    message = EmailMultiAlternatives(
        subject=_subject(mail, rows),
        body=render_to_string(f"talk/mail/{name}.txt", context),
        to=[mail.user.email],
        headers=_headers(mail, leave),
    )
    message.attach_alternative(render_to_string(f"talk/mail/{name}.html", context), "text/html")
    return message


class _Told:
    """A notification as a mail tells it."""

    def __init__(self, row: Notification) -> None:
        self.text = _on_one_line(row.text)
        self.said = row.comment.text if row.comment else ""
        self.href = absolute(reverse("notification-open", args=[row.pk]))
        self.title = _on_one_line(row.decision.title)
        self.names_title = self.title in self.text
        self.link = "Read and answer" if row.comment else LINKS.get(Notification.Kind(row.kind), "Open it")
        self.at = row.created_at


def _by_decision(rows: list[Notification]) -> list[tuple[str, str, list[_Told]]]:
    """(title, address, what happened) of each decision."""
    ordered = sorted(rows, key=lambda row: (row.decision.title, row.decision_id, row.pk))
    return [
        (
            _on_one_line(told[0].decision.title),
            absolute(told[0].decision.get_absolute_url()),
            [_Told(row) for row in told],
        )
        for _, group in groupby(ordered, key=lambda row: row.decision_id)
        if (told := list(group))
    ]


def _subject(mail: Mail, rows: list[Notification]) -> str:
    if mail.often == Often.AT_ONCE:
        told = _Told(rows[0])
        subject = told.text if told.names_title else f"{told.text} ({told.title})"
    else:
        count = len({row.decision_id for row in rows})
        things = f"{len(rows)} notification{'' if len(rows) == 1 else 's'}"
        subject = f"{NAMES[Often(mail.often)]}: {things} on {count} decision{'' if count == 1 else 's'}"
    return _on_one_line(subject)[:200]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _headers(mail: Mail, leave: str) -> dict[str, str]:
    host = urlsplit(settings.SITE_URL).hostname
    return {
        "Message-ID": f"<mail-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S%f}@{host}>",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }

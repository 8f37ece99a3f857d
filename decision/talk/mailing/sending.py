"""Handing mails over: claimed one by one, tried again later where the mail server refuses or is away."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from ..models import Mail
from .writing import message_of

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 12
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)
LONGEST_PROBLEM = 500


def pause_after(attempts: int) -> timedelta:
    """How long to wait after that many attempts: a minute, then twice as long each time, at most half a day."""
    return min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)


def claim(now: datetime) -> Mail | None:
    """The mail that has waited longest, as ours to send: nobody else tries it before its next try."""
    with transaction.atomic():
        rows = Mail.objects.filter(next_try_at__lte=now).order_by("next_try_at", "id")
        mail = rows.select_for_update(skip_locked=True).first()
        if mail is not None:
            mail.attempts += 1
            mail.next_try_at = now + pause_after(mail.attempts)
            mail.save(update_fields=["attempts", "next_try_at"])
    return mail


def send_next(server: BaseEmailBackend | None = None) -> bool:
    """Send the mail that has waited longest; False when none is due."""
    mail = claim(timezone.now())
    if mail is None:
        return False
    mail = Mail.objects.select_related("user").get(pk=mail.pk)
    message = message_of(mail)
    if message is None:
        _finish(mail, problem="There was nothing left to say.")
        return True
    try:
        message.connection = server or get_connection()
        message.send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _failed(mail, error)
    else:
        _finish(mail, sent_at=timezone.now())
    return True


def _failed(mail: Mail, error: Exception) -> None:
    reason = f"{type(error).__name__}: {error}"[:LONGEST_PROBLEM]
    if mail.attempts >= MOST_ATTEMPTS or is_for_good(error):
        logger.error("mail %s to user %s is given up: %s", mail.pk, mail.user_id, reason)
        _finish(mail, problem=reason)
        return
    logger.warning("mail %s to user %s failed, to be tried again: %s", mail.pk, mail.user_id, reason)
    Mail.objects.filter(pk=mail.pk).update(problem=reason)


def is_for_good(error: Exception) -> bool:
    """Whether trying again would not help: an address that is none, or that the server refuses for good (5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, ValueError)


def _finish(mail: Mail, *, sent_at: datetime | None = None, problem: str = "") -> None:
    Mail.objects.filter(pk=mail.pk).update(next_try_at=None, sent_at=sent_at, problem=problem)

"""Forgetting what nobody will look for any more."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

KEEP_MAILS = timedelta(days=30)
KEEP_READ = timedelta(days=180)


def tidy() -> None:
    """Forget mails a month after they were done with, and notifications half a year after they were read."""
    from ..models import Mail, Notification  # this job is registered before models can be loaded

    now = timezone.now()
    Mail.objects.filter(next_try_at=None, created_at__lt=now - KEEP_MAILS).delete()
    Notification.objects.filter(read_at__lt=now - KEEP_READ, mail_due_at=None).delete()

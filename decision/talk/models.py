"""Who is told of what, in the product and by mail. What is told is stored beside what caused it, in one transaction."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from decision.matrix.models import Decision


class Often(models.TextChoices):
    """How soon a notification becomes a mail."""

    AT_ONCE = "at_once", "each at once"
    DAILY = "daily", "once a day"
    WEEKLY = "weekly", "once a week"
    NEVER = "never", "never"


class Preference(models.Model):
    """What one person wants mailed, and how often; a person without a row has the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="mail_preference"
    )
    to_you = models.CharField("Mentions and replies", max_length=8, choices=Often, default=Often.AT_ONCE)
    threads = models.CharField("New discussions", max_length=8, choices=Often, default=Often.DAILY)
    events = models.CharField(
        "Rounds, status and review dates", max_length=8, choices=Often, default=Often.AT_ONCE
    )

    def __str__(self) -> str:
        return f"mail to {self.user}"


class Mail(models.Model):
    """One mail on its way: what it says is written when it is sent, from what its reader may see at that moment."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails")
    often = models.CharField(max_length=8, choices=Often)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(
        null=True, default=timezone.now, help_text="Empty when there is no more to do."
    )
    sent_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="talk_mail_waiting", condition=Q(next_try_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"mail {self.pk} to {self.user}"


class Notification(models.Model):
    """That somebody should know of something about a decision."""

    class Kind(models.TextChoices):
        MENTION = "mention", "Mention"
        REPLY = "reply", "Reply"
        COMMENT = "comment", "New discussion"
        ROUND_OPENED = "round_opened", "Round opened"
        ROUND_REVEALED = "round_revealed", "Round revealed"
        REVIEW_DUE = "review_due", "Review due"
        STATUS = "status", "Status"
        DECIDED = "decided", "Decided"
        PROPOSAL = "proposal", "Proposal"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=16, choices=Kind)
    text = models.CharField(max_length=300)
    path = models.CharField(max_length=500)
    who = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(
        null=True, help_text="Empty where no mail is wanted, or where one has it."
    )
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, related_name="notifications")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "-id"], name="talk_notification_newest"),
            models.Index(fields=["user"], name="talk_notification_unread", condition=Q(read_at__isnull=True)),
            models.Index(
                fields=["mail_due_at"], name="talk_notification_due", condition=Q(mail_due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text

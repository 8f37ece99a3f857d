"""What a team says about its decision, and who is told of what, in the product and by mail."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from criteria.models import Criterion
from decision.matrix.models import Decision
from frameworks.models import Claim, Framework

LONGEST_TEXT = 4000


@pghistory.track()
class Comment(models.Model):
    """What one person said: a thread's first comment, or a reply to it (`parent`).

    The first says what the thread is about: the decision, a criterion, a cell or a claim. `about` keeps that in words,
    so that the comment still makes sense when the thing has gone.
    """

    class Place(models.TextChoices):
        DECISION = "decision", "the decision"
        CRITERION = "criterion", "a criterion"
        CELL = "cell", "a cell"
        CLAIM = "claim", "a claim"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="comments"
    )
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    place = models.CharField(max_length=9, choices=Place, default=Place.DECISION)
    criterion = models.ForeignKey(
        Criterion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    framework = models.ForeignKey(
        Framework, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claim = models.ForeignKey(Claim, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    about = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removed_because = models.CharField(max_length=300, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["decision", "parent", "id"], name="talk_comment_of_decision")]
        constraints = [
            models.CheckConstraint(
                name="talk_comment_reply_is_about_its_thread",
                condition=Q(parent__isnull=True)
                | Q(
                    criterion__isnull=True,
                    framework__isnull=True,
                    claim__isnull=True,
                    about="",
                    resolved_at__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="talk_comment_removed_has_no_text",
                condition=Q(removed_at__isnull=True) ^ Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on {self.about or self.decision}"

    @property
    def thread_id(self) -> int:
        """The id of the thread's first comment."""
        return self.parent_id or self.pk


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
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="notifications")
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


class JobRun(models.Model):
    """When a job by the clock last began, over all machines; see `jobs`."""

    name = models.CharField(max_length=80, primary_key=True)
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.began_at:%Y-%m-%d %H:%M:%S}"

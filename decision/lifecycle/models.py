"""What became of a decision: its lines from draft to decided, who signed, what was chosen and why."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from decision.matrix.models import Decision
from frameworks.models import Framework

REASON_AT_MOST = 2000


@pghistory.track()
class Line(models.Model):
    """One way from draft to decided. Reopening starts the next one and keeps this one as it was."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lifecycle_lines")
    number = models.PositiveSmallIntegerField(default=1)
    from_revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was reopened; empty for the first line.")

    class Meta:
        ordering = ["decision", "number"]
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="lifecycle_line_once")]

    def __str__(self) -> str:
        return f"{self.decision}, line {self.number}"


@pghistory.track()
class Signature(models.Model):
    """A member who stands behind the decision as it was at a revision. The name stays when the account goes."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="signatures")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="signatures"
    )
    name = models.CharField(max_length=310)
    role = models.CharField(max_length=12, blank=True)
    revision = models.PositiveIntegerField()
    comment = models.TextField(blank=True)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "user"], name="lifecycle_signature_once")]

    def __str__(self) -> str:
        return f"{self.name} on {self.line}"


@pghistory.track()
class Outcome(models.Model):
    """What a line ended with. `standings` are the totals of that day, which nothing changes afterwards."""

    line = models.OneToOneField(Line, on_delete=models.CASCADE, related_name="outcome")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="outcomes")
    label = models.CharField(max_length=120)
    is_first = models.BooleanField(help_text="Whether it ranked first, alone or tied.")
    first = models.CharField(max_length=300, help_text="What ranked first that day.")
    reason = models.TextField(blank=True)
    standings = models.JSONField(help_text="Rank, name and total of every alternative that day.")
    revision = models.PositiveIntegerField()
    decided_by = models.CharField(max_length=310)
    decided_at = models.DateTimeField(default=timezone.now)
    review_on = models.DateField()
    review_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    superseded_by = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="superseded"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_why = models.TextField(blank=True)

    class Meta:
        ordering = ["review_on"]
        constraints = [
            models.CheckConstraint(
                name="lifecycle_outcome_other_than_first_has_reason",
                condition=Q(is_first=True) | ~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} for {self.line}"

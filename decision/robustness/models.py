"""Studies: robustness that takes too long for one request, computed aside and found again."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from decision.matrix.models import Decision


class Study(models.Model):
    """One study of a decision at a revision. Everything that was counted so far stands in the row.

    `id` cannot be guessed: whoever began a study as a visitor finds it again by it.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Failed"

    UNFINISHED = (Status.WAITING, Status.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="studies")
    revision = models.PositiveIntegerField(help_text="The decision's revision that is studied.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="studies",
        help_text="Who began it; empty for a visitor.",
    )  # fmt: skip
    asked = models.JSONField(help_text="What is asked for: draws, seed, weights and so on.")
    fingerprint = models.CharField(
        max_length=64, help_text="Of what is asked: the same finds the same study."
    )
    draws_wanted = models.PositiveBigIntegerField()
    draws_done = models.PositiveBigIntegerField(default=0)
    step = models.CharField(max_length=40, blank=True, help_text="What is being computed, in words.")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    first = models.JSONField(default=list, help_text="Who comes first most often so far, and how often.")
    state = models.BinaryField(null=True, help_text="What was counted so far.")
    result = models.BinaryField(null=True, help_text="The answer, once it is there: compressed JSON.")
    error = models.TextField(blank=True)
    begun_turns = models.PositiveSmallIntegerField(default=0, help_text="Turns that began and did not end.")
    created_at = models.DateTimeField(default=timezone.now)
    turn_at = models.DateTimeField(default=timezone.now, help_text="When it last had its turn.")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "studies"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "revision", "fingerprint"], name="robustness_study_once"
            ),
            models.CheckConstraint(
                condition=Q(draws_done__lte=models.F("draws_wanted")), name="robustness_study_draws_within"
            ),
        ]
        indexes = [
            models.Index(
                fields=["turn_at"], name="robustness_study_unfinished",
                condition=Q(status__in=["waiting", "running"]),
            ),
            models.Index(fields=["owner", "decision"], name="robustness_study_of_owner"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.decision_id} at {self.revision}: {self.draws_done} of {self.draws_wanted} draws"

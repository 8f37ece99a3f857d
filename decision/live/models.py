"""Who has a decision open right now. Unlogged tables: what a crash of the database forgets, the processes tell anew."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from decision.matrix.models import Decision

DEAD_AFTER = timedelta(seconds=45)


class Process(models.Model):
    """One serving process that holds streams of named people; it lives while `seen_at` is within `DEAD_AFTER`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "processes"

    def __str__(self) -> str:
        return str(self.id)


class Presence(models.Model):
    """One open page of one member of a decision's team.

    The decision and the person are not held by constraints, so that presence never stands in the way of deleting them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="presences")
    decision = models.ForeignKey(
        Decision, on_delete=models.DO_NOTHING, db_constraint=False, related_name="presences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, related_name="presences"
    )
    view = models.CharField(max_length=12, help_text="The tab that is open.")
    doing = models.CharField(max_length=80, blank=True, help_text="The criterion being edited, by slug.")

    class Meta:
        verbose_name_plural = "presences"

    def __str__(self) -> str:
        return f"{self.user_id} on {self.decision_id}, {self.view}"

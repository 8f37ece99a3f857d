"""Files of claims on their way into the catalogue."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class ImportDraft(models.Model):
    """A file of claims that somebody looked at; nobody else may import it. A large one is imported aside, and its row
    says how far that is and how it ended."""

    class Status(models.TextChoices):
        SHOWN = "shown", "looked at"
        WAITING = "waiting", "waiting"
        RUNNING = "running", "being imported"
        DONE = "done", "imported"
        CANCELLED = "cancelled", "called off"
        FAILED = "failed", "refused"

    UNFINISHED = (Status.WAITING, Status.RUNNING)

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, help_text="What the preview showed.")
    rows = models.PositiveIntegerField(default=0, db_default=0, help_text="How many claims the file has.")
    status = models.CharField(max_length=9, choices=Status, default=Status.SHOWN, db_default=Status.SHOWN)
    step = models.CharField(
        max_length=60, blank=True, db_default="", help_text="What is being done, in words."
    )
    done = models.PositiveIntegerField(default=0, db_default=0)
    wanted = models.PositiveIntegerField(default=0, db_default=0)
    outcome = models.TextField(blank=True, db_default="", help_text="How it ended, in words.")
    begun = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="Times that it began.")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits to be imported, or is being."""
        return self.status in self.UNFINISHED

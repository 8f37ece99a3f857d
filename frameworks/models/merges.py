"""What became of entries that are part of others now."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from .catalogue import Framework, Source
from .claims import Claim


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges by what became of them."""

    def leading_on(self) -> MergeQuerySet:
        """Those whose former address leads to another entry today."""
        return self.filter(undone_at=None).exclude(slug="")


@pghistory.track()
class Merge(models.Model):
    """What was once an entry of its own: where it went, which rows went with it, and all that it said."""

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", "framework"
        SOURCE = "source", "source"
        CLAIM = "claim", "claim"

    kind = models.CharField(max_length=9, choices=Kind)
    slug = models.SlugField(max_length=80, blank=True, help_text="Its address, which leads on.")
    name = models.CharField(max_length=400)
    former_id = models.BigIntegerField()
    fields = models.JSONField(help_text="Everything the row said.")
    moved = models.JSONField(help_text="The ids of the rows that point elsewhere now, by table and field.")
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="merges"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="merges")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="merges")
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    merged_at = models.DateTimeField(db_default=Now())
    filled = models.JSONField(
        default=list, db_default=[], help_text="The fields that the other one took over."
    )
    findings = models.JSONField(
        default=dict,
        db_default={},
        help_text="Findings told by another name now: [former, now] by acknowledgement.",
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "slug"], name="frameworks_merge_slug")]

    def __str__(self) -> str:
        return f"{self.kind} “{self.name}”"

    @property
    def into(self) -> Framework | Source | Claim | None:
        """What it is part of."""
        return self.framework or self.source or self.claim

    @property
    def can_be_undone(self) -> bool:
        """Whether anybody may think of it: of two claims, the one that went is still there."""
        return self.kind != self.Kind.CLAIM and self.undone_at is None

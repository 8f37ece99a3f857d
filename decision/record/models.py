"""What the fixtures last wrote, so that seeding again never overwrites what a curator changed."""

from __future__ import annotations

from django.db import models


class SeedEntry(models.Model):
    """One fixture entry as it was last loaded; `digest` is that of the stored row at that moment."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=240)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "seed entries"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="record_seedentry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

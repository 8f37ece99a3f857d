"""What one may look for in a technology."""

from __future__ import annotations

import pghistory
from django.db import models

from criteria.models import Criterion


@pghistory.track()
class Need(models.Model):
    """What somebody may look for in a technology, and which claims speak for or against it: `rules` in the shape of
    `frameworks.needs.Rules`. A decision that starts from it weighs `criterion`."""

    slug = models.SlugField(max_length=80, unique=True)
    label = models.CharField(max_length=80)
    question = models.CharField(max_length=200, blank=True)
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, null=True, blank=True, related_name="needs"
    )
    rules = models.JSONField(help_text="Which claims speak for it, and which against.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label

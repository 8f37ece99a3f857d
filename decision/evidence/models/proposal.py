"""That somebody asks for a score to be changed, and what became of it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from decision.matrix.models import Alternative, Decision, Weight


@pghistory.track()
class Proposal(models.Model):
    """A change to one score that waits for somebody who may make it.

    `wanted` holds what is to be changed, `seen` the same as its writer saw it: accepting it changes nothing that others
    changed meanwhile. Numbers are kept as text, so that they stay exact.
    """

    class Status(models.TextChoices):
        OPEN = "open", "open"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="proposals")
    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="proposals")
    weight = models.ForeignKey(
        Weight, on_delete=models.CASCADE, related_name="proposals", verbose_name="criterion"
    )
    wanted = models.JSONField()
    seen = models.JSONField()
    reason = models.CharField(max_length=600)
    status = models.CharField(max_length=9, choices=Status, default=Status.OPEN)
    revision = models.PositiveIntegerField(help_text="The decision's, when it was proposed.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="proposals"
    )
    name = models.CharField(max_length=150, help_text="Who it was, as called then.")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=600, blank=True, help_text="Why it was declined.")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["decision", "status"], name="evidence_proposal_of_decision")]
        constraints = [
            models.UniqueConstraint(
                fields=["alternative", "weight", "by"],
                condition=Q(status="open"),
                name="evidence_proposal_open_once",
            ),
            models.CheckConstraint(
                name="evidence_proposal_status_known",
                condition=Q(status__in=["open", "accepted", "declined", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="evidence_proposal_decided_with_date",
                condition=Q(status="open") ^ Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alternative} on {self.weight.criterion}, proposed by {self.name}"

    def get_absolute_url(self) -> str:
        cell = (self.decision.slug, self.weight.criterion.slug, self.alternative.framework.slug)
        return f"{reverse('cell-detail', args=cell)}#proposal-{self.pk}"

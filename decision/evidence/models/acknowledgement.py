"""That somebody looked at a finding of the audit and says why it may stand."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone

from decision.matrix.models import Decision
from decision.teams.people import shown_name


@pghistory.track()
class Acknowledgement(models.Model):
    """A finding of a decision's audit that may stand, and why. It holds as long as the finding's facts are those
    of `fingerprint`; once they change, the finding is open again and this says what was thought of it before."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="acknowledgements")
    finding = models.CharField(max_length=300, help_text="The finding's key.")
    fingerprint = models.CharField(max_length=16, help_text="Of the finding's facts as they were then.")
    said = models.TextField(help_text="What the finding said then.")
    reason = models.CharField(max_length=600)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="acknowledgements"
    )
    name = models.CharField(max_length=150, help_text="Who it was, as called then.")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["decision", "finding"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "finding"], name="evidence_acknowledgement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.finding} acknowledged by {self.name}"

    @property
    def who(self) -> str:
        """Who it was, as called now."""
        return shown_name(self.by) if self.by else self.name

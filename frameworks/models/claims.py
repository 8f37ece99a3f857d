"""One statement of one source about one framework."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from criteria.models import Criterion, Metric
from decision.teams.actors import Actor

from .catalogue import Framework, Source


class Confidence(models.TextChoices):
    LOW = "low", "low"
    MEDIUM = "medium", "medium"
    HIGH = "high", "high"


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims by what curators made of them."""

    def evidence(self) -> ClaimQuerySet:
        """Those that count and that everybody sees: accepted, or stale and marked so."""
        return self.filter(status__in=Claim.EVIDENCE)

    def visible_to(self, actor: Actor) -> ClaimQuerySet:
        """Evidence, one's own proposals, and to staff all."""
        if actor.is_staff:
            return self.all()
        own = Q(proposed_by=actor.user_id) if actor.user_id is not None else Q(pk__in=())
        return self.filter(Q(status__in=Claim.EVIDENCE) | own)


@pghistory.track()
class Claim(models.Model):
    """One statement of one source; `framework` is whom the source credits, `measured_on` what the
    figure is really about where that is a relative."""

    class Kind(models.TextChoices):
        MEASUREMENT = "measurement", "measurement"
        STATISTIC = "statistic", "statistic"
        RELEASE = "release", "release"
        LICENSE = "license", "licence"
        RATING = "rating", "rating"
        FEATURE = "feature", "feature"
        SCORE = "score", "score"
        WEIGHT = "weight", "weight"
        PUBLISHED_TOTAL = "published_total", "published total"
        STRENGTH = "strength", "strength"
        WEAKNESS = "weakness", "weakness"
        USE_CASE = "use_case", "use case"
        VERDICT = "verdict", "verdict"
        RELATION = "relation", "relation"

    class Qualifier(models.TextChoices):
        EXACT = "exact", "exactly"
        ABOUT = "about", "about"
        AT_LEAST = "at_least", "at least"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"
        STALE = "stale", "stale"

    EVIDENCE = (Status.ACCEPTED.value, Status.STALE.value)

    key = models.SlugField(
        max_length=160, unique=True, null=True, blank=True, help_text="Name in the fixtures, if any."
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims")
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    measured_on = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="measured_claims"
    )
    related = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="related_claims"
    )
    kind = models.CharField(max_length=16, choices=Kind, db_index=True)
    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    number_to = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.CharField(max_length=400, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    lines = models.JSONField(
        default=list, blank=True, help_text="Places in the document: [[from, to], …], counted from 1."
    )
    as_of = models.DateField(null=True, blank=True)
    version = models.CharField(max_length=40, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, null=True, blank=True)
    status = models.CharField(
        max_length=8, choices=Status, default=Status.ACCEPTED, db_default=Status.ACCEPTED, editable=False
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, editable=False)
    review_reason = models.CharField(max_length=300, blank=True, db_default="", editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["framework", "kind"], name="frameworks_claim_about"),
            models.Index(
                fields=["status", "id"], name="frameworks_claim_queue", condition=~Q(status="accepted")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="frameworks_claim_range_rises",
                condition=Q(number_to__isnull=True) | Q(number__lte=F("number_to")),
                violation_error_message="A range needs its lower end first.",
            ),
            models.CheckConstraint(
                name="frameworks_claim_relation_names_both",
                condition=~Q(kind="relation") | Q(framework__isnull=False, related__isnull=False),
                violation_error_message="A relation needs the framework and the related framework.",
            ),
            models.CheckConstraint(
                name="frameworks_claim_says_something",
                condition=Q(number__isnull=False) | ~Q(text=""),
                violation_error_message="A claim needs a number or a text.",
            ),
            models.CheckConstraint(
                name="frameworks_claim_status_known",
                condition=Q(status__in=["proposed", "accepted", "rejected", "stale"]),
            ),
        ]

    def __str__(self) -> str:
        about = self.framework.label if self.framework_id and self.framework else "all"
        return f"#{self.pk} {about}: {self.text or self.number}"

    def clean(self) -> None:
        for place in self.lines if isinstance(self.lines, list) else [None]:
            match place:
                case [int(first), int(last)] if 1 <= first <= last:
                    continue
            raise ValidationError({"lines": f"Each place is [from, to] with 1 ≤ from ≤ to (got {place!r})."})

    @property
    def is_evidence(self) -> bool:
        """Whether it counts: accepted, or stale."""
        return self.status in self.EVIDENCE

    @property
    def locator(self) -> dict[str, object]:
        """Where the statement stands in its document."""
        return {"document": self.source.document, "lines": self.lines}

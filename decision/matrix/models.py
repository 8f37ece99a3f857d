"""A decision and its rows. Triggers raise `Decision.revision` once per transaction that changes any of
them, whatever the door; see migration 0002."""

from __future__ import annotations

from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from criteria.models import Criterion, Metric, ValueFunction
from decision.teams.models import Team
from frameworks.models import Claim, Confidence, Framework, Source

from .revisions import Revision as Revision


@pghistory.track(exclude=["revision_transaction"])
class Decision(models.Model):
    """A question with alternatives, criteria, weights and scores."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        DECIDED = "decided", "Decided"
        SUPERSEDED = "superseded", "Superseded"

    class Visibility(models.TextChoices):
        PRIVATE = "private", "its editors only"
        TEAM = "team", "the team"
        LINK = "link", "anyone with the link"
        PUBLIC = "public", "everyone"

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    question = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.TEAM)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    close_call_margin = models.DecimalField(
        max_digits=12,
        decimal_places=4,
        default=Decimal("0.05"),
        help_text="Below this lead it is a close call.",
    )
    claims_good_for_months = models.PositiveSmallIntegerField(
        default=24, db_default=24, validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text="The audit calls a claim old that is of an earlier date.",
    )  # fmt: skip
    missing_at = models.PositiveSmallIntegerField(
        default=0, db_default=0, validators=[MaxValueValidator(100)],
        help_text="Where on its scale a missing score counts, in percent from the worst end.",
    )  # fmt: skip
    revision = models.PositiveIntegerField(default=1, editable=False)
    revision_transaction = models.BigIntegerField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                name="matrix_decision_margin_not_negative", condition=Q(close_call_margin__gte=0)
            ),
            models.CheckConstraint(
                name="matrix_decision_missing_on_the_scale", condition=Q(missing_at__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("decision-detail", args=[self.slug])


@pghistory.track()
class Alternative(models.Model):
    """A framework taking part in a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="alternatives")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="alternatives")
    label = models.CharField(max_length=60, blank=True, help_text="Shorter name in this decision, if any.")
    position = models.PositiveSmallIntegerField(default=0)
    published_total = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True, help_text="As the source printed it."
    )

    class Meta:
        ordering = ["decision", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "framework"], name="matrix_alternative_once"),
            models.UniqueConstraint(fields=["decision", "id"], name="matrix_alternative_of_decision"),
        ]

    def __str__(self) -> str:
        return self.label or self.framework.label


@pghistory.track()
class Weight(models.Model):
    """A criterion's points in a decision; its share is points over the sum among its siblings."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="weights")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="weights")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    points = models.DecimalField(max_digits=12, decimal_places=4, default=Decimal(1))
    value_function = models.ForeignKey(
        ValueFunction, on_delete=models.PROTECT, null=True, blank=True, related_name="weights"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["decision", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "criterion"], name="matrix_weight_once"),
            models.UniqueConstraint(fields=["decision", "id"], name="matrix_weight_of_decision"),
            models.CheckConstraint(
                name="matrix_weight_not_negative",
                condition=Q(points__gte=0),
                violation_error_message="A weight cannot be negative.",
            ),
            models.CheckConstraint(
                name="matrix_weight_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="A criterion cannot stand beneath itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points.normalize():f}"


@pghistory.track()
class Score(models.Model):
    """An alternative's value on a criterion in a decision, in the criterion's own units. Missing is a
    missing row, never a zero."""

    class Rule(models.TextChoices):
        JUDGED = "judged", "judged"
        RATING_LEVEL = "rating_level", "rating level"
        MEASURED = "measured", "measured"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="scores")
    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="scores")
    weight = models.ForeignKey(
        Weight, on_delete=models.CASCADE, related_name="scores", verbose_name="criterion"
    )
    value = models.DecimalField(max_digits=16, decimal_places=4)
    low = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, null=True, blank=True)
    rationale = models.TextField(blank=True)
    rule = models.CharField(max_length=12, choices=Rule, default=Rule.JUDGED)
    claims = models.ManyToManyField(Claim, blank=True, related_name="scores")

    class Meta:
        ordering = ["decision", "alternative", "weight"]
        constraints = [
            models.UniqueConstraint(fields=["alternative", "weight"], name="matrix_score_once"),
            models.CheckConstraint(
                name="matrix_score_low_at_most_value",
                condition=Q(low__isnull=True) | Q(low__lte=F("value")),
                violation_error_message="The low end cannot be above the score.",
            ),
            models.CheckConstraint(
                name="matrix_score_high_at_least_value",
                condition=Q(high__isnull=True) | Q(high__gte=F("value")),
                violation_error_message="The high end cannot be below the score.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alternative} on {self.weight.criterion}: {self.value.normalize():f}"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class Citation(Score.claims.through):  # type: ignore[misc, name-defined]
    """That a score rests on a claim; a proxy, so that citing and no longer citing is on record too."""

    class Meta:
        proxy = True


@pghistory.track()
class Gate(models.Model):
    """A must-have on a criterion's score, on a metric's measurement, or on the words that claims have for a feature.

    For a feature, `level` is the word of its scale that must be reached and `threshold` what that word stands for.
    """

    class Comparison(models.TextChoices):
        AT_LEAST = "at_least", "at least"
        AT_MOST = "at_most", "at most"

    class Mode(models.TextChoices):
        EXCLUDES = "excludes", "Excludes"
        WARNS = "warns", "Warns only"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="gates")
    name = models.CharField(max_length=120)
    criterion = models.ForeignKey(
        Weight, on_delete=models.CASCADE, null=True, blank=True, related_name="gates"
    )
    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, null=True, blank=True, related_name="gates")
    feature = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, null=True, blank=True, related_name="gates"
    )
    level = models.CharField(max_length=80, blank=True, db_default="")
    comparison = models.CharField(max_length=8, choices=Comparison, default=Comparison.AT_LEAST)
    threshold = models.DecimalField(max_digits=16, decimal_places=4)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.EXCLUDES)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["decision", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="matrix_gate_on_one_thing",
                condition=Q(criterion__isnull=False, metric__isnull=True, feature__isnull=True)
                | Q(criterion__isnull=True, metric__isnull=False, feature__isnull=True)
                | Q(criterion__isnull=True, metric__isnull=True, feature__isnull=False),
                violation_error_message="A must-have needs either a criterion or a metric, or else a feature.",
            ),
            models.CheckConstraint(
                name="matrix_gate_level_of_feature",
                condition=Q(feature__isnull=True, level="") | (Q(feature__isnull=False) & ~Q(level="")),
                violation_error_message="A must-have on a feature names a level of its scale; no other does.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Scenario(models.Model):
    """A named set of weights beside the decision's own."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", "published by a source"
        CUSTOM = "custom", "made here"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="scenarios")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CUSTOM)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="scenarios"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["decision", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "slug"], name="matrix_scenario_slug_unique")
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ScenarioWeight(models.Model):
    """The points a scenario gives to one criterion."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="weights")
    weight = models.ForeignKey(Weight, on_delete=models.CASCADE, related_name="scenario_weights")
    points = models.DecimalField(max_digits=12, decimal_places=4)

    class Meta:
        ordering = ["scenario", "weight"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "weight"], name="matrix_scenarioweight_once"),
            models.CheckConstraint(
                name="matrix_scenarioweight_not_negative",
                condition=Q(points__gte=0),
                violation_error_message="A weight cannot be negative.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario}: {self.weight.criterion} {self.points.normalize():f}"

"""Criteria form a tree; each is judged on a scale or measured by a metric through a value function."""

from __future__ import annotations

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from pydantic import ValidationError as InvalidShape

from decision.engine import EngineError
from decision.engine import ValueFunction as EngineValueFunction


class Direction(models.TextChoices):
    BENEFIT = "benefit", "more is better"
    COST = "cost", "less is better"


@pghistory.track()
class Scale(models.Model):
    """A numeric range, or ordered levels that each stand for a value in the range."""

    class Kind(models.TextChoices):
        NUMERIC = "numeric", "numeric range"
        ORDERED = "ordered", "ordered levels"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NUMERIC)
    low = models.DecimalField(max_digits=16, decimal_places=4)
    high = models.DecimalField(max_digits=16, decimal_places=4)
    low_label = models.CharField(max_length=200, blank=True)
    high_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="criteria_scale_low_below_high",
                condition=Q(low__lt=F("high")),
                violation_error_message="The low end of a scale must be below its high end.",
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ScaleLevel(models.Model):
    """One word of an ordered scale and the value it stands for; several words may share a value."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="levels")
    word = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=16, decimal_places=4)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["scale", "position", "word"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "word"], name="criteria_scalelevel_word_unique")
        ]

    def __str__(self) -> str:
        return f"{self.word} = {self.value.normalize():f}"


@pghistory.track()
class Metric(models.Model):
    """What a measurement measures, in which unit and which direction is better."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.BENEFIT)
    description = models.TextField(blank=True)
    low = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, help_text="No figure lies below it."
    )
    high = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, help_text="No figure lies above it."
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="criteria_metric_range_rises",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lt=F("high")),
                violation_error_message="The low end of a metric's range must be below its high end.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})" if self.unit else self.name

    def get_absolute_url(self) -> str:
        return reverse("metric-detail", args=[self.slug])


@pghistory.track()
class ValueFunction(models.Model):
    """Maps a metric's measurement to a value by fixed anchors, so that a score never moves when an
    alternative is added."""

    class Kind(models.TextChoices):
        LINEAR = "linear", "linear between two anchors"
        LOGARITHMIC = "logarithmic", "logarithmic between two anchors"
        PIECEWISE = "piecewise", "piecewise linear through the anchors"
        EXPONENTIAL = "exponential", "exponential through a middle anchor"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, related_name="value_functions")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.LINEAR)
    points = models.JSONField(help_text="Anchors [[measurement, value], …], measurements rising.")
    is_shared = models.BooleanField(
        default=True,
        db_default=True,
        help_text="Offered to every decision; the others were made for one of them.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        try:
            EngineValueFunction.model_validate({"kind": self.kind, "points": self.points})
        except InvalidShape as error:
            first = error.errors()[0]
            raise ValidationError({"points": f"These anchors cannot be used: {first['msg']}."}) from error
        except EngineError as error:
            raise ValidationError({"points": f"These anchors cannot be used: {error}"}) from error


@pghistory.track()
class Criterion(models.Model):
    """A viewpoint to judge by."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    question = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.BENEFIT)
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="criteria")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    metric = models.ForeignKey(
        Metric, on_delete=models.PROTECT, null=True, blank=True, related_name="criteria"
    )
    is_shared = models.BooleanField(
        default=True, db_default=True, help_text="In the catalogue; the others were made for one decision."
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "criteria"
        constraints = [
            models.CheckConstraint(
                name="criteria_criterion_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="A criterion cannot stand beneath itself.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("criterion-detail", args=[self.slug])

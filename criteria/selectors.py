"""Reading criteria and metrics."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from .models import Criterion, Metric, ScaleLevel, ValueFunction
from .searching import with_words


def criteria_matching(*, search: str | None = None, parent: str | None = None) -> QuerySet[Criterion]:
    """Criteria of the catalogue whose name or question holds `search`, or that stand beneath `parent`."""
    rows = with_words(Criterion.objects.filter(is_shared=True).order_by("slug"), search)
    return rows if parent is None else rows.filter(parent__slug=parent)


def levels_of(criterion: str) -> QuerySet[ScaleLevel]:
    """The words of a criterion's scale, in their order."""
    return ScaleLevel.objects.filter(scale__criteria__slug=criterion).order_by("position", "word")


def metrics_matching(*, search: str | None = None) -> QuerySet[Metric]:
    """Metrics whose name or description holds `search`."""
    return with_words(Metric.objects.order_by("slug"), search)


def value_functions_of(metric: str) -> QuerySet[ValueFunction]:
    """The value functions made for a metric."""
    return ValueFunction.objects.filter(metric__slug=metric, is_shared=True).order_by("slug")


def levels_by_scale(scales: Collection[int]) -> dict[int, dict[str, Decimal]]:
    """What each word of these scales stands for, words in lower case; one query."""
    found: dict[int, dict[str, Decimal]] = {}
    for scale, word, value in ScaleLevel.objects.filter(scale__in=scales).values_list(
        "scale", "word", "value"
    ):
        found.setdefault(scale, {})[word.casefold()] = value
    return found


def page_criteria(text: str = "") -> QuerySet[Criterion]:
    """Criteria of the catalogue with scale, parent and metric, each parent before what stands beneath it."""
    rows = Criterion.objects.filter(is_shared=True).select_related("scale", "parent", "metric")
    family = Coalesce("parent__name", "name")
    return with_words(rows, text).order_by(family, F("parent").asc(nulls_first=True), "name", "id")


def page_metrics(text: str = "") -> QuerySet[Metric]:
    """Metrics by name."""
    return with_words(Metric.objects.order_by("name", "id"), text)


def first_functions(metrics: Collection[int]) -> dict[int, int]:
    """A value function of each metric that has one, the first by name, as ids; one query."""
    rows = (
        ValueFunction.objects.filter(metric__in=metrics, is_shared=True)
        .order_by("-name")
        .values_list("metric", "pk")
    )
    return dict(rows)

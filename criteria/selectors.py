"""Reading criteria and metrics."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from .models import Criterion, Metric, ScaleLevel, ValueFunction


def criteria_matching(*, search: str | None = None, parent: str | None = None) -> QuerySet[Criterion]:
    """Criteria whose name or question holds `search`, or that stand beneath `parent`."""
    rows = Criterion.objects.order_by("slug")
    if search:
        rows = rows.filter(
            Q(name__icontains=search) | Q(question__icontains=search) | Q(slug__icontains=search)
        )
    return rows if parent is None else rows.filter(parent__slug=parent)


def levels_of(criterion: str) -> QuerySet[ScaleLevel]:
    """The words of a criterion's scale, in their order."""
    return ScaleLevel.objects.filter(scale__criteria__slug=criterion).order_by("position", "word")


def metrics_matching(*, search: str | None = None) -> QuerySet[Metric]:
    """Metrics whose name or description holds `search`."""
    rows = Metric.objects.order_by("slug")
    if search:
        rows = rows.filter(
            Q(name__icontains=search) | Q(description__icontains=search) | Q(slug__icontains=search)
        )
    return rows


def value_functions_of(metric: str) -> QuerySet[ValueFunction]:
    """The value functions made for a metric."""
    return ValueFunction.objects.filter(metric__slug=metric).order_by("slug")

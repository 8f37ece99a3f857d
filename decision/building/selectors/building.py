"""What a decision is built of, and what could be added; at most six queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Lower

from criteria.models import Criterion, Metric
from criteria.selectors import page_criteria
from decision.matrix.models import Alternative, Weight
from decision.problems import Invalid
from frameworks.models import Claim, Framework

FOUND = 12
OWN_GROUP = 4


@dataclass(frozen=True, slots=True)
class Built:
    """Rows of the decision, and of the catalogue where the reader may add."""

    weights: Sequence[Weight]
    alternatives: Sequence[Alternative]
    criteria: Sequence[Criterion]
    metrics: Sequence[Metric]
    frameworks: Sequence[Framework]


def built_of(decision: int, query: str, *, with_catalogue: bool) -> Built:
    """Works also where the stored rows cannot be ranked, so that they can be mended here."""
    weights = list(
        Weight.objects.filter(decision=decision)
        .select_related("criterion__metric", "criterion__scale", "value_function")
        .annotate(scored=Count("scores"))
        .order_by("position", "id")
    )
    alternatives = list(
        Alternative.objects.filter(decision=decision)
        .select_related("framework")
        .annotate(scored=Count("scores"))
        .order_by("position", "id")
    )
    if not with_catalogue:
        return Built(weights, alternatives, (), (), ())
    used = [row.criterion_id for row in weights]
    criteria = list(page_criteria(query).exclude(pk__in=used)[:FOUND]) if query else []
    measured = (
        Claim.objects.evidence()
        .filter(framework__alternatives__decision=decision, number__isnull=False, metric__isnull=False)
        .values("metric")
        .annotate(figures=Count("framework", distinct=True))
    )
    counts = {row["metric"]: row["figures"] for row in measured}
    taken = {row.criterion.metric_id for row in weights}
    metrics = [row for row in Metric.objects.filter(pk__in=counts).order_by("name") if row.pk not in taken]
    for row in metrics:
        row.figures = counts[row.pk]  # type: ignore[attr-defined]
    frameworks = list(
        Framework.objects.exclude(pk__in=[row.framework_id for row in alternatives]).order_by(Lower("name"))
    )
    return Built(weights, alternatives, criteria, metrics, frameworks)


def technologies() -> list[tuple[str, list[Framework]]]:
    """The catalogue's technologies by category, the largest first, small categories together at the end; one query."""
    found: dict[str, list[Framework]] = {}
    for row in Framework.objects.order_by(Lower("name")):
        found.setdefault(row.category, []).append(row)
    large = sorted(
        ((name, rows) for name, rows in found.items() if name and len(rows) >= OWN_GROUP),
        key=lambda pair: (-len(pair[1]), pair[0]),
    )
    apart = {name for name, _ in large}
    rest = [row for name, rows in found.items() if name not in apart for row in rows]
    rest.sort(key=lambda row: row.name.casefold())
    return [*large, ("other", rest)] if rest else large


def parent_named(decision: int, slug: str) -> Weight | None:
    """The criterion beneath which another is to stand; None without a slug. Raises `Invalid` for one not of here."""
    if not slug:
        return None
    row = Weight.objects.select_related("criterion").filter(decision=decision, criterion__slug=slug).first()
    if row is None:
        raise Invalid(
            "There is no such criterion here.",
            errors=[("/parent", f"“{slug[:80]}” is not a criterion here.")],
        )
    return row

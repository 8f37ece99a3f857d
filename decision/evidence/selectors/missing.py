"""What is on record about the alternatives of a decision and is none of its criteria; five queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from criteria.models import Criterion, Metric, ValueFunction
from decision.matrix.additions import FIGURES, SAID, Statement, Topic, metric_topic, plus_of
from decision.matrix.loading import LoadedMatrix, Plus
from decision.matrix.models import Weight
from frameworks.models import Claim

FEWEST = 2  # alternatives that something must be on record for

_COLUMNS = ("id", "framework__slug", "source__slug", "kind", "number", "qualifier", "as_of", "status")


@dataclass(frozen=True, slots=True)
class Found:
    """A topic as a criterion, and the criterion of the catalogue that stands for it, if any."""

    topic: Topic
    plus: Plus
    criterion: str
    statements: tuple[Statement, ...]


def topics_of(loaded: LoadedMatrix) -> list[Found]:
    """Metrics with figures for two alternatives at least, criteria of the catalogue that something is said under."""
    used = set(
        Weight.objects.filter(decision=loaded.decision_id, criterion__metric__isnull=False).values_list(
            "criterion__metric__slug", flat=True
        )
    )
    own = {row.key for row in loaded.criteria}
    figures, said = _statements(loaded)
    metrics = Metric.objects.in_bulk([slug for slug in figures if slug not in used], field_name="slug")
    functions: dict[int, ValueFunction] = {}
    for function in ValueFunction.objects.filter(metric__in=metrics.values(), is_shared=True).order_by("-id"):
        functions[function.metric_id] = function
    named = Q(slug__in=[slug for slug in said if slug not in own]) | Q(metric__in=metrics.values())
    criteria = list(Criterion.objects.filter(named, is_shared=True))
    of_metric = {row.metric_id: row.slug for row in criteria if row.metric_id and row.slug not in own}
    found = []
    for slug, metric in metrics.items():
        topic = metric_topic(metric, functions.get(metric.pk))
        found.append((topic, figures[slug], of_metric.get(metric.pk, "")))
    found += [
        (Topic("criterion", row.slug, row.name), said[row.slug], row.slug)
        for row in criteria
        if row.slug in said and row.slug not in own
    ]
    return [
        Found(topic, plus_of(topic, statements), criterion, tuple(statements))
        for topic, statements, criterion in found
        if topic.kind == "criterion" or len({one.framework for one in statements}) >= FEWEST
    ]


def _statements(loaded: LoadedMatrix) -> tuple[dict[str, list[Statement]], dict[str, list[Statement]]]:
    """Figures by metric, and what is said by criterion."""
    figures: dict[str, list[Statement]] = {}
    said: dict[str, list[Statement]] = {}
    rows = (
        Claim.objects.filter(
            framework__alternatives__decision=loaded.decision_id, status__in=Claim.EVIDENCE,
            kind__in=(*FIGURES, *SAID),
        )
        .order_by("id")
        .values_list(*_COLUMNS, "metric__slug", "criterion__slug", "measured_on__short_name", "measured_on__name")
    )  # fmt: skip
    for row in rows:
        number, framework, source, kind, figure, qualifier, as_of, status, metric, criterion, short, name = (
            row
        )
        day = as_of.isoformat() if as_of else ""
        statement = Statement(
            number, framework, source, kind, figure, qualifier, day, status, short or name or ""
        )
        if statement.framework not in loaded.matrix.alternatives:
            continue
        if statement.kind in FIGURES and metric and statement.number is not None:
            figures.setdefault(metric, []).append(statement)
        elif statement.kind in SAID and criterion:
            said.setdefault(criterion, []).append(statement)
    return figures, said

"""Figures and verdict words on record about a decision's alternatives; two queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q

from criteria.selectors import levels_by_scale
from decision.matrix.loading import LoadedMatrix
from decision.matrix.models import Score
from frameworks.claims import ClaimView, claim_view
from frameworks.models import Claim

FIGURES = (Claim.Kind.MEASUREMENT, Claim.Kind.STATISTIC)
WORDS = (Claim.Kind.RATING, Claim.Kind.FEATURE)
_COLUMNS = (
    "id", "framework__slug", "metric__slug", "criterion__slug", "kind", "number", "number_to", "text", "qualifier",
    "status", "measured_on", "as_of", "is_cited", "metric__name", "metric__unit", "metric__direction",
    "criterion__name", "criterion__direction", "criterion__scale",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """A metric, or a feature that claims have words for: `rows` are of claims in the shape that must-haves read."""

    kind: str
    slug: str
    name: str
    unit: str
    more_is_better: bool
    is_cited: bool
    rows: tuple[Mapping[str, Any], ...]
    levels: Mapping[str, Decimal]
    words: Mapping[str, str]


def topics_about(loaded: LoadedMatrix) -> list[Topic]:
    """Every metric and feature with evidence about the alternatives, what the decision cites first."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in _rows(loaded):
        key = ("metric", row["metric"]) if row["kind"] in FIGURES else ("feature", row["feature"])
        found.setdefault(key, []).append(row)
    scales = {row["scale"] for (kind, _), rows in found.items() if kind == "feature" for row in rows[:1]}
    levels = levels_by_scale(scales) if scales else {}
    topics = [_topic(kind, slug, rows, levels) for (kind, slug), rows in found.items()]
    usable = [topic for topic in topics if topic.kind == "metric" or topic.levels]
    return sorted(usable, key=lambda topic: (not topic.is_cited, topic.kind != "metric", topic.name))


def _rows(loaded: LoadedMatrix) -> list[dict[str, Any]]:
    is_figure = Q(kind__in=FIGURES, number__isnull=False, metric__isnull=False)
    is_word = Q(kind__in=WORDS, criterion__isnull=False)
    cited = Score.claims.through.objects.filter(
        claim=OuterRef("pk"), score__decision=loaded.decision_id
    ).order_by()
    claims = (
        Claim.objects.evidence()
        .filter(is_figure | is_word, framework__alternatives__decision=loaded.decision_id)
        .annotate(is_cited=Exists(cited))
        .order_by("id")
        .values(*_COLUMNS)
    )
    names = {
        "framework__slug": "framework", "metric__slug": "metric", "criterion__slug": "feature",
        "criterion__scale": "scale",
    }  # fmt: skip
    return [{names.get(name, name): _plain(name, value) for name, value in row.items()} for row in claims]


def _plain(name: str, value: Any) -> Any:
    """As the decision's own query writes it."""
    if value is None:
        return None
    return str(value) if name in ("number", "number_to") else value.isoformat() if name == "as_of" else value


def _topic(
    kind: str, slug: str, rows: list[dict[str, Any]], levels: Mapping[int, Mapping[str, Decimal]]
) -> Topic:
    first, is_metric = rows[0], kind == "metric"
    of_scale = {} if is_metric else levels.get(first["scale"], {})
    words = {row["text"].casefold(): row["text"] for row in rows}
    return Topic(
        kind, slug, first["metric__name"] if is_metric else first["criterion__name"],
        (first["metric__unit"] if is_metric else "") or "",
        (first["metric__direction"] if is_metric else first["criterion__direction"]) == "benefit",
        any(row["is_cited"] for row in rows), tuple(rows), of_scale, words,
    )  # fmt: skip


def claims_by_id(ids: Collection[int]) -> dict[int, ClaimView]:
    """Claims as pages write them, with their places; one query."""
    if not ids:
        return {}
    rows = Claim.objects.filter(pk__in=ids).select_related(
        "source", "framework", "measured_on", "related", "metric", "criterion"
    )
    return {row.pk: claim_view(row) for row in rows}

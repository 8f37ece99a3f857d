"""What the pages read beside the matrix: one query each, whatever the size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Value
from django.db.models.functions import Coalesce

from decision.problems import NotThere
from frameworks.models import Claim

from ..loading import LoadedMatrix, reasons_as_of
from ..models import Decision, Score
from .context import Header
from .lines import Feature


def header_of(decision_id: int) -> Header:
    """Title line, description and team of a decision."""
    row = (
        Decision.objects.filter(pk=decision_id)
        .values_list("question", "description", Coalesce("team__name", Value("")), "updated_at")
        .first()
    )
    if row is None:
        raise NotThere("This decision is gone.")
    return Header(*row)


def rationales_of(decision_id: int) -> dict[int, str]:
    """Why each score is what it is, by score id; scores without words are left out."""
    return dict(
        Score.objects.filter(decision=decision_id).exclude(rationale="").values_list("id", "rationale")
    )


def features_of(loaded: LoadedMatrix) -> dict[str, tuple[Feature, ...]]:
    """By criterion, the features that documents name beneath it and what they say of each alternative."""
    order = [row.key for row in loaded.alternatives]
    claims = (
        Claim.objects.evidence()
        .filter(
            kind=Claim.Kind.FEATURE,
            criterion__parent__slug__in=[row.key for row in loaded.leaves],
            framework__slug__in=order,
        )
        .order_by("id")
        .values_list("criterion__parent__slug", "criterion__name", "framework__slug", "text")
    )
    found: dict[str, dict[str, dict[str, str]]] = {}
    for parent, name, framework, text in claims:
        said = found.setdefault(parent, {}).setdefault(name, {})
        said[framework] = f"{said[framework]}; {text}" if framework in said else text
    return {
        parent: tuple(
            Feature(name, tuple(said.get(key, "") for key in order)) for name, said in names.items()
        )
        for parent, names in found.items()
    }


@dataclass(frozen=True, slots=True)
class StoredScore:
    """A score with everything behind it; claims come with their source and frameworks."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    confidence: str | None
    rationale: str
    rule: str
    claims: tuple[Claim, ...]


def score_of(loaded: LoadedMatrix, criterion: str, framework: str) -> StoredScore | None:
    """The stored score of one cell, None where it is missing; two queries.

    Raises `NotThere` when there is no such cell.
    """
    leaves = {row.key for row in loaded.leaves}
    if criterion not in leaves or framework not in {row.key for row in loaded.alternatives}:
        raise NotThere("This decision has no such cell.")
    behind = loaded.cells.get((framework, criterion))
    if behind is None:
        return None
    claims = Claim.objects.select_related(
        "source", "framework", "measured_on", "metric", "criterion"
    ).order_by("id")
    if loaded.is_past:
        rationale, cited = reasons_as_of(loaded.decision_id, loaded.revision, behind.id)
        cell = loaded.values[framework, criterion]
        return StoredScore(
            cell.value, cell.low, cell.high, behind.confidence, rationale, behind.rule,
            tuple(claims.filter(pk__in=cited)),
        )  # fmt: skip
    counted = claims.filter(status__in=Claim.EVIDENCE)
    row = Score.objects.filter(pk=behind.id).prefetch_related(Prefetch("claims", counted)).first()
    if row is None:
        return None
    return StoredScore(
        row.value, row.low, row.high, row.confidence, row.rationale, row.rule, tuple(row.claims.all())
    )


def measured_beside(loaded: LoadedMatrix, metric_ids: frozenset[int]) -> Mapping[str, tuple[Claim, ...]]:
    """The figures of these metrics by alternative: measurements last, after mere mentions, and the newest last."""
    found: dict[str, list[Claim]] = {}
    rows = (
        Claim.objects.evidence()
        .filter(
            metric__in=metric_ids,
            number__isnull=False,
            framework__slug__in=[row.key for row in loaded.alternatives],
        )
        .select_related("framework", "metric")
        .order_by("as_of", "id")
    )
    for claim in sorted(rows, key=lambda claim: claim.kind == Claim.Kind.MEASUREMENT):
        assert claim.framework is not None
        found.setdefault(claim.framework.slug, []).append(claim)
    return {key: tuple(claims) for key, claims in found.items()}

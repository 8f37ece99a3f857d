"""What the pages read beside the matrix: one query each, whatever the size."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Coalesce

from decision.problems import NotThere
from frameworks.models import Claim, Source

from ..loading import CellRow, LoadedMatrix, reasons_as_of
from ..loading.figures import care
from ..models import Decision, Score
from .context import Header
from .lines import Feature

Beside = Mapping[str, tuple[Claim, ...]]
BESIDE_A_CLAIM = ("source", "framework", "measured_on", "metric", "criterion")


def header_of(decision_id: int, without: Collection[str] = ()) -> Header:
    """Title line, description and team of a decision, and the titles of sources left out; one more query for these."""
    row = (
        Decision.objects.filter(pk=decision_id)
        .values_list("question", "description", Coalesce("team__name", Value("")), "updated_at")
        .first()
    )
    if row is None:
        raise NotThere("This decision is gone.")
    titles = Source.objects.filter(slug__in=without).values_list("slug", "title") if without else ()
    return replace(Header(*row), titles=dict(titles))


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


def past_score_of(loaded: LoadedMatrix, criterion: str, framework: str) -> StoredScore | None:
    """The score of one cell as it was at a past revision, None where it was missing; two queries.

    Raises `NotThere` when there was no such cell.
    """
    behind = cell_behind(loaded, criterion, framework)
    if behind is None:
        return None
    rationale, cited = reasons_as_of(loaded.decision_id, loaded.revision, behind.id)
    cell = loaded.values[framework, criterion]
    claims = Claim.objects.select_related(*BESIDE_A_CLAIM).order_by("id").filter(pk__in=cited)
    return StoredScore(
        cell.value, cell.low, cell.high, behind.confidence, rationale, behind.rule, tuple(claims)
    )


def cell_behind(loaded: LoadedMatrix, criterion: str, framework: str) -> CellRow | None:
    """What stands behind a cell, None where the score is missing. Raises `NotThere` when there is no such cell."""
    leaves = {row.key for row in loaded.leaves}
    if criterion not in leaves or framework not in {row.key for row in loaded.alternatives}:
        raise NotThere("This decision has no such cell.")
    return loaded.cells.get((framework, criterion))


def cited_and_beside(loaded: LoadedMatrix, score: int) -> tuple[tuple[Claim, ...], Beside]:
    """The claims that a score cites, and everybody's figures on the metrics that they measure; one query."""
    through = Score.claims.through.objects.filter(score=score)
    cited = through.values("claim_id")
    metrics = Claim.objects.filter(pk__in=cited, metric__isnull=False, number__isnull=False).values(
        "metric_id"
    )
    figures = Claim.objects.filter(
        metric__in=metrics, number__isnull=False, framework__slug__in=[row.key for row in loaded.alternatives]
    )
    rows = list(
        Claim.objects.evidence()
        .filter(pk__in=cited.union(figures.order_by().values("pk")))
        .annotate(is_cited=Exists(through.filter(claim=OuterRef("pk"))))
        .select_related(*BESIDE_A_CLAIM)
        .order_by("id")
    )
    mine = tuple(claim for claim in rows if getattr(claim, "is_cited", False))
    on = {claim.metric_id for claim in mine if claim.number is not None}
    beside = [claim for claim in rows if claim.metric_id in on and claim.number is not None]
    there = {row.key for row in loaded.alternatives}
    return mine, _by_alternative([one for one in beside if one.framework and one.framework.slug in there])


def figures_beside(loaded: LoadedMatrix, score: StoredScore | None) -> Beside:
    """The figures of all alternatives on the metrics that the claims of a score measure; one query at most."""
    on = {claim.metric_id for claim in (score.claims if score else ()) if claim.number is not None}
    metrics = frozenset(key for key in on if key is not None)
    return measured_beside(loaded, metrics) if metrics else {}


def measured_beside(loaded: LoadedMatrix, metric_ids: frozenset[int]) -> Beside:
    """The figures of these metrics by alternative: mere mentions first, and last the one that must-haves go by."""
    rows = (
        Claim.objects.evidence()
        .filter(
            metric__in=metric_ids,
            number__isnull=False,
            framework__slug__in=[row.key for row in loaded.alternatives],
        )
        .select_related("framework", "metric")
    )
    return _by_alternative(rows)


def _by_alternative(rows: Iterable[Claim]) -> Beside:
    found: dict[str, list[Claim]] = {}
    for claim in sorted(rows, key=_weight_of_figure):
        assert claim.framework is not None
        found.setdefault(claim.framework.slug, []).append(claim)
    return {key: tuple(claims) for key, claims in found.items()}


def _weight_of_figure(claim: Claim) -> tuple[bool, bool, str, int, int]:
    is_figure = claim.kind in (Claim.Kind.MEASUREMENT, Claim.Kind.STATISTIC)
    dated = claim.as_of.isoformat() if claim.as_of else ""
    row = {"status": claim.status, "as_of": dated, "qualifier": claim.qualifier, "id": claim.pk}
    return is_figure, *care(row)

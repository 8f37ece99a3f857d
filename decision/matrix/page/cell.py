"""What stands behind one score: value, rule, rationale, every cited claim, and figures of the others beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from decision.problems import Refused
from frameworks.claims import ClaimView, claim_view, figure_text
from frameworks.models import Claim, Confidence

from ..forms import WhatIf
from ..loading import CriterionRow, LoadedMatrix
from ..models import Score
from .bars import slot_of
from .cell_form import CellForm, cell_form
from .context import scene_of
from .meanwhile import Other
from .numbers import percent_text, place, short, two_decimals
from .reading import Beside, StoredScore
from .scene import Scene, path_of

MOST_METRICS = 4
PRINTED_AT_MOST = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One alternative's figure on a metric, its bar and its score."""

    name: str
    shape: int
    is_this: bool
    width: str
    text: str
    given: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric that a cited claim measures, for every alternative that has a figure."""

    name: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The cell above or below in the same column."""

    href: str
    name: str


@dataclass(frozen=True, slots=True)
class CellPage:
    """The evidence of one score."""

    slug: str
    title: str
    back: str
    action: str
    query: str
    revision: int
    criterion: str
    criterion_name: str
    question: str
    criterion_href: str
    number: int
    slot: int
    framework: str
    name: str
    framework_href: str
    shape: int
    is_lead: bool
    value: str
    raw: str
    unit: str
    low: str
    high: str
    step: str
    low_label: str
    high_label: str
    range: str
    adds: str
    sum: str
    total: str
    standing: str
    confidence: str
    level: int
    rule: str
    rationale: str
    claims: tuple[ClaimView, ...]
    measured: tuple[Measured, ...]
    above: Neighbour | None
    below: Neighbour | None
    can_edit: bool
    form: CellForm
    levels: tuple[tuple[str, str, int], ...]


LEVELS: dict[str, int] = {Confidence.LOW: 1, Confidence.MEDIUM: 2, Confidence.HIGH: 3}
RULES = {
    Score.Rule.JUDGED: "Judged from the claims below.",
    Score.Rule.RATING_LEVEL: "The document’s word, at its level on the scale.",
    Score.Rule.MEASURED: "Measured; a value function with fixed anchors makes the score.",
}


def cell_page(
    loaded: LoadedMatrix, what_if: WhatIf, score: StoredScore | None, *, criterion: str, framework: str,
    can_edit: bool, beside: Beside, typed: Mapping[str, str], problem: Refused | None = None,
    other: Other | None = None,
) -> CellPage:  # fmt: skip
    """The page of one cell; `beside` holds the figures of all alternatives on the metrics that its claims measure."""
    scene = scene_of(loaded, what_if)
    row = next(one for one in loaded.leaves if one.key == criterion)
    option = next(one for one in loaded.alternatives if one.key == framework)
    standing = next(one for one in scene.everybody() if one.alternative == framework)
    number = [one.key for one in loaded.leaves].index(criterion) + 1
    contribution, share = standing.contributions[criterion], scene.ranking.shares[criterion]
    value = _value(loaded, row, framework) if score else None
    query = f"?{what_if.query}" if what_if.query else ""
    return CellPage(
        slug=loaded.slug, title=loaded.title, back=f"{path_of(loaded)}{query}",
        action=_href(loaded, criterion, framework, query), query=what_if.query, revision=loaded.revision,
        criterion=criterion, criterion_name=row.name, question=row.question,
        criterion_href=reverse("criterion-detail", args=[criterion]), number=number, slot=slot_of(number),
        framework=framework, name=option.label, framework_href=reverse("framework-detail", args=[framework]),
        shape=scene.shape(framework), is_lead=framework == scene.leader,
        value=_shown(row, value) if value is not None else "",
        raw=short(score.value, 4) if score else "", unit=row.unit if row.is_measured else "",
        low=short(row.low), high=short(row.high), step="any" if row.is_measured else "0.5",
        low_label=row.low_label, high_label=row.high_label, range=_range(score),
        adds=two_decimals(contribution) if contribution is not None else "",
        sum=f"{_shown(row, value)}\u00a0×\u00a0{percent_text(share * 100)}" if value is not None else "",
        total=two_decimals(standing.total), standing=_place_in_row(scene, row, framework),
        confidence=score.confidence or "" if score else "", level=LEVELS.get(score.confidence or "", 0) if score else 0,
        rule=RULES[Score.Rule(score.rule)] if score else "", rationale=score.rationale if score else "",
        claims=tuple(claim_view(claim) for claim in score.claims) if score else (),
        measured=_measured(scene, row, framework, score, beside), above=_neighbour(loaded, row, option.key, -1, query),
        below=_neighbour(loaded, row, option.key, 1, query), can_edit=can_edit,
        form=cell_form(score, typed, problem, other, row.unit if row.is_measured else ""),
        levels=tuple((value, label.capitalize(), LEVELS[Confidence(value)]) for value, label in Confidence.choices),
    )  # fmt: skip


def _shown(row: CriterionRow, value: Decimal) -> str:
    """A score as the matrix writes it: measured ones with two decimals, so that they align."""
    return two_decimals(value) if row.is_measured else short(value)


def _href(loaded: LoadedMatrix, criterion: str, framework: str, query: str) -> str:
    return f"{path_of(loaded)}cells/{criterion}/{framework}/{query}"


def _value(loaded: LoadedMatrix, row: CriterionRow, framework: str) -> Decimal:
    column = [one.key for one in loaded.leaves].index(row.key)
    line = [one.key for one in loaded.alternatives].index(framework)
    return Decimal(str(round(float(loaded.matrix.prepared.floats[line, column]), 4)))


def _range(score: StoredScore | None) -> str:
    if score is None or (score.low is None and score.high is None):
        return ""
    low = score.value if score.low is None else score.low
    high = score.value if score.high is None else score.high
    return f"{short(low)} to {short(high)}"


def _place_in_row(scene: Scene, row: CriterionRow, framework: str) -> str:
    """`the highest in the row`, `the lowest in the row` or nothing."""
    loaded = scene.loaded
    values = {
        one.key: _value(loaded, row, one.key)
        for one in loaded.alternatives
        if (one.key, row.key) in loaded.values
    }
    if framework not in values or len(set(values.values())) < 2:
        return ""
    if values[framework] == max(values.values()):
        return "the highest in the row"
    return "the lowest in the row" if values[framework] == min(values.values()) else ""


def _neighbour(
    loaded: LoadedMatrix, row: CriterionRow, framework: str, step: int, query: str
) -> Neighbour | None:
    leaves = loaded.leaves
    at = [one.key for one in leaves].index(row.key) + step
    if not 0 <= at < len(leaves):
        return None
    return Neighbour(
        _href(loaded, leaves[at].key, framework, query), f"{loaded.labels[framework]}, {leaves[at].name}"
    )


def _measured(
    scene: Scene, row: CriterionRow, framework: str, score: StoredScore | None, beside: Beside
) -> tuple[Measured, ...]:
    metrics = {
        claim.metric.pk: claim.metric
        for claim in (score.claims if score else ())
        if claim.metric and claim.number is not None
    }
    found = []
    for key, metric in list(metrics.items())[:MOST_METRICS]:
        figures = {
            name: claims[-1]
            for name, all_of in beside.items()
            if (claims := [c for c in all_of if c.metric_id == key])
        }
        if len(figures) < 2:
            continue
        rows = _rows(scene, row, framework, figures)
        better = "more is better" if metric.direction == "benefit" else "less is better"
        unit = f"{metric.unit}, " if metric.unit else ""
        found.append(Measured(metric.name, f"{unit}{better}", rows))
    return tuple(found)


def _rows(scene: Scene, row: CriterionRow, framework: str, figures: Mapping[str, Claim]) -> tuple[Row, ...]:
    top = max((claim.number or Decimal(0) for claim in figures.values()), default=Decimal(1)) or Decimal(1)
    ordered = sorted(figures.items(), key=lambda item: -(item[1].number or Decimal(0)))
    found = []
    for key, claim in ordered:
        given = scene.loaded.values.get((key, row.key))
        found.append(
            Row(
                name=scene.loaded.labels[key],
                shape=scene.shape(key),
                is_this=key == framework,
                width=place(max(float((claim.number or 0) / top) * 100, 0)),
                text=claim.text if 0 < len(claim.text) <= PRINTED_AT_MOST else figure_text(claim),
                given=_shown(row, _value(scene.loaded, row, key)) if given else "–",
            )  # fmt: skip
        )
    return tuple(found)

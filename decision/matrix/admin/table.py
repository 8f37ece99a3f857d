"""The grid as rows for the template: inputs with what was typed and what is wrong, shares, totals, ranks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from decision import engine
from decision.typed import plain

from ..loading import AlternativeRow, CriterionRow, LoadedMatrix
from .grid import Grid, confidences, is_detailed

HUNDRED = Decimal(100)
SHORT = {"low": "low", "medium": "med.", "high": "high"}


@dataclass(frozen=True, slots=True)
class Input:
    """One input of the grid."""

    name: str
    text: str
    was: str
    label: str
    error: str = ""
    theirs: str | None = None


@dataclass(frozen=True, slots=True)
class CellView:
    """One score: its inputs and the way to its own page."""

    value: Input
    details: tuple[Input, ...]
    confidence: Input | None
    summary: str
    is_open: bool
    page: str
    claim_count: int
    has_remarks: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """One criterion: points, share, and its cells; a group has none."""

    row: CriterionRow
    depth: int
    points: Input
    share: str
    scale: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class TotalView:
    """The foot of one column."""

    label: str
    total: str
    span: str
    rank: str
    is_leader: bool
    published: Input
    difference: str


@dataclass(frozen=True, slots=True)
class TableView:
    """All that the grid's template shows."""

    rows: tuple[RowView, ...]
    totals: tuple[TotalView, ...]
    note: str
    is_detailed: bool
    confidences: list[tuple[str, str]]
    conflict_count: int


def table_of(grid: Grid) -> TableView:
    """The whole grid as the page shows it; totals are those of the stored matrix."""
    ranking, note = _ranked(grid.loaded)
    return TableView(
        rows=tuple(_rows(grid, ranking)),
        totals=tuple(_total(grid, option, ranking) for option in grid.loaded.alternatives),
        note=note,
        is_detailed=is_detailed(grid.loaded),
        confidences=confidences(),
        conflict_count=len(grid.conflicts),
    )


def _ranked(loaded: LoadedMatrix) -> tuple[engine.Ranking | None, str]:
    if not loaded.alternatives or not loaded.criteria:
        return None, "Add alternatives and criteria below; the matrix appears once both are there."
    try:
        ranking = engine.rank(loaded.matrix, labels=loaded.labels)
    except engine.EngineError as error:
        return None, str(error)
    return ranking, ranking.recommendation.summary


def _rows(grid: Grid, ranking: engine.Ranking | None) -> Iterator[RowView]:
    """The criteria as a tree: each group is followed by what stands beneath it."""
    beneath: dict[str | None, list[CriterionRow]] = {}
    for row in grid.loaded.criteria:
        beneath.setdefault(row.parent, []).append(row)
    waiting = [(row, 0) for row in reversed(beneath.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        yield _row(grid, row, depth, ranking)
        waiting += [(child, depth + 1) for child in reversed(beneath.get(row.key, []))]


def _row(grid: Grid, row: CriterionRow, depth: int, ranking: engine.Ranking | None) -> RowView:
    share = f"{ranking.node_shares[row.key] * HUNDRED:.1f} %" if ranking else "—"
    scale = f"{plain(row.low)} to {plain(row.high)} {row.unit if row.is_measured else ''}".strip()
    scores = reverse("admin:matrix_score_changelist")
    cells = (
        () if row.is_group else tuple(_cell(grid, option, row, scores) for option in grid.loaded.alternatives)
    )
    return RowView(row, depth, _input(grid, f"p-{row.id}", f"Points of {row.name}"), share, scale, cells)


def _cell(grid: Grid, option: AlternativeRow, leaf: CriterionRow, scores: str) -> CellView:
    place, label = f"{option.id}-{leaf.id}", f"{leaf.name}, {option.label}"
    stored = grid.loaded.cells.get((option.key, leaf.key))
    value = _input(grid, f"v-{place}", label)
    details: tuple[Input, ...] = ()
    confidence = None
    if f"c-{place}" in grid.stored:
        details = (
            _input(grid, f"l-{place}", f"{label}: low end"),
            _input(grid, f"h-{place}", f"{label}: high end"),
        )
        confidence = _input(grid, f"c-{place}", f"{label}: confidence")
    return CellView(
        value=value, details=details, confidence=confidence, summary=_summary(details, confidence),
        is_open=any(part.error or part.theirs is not None for part in (*details, confidence) if part),
        page=f"{scores}{stored.id}/change/" if stored else "",
        claim_count=stored.claim_count if stored else 0,
        has_remarks=bool(value.error) or value.theirs is not None,
    )  # fmt: skip


def _summary(details: tuple[Input, ...], confidence: Input | None) -> str:
    """What a closed cell tells: its range, else its confidence."""
    low, high = (part.text for part in details) if details else ("", "")
    if low or high:
        return f"{low or '…'}–{high or '…'}"
    return SHORT.get(confidence.text, "") if confidence else ""


def _total(grid: Grid, option: AlternativeRow, ranking: engine.Ranking | None) -> TotalView:
    published = _input(grid, f"t-{option.id}", f"Published total of {option.label}")
    standing = _standing(option, ranking)
    if ranking is None or standing is None:
        return TotalView(option.label, "—", "", "—", False, published, "")
    difference = "" if option.published_total is None else f"{standing.total - option.published_total:+.2f}"
    return TotalView(
        label=option.label,
        total=f"{standing.total:.2f}",
        span=f"{standing.low:.2f}–{standing.high:.2f}" if standing.low != standing.high else "",
        rank="out" if standing.rank is None else f"{standing.rank}{'=' if standing.tied else ''}",
        is_leader=standing.rank == 1,
        published=published,
        difference=difference,
    )


def _standing(option: AlternativeRow, ranking: engine.Ranking | None) -> engine.Standing | None:
    every = (*ranking.standings, *ranking.excluded) if ranking else ()
    return next((standing for standing in every if standing.alternative == option.key), None)


def _input(grid: Grid, name: str, label: str) -> Input:
    return Input(
        name,
        grid.typed[name],
        grid.opened.get(name, ""),
        label,
        grid.errors.get(name, ""),
        grid.conflicts.get(name),
    )

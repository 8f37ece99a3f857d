"""Ranking a table of the caller's own: by weighted sum here, by other methods beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum

from decision.engine.errors import NotNormalizable, pointer
from decision.engine.exact import DECIMALS, competition_ranks, decimals_of, rounded, scaled
from decision.engine.method_table import check_preferences, rank_by_method
from decision.engine.methods.options import read_options
from decision.engine.normalization import Normalization, Unscalable, by_max, by_sum, by_vector, minmax
from decision.engine.places import ranks_within_tolerance
from decision.engine.table import (
    TableAnswer,
    TableCriterion,
    TableRequest,
    TableRow,
)
from decision.engine.table_checks import check_method, check_table
from decision.engine.table_flags import flags
from decision.engine.values import Direction


def rank_table(request: TableRequest) -> TableAnswer:
    """Rank the alternatives of the request; the answer says which normalization was used.

    Under a weighted sum of `none` totals are compared exactly, in the decimals as written; otherwise with a tolerance
    of 1e-9 of the largest total. A missing score is an interval over its scale and ranks at its worst. Raises an
    EngineError with a pointer into the request for whatever cannot be computed.
    """
    kind = check_method(request)
    if request.method != "weighted_sum":
        return rank_by_method(request, kind)
    read_options(request.method, request.options)
    check_preferences(request)
    parts, whole = check_table(request, kind)
    table = _exact(request, parts, whole) if kind == "none" else _scaled(request, parts, whole, kind)
    return _answer(request, parts, whole, kind, table)


@dataclass(frozen=True, slots=True)
class _Table:
    """Computed numbers, a row per alternative; `contributions` are None where missing under a weight."""

    ranks: list[int]
    totals: list[float]
    lows: list[float]
    highs: list[float]
    contributions: list[list[float | None]]


def _exact(request: TableRequest, parts: list[int], whole: int) -> _Table:
    """Totals of values as they are, costs reflected on their scale, in scaled integers."""
    criteria = request.criteria
    decimals = decimals_of(x for row in request.scores for x in row if x is not None)
    decimals = max(decimals, decimals_of(end for criterion in criteria for end in criterion.scale or ()))
    unit = whole * 10**decimals
    columns = [_Column.of(criterion, part, decimals) for criterion, part in zip(criteria, parts, strict=True)]
    lows, highs, contributions = [], [], []
    for row in request.scores:
        cells = [column.products(x, decimals) for column, x in zip(columns, row, strict=True)]
        lows.append(sum(low for low, _ in cells))
        highs.append(sum(high for _, high in cells))
        contributions.append(
            [
                None if x is None and part else float(rounded(low, unit))
                for x, part, (low, _) in zip(row, parts, cells, strict=True)
            ]
        )
    at_worst, at_best = ([float(rounded(total, unit)) for total in totals] for totals in (lows, highs))
    return _Table(competition_ranks(lows), at_worst, at_worst, at_best, contributions)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column in scaled integers: its weight, its scale where it has one, and whether that is reflected."""

    part: int
    low: int
    high: int
    is_cost: bool

    @classmethod
    def of(cls, criterion: TableCriterion, part: int, decimals: int) -> _Column:
        low, high = criterion.scale or (Decimal(0), Decimal(0))
        return cls(part, scaled(low, decimals), scaled(high, decimals), criterion.direction is Direction.COST)

    def products(self, x: Decimal | None, decimals: int) -> tuple[int, int]:
        """Weight times value at worst and at best."""
        if x is None:
            return self.part * self.low, self.part * self.high
        value = scaled(x, decimals)
        product = self.part * (self.low + self.high - value if self.is_cost else value)
        return product, product


def _scaled(request: TableRequest, parts: list[int], whole: int, kind: str) -> _Table:
    """Totals of normalized values, as floats."""
    columns = [_normalized(request, j, kind) for j in range(len(request.criteria))]
    shares = [part / whole for part in parts]
    lows, highs, contributions = [], [], []
    for row in zip(*columns, strict=True):
        products = [None if x is None else share * x for share, x in zip(shares, row, strict=True)]
        open_ = fsum(share for share, x in zip(shares, row, strict=True) if x is None)
        low = fsum(x for x in products if x is not None)
        lows.append(low)
        highs.append(low + open_)
        contributions.append(
            [
                None if x is None and share else round(x or 0.0, DECIMALS)
                for x, share in zip(products, shares, strict=True)
            ]
        )
    at_worst, at_best = ([round(total, DECIMALS) for total in totals] for totals in (lows, highs))
    return _Table(ranks_within_tolerance(lows), at_worst, at_worst, at_best, contributions)


def _normalized(request: TableRequest, j: int, kind: str) -> Sequence[float | None]:
    criterion = request.criteria[j]
    raw = [row[j] for row in request.scores]
    known = [x for x in raw if x is not None]
    decimals = decimals_of([*known, *(criterion.scale or ())])
    column = [None if x is None else scaled(x, decimals) for x in raw]
    is_cost = criterion.direction is Direction.COST
    if kind == "minmax":
        ends = criterion.scale or ((min(known), max(known)) if known else (Decimal(0), Decimal(0)))
        return minmax(column, (scaled(ends[0], decimals), scaled(ends[1], decimals)), is_cost)
    complete = [0 if x is None else x for x in column]
    try:
        if kind == "vector":
            return by_vector(complete, is_cost)
        return by_max(complete, is_cost) if kind == "max" else by_sum(complete, is_cost)
    except Unscalable as error:
        name = request.alternatives[error.row]
        raise NotNormalizable(
            f"The score of {name} on {criterion.key} cannot be normalized by {kind}: {error.rule}",
            [(pointer("scores", error.row, j), error.rule)],
        ) from None


def _answer(
    request: TableRequest, parts: list[int], whole: int, kind: Normalization, table: _Table
) -> TableAnswer:
    keys = [criterion.key for criterion in request.criteria]
    rows = [
        TableRow(
            alternative=name,
            rank=table.ranks[i],
            tied=table.ranks.count(table.ranks[i]) > 1,
            total=table.totals[i],
            low=table.lows[i],
            high=table.highs[i],
            contributions=dict(zip(keys, table.contributions[i], strict=True)),
            missing=[key for key, x in zip(keys, request.scores[i], strict=True) if x is None],
        )
        for i, name in enumerate(request.alternatives)
    ]
    rows.sort(key=lambda row: (row.rank, row.alternative))
    return TableAnswer(
        method=request.method,
        normalization=kind,
        higher_is_better=True,
        weights={key: float(rounded(part, whole)) for key, part in zip(keys, parts, strict=True)},
        ranking=rows,
        flags=flags(request, kind),
    )

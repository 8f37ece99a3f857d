"""The totals as one share runs from 0 to 1, and who leads where: what a line chart draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from decision.engine.exact import as_decimal, rounded, units
from decision.engine.figures import Figures, figures
from decision.engine.matrix import Matrix
from decision.engine.robustness.criticality import Criticality, criticality
from decision.engine.sensitivity import CriterionFlips, criterion_flips

_ONE = Decimal(1)
_NONE = Decimal(0)
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One alternative's total at share 0, today and at share 1; a straight line between.

    `at_zero` is None where the criterion holds all the weight, since nothing else can be scaled up; `at_one` where
    nothing bounds a missing score.
    """

    alternative: str
    at_zero: Decimal | None
    today: Decimal
    at_one: Decimal | None


@dataclass(frozen=True, slots=True)
class LeadZone:
    """Between the shares `start` and `end` these lead (several where their scores are the same or tie all along)."""

    start: Decimal
    end: Decimal
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionLines:
    """One leaf: a line per ranked alternative, in order of rank; the zones of the leaders from 0 to 1; the nearest
    flips.

    The other criteria keep their ratios; `criticality` tells the same in parts of the criterion's own weight.
    `is_movable` is False where the criterion holds all the weight, or lacks scores that nothing bounds and so must
    weigh 0: then the one zone is the point of today's share.
    """

    criterion: str
    share: Decimal
    is_movable: bool
    lines: tuple[Line, ...]
    zones: tuple[LeadZone, ...]
    flips: CriterionFlips
    criticality: Criticality


def criterion_lines(
    matrix: Matrix, points: Mapping[str, Decimal] | None = None, criteria: Sequence[str] | None = None
) -> tuple[CriterionLines, ...]:
    """Lines and zones of these leaves (all by default), in listed order.

    What a must-have excludes has no line; missing scores count as in the ranking. Exact; O(m log m) per criterion.
    Raises as `rank`.
    """
    computed = figures(matrix, points)
    flips, critical = criterion_flips(matrix, computed), criticality(matrix, computed)
    unbounded = {j for _, j in matrix.prepared.unbounded}
    order = sorted(computed.ranked, key=lambda i: (computed.ranks[i], i))
    return tuple(
        _unmoved(matrix, computed, order, flips[k], critical[k])
        if k in unbounded or computed.weights.parts[k] == computed.weights.whole
        else _lines_of(matrix, computed, k, order, flips[k], critical[k])
        for k, leaf in enumerate(matrix.leaves)
        if criteria is None or leaf.key in criteria
    )


def _lines_of(
    matrix: Matrix,
    computed: Figures,
    k: int,
    order: Sequence[int],
    flips: CriterionFlips,
    critical: Criticality,
) -> CriterionLines:
    values, totals, weight = matrix.prepared.ranked, computed.totals, computed.weights.parts[k]
    rest, scale = computed.weights.whole - weight, 10**matrix.prepared.decimals
    lines = tuple(
        Line(
            matrix.alternatives[i],
            rounded(totals[i] - weight * values[i][k], rest * scale),
            as_decimal(units(totals[i], computed.unit)),
            as_decimal(units(values[i][k], scale)),
        )
        for i in order
    )
    rows = {i: (values[i][k], totals[i] - weight * values[i][k]) for i in order}
    return CriterionLines(
        flips.criterion, flips.share, True, lines, _zones(matrix, rows, rest), flips, critical
    )


def _unmoved(
    matrix: Matrix, computed: Figures, order: Sequence[int], flips: CriterionFlips, critical: Criticality
) -> CriterionLines:
    """A criterion that has to stay where it is, at all the weight or at none."""
    names, share = matrix.alternatives, flips.share
    today = {i: as_decimal(units(computed.totals[i], computed.unit)) for i in order}
    lines = tuple(
        Line(names[i], None if share else today[i], today[i], today[i] if share else None) for i in order
    )
    leaders = tuple(names[i] for i in computed.leaders())
    zones = (LeadZone(share, share, leaders),) if leaders else ()
    return CriterionLines(flips.criterion, share, False, lines, zones, flips, critical)


def _zones(matrix: Matrix, rows: Mapping[int, Point], rest: int) -> tuple[LeadZone, ...]:
    """The upper envelope of y + u x for u from 0 up, where u = t rest / (1 - t) and t is the share."""
    ids: dict[Point, list[int]] = {}
    for i, point in rows.items():
        ids.setdefault(point, []).append(i)
    if not ids:
        return ()
    hull = _envelope(list(ids))
    starts = [_NONE, *(_crossing(a, b, rest) for a, b in pairwise(hull))]
    return tuple(
        LeadZone(start, end, tuple(matrix.alternatives[i] for i in sorted(ids[point])))
        for point, start, end in zip(hull, starts, [*starts[1:], _ONE], strict=True)
    )


def _crossing(a: Point, b: Point, rest: int) -> Decimal:
    """The share at which b, steeper, meets a."""
    lead, slope = a[1] - b[1], b[0] - a[0]
    return rounded(lead, lead + slope * rest)


def _envelope(points: list[Point]) -> list[Point]:
    """The points (x, y) that alone maximise y + u x over some stretch of u > 0, by rising u."""
    hull: list[Point] = []
    for point in sorted(points, key=lambda p: (p[1], p[0]), reverse=True):
        if hull and point[0] <= hull[-1][0]:
            continue
        while len(hull) > 1 and _is_idle(hull[-2], hull[-1], point):
            hull.pop()
        hull.append(point)
    return hull


def _is_idle(a: Point, b: Point, c: Point) -> bool:
    """Whether c passes a no later than b does."""
    return (a[1] - c[1]) * (b[0] - a[0]) <= (a[1] - b[1]) * (c[0] - a[0])

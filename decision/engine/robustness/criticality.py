"""How critical each criterion is: by what part of its own weight, the others unchanged, until two change places.

The measures of Triantaphyllou & Sánchez 1997 (Decision Sciences 28, 151–194). Only ratios of weights matter to an
order, so that changing one weight and leaving the others says the same as moving one share in proportion; this is
that flip, told in percent of the criterion's own weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from decision.engine.exact import rounded
from decision.engine.figures import Figures
from decision.engine.matrix import Matrix

Rows = Sequence[int]


@dataclass(frozen=True, slots=True)
class Change:
    """With its weight changed by this part of it (-0.25: a quarter less, 1: twice as much), `rising` draws level with
    `falling`, which is ahead of it today."""

    part: Decimal
    falling: str
    rising: str


@dataclass(frozen=True, slots=True)
class Criticality:
    """The least change of one weight that brings anybody level with the leader (`top`, the measure "percent-top"), and
    that makes any two change places (`any`, "percent-any"). None where no change of this weight does; no `top` under a
    tie for first, neither for a criterion that weighs nothing or everything."""

    top: Change | None
    any: Change | None


def criticality(matrix: Matrix, computed: Figures) -> tuple[Criticality, ...]:
    """For every leaf, over the alternatives that no must-have excludes; missing scores count as in the ranking.

    Exact. Of all that change places, the nearest are neighbours in the order or tied with one, so that O(m log m + mn)
    does. Equal totals are no change of places.
    """
    totals = computed.totals
    order = sorted(computed.ranked, key=lambda i: (-totals[i], i))
    tied = _groups(order, totals)
    first = [([order[0]], [i]) for i in order[1:]] if tied and len(tied[0]) == 1 else []
    neighbours = list(pairwise(tied))
    return tuple(
        Criticality(_nearest(matrix, computed, k, first), _nearest(matrix, computed, k, neighbours))
        for k in range(len(matrix.leaves))
    )


def _groups(order: Rows, totals: Sequence[int]) -> list[list[int]]:
    """Rows of equal totals together, the highest first."""
    found: list[list[int]] = []
    for i in order:
        if found and totals[found[-1][0]] == totals[i]:
            found[-1].append(i)
        else:
            found.append([i])
    return found


def _nearest(matrix: Matrix, computed: Figures, k: int, pairs: Iterable[tuple[Rows, Rows]]) -> Change | None:
    """The least change of weight k that brings one of a lower group level with one of the higher, of all pairs of
    groups: the gap of their totals over the difference of their values, at most all of the weight when it falls."""
    part, whole = computed.weights.parts[k], computed.weights.whole
    if not part or part == whole:
        return None
    values, totals = [row[k] for row in matrix.prepared.ranked], computed.totals
    best = None  # gap and slope, whose ratio is the least, and the rows
    for higher, lower in pairs:
        gap = totals[higher[0]] - totals[lower[0]]
        for falling, rising in _extremes(higher, lower, values):
            slope = values[falling] - values[rising]
            if not slope or (slope > 0 and gap > slope * part):
                continue
            if best is None or gap * abs(best[1]) < best[0] * abs(slope):
                best = gap, slope, falling, rising
    if best is None:
        return None
    gap, slope, falling, rising = best
    change = rounded(gap, part * abs(slope))
    return Change(-change if slope > 0 else change, matrix.alternatives[falling], matrix.alternatives[rising])


def _extremes(higher: Rows, lower: Rows, values: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Who of each group meets first when the weight falls, and when it grows."""
    if len(higher) == len(lower) == 1:
        return [(higher[0], lower[0])]
    by_value = values.__getitem__
    return [
        (max(higher, key=by_value), min(lower, key=by_value)),
        (min(higher, key=by_value), max(lower, key=by_value)),
    ]

"""How far one weight at a time may move before another alternative leads.

The share of criterion k goes to t and the others keep their ratios, so every total is a line in t (Mareschal
1988).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from decision.engine.exact import as_decimal, rounded, units
from decision.engine.figures import Figures, figures
from decision.engine.matrix import Matrix

_ONE = Decimal(1)
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Flip:
    """Past the share `at` (0 to 1, 10 decimals) `winner` leads."""

    at: Decimal
    winner: str


@dataclass(frozen=True, slots=True)
class CriterionFlips:
    """Where the leader changes as this leaf's share rises or falls; a tie reached only at 0 or 1 is no flip.

    A criterion that holds all the weight cannot move, since nothing else can be scaled: stable from 1 to 1. Nor can one
    that lacks scores which nothing bounds: it has to weigh 0.
    """

    criterion: str
    share: Decimal
    stable_from: Decimal
    stable_to: Decimal
    up: Flip | None
    down: Flip | None


class NamedFlip(NamedTuple):
    """`winner` would lead if the criterion's share went from `share` past `at`, both kept in whole 10^-10."""

    criterion: str
    share_units: int
    at_units: int
    rising: bool
    winner: str

    @property
    def share(self) -> Decimal:
        """Today's share with 10 decimals."""
        return as_decimal(self.share_units)

    @property
    def at(self) -> Decimal:
        """The share past which the winner changes, with 10 decimals."""
        return as_decimal(self.at_units)

    @property
    def distance(self) -> Decimal:
        """How far the share has to move."""
        return abs(self.at - self.share)


def flips(matrix: Matrix, points: Mapping[str, Decimal] | None = None) -> tuple[CriterionFlips, ...]:
    """For each leaf the nearest shares above and below today's at which the leader changes, exactly.

    Gates count (the excluded cannot lead), missing scores count as in the ranking. Under a tie the first listed
    of the leaders is taken, and what passes it at once flips at today's share. O(mn). Raises as `rank`.
    """
    return criterion_flips(matrix, figures(matrix, points))


def never_leading(matrix: Matrix, computed: Figures, nearest: Sequence[NamedFlip]) -> list[int]:
    """Rows of the ranked that lead, alone or tied, nowhere as one share at a time runs between 0 and 1 (ends left out).

    `nearest` are the flips: where a criterion has none, the leader leads all along. O(n m log m).
    """
    values, totals, parts = matrix.prepared.ranked, computed.totals, computed.weights.parts
    leading = {flip.winner for flip in nearest}
    rest = [i for i in computed.ranked if computed.ranks[i] != 1 and matrix.alternatives[i] not in leading]
    moving = {flip.criterion for flip in nearest}
    for k, key in enumerate(matrix.tree.keys):
        if rest and key in moving:
            weight = parts[k]
            able = _upper_hull(
                [(values[i][k], totals[i] - weight * values[i][k], i) for i in computed.ranked]
            )
            rest = [i for i in rest if i not in able]
    return rest


def criterion_flips(matrix: Matrix, computed: Figures) -> tuple[CriterionFlips, ...]:
    """As `flips`, from figures already computed."""
    return flips_along(_lines_of(matrix, computed), computed.leaders())


def _lines_of(matrix: Matrix, computed: Figures) -> Lines:
    return Lines(
        alternatives=matrix.alternatives,
        keys=matrix.tree.keys,
        parts=computed.weights.parts,
        whole=computed.weights.whole,
        values=matrix.prepared.ranked,
        totals=computed.totals,
        ranked=computed.ranked,
        fixed=frozenset(j for _, j in matrix.prepared.unbounded),
    )


@dataclass(frozen=True, slots=True)
class Lines:
    """Weights that share one whole, and what each is worth: total of row i = sum of parts x values / whole.

    `fixed` are those that have to stay 0.
    """

    alternatives: Sequence[str]
    keys: Sequence[str]
    parts: Sequence[int]
    whole: int
    values: Sequence[Sequence[int]]
    totals: Sequence[int]
    ranked: Sequence[int]
    fixed: Collection[int] = ()


def flips_along(lines: Lines, leaders: Sequence[int]) -> tuple[CriterionFlips, ...]:
    """The flips of the first of the leaders, weight by weight."""
    return tuple(_flips_of(lines, leaders[:1], k) for k in range(len(lines.keys)))


def nearest_flips(matrix: Matrix, computed: Figures) -> list[NamedFlip]:
    """The flips of all criteria, the nearest to today's share first.

    Counted in whole 10^-10 throughout, since every ranking asks.
    """
    lines = _lines_of(matrix, computed)
    found: list[tuple[int, int, int, int, int, bool, int]] = []
    for leader in computed.leaders()[:1]:
        for k, weight in enumerate(lines.parts):
            rest = lines.whole - weight
            if not rest or k in lines.fixed:
                continue
            share = units(weight, lines.whole)
            for crossing, rising in zip(_crossings(lines, leader, k), (True, False), strict=True):
                if crossing:
                    others, slope, i = crossing
                    at = units(others, others + slope * rest)
                    found.append((abs(at - share), len(found), k, share, at, rising, i))
    found.sort()
    return [
        NamedFlip(lines.keys[k], share, at, rising, lines.alternatives[i])
        for _, _, k, share, at, rising, i in found
    ]


def _flips_of(lines: Lines, leaders: Sequence[int], k: int) -> CriterionFlips:
    weight, rest = lines.parts[k], lines.whole - lines.parts[k]
    key, share = lines.keys[k], rounded(weight, lines.whole or 1)
    if not rest or k in lines.fixed:
        return CriterionFlips(key, share, share, share, None, None)
    up = down = None
    for leader in leaders:
        rising, falling = _crossings(lines, leader, k)
        if rising:
            others, slope, i = rising
            up = Flip(rounded(others, others + slope * rest), lines.alternatives[i])
        if falling:
            others, slope, i = falling
            down = Flip(rounded(others, others + slope * rest), lines.alternatives[i])
    return CriterionFlips(key, share, down.at if down else _NONE, up.at if up else _ONE, up, down)


Crossing = tuple[int, int, int]
"""Lead without criterion k, difference on k (both made positive), and the row of the rival."""


def _crossings(lines: Lines, leader: int, k: int) -> tuple[Crossing | None, Crossing | None]:
    """The rivals whose lines meet the leader's first above and below today's share.

    Lead of the leader at share t: t d + (1 - t) r / rest, with d its lead on k and r its weighted lead
    without k; the line meets 0 at r / (r - d rest). That is nearest above where r / -d is least, nearest
    below where -r / d is greatest; of rivals met at the same place the steepest leads after it.
    """
    values, totals = lines.values, lines.totals
    weight = lines.parts[k]
    mine, total = values[leader][k], totals[leader]
    up: Crossing | None = None
    down: Crossing | None = None
    for i in lines.ranked:
        d = mine - values[i][k]
        if not d:
            continue
        r = total - totals[i] - weight * d
        if d < 0:
            if up is None or (r * up[1], d) < (up[0] * -d, -up[1]):
                up = (r, -d, i)
        elif r < 0 and (down is None or (r * down[1], -d) < (-down[0] * d, -down[1])):
            down = (-r, d, i)
    return up, down


def _upper_hull(points: list[tuple[int, int, int]]) -> set[int]:
    """Ids of the points (x, y, id) that maximise y + s x for some s > 0 (Andrew's monotone chain)."""
    ids: dict[tuple[int, int], list[int]] = {}
    for x, y, i in points:
        ids.setdefault((x, y), []).append(i)
    hull: list[tuple[int, int]] = []
    for point in sorted(ids, reverse=True):
        if hull and point[1] <= hull[-1][1]:
            continue
        while len(hull) > 1 and _lies_below(hull[-2], hull[-1], point):
            hull.pop()
        hull.append(point)
    return {i for point in hull for i in ids[point]}


def _lies_below(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    """Whether b lies strictly below the line from a to c, which runs left and up."""
    return (b[0] - a[0]) * (c[1] - a[1]) < (b[1] - a[1]) * (c[0] - a[0])

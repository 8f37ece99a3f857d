"""Single scores that would tie first place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

import numpy as np

from decision.engine.entries import Criterion
from decision.engine.exact import as_decimal, units
from decision.engine.matrix import Matrix
from decision.engine.prepared import missing_bounds
from decision.engine.robustness.ground import Ground, ground
from decision.engine.robustness.inverse import Allowed


@dataclass(frozen=True, slots=True)
class ScoreFlip:
    """If the raw score of this cell went from `from_score` to `to_score`, `winner` would be level with the leader.

    `alternative` is whose score changes: the leader's falls in value, a rival's rises. `from_score` is None where it is
    missing (it counts as ranked). `effort` is the change of value as a part of the scale's width (None: open scale).
    """

    alternative: str
    criterion: str
    from_score: Decimal | None
    to_score: Decimal
    winner: str
    effort: Decimal | None


def score_flips(matrix: Matrix, points: Mapping[str, Decimal] | None = None) -> tuple[ScoreFlip, ...]:
    """Every cell whose change alone would tie first place, in raw units and inside the scale, the least effort first.

    None under a tie, and none that fails a must-have on the way. Where the exact score has more than 10 decimals it is
    rounded onwards, so that the rival is level or just ahead. O(mn). Raises as `rank`.
    """
    start = ground(matrix, points)
    rivals = start.rivals()
    if start.leader is None or not len(rivals):
        return ()
    second = int(rivals[np.argmax(start.totals[rivals])])
    if start.totals[second] == start.totals[start.leader]:
        return ()
    search = _Search.of(start, second)
    found = [flip for row in (start.leader, *rivals.tolist()) for flip in search.flips_of(row)]
    return tuple(sorted(found, key=lambda flip: (flip.effort is None, flip.effort or 0)))


@dataclass(frozen=True, slots=True)
class _Search:
    """What each leaf allows, and the ends of that in scaled values (None: open)."""

    start: Ground
    second: int
    scale: int
    allowed: list[Allowed]
    ends: list[tuple[int | Fraction | None, int | Fraction | None]]

    @classmethod
    def of(cls, start: Ground, second: int) -> Self:
        allowed = [Allowed.of(start.matrix, leaf) for leaf in start.matrix.leaves]
        scale = 10**start.matrix.prepared.decimals
        ends = [(_whole(low, scale), _whole(high, scale)) for low, high in (one.values() for one in allowed)]
        return cls(start, second, scale, allowed, ends)

    def flips_of(self, row: int) -> Iterator[ScoreFlip]:
        """The leader's scores fall until the second is level, a rival's rise until it is level with the leader."""
        matrix, leader = self.start.matrix, self.start.leader
        rising = row != leader
        gap = int(self.start.totals[leader] - self.start.totals[row if rising else self.second])
        winner = matrix.alternatives[row if rising else self.second]
        for j in self._within_reach(row, gap, rising):
            cell, leaf = matrix.cells[row][j], matrix.leaves[j]
            if cell is None and not rising:
                continue
            change = Fraction(gap, int(self.start.parts[j]) * self.scale)
            value = Fraction(int(self.start.values[row, j]), self.scale) + (change if rising else -change)
            now = None if cell is None else cell.value
            to = self.allowed[j].score(value, now, rising)
            if to is not None:
                yield ScoreFlip(matrix.alternatives[row], leaf.key, now, to, winner, effort_of(leaf, change))

    def _within_reach(self, row: int, gap: int, rising: bool) -> list[int]:
        """Columns with weight whose scale has room for the change; decided exactly."""
        columns = []
        parts, values = self.start.parts.tolist(), self.start.values[row].tolist()
        for j, (part, value, ends) in enumerate(zip(parts, values, self.ends, strict=True)):
            end = ends[rising]
            if part and (end is None or (end - value if rising else value - end) * part >= gap):
                columns.append(j)
        return columns


def _whole(end: Fraction | None, scale: int) -> int | Fraction | None:
    """In scaled values: a whole number where it is one, which is compared quicker."""
    if end is None:
        return None
    scaled = end * scale
    return scaled.numerator if scaled.denominator == 1 else scaled


def effort_of(leaf: Criterion, change: Fraction) -> Decimal | None:
    """A change of value as a part of the width of the leaf's scale; None on an open scale."""
    bounds = missing_bounds(leaf)
    width = Fraction(bounds[1]) - Fraction(bounds[0]) if bounds else 0
    if not width:
        return None
    effort = change / width
    return as_decimal(units(effort.numerator, effort.denominator))

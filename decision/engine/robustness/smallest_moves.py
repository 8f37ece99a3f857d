"""The fewest points that bring each rival level with the leader (Rios Insua & French 1991, by the L1 distance).

Moving one point from criterion k to r closes d_k - d_r of the gap, d being the leader's advantage. So all points go to
the criterion where the rival is relatively best, and come from those where the leader is, the most telling first: a
fractional knapsack.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Self

import numpy as np

from decision.engine.exact import units
from decision.engine.matrix import Matrix
from decision.engine.robustness.bounded_moves import Bounds, bounded_move, read_bounds
from decision.engine.robustness.ground import Ground, Whole, ground
from decision.engine.robustness.weight_move import WeightMove, impossible_move, still


def smallest_moves(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    locked: Collection[str] = (),
    bounds: Bounds | None = None,
) -> tuple[WeightMove, ...]:
    """For each rival, in listed order, the fewest points that bring it level with today's leader.

    Under a tie the first listed of the leaders stands for all. `locked` criteria keep their share (a parent locks all
    beneath it); `bounds` are the least and largest share of leaves, 0 to 1, and must contain today's. What a must-have
    excludes is no rival; missing scores count as ranked. Exact. O(mn log n), more with bounds. Raises as `rank`,
    UnknownCriterion or InvalidRange.
    """
    start = ground(matrix, points, locked)
    if bounds and start.leader is not None:
        limits = read_bounds(start, bounds)
        return tuple(bounded_move(start, row, limits) for row in start.rivals().tolist())
    return moves_from(start)


def moves_from(start: Ground) -> tuple[WeightMove, ...]:
    """As `smallest_moves` without bounds, for all rivals of the ground at once."""
    if start.leader is None or not len(start.rivals()):
        return ()
    rivals = start.rivals().tolist()
    if not len(start.free):
        return tuple(still(start, row) or impossible_move(start, row) for row in rivals)
    knapsacks = Knapsacks.of(start)
    return tuple(knapsacks.move(line, row) for line, row in enumerate(rivals))


@dataclass(frozen=True, slots=True)
class Knapsacks:
    """A line per rival over the free columns (rivals x free). `last` is the advantage of the criterion that gives the
    last points; those with a larger one give all they have, together `before`.

    `rest` is the gap that is left for the last; `ties` counts the criteria that could give it, `takers` those that
    could take it all.
    """

    ground: Ground
    advantage: Whole
    least: Whole
    last: Whole
    before: Whole
    rest: Whole
    ties: Whole
    takers: Whole
    possible: Whole

    @classmethod
    def of(cls, start: Ground) -> Self:
        """Sort every line by falling advantage and add up until its gap is closed."""
        rivals = start.rivals()
        advantage = (start.values[start.leader] - start.values[rivals])[:, start.free]
        gaps = (start.totals[start.leader] - start.totals[rivals])[:, None]
        weights = start.parts[start.free]
        least = advantage.min(axis=1, keepdims=True)
        order = np.argsort(-advantage, axis=1, kind="stable")
        falling = np.take_along_axis(advantage, order, axis=1)
        closed = np.cumsum(weights[order] * (falling - least), axis=1)
        enough = closed >= gaps
        last = np.take_along_axis(falling, enough.argmax(axis=1)[:, None], axis=1)
        larger = (advantage > last) * weights
        weighing = (advantage == last) & (weights > 0)
        return cls(
            ground=start,
            advantage=advantage,
            least=least[:, 0],
            last=last[:, 0],
            before=larger.sum(axis=1),
            rest=gaps[:, 0] - (larger * (advantage - least)).sum(axis=1),
            ties=weighing.sum(axis=1),
            takers=(advantage == least).sum(axis=1),
            possible=enough[:, -1].astype(bool),
        )

    def move(self, line: int, row: int) -> WeightMove:
        """The move that helps the rival of this line."""
        start = self.ground
        quiet = still(start, row)
        if quiet:
            return quiet
        if not self.possible[line]:
            return impossible_move(start, row)
        step = int(self.last[line]) - int(self.least[line])
        rest = int(self.rest[line])
        moved = units(int(self.before[line]) * step + rest, step * start.whole)
        alone = (int(self.ties[line]) == 1 or not rest) and int(self.takers[line]) == 1
        return WeightMove.to(start, row, moved, alone, partial(self.plan, line))

    def plan(self, line: int) -> list[Fraction]:
        """The new parts: those with a larger advantage give all, the last in proportion to their weights; the heaviest
        of the equally good takes all.
        """
        start, last = self.ground, int(self.last[line])
        free, advantage = start.free.tolist(), self.advantage[line].tolist()
        parts = [Fraction(part) for part in start.parts.tolist()]
        together = sum(parts[j] for j, d in zip(free, advantage, strict=True) if d == last)
        asked = Fraction(int(self.rest[line]), last - int(self.least[line])) / together
        taker = max(
            (j for j, d in zip(free, advantage, strict=True) if d == self.least[line]), key=parts.__getitem__
        )
        for j, d in zip(free, advantage, strict=True):
            if d >= last:
                gift = parts[j] if d > last else parts[j] * asked
                parts[j] -= gift
                parts[taker] += gift
        return parts

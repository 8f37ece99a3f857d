"""The nearest flip over weights and scores together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

import numpy as np

from decision.engine.entries import Cell
from decision.engine.exact import DECIMALS
from decision.engine.matrix import Matrix
from decision.engine.prepared import missing_bounds, oriented
from decision.engine.robustness.ground import Floats, Ground, ground, shares_of
from decision.engine.robustness.inverse import Allowed
from decision.engine.robustness.joint_change import JointFlip, ScoreChange
from decision.engine.robustness.joint_search import least_total, sizes
from decision.engine.robustness.score_flips import effort_of
from decision.engine.robustness.smallest_moves import moves_from

_ONE: int = 10**DECIMALS
_SAME = 1e-9


def joint_flip(matrix: Matrix, points: Mapping[str, Decimal] | None = None) -> JointFlip | None:
    """The nearest flip over one score and all weights; None under a tie, without rivals, or where none is possible.

    Over all rivals, and all single known scores of the leader and of the rival that have a closed scale; a score stops
    where a must-have would exclude. The place is found in floats among all where the least can lie (`joint_search`),
    the score rounded to 10 decimals, and the move of weights then computed exactly. O(n³ log n) per rival, and rivals
    that cannot be nearer are left out. Raises as `rank`.
    """
    start = ground(matrix, points)
    rivals = start.rivals()
    if start.leader is None or not len(rivals) or not len(start.free):
        return None
    if start.totals[rivals].max() == start.totals[start.leader]:
        return None
    nearest = _Search.of(start).nearest()
    return nearest and _made(start, points, *nearest)


@dataclass(frozen=True, slots=True)
class _Search:
    """Floats over the free columns. `widths` are those of the scales in value (0: open), `lows` and `highs` the ends of
    what scales and must-haves allow.
    """

    start: Ground
    shares: Floats
    values: Floats
    widths: Floats
    lows: Floats
    highs: Floats

    @classmethod
    def of(cls, start: Ground) -> Self:
        leaves = [start.matrix.leaves[j] for j in start.free.tolist()]
        bounds = [missing_bounds(leaf) for leaf in leaves]
        allowed = [Allowed.of(start.matrix, leaf).values() for leaf in leaves]
        return cls(
            start=start,
            shares=shares_of(start.parts[start.free], start.whole),
            values=(start.values[:, start.free] / 10**start.matrix.prepared.decimals).astype(np.float64),
            widths=np.array([float(b[1] - b[0]) if b else 0.0 for b in bounds]),
            lows=np.array([np.nan if low is None else float(low) for low, _ in allowed]),
            highs=np.array([np.nan if high is None else float(high) for _, high in allowed]),
        )

    def nearest(self) -> tuple[int, int | None, int, float] | None:
        """Rival, column (None: weights alone), row of the changed score, and how far it goes."""
        start, best = self.start, np.inf
        found: tuple[int, int | None, int, float] | None = None
        mine = self.values[start.leader]
        for row in sorted(start.rivals().tolist(), key=lambda i: -start.totals[i]):
            d = mine - self.values[row]
            if (
                float(d @ self.shares) / max(float(d.max() - d.min()), float(self.widths.max()), _SAME)
                >= best
            ):
                continue  # no change closes more of the gap for its cost
            alone = float(sizes(d[None], self.shares, np.array([d @ self.shares]))[0])
            if alone < best - _SAME:
                best, found = alone, (row, None, row, 0.0)
            for j in np.flatnonzero(self.widths > 0).tolist():
                owner, room = self._room(row, j)
                if room > 0:
                    total, change = least_total(d, self.shares, j, room, self.widths[j])
                    if total < best - _SAME:
                        best, found = total, (row, j, owner, change)
        return found if np.isfinite(best) else None

    def _room(self, rival: int, j: int) -> tuple[int, float]:
        """Whose score on this column may go further for the rival's good, and how far."""
        leader, column = self.start.leader, int(self.start.free[j])
        assert leader is not None, "somebody leads"
        cells = self.start.matrix.cells
        down = self.values[leader, j] - self.lows[j] if cells[leader][column] else 0.0
        up = self.highs[j] - self.values[rival, j] if cells[rival][column] else 0.0
        return (leader, float(down)) if down >= up else (rival, float(up))


def _made(
    start: Ground, points: Mapping[str, Decimal] | None, rival: int, j: int | None, owner: int, change: float
) -> JointFlip | None:
    """The exact flip at the place found."""
    changed, score = start, None
    if j is not None:
        column = int(start.free[j])
        score = _score_change(start, rival, owner, column, change)
        if score is None:
            return None
        changed = ground(_with_score(start.matrix, owner, column, score.to_score), points)
    name = start.matrix.alternatives[rival]
    move = next((move for move in moves_from(changed) if move.alternative == name), None)
    moved = (move.moved if move else None) or Decimal(0)
    return JointFlip(
        alternative=name,
        against=start.matrix.alternatives[start.leader or 0],
        distance=moved + (score.effort if score else 0),
        moved=moved,
        score=score,
        move=move if move is not None and move.changes else None,
    )


def _score_change(start: Ground, rival: int, owner: int, column: int, change: float) -> ScoreChange | None:
    """The change with 10 decimals; where it closes the gap alone, so that it surely does."""
    leaf, rising = start.matrix.leaves[column], owner == rival
    scale = 10**start.matrix.prepared.decimals
    part, gap = int(start.parts[column]), int(start.totals[start.leader] - start.totals[rival])
    exact = Fraction(round(change * _ONE), _ONE)
    if part and abs(Fraction(gap, part * scale) - exact) < Fraction(10, _ONE):
        exact = Fraction(gap, part * scale)
    allowed = Allowed.of(start.matrix, leaf)
    low, high = allowed.values()
    now = Fraction(int(start.values[owner, column]), scale)
    value = now + exact if rising else now - exact
    value = min(value, high) if rising and high is not None else max(value, low) if low is not None else value
    cell = start.matrix.cells[owner][column]
    assert cell is not None, "only known scores change"
    to = allowed.score(value, cell.value, rising)
    if to is None:
        return None
    after = Fraction(oriented(leaf)(to))
    effort = effort_of(leaf, abs(after - now)) or Decimal(0)
    return ScoreChange(start.matrix.alternatives[owner], leaf.key, cell.value, to, effort)


def _with_score(matrix: Matrix, row: int, column: int, score: Decimal) -> Matrix:
    """The same matrix with one raw score changed."""
    cells = [list(line) for line in matrix.cells]
    cells[row][column] = Cell(value=score)
    return Matrix(
        alternatives=matrix.alternatives,
        criteria=matrix.criteria,
        cells=tuple(tuple(line) for line in cells),
        gates=matrix.gates,
        close_call_margin=matrix.close_call_margin,
    )

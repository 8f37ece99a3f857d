"""The nearest flip over weights and scores together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter, itemgetter
from typing import Self

import numpy as np

from decision.engine.entries import Cell
from decision.engine.exact import DECIMALS
from decision.engine.matrix import Matrix
from decision.engine.prepared import missing_bounds, oriented
from decision.engine.robustness.ground import Floats, Ground, ground, shares_of
from decision.engine.robustness.inverse import Allowed
from decision.engine.robustness.joint_change import JointFlip, ScoreChange
from decision.engine.robustness.joint_search import least_total, least_total_locked
from decision.engine.robustness.score_flips import effort_of, score_flips
from decision.engine.robustness.smallest_moves import moves_from

_ONE: int = 10**DECIMALS
_HAIR = Fraction(1, _ONE)
_SAME = 1e-9
_DISTANCE = attrgetter("distance")


def joint_flip(
    matrix: Matrix, points: Mapping[str, Decimal] | None = None, locked: Collection[str] = ()
) -> JointFlip | None:
    """The nearest flip over one score and all weights; None under a tie, without rivals, or where none is possible.

    `locked` criteria keep their share, as in `smallest_moves`; scores on them may change.
    Over all rivals, and all single known scores of the leader and of the rival that have a closed scale; a score stops
    where a must-have would exclude. Weights alone and a score alone are exact. Where both change, the place is found in
    floats among all where the least can lie (`joint_search`), the score rounded to 10 decimals, and the move of weights
    then computed exactly. O(n³ log n) per rival, and rivals that cannot be nearer are left out. Raises as `rank`,
    and UnknownCriterion.
    """
    start = ground(matrix, points, locked)
    rivals = start.rivals()
    if start.leader is None or not len(rivals):
        return None
    if start.totals[rivals].max() == start.totals[start.leader]:
        return None
    alone = [flip for flip in (_by_weights(start), _by_a_score(start, points)) if flip]
    nearest = min(alone, key=_DISTANCE, default=None)
    place = _Search.of(start).nearest(float(nearest.distance) if nearest else np.inf)
    both = place and _made(start, points, locked, *place)
    if place and both is None:  # what may move was all used up, and rounding left a little to close
        row, column, owner, change = place
        both = _made(start, points, locked, row, column, owner, Fraction(change) * (1 + _HAIR) + 2 * _HAIR)
    return min((flip for flip in (nearest, both) if flip), key=_DISTANCE, default=None)


def _by_weights(start: Ground) -> JointFlip | None:
    """The smallest move of weights alone, over all rivals."""
    sized = [(move.moved, move) for move in moves_from(start) if move.moved is not None]
    if not sized:
        return None
    moved, move = min(sized, key=itemgetter(0))
    return JointFlip(move.alternative, move.against, moved, moved, None, move)


def _by_a_score(start: Ground, points: Mapping[str, Decimal] | None) -> JointFlip | None:
    """The least change of one known score alone that has a closed scale."""
    for flip in score_flips(start.matrix, points):
        if flip.from_score is not None and flip.effort is not None:
            change = ScoreChange(
                flip.alternative, flip.criterion, flip.from_score, flip.to_score, flip.effort
            )
            leader = start.matrix.alternatives[start.leader or 0]
            return JointFlip(flip.winner, leader, flip.effort, Decimal(0), change, None)
    return None


@dataclass(frozen=True, slots=True)
class _Search:
    """Floats over all columns. `widths` are those of the scales in value (0: open), `lows` and `highs` the ends of
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
        leaves = start.matrix.leaves
        bounds = [missing_bounds(leaf) for leaf in leaves]
        allowed = [Allowed.of(start.matrix, leaf).values() for leaf in leaves]
        return cls(
            start=start,
            shares=shares_of(start.parts, start.whole),
            values=(start.values / 10**start.matrix.prepared.decimals).astype(np.float64),
            widths=np.array([float(b[1] - b[0]) if b else 0.0 for b in bounds]),
            lows=np.array([np.nan if low is None else float(low) for low, _ in allowed]),
            highs=np.array([np.nan if high is None else float(high) for _, high in allowed]),
        )

    def nearest(self, best: float) -> tuple[int, int, int, float] | None:
        """Rival, column, row of the changed score, and how far it goes, where that is nearer than `best`."""
        start = self.start
        found: tuple[int, int, int, float] | None = None
        if not self.widths.any():
            return None
        mine, free = self.values[start.leader], start.free
        for row in sorted(start.rivals().tolist(), key=lambda i: -start.totals[i]):
            d = mine - self.values[row]
            widest = max(float(np.ptp(d[free])) if len(free) else 0.0, float(self.widths.max()), _SAME)
            gap = float(d @ self.shares)
            if gap / widest >= best:
                continue  # no change closes more of the gap for its cost
            for j in np.flatnonzero(self.widths > 0).tolist():
                owner, room = self._room(row, j)
                if room > 0:
                    total, change = self._least(d, gap, j, room)
                    if total < best - _SAME:
                        best, found = total, (row, j, owner, change)
        return found

    def _least(self, d: Floats, gap: float, j: int, room: float) -> tuple[float, float]:
        free = self.start.free
        of_free, width = (d[free], self.shares[free], gap), self.widths[j]
        place = np.flatnonzero(free == j)
        if len(place):
            return least_total(*of_free, int(place[0]), room, width)
        return least_total_locked(*of_free, self.shares[j], room, width)

    def _room(self, rival: int, j: int) -> tuple[int, float]:
        """Whose score on this column may go further for the rival's good, and how far."""
        leader = self.start.leader
        assert leader is not None, "somebody leads"
        cells = self.start.matrix.cells
        down = self.values[leader, j] - self.lows[j] if cells[leader][j] else 0.0
        up = self.highs[j] - self.values[rival, j] if cells[rival][j] else 0.0
        return (leader, float(down)) if down >= up else (rival, float(up))


def _made(
    start: Ground,
    points: Mapping[str, Decimal] | None,
    locked: Collection[str],
    rival: int,
    column: int,
    owner: int,
    change: float | Fraction,
) -> JointFlip | None:
    """The exact flip at the place found; None where rounding leaves nothing of it, or something to be closed."""
    score = _score_change(start, rival, owner, column, change)
    if score is None or score.to_score == score.from_score:
        return None
    changed = ground(_with_score(start.matrix, owner, column, score.to_score), points, locked)
    name = start.matrix.alternatives[rival]
    move = next((move for move in moves_from(changed) if move.alternative == name), None)
    moved = move.moved if move else Decimal(0)
    if moved is None:
        return None
    return JointFlip(
        alternative=name,
        against=start.matrix.alternatives[start.leader or 0],
        distance=moved + score.effort,
        moved=moved,
        score=score,
        move=move if move is not None and move.changes else None,
    )


def _score_change(
    start: Ground, rival: int, owner: int, column: int, change: float | Fraction
) -> ScoreChange | None:
    """The change with 10 decimals; where it closes the gap alone, so that it surely does."""
    leaf, rising = start.matrix.leaves[column], owner == rival
    scale = 10**start.matrix.prepared.decimals
    part, gap = int(start.parts[column]), int(start.totals[start.leader] - start.totals[rival])
    exact = Fraction(round(Fraction(change) * _ONE), _ONE)
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
        missing_at=matrix.missing_at,
    )

"""The change of weights nearest in the Euclidean sense that brings a rival level (Rios Insua & French 1991, by L2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from decision.engine.errors import UnknownAlternative, pointer
from decision.engine.exact import units
from decision.engine.matrix import Matrix
from decision.engine.robustness.ground import Ground, ground
from decision.engine.robustness.weight_move import WeightMove, impossible_move, still

Floats = npt.NDArray[np.float64]
Parts = list[Fraction]
_BISECTIONS = 80
_NOTHING = 1e-12


def euclidean_move(
    matrix: Matrix,
    rival: str,
    points: Mapping[str, Decimal] | None = None,
    locked: Collection[str] = (),
) -> WeightMove | None:
    """The weights nearest to today's (least sum of squared share changes) that bring the rival level with the leader.

    Spreads the change over many criteria, where `smallest_moves` moves few. None for the leader itself and for what a
    must-have excludes. The criteria that keep weight are found in floats by projection on the simplex (Duchi et al.
    2008) and bisection; the shares are then solved exactly. Raises as `smallest_moves`, and UnknownAlternative.
    """
    if rival not in matrix.alternatives:
        raise UnknownAlternative(
            f"There is no alternative {rival}.", [(pointer("alternatives", rival), "Unknown.")]
        )
    start = ground(matrix, points, locked)
    row = matrix.alternatives.index(rival)
    if row == start.leader or row not in start.ranked:
        return None
    quiet = still(start, row)
    if quiet:
        return quiet
    problem = _problem(start, row)
    if problem is None:
        return impossible_move(start, row)
    d, target = problem
    parts = [Fraction(part) for part in start.parts.tolist()]
    free = start.free.tolist()
    found = _exact(d, [parts[j] for j in free], target, _support(d, [parts[j] for j in free], target))
    moved = (
        sum((abs(new - parts[j]) for j, new in zip(free, found, strict=True)), Fraction(0)) / 2 / start.whole
    )
    after = dict(zip(free, found, strict=True))
    plan = [after.get(j, part) for j, part in enumerate(parts)]
    return WeightMove.to(start, row, units(moved.numerator, moved.denominator), True, lambda: plan)


def _problem(start: Ground, row: int) -> tuple[list[int], Fraction] | None:
    """The leader's advantages on the free columns, and what their weighted sum must come down to; None if it cannot."""
    assert start.leader is not None, "a rival has a leader"
    d = (start.values[start.leader] - start.values[row])[start.free].tolist()
    weights = start.parts[start.free].tolist()
    gap = int(start.totals[start.leader] - start.totals[row])
    target = sum(x * w for x, w in zip(d, weights, strict=True)) - gap
    if not d or min(d) * sum(weights) > target:
        return None
    return d, Fraction(target)


def _support(d: list[int], weights: Parts, target: Fraction) -> set[int]:
    """Which of the free columns keep weight."""
    together, size = sum(weights, Fraction(0)), max(map(abs, d))
    if not together:
        return {min(range(len(d)), key=d.__getitem__)}
    w = np.array([float(weight / together) for weight in weights])
    slope = np.array([x / size for x in d])
    aim = float(target / together / size)
    low, high = 0.0, 1.0
    while slope @ _projected(w - high * slope) > aim and high < 1e15:
        high *= 2
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if slope @ _projected(w - middle * slope) > aim else (low, middle)
    return set(np.flatnonzero(_projected(w - high * slope) > _NOTHING).tolist())


def _projected(point: Floats) -> Floats:
    """The nearest point of the simplex (sum 1)."""
    falling = np.sort(point)[::-1]
    over = (np.cumsum(falling) - 1) / np.arange(1, len(point) + 1)
    shift = over[np.flatnonzero(falling > over)[-1]]
    projected: Floats = np.maximum(point - shift, 0.0)
    return projected


def _exact(d: list[int], weights: Parts, target: Fraction, support: set[int]) -> Parts:
    """The optimum in fractions: on the support new = w - a d - b; columns leave and enter until that is consistent."""
    for _ in range(3 * len(d) + 3):
        a, b = _multipliers(d, weights, target, support)
        new = [w - a * x - b for w, x in zip(weights, d, strict=True)]
        leaving = {j for j in support if new[j] < 0}
        entering = {j for j in range(len(d)) if j not in support and new[j] > 0}
        if not leaving and not entering:
            return [value if j in support else Fraction(0) for j, value in enumerate(new)]
        support = (support - leaving) or {min(range(len(d)), key=d.__getitem__)}
        support = support | (set() if leaving else entering)
    return [value if j in support else Fraction(0) for j, value in enumerate(new)]


def _multipliers(
    d: list[int], weights: Parts, target: Fraction, support: set[int]
) -> tuple[Fraction, Fraction]:
    """a and b such that the new weights add up to the old and their advantages to the target."""
    size, together = len(support), sum(weights, Fraction(0))
    held = sum((weights[j] for j in support), Fraction(0))
    slope = sum(d[j] for j in support)
    steep = sum(d[j] ** 2 for j in support)
    missing = sum((d[j] * weights[j] for j in support), Fraction(0)) - target
    spread = size * steep - slope**2
    # Where only columns of one advantage keep weight they share it all: any price that keeps the dearer ones out.
    a = (size * missing - slope * (held - together)) / spread if spread else 2 * (max(weights) + together)
    return a, (held - together - a * slope) / size

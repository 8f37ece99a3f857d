"""The fewest points of weight, moved all at once, that bring the closest rival level: what `robustness.smallest_moves`
finds for every rival in arrays, here for one at a time in plain integers, since every what-if asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub

from decision.engine.exact import units
from decision.engine.figures import Figures
from decision.engine.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Mix:
    """`moved_units` (whole 10^-10 of the weight) go from the criteria `givers`, those that give most for it first, to
    the criterion `taker` (columns), and bring the alternative `row` level with the leader.
    """

    row: int
    moved_units: int
    givers: tuple[int, ...]
    taker: int


def nearest_mix(matrix: Matrix, computed: Figures) -> Mix | None:
    """The smallest of all moves that bring a rival level with the first of the leaders (Rios Insua & French 1991).

    All points go to the criterion where the rival is relatively best and come from those where the leader is, the most
    telling first. A criterion with an unbounded missing score stays as it is. None where no weights help anybody.
    O(m n log n), less where the closest rivals by total are the nearest.
    """
    leader = computed.leaders()[0]
    parts, whole, values = computed.weights.parts, computed.weights.whole, matrix.prepared.ranked
    fixed = {j for _, j in matrix.prepared.unbounded}
    free = [j for j in range(len(parts)) if j not in fixed]
    best: _Found | None = None
    for i in sorted(computed.ranked, key=computed.totals.__getitem__, reverse=True):
        if i == leader or not free:
            continue
        gap = computed.totals[leader] - computed.totals[i]
        ahead = list(map(sub, values[leader], values[i]))
        movable = [ahead[j] for j in free] if fixed else ahead
        least, most = min(movable), max(movable)
        if most == least or (best and gap * best.per >= best.moved * (most - least)):
            continue  # not even if all points came from the most telling criterion
        found = _knapsack(parts, ahead, free, gap, least)
        if found and (best is None or found[0] * best.per < best.moved * found[1]):
            takers = [j for j in free if ahead[j] == least]
            best = _Found(*found, i, max(takers, key=parts.__getitem__))
    if best is None:
        return None
    return Mix(best.row, units(best.moved, best.per * whole), tuple(best.givers), best.taker)


@dataclass(frozen=True, slots=True)
class _Found:
    """The weight to move is moved / per, in parts of the whole."""

    moved: int
    per: int
    givers: list[int]
    row: int
    taker: int


def _knapsack(
    parts: Sequence[int], ahead: Sequence[int], free: Sequence[int], gap: int, least: int
) -> tuple[int, int, list[int]] | None:
    """The weight to move as numerator and denominator, and the columns that give; None where all is not enough."""
    given, givers = 0, list[int]()
    by_telling = sorted([j for j in free if parts[j]], key=ahead.__getitem__, reverse=True)
    for j in by_telling:
        step = ahead[j] - least
        if step <= 0:
            return None
        if parts[j] * step >= gap:
            tied = [k for k in by_telling if ahead[k] == ahead[j] and k not in givers] if gap else []
            return given * step + gap, step, [*givers, *tied]
        given, gap = given + parts[j], gap - parts[j] * step
        givers.append(j)
    return None

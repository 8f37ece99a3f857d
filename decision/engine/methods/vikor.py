"""VIKOR: a compromise between the most benefit together and the least regret on any one criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from decision.engine.methods.figures import Figures, Floats

USUAL_V = 0.5
_NOISE = 1e-14
"""Ranges of S and R no larger than the rounding of their sums count as none."""
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Vikor:
    """Regrets (m, n): 0 for the best of a column, 1 for its worst, 0 for all in a constant one."""

    regrets: Floats
    v: float = USUAL_V

    @classmethod
    def of(cls, values: Floats, costs: npt.NDArray[np.bool_] | None = None, v: float = USUAL_V) -> Self:
        """Values (m, n) in any units; `costs` (n,) marks columns whose best is their least; v weighs S against R."""
        turned = values if costs is None else np.where(costs, -values, values)
        best = turned.max(axis=0)
        spread = best - turned.min(axis=0)
        return cls((best - turned) / np.where(spread > 0, spread, 1.0), v)

    def figures(self, weights: Floats) -> Figures:
        """S = sum_j w_j regret_ij, R = max_j w_j regret_ij, Q = v S' + (1 - v) R' with S', R' scaled to 0 ... 1.

        Lower is better. A range of 0 scales to 0. Opricovic & Tzeng 2004, EJOR 156, 445-455. O(K m n).
        """
        s = weights @ self.regrets.T
        r = np.stack([(weights * row).max(axis=1, initial=0.0) for row in self.regrets], axis=1)
        return {"total": self.v * _stretched(s) + (1 - self.v) * _stretched(r), "s": s, "r": r}

    def leads(self, weights: Floats, a: int, b: int) -> Floats:
        """What each criterion (n,) takes from b's regrets together below a's."""
        found: Floats = weights * (self.regrets[a] - self.regrets[b])
        return found


def _stretched(sums: Floats) -> Floats:
    least = sums.min(axis=1, keepdims=True)
    spread = sums.max(axis=1, keepdims=True) - least
    return np.where(spread > _NOISE, (sums - least) / np.where(spread > _NOISE, spread, 1.0), 0.0)


@dataclass(frozen=True, slots=True)
class Compromise:
    """Rows that the method proposes together, the best first, and whether its two conditions hold for the first."""

    rows: tuple[int, ...]
    acceptable_advantage: bool
    acceptable_stability: bool


def compromise(q: Sequence[float], s: Sequence[float], r: Sequence[float]) -> Compromise:
    """C1: Q(2) - Q(1) >= 1 / (m - 1). C2: the first by Q is also first by S or by R. Both: the first alone.

    Only C1: the first two. Without C1: all with Q - Q(1) < 1 / (m - 1). One alternative meets both
    (Opricovic & Tzeng 2004, p. 448).
    """
    order = sorted(range(len(q)), key=lambda i: q[i])
    first = order[0]
    if len(q) == 1:
        return Compromise((first,), True, True)
    needed = 1 / (len(q) - 1)
    advantage = q[order[1]] - q[first] >= needed - _TOLERANCE
    leaders = [i for i in order if q[i] - q[first] <= _TOLERANCE]
    stability = any(
        figure[i] <= min(figure) + _TOLERANCE * max(1.0, max(figure)) for i in leaders for figure in (s, r)
    )
    if not advantage:
        return Compromise(tuple(i for i in order if q[i] - q[first] < needed - _TOLERANCE), False, stability)
    return Compromise((first,) if stability else (first, order[1]), True, stability)

"""PROMETHEE II: every pair compared on every criterion, and the wins less the losses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from decision.engine.methods.figures import Figures, Floats
from decision.engine.methods.preferences import USUAL, Preference

_BLOCK = 256
_EXACT_IN_FLOATS = 2.0**53


@dataclass(frozen=True, slots=True)
class PrometheeII:
    """Flows of each criterion alone (m, n): the mean preference over the others, and theirs over this one."""

    leaving: Floats
    entering: Floats

    @classmethod
    def of(
        cls,
        values: Floats,
        costs: npt.NDArray[np.bool_] | None = None,
        preferences: Sequence[Preference] | None = None,
    ) -> Self:
        """Values (m, n) in the units of their thresholds; `costs` (n,) marks columns where less is preferred.

        O(m n log m) time for numbers whose sums are exact in floats, else and under gaussian O(m^2 n), in blocks of
        256 rows.
        """
        turned = values if costs is None else np.where(costs, -values, values)
        m, n = turned.shape
        leaving, entering = np.zeros((m, n)), np.zeros((m, n))
        for j in range(n):
            preference = preferences[j] if preferences else USUAL
            leaving[:, j], entering[:, j] = _flows(np.ascontiguousarray(turned[:, j]), preference)
        return cls(leaving / max(m - 1, 1), entering / max(m - 1, 1))

    def figures(self, weights: Floats) -> Figures:
        """phi+ and phi- as weighted means of the criteria's own flows, and phi = phi+ - phi-; 0 for one alone.

        Brans & Vincke 1985, Management Science 31, 647-656. O(K m n).
        """
        out, into = weights @ self.leaving.T, weights @ self.entering.T
        return {
            "total": weights @ (self.leaving - self.entering).T,
            "positive_flow": out,
            "negative_flow": into,
        }

    def leads(self, weights: Floats, a: int, b: int) -> Floats:
        """What each criterion (n,) adds to b's net flow over a's."""
        net = self.leaving - self.entering
        found: Floats = weights * (net[b] - net[a])
        return found


def _flows(column: Floats, preference: Preference) -> tuple[Floats, Floats]:
    """Sums over all others of the preference over them, and of theirs."""
    if preference.type == "usual" or (preference.type != "gaussian" and _is_exact(column, preference)):
        return _by_sorting(column, preference), _by_sorting(-column, preference)
    leaving, entering = np.empty(len(column)), np.zeros(len(column))
    for start in range(0, len(column), _BLOCK):
        block = column[start : start + _BLOCK]
        found = preference.of(block[:, None] - column[None, :])
        leaving[start : start + _BLOCK] = found.sum(axis=1)
        entering += found.sum(axis=0)
    return leaving, entering


def _is_exact(column: Floats, preference: Preference) -> bool:
    """Whether sums over the column are exact in floats: whole numbers, small enough, and slopes of some width."""
    if preference.type == "v_shape" and not preference.p:
        return False
    if preference.type == "linear" and preference.p <= preference.q:
        return False
    numbers = np.append(column, [preference.q, preference.p])
    return bool(
        (numbers == np.rint(numbers)).all() and np.abs(numbers).max() * len(numbers) < _EXACT_IN_FLOATS
    )


def _by_sorting(column: Floats, preference: Preference) -> Floats:
    """Sums of the preference of each over the others: how many are below, and for slopes by how much together
    (Calders & Van Assche 2018). O(m log m).
    """
    ordered = np.sort(column)
    q, p = (0.0 if preference.type in ("usual", "v_shape") else preference.q), preference.p
    below_q = np.searchsorted(ordered, column - q, side="left")
    if preference.type in ("usual", "u_shape"):
        return below_q.astype(np.float64)
    if preference.type == "level":
        halves = below_q + np.searchsorted(ordered, column - p, side="left")
        return halves.astype(np.float64) / 2
    full = np.searchsorted(ordered, column - p, side="right")
    sums = np.concatenate([[0.0], np.cumsum(ordered)])
    partly = (below_q - full) * (column - q) - (sums[below_q] - sums[full])
    found: Floats = full + partly / (p - q)
    return found

"""COPRAS: shares of what is good, plus what the shares of what is bad leave in proportion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from decision.engine.methods.figures import CannotRank, Figures, Floats


@dataclass(frozen=True, slots=True)
class Copras:
    """Shares (m, n) of each column's sum, those of costs apart."""

    good: Floats
    bad: Floats
    costs: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, shares: Floats, costs: npt.NDArray[np.bool_] | None = None) -> Self:
        """Columns that each add up to 1, with nothing below 0; `costs` (n,) marks those where less is better."""
        bad = np.zeros(shares.shape[1], dtype=np.bool_) if costs is None else costs
        wrong = np.argwhere(shares < 0)
        if len(wrong):
            row, column = wrong[0].tolist()
            raise CannotRank(row, column, "COPRAS needs every score to be 0 or more.")
        return cls(np.where(bad, 0.0, shares), np.where(bad, shares, 0.0), bad)

    def figures(self, weights: Floats) -> Figures:
        """Q = S+ + sum(S-) / (S- sum(1 / S-)), the sums over alternatives; S+ alone where no cost weighs anything.

        Zavadskas, Kaklauskas & Sarka 1994. Raises CannotRank where an alternative costs nothing. O(K m n).
        """
        plus, minus = weights @ self.good.T, weights @ self.bad.T
        weighs = (weights * self.costs).sum(axis=1) > 0
        free = np.argwhere((minus <= 0) & weighs[:, None])
        if len(free):
            k, row = free[0].tolist()
            column = int(np.flatnonzero(self.costs & (weights[k] > 0))[0])
            raise CannotRank(
                row, column, "COPRAS divides by the costs of an alternative, which must not all be 0."
            )
        safe = np.where(weighs[:, None], minus, 1.0)
        least = safe.min(axis=1, keepdims=True)
        inverse = least / safe
        bonus = minus.sum(axis=1, keepdims=True) * inverse / inverse.sum(axis=1, keepdims=True)
        return {"total": plus + np.where(weighs[:, None], bonus, 0.0), "s_plus": plus, "s_minus": minus}

    def leads(self, weights: Floats, a: int, b: int) -> Floats:
        """What each benefit (n,) adds to b's lead over a; costs work together, so they are only signed shares."""
        found: Floats = weights * ((self.good - self.bad)[b] - (self.good - self.bad)[a])
        return found

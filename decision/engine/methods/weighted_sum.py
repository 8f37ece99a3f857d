"""The weighted sum of values, in floats: for comparing and for simulation. Decisions are summed exactly elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from decision.engine.methods.figures import Figures, Floats


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """Values (m, n), larger is better."""

    values: Floats

    @classmethod
    def of(cls, values: Floats) -> Self:
        """Values (m, n), larger is better."""
        return cls(values)

    def figures(self, weights: Floats) -> Figures:
        """sum_j w_j v_ij. O(K m n)."""
        return {"total": weights @ self.values.T}

    def leads(self, weights: Floats, a: int, b: int) -> Floats:
        """What each criterion (n,) adds to b's lead over a."""
        found: Floats = weights * (self.values[b] - self.values[a])
        return found

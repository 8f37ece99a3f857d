"""The weighted product: low scores weigh more than in a sum, and no unit matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from decision.engine.methods.figures import CannotRank, Figures, Floats


@dataclass(frozen=True, slots=True)
class WeightedProduct:
    """Logarithms of the values (m, n)."""

    logarithms: Floats

    @classmethod
    def of(cls, values: Floats, weighing: Sequence[bool] | None = None) -> Self:
        """Values (m, n), larger is better, all above 0 where their column is `weighing` (all unless told).

        A column that never weighs anything is left out, since x^0 = 1. Raises CannotRank.
        """
        counts = np.ones(values.shape[1], dtype=np.bool_) if weighing is None else np.asarray(weighing)
        wrong = np.argwhere((values <= 0) & counts)
        if len(wrong):
            row, column = wrong[0].tolist()
            raise CannotRank(row, column, "A product of powers needs every value above 0.")
        return cls(np.log(np.where(counts, values, 1.0)))

    def figures(self, weights: Floats) -> Figures:
        """prod_j v_ij^w_j as exp(sum_j w_j ln v_ij) (Bridgman 1922; Miller & Starr 1969). O(K m n)."""
        return {"total": np.exp(weights @ self.logarithms.T)}

    def leads(self, weights: Floats, a: int, b: int) -> Floats:
        """What each criterion (n,) adds to the logarithm of b's total over a's."""
        found: Floats = weights * (self.logarithms[b] - self.logarithms[a])
        return found

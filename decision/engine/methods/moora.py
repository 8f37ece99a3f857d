"""MOORA, the ratio system: what is good less what is bad, in columns of length 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from decision.engine.methods.figures import Figures, Floats


@dataclass(frozen=True, slots=True)
class Moora:
    """Signed values (m, n) of columns of length 1."""

    signed: Floats

    @classmethod
    def of(cls, values: Floats, costs: npt.NDArray[np.bool_] | None = None) -> Self:
        """Columns divided by their Euclidean length; `costs` (n,) marks those that are taken away."""
        return cls(values if costs is None else np.where(costs, -values, values))

    def figures(self, weights: Floats) -> Figures:
        """y = sum_j s_j w_j x_ij / ||x_j|| (Brauers & Zavadskas 2006). O(K m n)."""
        return {"total": weights @ self.signed.T}

    def leads(self, weights: Floats, a: int, b: int) -> Floats:
        """What each criterion (n,) adds to b's lead over a."""
        found: Floats = weights * (self.signed[b] - self.signed[a])
        return found

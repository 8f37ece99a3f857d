"""TOPSIS: how much nearer to the best of everything than to the worst of everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from decision.engine.methods.figures import Figures, Floats


@dataclass(frozen=True, slots=True)
class Topsis:
    """Squared gaps (m, n) to the best and to the worst of each column, in units of the largest gap `unit`."""

    to_ideal: Floats
    to_anti_ideal: Floats
    unit: float

    @classmethod
    def of(cls, values: Floats, costs: npt.NDArray[np.bool_] | None = None) -> Self:
        """Normalized values (m, n); `costs` (n,) marks columns whose ideal is their least. O(mn)."""
        turned = values if costs is None else np.where(costs, -values, values)
        best, worst = turned.max(axis=0), turned.min(axis=0)
        unit = float((best - worst).max(initial=0.0)) or 1.0
        return cls(((best - turned) / unit) ** 2, ((turned - worst) / unit) ** 2, unit)

    def figures(self, weights: Floats) -> Figures:
        """D = sqrt(sum_j w_j^2 gap_ij^2), C = D- / (D+ + D-); .5 where both are 0, which is where all are alike.

        Hwang & Yoon 1981, pp. 128-140. O(K m n).
        """
        squares = weights**2
        far = np.sqrt(squares @ self.to_ideal.T)
        near = np.sqrt(squares @ self.to_anti_ideal.T)
        together = far + near
        alike = together <= 0
        closeness = np.where(alike, 0.5, near / np.where(alike, 1.0, together))
        return {
            "total": closeness,
            "distance_to_ideal": far * self.unit,
            "distance_to_anti_ideal": near * self.unit,
        }

    def leads(self, weights: Floats, a: int, b: int) -> Floats:
        """What each criterion (n,) adds in squared distances to b's lead over a: less far from the best, and
        farther from the worst.
        """
        to_best = self.to_ideal[a] - self.to_ideal[b]
        from_worst = self.to_anti_ideal[b] - self.to_anti_ideal[a]
        found: Floats = weights**2 * (to_best + from_worst)
        return found

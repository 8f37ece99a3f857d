"""How much a difference on one criterion counts: the six preference functions of Brans & Vincke (1985)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from decision.engine.methods.figures import Floats

Kind = Literal["usual", "u_shape", "v_shape", "level", "linear", "gaussian"]
NEEDS: dict[str, tuple[str, ...]] = {
    "usual": (),
    "u_shape": ("q",),
    "v_shape": ("p",),
    "level": ("q", "p"),
    "linear": ("q", "p"),
    "gaussian": ("s",),
}
"""The thresholds of each: indifference q, preference p, the inflection point s."""


@dataclass(frozen=True, slots=True)
class Preference:
    """A preference function, its thresholds in the units of the criterion."""

    type: Kind = "usual"
    q: float = 0.0
    p: float = 0.0
    s: float = 0.0

    def over(self, unit: float) -> Preference:
        """The same for numbers divided by `unit`."""
        return Preference(self.type, self.q / unit, self.p / unit, self.s / unit)

    @property
    def largest(self) -> float:
        """The largest of its thresholds."""
        return max(self.q, self.p, self.s)

    def of(self, differences: Floats) -> Floats:
        """Preference from 0 to 1 for each difference; none for differences of 0 or less."""
        d = differences
        if self.type == "usual":
            return (d > 0).astype(np.float64)
        if self.type == "u_shape":
            return ((d > self.q) & (d > 0)).astype(np.float64)
        if self.type == "v_shape":
            return np.clip(d / self.p, 0.0, 1.0)
        if self.type == "level":
            return 0.5 * ((d > self.q) & (d > 0)) + 0.5 * ((d > self.p) & (d > 0))
        if self.type == "linear":
            return np.clip((d - self.q) / (self.p - self.q), 0.0, 1.0)
        with np.errstate(over="ignore"):
            return np.where(d > 0, -np.expm1(-((d / self.s) ** 2) / 2), 0.0)


USUAL = Preference()

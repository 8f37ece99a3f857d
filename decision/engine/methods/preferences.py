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
_LEAST = float(np.finfo(np.float64).tiny)


@dataclass(frozen=True, slots=True)
class Preference:
    """A preference function, its thresholds in the units of the criterion."""

    type: Kind = "usual"
    q: float = 0.0
    p: float = 0.0
    s: float = 0.0

    def over(self, unit: float) -> Preference:
        """The same for numbers divided by `unit`, a whole number of any size where the thresholds are whole too."""
        q, p, s = (threshold and threshold / unit for threshold in (self.q, self.p, self.s))
        return Preference(self.type, q, p, s)

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
        if self.type == "level":
            return 0.5 * ((d > self.q) & (d > 0)) + 0.5 * ((d > self.p) & (d > 0))
        # A threshold may be so small beside the numbers that it is 0 in floats: then every lead counts in full.
        with np.errstate(over="ignore"):
            if self.type == "v_shape":
                return np.clip(d / max(self.p, _LEAST), 0.0, 1.0)
            if self.type == "linear":
                return np.clip((d - self.q) / max(self.p - self.q, _LEAST), 0.0, 1.0)
            return np.where(d > 0, -np.expm1(-((d / max(self.s, _LEAST)) ** 2) / 2), 0.0)


USUAL = Preference()

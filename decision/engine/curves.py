"""Value functions in floats: for many figures at once, and to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from decision.engine.values import ValueFunction

Floats = npt.NDArray[np.float64]
_STEPS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A value function: values `vs` at `xs` (their logarithms where `is_log`), with straight lines between them, or
    with one exponential curve from end to end where `bend` is not 0. NaN stays NaN.
    """

    xs: Floats
    vs: Floats
    is_log: bool
    bend: float

    @classmethod
    def of(cls, function: ValueFunction) -> Self:
        """Close to the function, not exactly."""
        xs, vs = np.array(function.points, dtype=np.float64).T
        is_log = function.kind == "logarithmic"
        return cls(np.log(xs) if is_log else xs, vs, is_log, float(function.bend))

    def __call__(self, raw: Floats) -> Floats:
        """Values of raw scores."""
        first, last = self.xs[0], self.xs[-1]
        if self.bend:
            part = np.clip((raw - first) / (last - first), 0.0, 1.0)
            value: Floats = self.vs[0] + (self.vs[-1] - self.vs[0]) * (
                np.expm1(-self.bend * part) / np.expm1(-self.bend)
            )
            return value
        x = np.log(np.clip(raw, np.exp(first), np.exp(last))) if self.is_log else raw
        return np.interp(x, self.xs, self.vs)


def corners(function: ValueFunction) -> list[tuple[float, float]]:
    """Points (figure, value) that make the function when they are joined by straight lines, on an axis of logarithms
    where it is logarithmic: its anchors, and where it bends some between.
    """
    curve = Curve.of(function)
    if not curve.bend:
        return [(float(x), float(value)) for x, value in function.points]
    xs = np.linspace(curve.xs[0], curve.xs[-1], _STEPS + 1)
    return list(zip(xs.tolist(), curve(xs).tolist(), strict=True))

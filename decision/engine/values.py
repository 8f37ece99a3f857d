"""From raw scores to values, where larger is always better."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from decision.engine.bending import bend_through, bent
from decision.engine.errors import InvalidValueFunction, NotFinite
from decision.engine.exact import DECIMALS, EXACT, usable

_QUANTUM = Decimal(1).scaleb(-DECIMALS)
_WORKING = EXACT.copy()
_WORKING.prec = 60


def _checked(number: Decimal) -> Decimal:
    if not usable(number):
        raise NotFinite(f"A number must be finite and of ordinary size (got {number}).")
    return number


Number = Annotated[Decimal, AfterValidator(_checked)]


class Frozen(BaseModel):
    """Base of the engine's input: immutable, checked once when made."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=True)


class Direction(StrEnum):
    """Whether more of a criterion is good or bad."""

    BENEFIT = "benefit"
    COST = "cost"


ValueKind = Literal["linear", "logarithmic", "piecewise", "exponential"]


def _part(x: Decimal, start: Decimal, end: Decimal) -> Decimal:
    """How far x lies on the way."""
    return _WORKING.divide(_WORKING.subtract(x, start), _WORKING.subtract(end, start))


class ValueFunction(Frozen):
    """Values at fixed anchors `points` (x, value), interpolated between them and constant outside.

    `linear` has two points, `piecewise` two or more; `logarithmic` is linear in ln x, so equal ratios of x
    add equally. `exponential` has three: its ends, and one between that says how much it bends (`bending`).
    """

    kind: ValueKind
    points: tuple[tuple[Number, Number], ...]

    @model_validator(mode="after")
    def _describes_a_function(self) -> Self:
        xs = [x for x, _ in self.points]
        if self.kind == "exponential" and len(xs) != 3:
            raise InvalidValueFunction(
                "An exponential value function needs exactly three points: its ends, and one between them that says "
                f"how much it bends (got {len(xs)})."
            )
        if len(xs) < 2 or (self.kind == "linear" and len(xs) != 2):
            wanted = "exactly two points" if self.kind == "linear" else "at least two points"
            raise InvalidValueFunction(f"A {self.kind} value function needs {wanted} (got {len(xs)}).")
        if any(left >= right for left, right in itertools.pairwise(xs)):
            raise InvalidValueFunction(
                "The points of a value function must be ordered by rising x, each x once."
            )
        if self.kind == "exponential":
            self._check_bend()
        if self.kind == "logarithmic" and xs[0] <= 0:
            raise InvalidValueFunction("A logarithmic value function needs every x above 0.")
        return self

    def _check_bend(self) -> None:
        (_, start), (_, middle), (_, end) = self.points
        if not min(start, end) < middle < max(start, end):
            raise InvalidValueFunction(
                "The middle point of an exponential value function has a value between those of its ends "
                f"(got {middle}, between {start} and {end})."
            )
        if self._found_bend is None:
            raise InvalidValueFunction(
                "This exponential value function bends so much that it is a step: move its middle point towards the "
                "straight line."
            )

    @cached_property
    def _found_bend(self) -> Decimal | None:
        (x0, v0), (x, v), (x1, v1) = self.points
        return bend_through(_part(x, x0, x1), _part(v, v0, v1))

    @property
    def bend(self) -> Decimal:
        """The r of an exponential function, 0 of all others: above 0 the figures near the first point count most."""
        return (self._found_bend or Decimal(0)) if self.kind == "exponential" else Decimal(0)

    def __call__(self, x: Decimal) -> Decimal:
        """The value at x, with at most 10 decimals."""
        points = self.points
        if x <= points[0][0]:
            return points[0][1]
        if x >= points[-1][0]:
            return points[-1][1]
        right = bisect_right(points, x, key=lambda point: point[0])
        (x0, v0), (x1, v1) = points[right - 1], points[right]
        if x == x0:
            return v0
        if self.kind == "exponential":
            (x0, v0), (x1, v1) = points[0], points[-1]
        if self.kind == "logarithmic":
            part = _WORKING.divide(_WORKING.ln(_WORKING.divide(x, x0)), _WORKING.ln(_WORKING.divide(x1, x0)))
        else:
            part = bent(_part(x, x0, x1), self.bend)
        value = _WORKING.add(v0, _WORKING.multiply(part, _WORKING.subtract(v1, v0)))
        return EXACT.quantize(value, _QUANTUM)

    def range_over(self, low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal]:
        """The least and greatest value for x between low and high (None: unbounded on that side)."""
        inside = [v for x, v in self.points if (low is None or x > low) and (high is None or x < high)]
        ends = [self(x) for x in (low, high) if x is not None]
        return min(inside + ends), max(inside + ends)

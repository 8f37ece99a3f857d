"""From a value back to the raw score that has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Self

from decision.engine.bending import straightened
from decision.engine.entries import Criterion
from decision.engine.exact import DECIMALS, EXACT
from decision.engine.matrix import Matrix
from decision.engine.prepared import oriented
from decision.engine.values import Direction, ValueFunction

_ONE: int = 10**DECIMALS
_WORKING = EXACT.copy()
_WORKING.prec = 60


@dataclass(frozen=True, slots=True)
class Allowed:
    """The raw scores that a leaf's scale and its excluding must-haves allow; None: open on that side."""

    leaf: Criterion
    low: Decimal | None
    high: Decimal | None

    @classmethod
    def of(cls, matrix: Matrix, leaf: Criterion) -> Self:
        """The scale, cut where a must-have would exclude."""
        lows = [leaf.low, _threshold(matrix, leaf, "at_least")]
        highs = [leaf.high, _threshold(matrix, leaf, "at_most")]
        return cls(
            leaf,
            max((low for low in lows if low is not None), default=None),
            min((high for high in highs if high is not None), default=None),
        )

    def holds(self, x: Fraction) -> bool:
        """Whether this raw score is allowed."""
        return (self.low is None or x >= self.low) and (self.high is None or x <= self.high)

    def values(self) -> tuple[Fraction | None, Fraction | None]:
        """The least and the greatest value allowed; None: open."""
        leaf = self.leaf
        if leaf.value_function is not None:
            low, high = leaf.value_function.range_over(self.low, self.high)
            return Fraction(low), Fraction(high)
        ends = [None if end is None else Fraction(oriented(leaf)(end)) for end in (self.low, self.high)]
        if leaf.direction is Direction.COST:
            ends.reverse()
        return ends[0], ends[1]

    def score(self, value: Fraction, now: Decimal | None, rising: bool) -> Decimal | None:
        """The raw score of this value nearest to `now`, with 10 decimals at most; None where none is allowed.

        Where the exact score or value has more decimals, it is rounded so that its value is at least (`rising`) or at
        most the one asked.
        """
        target = _rounded_value(value, rising) if self.leaf.value_function is not None else value
        found = [x for x in _solutions(self.leaf, target) if self.holds(x)]
        if not found:
            return None
        x = min(found, key=lambda x: abs(x - (0 if now is None else Fraction(now))))
        near = floor(x * _ONE)
        choices = [Fraction(near, _ONE), Fraction(near + 1, _ONE)]
        choices = [choice for choice in choices if self.holds(choice)] or [x]
        value_of = oriented(self.leaf)
        sign = 1 if rising else -1
        enough = [c for c in choices if sign * (Fraction(value_of(_decimal(c))) - value) >= 0]
        return _decimal(min(enough or choices, key=lambda c: abs(c - x)))


def _threshold(matrix: Matrix, leaf: Criterion, comparison: str) -> Decimal | None:
    """The sharpest threshold of this kind on the leaf."""
    found = [
        gate.threshold
        for gate in matrix.gates
        if gate.excludes and gate.criterion == leaf.key and gate.comparison == comparison
    ]
    return None if not found else max(found) if comparison == "at_least" else min(found)


def _rounded_value(value: Fraction, rising: bool) -> Fraction:
    """Value functions give 10 decimals: the next that is no smaller (or no larger)."""
    scaled = value * _ONE
    return Fraction(-floor(-scaled) if rising else floor(scaled), _ONE)


def _solutions(leaf: Criterion, value: Fraction) -> Iterator[Fraction]:
    function = leaf.value_function
    if function is None:
        if leaf.direction is Direction.BENEFIT:
            yield value
        else:
            assert leaf.low is not None, "a cost has both ends of its scale"
            assert leaf.high is not None, "a cost has both ends of its scale"
            yield Fraction(leaf.low) + Fraction(leaf.high) - value
        return
    if function.kind == "exponential":
        yield from _straightened(function, value)
        return
    for (x0, v0), (x1, v1) in pairwise(function.points):
        if v0 == v1 or not min(v0, v1) <= value <= max(v0, v1):
            if v0 == v1 == value:
                yield from (Fraction(x0), Fraction(x1))
            continue
        part = (value - Fraction(v0)) / (Fraction(v1) - Fraction(v0))
        if function.kind == "logarithmic" and 0 < part < 1:
            power = _WORKING.multiply(_quotient(part), _WORKING.ln(_WORKING.divide(x1, x0)))
            yield Fraction(_WORKING.multiply(x0, _WORKING.exp(power)))
        else:
            yield Fraction(x0) + part * (Fraction(x1) - Fraction(x0))


def _straightened(function: ValueFunction, value: Fraction) -> Iterator[Fraction]:
    """Where an exponential function has this value, if anywhere."""
    (x0, v0), (x1, v1) = function.points[0], function.points[-1]
    part = (value - Fraction(v0)) / (Fraction(v1) - Fraction(v0))
    if 0 <= part <= 1:
        way = part if part in (0, 1) else Fraction(straightened(_quotient(part), function.bend))
        yield Fraction(x0) + way * (Fraction(x1) - Fraction(x0))


def _quotient(number: Fraction) -> Decimal:
    return _WORKING.divide(Decimal(number.numerator), Decimal(number.denominator))


def _decimal(number: Fraction) -> Decimal:
    """The number as a Decimal: exact for tenths of any power, else with 60 digits."""
    return _quotient(number)

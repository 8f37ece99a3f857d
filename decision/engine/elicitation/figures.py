"""Figures of an answer: shares that add up to 1, floats with 10 decimals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from decision.engine.exact import DECIMALS, largest_remainder


def rounded_shares(keys: Sequence[str], parts: Sequence[Fraction | Decimal | float]) -> dict[str, float]:
    """Parts (0 or more, not all 0) as shares with 10 decimals that add up to 1."""
    exact = [Fraction(part) for part in parts]
    common = lcm(*(part.denominator for part in exact))
    units = largest_remainder([part.numerator * (common // part.denominator) for part in exact], 10**DECIMALS)
    return {key: unit / 10**DECIMALS for key, unit in zip(keys, units, strict=True)}


def rounded_float(number: float | None) -> float | None:
    """A float with 10 decimals; None stays None."""
    return None if number is None else round(float(number), DECIMALS)

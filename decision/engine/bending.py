"""Exponential curves of value: how much one bends that passes through a point between its ends.

v(z) = (1 - exp(-r z)) / (1 - exp(-r)) for z and v from 0 to 1; v = z where r = 0. Above 0 the first part of the way
counts most, below 0 the last. A point in the middle makes r unique, since v(z) rises with r from 0 to 1 (Keeney &
Raiffa 1976; Kirkwood 1997, chapter 4).
"""

from __future__ import annotations

import math
from decimal import Decimal

from decision.engine.exact import EXACT

MOST_BEND = 30
"""Beyond that a curve is a step: at 30 nine tenths of the value are reached within a thirteenth of the way."""
_WORKING = EXACT.copy()
_WORKING.prec = 60
_ONE, _DIGITS = Decimal(1), Decimal(1).scaleb(-30)


def bent(z: Decimal, r: Decimal) -> Decimal:
    """v(z), with 60 digits."""
    if not r:
        return z
    over = _WORKING.subtract(_ONE, _WORKING.exp(_WORKING.multiply(-r, z)))
    return _WORKING.divide(over, _WORKING.subtract(_ONE, _WORKING.exp(-r)))


def straightened(v: Decimal, r: Decimal) -> Decimal:
    """The z of a v, with 60 digits."""
    if not r:
        return v
    whole = _WORKING.subtract(_ONE, _WORKING.exp(-r))
    left = _WORKING.subtract(_ONE, _WORKING.multiply(v, whole))
    return _WORKING.divide(_WORKING.ln(left), -r)


def bend_through(z: Decimal, v: Decimal) -> Decimal | None:
    """The r of the curve that has value v at z, both between 0 and 1, with 30 decimals; None for |r| above 30."""
    if z == v:
        return Decimal(0)
    near = _nearly(float(z), float(v))
    if near is None:
        return None
    before, at = Decimal(near), Decimal(near) + Decimal("1e-6")
    off_before = _WORKING.subtract(bent(z, before), v)
    for _ in range(12):  # secants, from a start that floats have brought near
        off = _WORKING.subtract(bent(z, at), v)
        slope = _WORKING.subtract(off, off_before)
        if not off or not slope:
            break
        step = _WORKING.divide(_WORKING.multiply(off, _WORKING.subtract(at, before)), slope)
        before, off_before, at = at, off, _WORKING.subtract(at, step)
        if abs(step) < _DIGITS:
            break
    return EXACT.quantize(at, _DIGITS) if abs(at) <= MOST_BEND else None


def _nearly(z: float, v: float) -> float | None:
    """The same in floats, by halving."""
    low, high = -float(MOST_BEND) - 1, float(MOST_BEND) + 1
    if not _at(z, low) < v < _at(z, high):
        return None
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at(z, middle) < v else (low, middle)
    return high


def _at(z: float, r: float) -> float:
    return math.expm1(-r * z) / math.expm1(-r) if r else z

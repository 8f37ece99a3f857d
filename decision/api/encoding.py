"""JSON out: numbers are JSON numbers, exact to the last decimal that the engine gives."""

from __future__ import annotations

from decimal import Decimal

import orjson

OPTIONS = orjson.OPT_NON_STR_KEYS
# A double holds 15 decimal digits: 5 before the point and the engine's 10 after it.
_WITHIN_A_DOUBLE = 100_000.0


def encode(data: object) -> bytes:
    """JSON bytes of `data`, Decimals included."""
    return orjson.dumps(data, _number, OPTIONS)


def _number(value: object) -> object:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no JSON form here")
    number = float(value)
    if -_WITHIN_A_DOUBLE < number < _WITHIN_A_DOUBLE:
        return int(number) if number.is_integer() else number
    return orjson.Fragment(f"{value.normalize():f}")

"""JSON out: numbers are JSON numbers, exact to the last decimal that the engine gives."""

from __future__ import annotations

from decimal import Decimal

import orjson

OPTIONS = orjson.OPT_NON_STR_KEYS


def encode(data: object) -> bytes:
    """JSON bytes of `data`, Decimals included."""
    return orjson.dumps(data, _number, OPTIONS)


def _number(value: object) -> object:
    """The digits of a Decimal as they are, without zeros that say nothing: no float could change them on the way."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no JSON form here")
    text = str(value)
    if "E" in text:  # very small, very large, or a zero with decimals
        text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return orjson.Fragment(text if value else "0")

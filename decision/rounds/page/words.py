"""Numbers of a comparison as pages write them: the engine's floats, rounded here only."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from decision.matrix.page.numbers import percent_text, short, signed, two_decimals

KEPT = 10_000  # members repeat each other's round figures: written once, not thousands of times


def exact(number: float) -> Decimal:
    """A float of the engine's as the decimal that it stands for."""
    return Decimal(repr(round(number, 9))) + 0


@lru_cache(KEPT)
def percent(share: float) -> str:
    """A share as `15 %`."""
    return percent_text(exact(share * 100))


def points(share: float) -> str:
    """A share's number alone, `15`."""
    return percent(share).removesuffix("\u00a0%")


def total(number: float) -> str:
    """A total as `9.65`."""
    return two_decimals(exact(number))


def lead(number: float) -> str:
    """A lead as `+2.05`."""
    return signed(exact(number))


@lru_cache(KEPT)
def score(number: float) -> str:
    """A score in its criterion's units."""
    return short(exact(number))


def coefficient(number: float | None) -> str:
    """An agreement as `0.38`, a dash where it is undefined."""
    return "–" if number is None else f"{number:.2f}"

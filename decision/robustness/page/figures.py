"""Weights, shares and chances as the page writes them: never 0 or 100 where that is not exact."""

from __future__ import annotations

from decimal import Decimal

from decision.engine.exact import DECIMALS
from decision.engine.wording import moved_text
from decision.matrix.page.numbers import percent_text

NBSP = "\u00a0"
MOST_ROWS = 60
"""Alternatives in one table; those that stand behind are in the API's answer."""
HEAT = (0.0, 0.025, 0.15, 0.35, 0.6, 0.85)


def units_of(share: Decimal) -> int:
    """A share as the engine counts it, in 10^-10."""
    return int(share.scaleb(DECIMALS))


def weight_text(share: Decimal, beside: Decimal | None = None) -> str:
    """A share of weight in per cent, told apart from the one it is read beside."""
    return percent_text(share * 100, None if beside is None else beside * 100)


def points_text(moved: Decimal) -> tuple[str, str]:
    """A share that moves in points of 100, and what to call them."""
    return moved_text(units_of(moved))


def share_text(share: float) -> str:
    """A share of draws in per cent with one decimal: `96.7`, `<0.1` for little, `0` for none."""
    if share <= 0:
        return "0"
    if share >= 1:
        return "100"
    if share < 0.0005:
        return "<0.1"
    if share >= 0.9995:
        return ">99.9"
    return f"{share * 100:.1f}"


def whole_share(share: float) -> str:
    """A share in whole per cent, 0 and 100 only where they are exact."""
    if share <= 0:
        return "0"
    if share >= 1:
        return "100"
    if share < 0.005:
        return "<1"
    if share > 0.995:
        return ">99"
    return f"{share * 100:.0f}"


def error_text(error: float) -> str:
    """A standard error in points of per cent: `±0.18`."""
    points = error * 100
    if points <= 0:
        return ""
    if points < 0.005:
        return "±<0.01"
    return f"±{points:.2f}" if points < 1 else f"±{points:.1f}"


def heat(share: float) -> int:
    """The shade of a share: 0 for none, up to 6."""
    if share <= 0:
        return 0
    return 1 + sum(share >= step for step in HEAT[1:])


def times(number: int) -> str:
    """A count: `10,000`."""
    return f"{number:,}"

"""Numbers as the pages write them: rounding happens only here."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import SupportsFloat

from decision.engine import wording
from decision.engine.exact import DECIMALS
from decision.engine.wording import abridged as abridged
from decision.engine.wording import listed as listed

CENT = Decimal("0.01")
MINUS = "−"
NBSP = "\u00a0"


def two_decimals(number: Decimal) -> str:
    """A total as `9.65`, halves rounded away from zero."""
    return f"{number.quantize(CENT, ROUND_HALF_UP):f}"


def signed(number: Decimal) -> str:
    """A difference as `+2.05`, `−0.15` or `0.00`."""
    text = two_decimals(abs(number))
    if not Decimal(text):
        return text
    return f"{'+' if number > 0 else MINUS}{text}"


def short(number: Decimal, decimals: int = 2) -> str:
    """A raw figure as `2,847` or `7.5`, without trailing zeros."""
    text = f"{round(number, decimals):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", MINUS) if text != "-0" else "0"


def whole_percent(percent: Decimal) -> str:
    """A weight as the controls show it: whole where it nearly is, else with one decimal."""
    tenth = percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{tenth.to_integral_value():f}" if tenth == tenth.to_integral_value() else f"{tenth:f}"


def percent_text(percent: Decimal, beside: Decimal | None = None) -> str:
    """A percentage as the engine's sentences have it, so that no two places round it differently: `72 %`, `9.1 %`, told
    apart from 0, from 100 and from the one it is read beside.
    """
    text = wording.percent_text(_units(percent), beside=None if beside is None else _units(beside))
    return text.replace(" ", NBSP)


def _units(percent: Decimal) -> int:
    """A percentage as the engine counts shares, in 10^-10 of 1."""
    return int(percent.scaleb(DECIMALS - 2).to_integral_value(ROUND_HALF_UP))


def place(number: SupportsFloat) -> str:
    """A length for an SVG attribute, in percent of the drawing."""
    text = f"{float(number):.2f}"
    return f"{text.rstrip('0').rstrip('.')}%"


def ordinal(rank: int) -> str:
    """The ending of a rank: `st`, `nd`, `rd` or `th`."""
    if 10 <= rank % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")


def plural(count: int, noun: str, many: str | None = None) -> str:
    """`1 criterion`, `7 criteria`."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"

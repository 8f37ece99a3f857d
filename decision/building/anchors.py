"""Value functions as people edit them: anchors proposed from round numbers, checked, and drawn.

Proposed once and then fixed: a value never moves because an alternative is added. Where the greatest figure is twenty
times the least or more, equal ratios count equally (powers of ten at the ends); else a straight line from 0, or from
the round number below where figures go below 0, to the round number above.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from decision.engine import ValueFunction
from decision.engine.curves import corners
from decision.engine.values import ValueKind
from decision.typed import grouped

WIDE_APART = 20
NONE, FULL = Decimal(0), Decimal(10)
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 300, 40, 24, 18, 44
BEYOND = 0.06

Points = tuple[tuple[Decimal, Decimal], ...]


def proposed(figures: Sequence[Decimal], *, more_is_better: bool) -> ValueFunction:
    """A value function with round anchors around the figures."""
    least, most = min(figures, default=NONE), max(figures, default=FULL)
    kind: ValueKind = "linear"
    if least > 0 and most / least >= WIDE_APART:
        kind, low, high = "logarithmic", _power(least, ROUND_FLOOR), _power(most, ROUND_CEILING)
    else:
        low = NONE if least >= 0 else -_round_above(-least)
        high = _round_above(most) if most > 0 else NONE
        high = high if high > low else low + 1
    ends = (NONE, FULL) if more_is_better else (FULL, NONE)
    return ValueFunction(kind=kind, points=((low, ends[0]), (high, ends[1])))


def _power(number: Decimal, rounding: str) -> Decimal:
    exponent = number.adjusted()
    power = Decimal(1).scaleb(exponent)
    return power if number == power or rounding == ROUND_FLOOR else power * 10


def _round_above(number: Decimal) -> Decimal:
    """The round number at or above a positive one."""
    unit = Decimal(1).scaleb(number.adjusted())
    return next(step * unit for step in STEPS if step * unit >= number)


@dataclass(frozen=True, slots=True)
class Handle:
    """An anchor on the chart, and the numbers in its fields."""

    x: str
    y: str
    at: str
    value: str


@dataclass(frozen=True, slots=True)
class Landing:
    """Where an alternative's figure lands: on the curve, with its score."""

    name: str
    shape: int
    x: str
    y: str
    figure: str
    value: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A value function as drawn, with what a script needs to move its anchors: the ends of both axes."""

    path: str
    handles: tuple[Handle, ...]
    landings: tuple[Landing, ...]
    x_ticks: tuple[tuple[str, str], ...]
    y_ticks: tuple[tuple[str, str], ...]
    start: str
    end: str
    is_log: bool
    is_bent: bool


def chart(function: ValueFunction, figures: Sequence[tuple[str, int, Decimal]]) -> Chart:
    """The chart of a value function with figures (name, shape, number) on it. Pure.

    The axis across reaches a little beyond the outer anchors and all figures; values run from 0 to 10.
    """
    is_log = function.kind == "logarithmic"
    xs = [float(x) for x, _ in function.points]
    inside = [float(number) for _, _, number in figures if not is_log or number > 0]
    start, end = _widened(min(xs + inside), max(xs + inside), is_log)

    def across(x: float) -> float:
        part = (math.log(x / start) / math.log(end / start)) if is_log else (x - start) / (end - start)
        return LEFT + min(max(part, 0.0), 1.0) * (WIDTH - LEFT - RIGHT)

    def down(value: float) -> float:
        return HEIGHT - BOTTOM - min(max(value, 0.0), 10.0) / 10 * (HEIGHT - BOTTOM - TOP)

    values = [float(value) for _, value in function.points]
    bends = [(start, values[0]), *corners(function), (end, values[-1])]
    landings = []
    for name, shape, number in figures:
        value = function(number)
        x = across(float(number)) if not is_log or number > 0 else float(LEFT)
        landings.append(
            Landing(name, shape, f"{x:.1f}", f"{down(float(value)):.1f}", grouped(number), f"{value:.2f}")
        )
    return Chart(
        path="M" + " L".join(f"{across(x):.1f} {down(value):.1f}" for x, value in bends),
        handles=tuple(
            Handle(f"{across(float(x)):.1f}", f"{down(float(value)):.1f}", grouped(x), grouped(value))
            for x, value in function.points
        ),
        landings=tuple(landings),
        x_ticks=_ticks([(across(float(x)), grouped(x)) for x, _ in function.points]),
        y_ticks=tuple((f"{down(at):.1f}", f"{at:g}") for at in (0, 2.5, 5, 7.5, 10)),
        start=repr(start), end=repr(end), is_log=is_log, is_bent=function.kind == "exponential",
    )  # fmt: skip


def _widened(low: float, high: float, is_log: bool) -> tuple[float, float]:
    if is_log:
        factor = (high / low) ** BEYOND
        return low / factor, high * factor
    room = (high - low) * BEYOND
    return low - room, high + room


def _ticks(places: Sequence[tuple[float, str]]) -> tuple[tuple[str, str], ...]:
    """Labels that have room beside the one before; the last always."""
    shown: list[tuple[float, str]] = []
    for place in places:
        if shown and place[0] - shown[-1][0] < 7 * (len(place[1]) + len(shown[-1][1])) / 2 + 8:
            if place is not places[-1]:
                continue
            shown.pop()
        shown.append(place)
    return tuple((f"{x:.1f}", text) for x, text in shown)

"""Scales of charts: round numbers along an axis, and the way from a number to a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

STEPS = 5


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high` in `step`s; `marks` are the numbers written along it."""

    low: float
    high: float
    step: float

    @property
    def marks(self) -> tuple[float, ...]:
        """The numbers along the axis, both ends included."""
        count = round((self.high - self.low) / self.step)
        return tuple(round(self.low + i * self.step, 10) for i in range(count + 1))

    def part(self, number: float) -> float:
        """How far along the axis a number stands, 0 to 1; what lies outside is at the end."""
        return min(max((number - self.low) / (self.high - self.low), 0.0), 1.0)


def total_axis(totals: Iterable[float], top: float) -> Axis:
    """An axis for totals on a scale up to `top`: the lowest fifth is left out where nothing reaches into it."""
    known = [total for total in totals if isfinite(total)]
    step = round_step(top / STEPS)
    high = step * ceil(round(max([top, *known]) / step, 9))
    least = min(known, default=0.0)
    low = step if least >= step and high > 2 * step else step * floor(least / step)
    return Axis(round(low, 10), round(high, 10), step)


def snug_axis(numbers: Iterable[float]) -> Axis:
    """An axis just around some numbers, with round ends."""
    known = [number for number in numbers if isfinite(number)]
    low, high = min(known, default=0.0), max(known, default=1.0)
    step = round_step((high - low) / STEPS or max(abs(high), 1.0) / 10)
    first, last = step * floor(round(low / step, 9)), step * ceil(round(high / step, 9))
    return Axis(round(first, 10), round(last if last > first else first + step, 10), step)


def round_step(about: float) -> float:
    """1, 2 or 5 times a power of ten, no less than `about`."""
    if about <= 0 or not isfinite(about):
        return 1.0
    power = 10.0 ** floor(log10(about))
    for times in (1, 2, 5, 10):
        if about <= times * power * (1 + 1e-9):
            return round(times * power, 12)
    return round(10 * power, 12)


def mark_text(number: float) -> str:
    """A number along an axis: no more decimals than it has."""
    text = f"{number:,.6f}".rstrip("0").rstrip(".")
    return text.replace("-", "−") if text != "-0" else "0"


def px(number: float) -> str:
    """A coordinate of a drawing, to a tenth."""
    text = f"{number:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"

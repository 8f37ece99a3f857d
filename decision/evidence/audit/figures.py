"""What a figure says: from where to where it can be, given its qualifier, its rounding and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from math import inf
from typing import NamedTuple

from decision.matrix.page.numbers import short

from ..rows import ClaimRow, MetricRow

ABOUT = 0.05  # “about 22,000” may be 5 % less or more

# Units of one kind, and what one of each is worth.
_KINDS: tuple[dict[str, float], ...] = (
    {"ns": 1e-6, "µs": 1e-3, "us": 1e-3, "ms": 1, "s": 1e3, "sec": 1e3, "seconds": 1e3, "min": 6e4, "minutes": 6e4},
    {"b": 1, "bytes": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "kib": 1024, "mib": 1024**2, "gib": 1024**3},
    {"req/s": 1, "rps": 1, "requests/s": 1, "req/min": 1 / 60, "requests/min": 1 / 60},
)  # fmt: skip
_ROUNDED = re.compile(r"(\d[\d,]*)(?:\.(\d+))?\s*([kKmM])(?![A-Za-z])")
_THOUSANDS = {"k": 1e3, "m": 1e6}


class Figure(NamedTuple):
    """An interval that a claim allows, both ends included."""

    low: float
    high: float

    def meets(self, other: Figure) -> bool:
        """Whether both may be true at once."""
        return self.low <= other.high and other.low <= self.high

    def within(self, other: Figure) -> Figure:
        """What both allow; the two must meet."""
        return Figure(max(self.low, other.low), min(self.high, other.high))


def figure_of(claim: ClaimRow, factor: float = 1.0) -> Figure:
    """The interval of a claim with a number, times `factor`."""
    assert claim.number is not None, "only claims with a number are figures"
    if claim.qualifier == "exact" and claim.number_to is None and not claim.text:
        return Figure(claim.number * factor, claim.number * factor)
    low = claim.number
    high = low if claim.number_to is None else claim.number_to
    slack = _rounding(claim.text) if claim.text and claim.number_to is None else 0.0
    if claim.qualifier == "about":
        slack = max(slack, ABOUT * max(abs(low), abs(high)))
    low, high = low - slack, high + slack
    if claim.qualifier == "at_least":
        low, high = claim.number, inf
    return Figure(low * factor, high * factor)


def _rounding(text: str) -> float:
    """Half a step of the last digit printed: `22.3K` may be 50 less or more. Figures printed in full are exact."""
    found = _ROUNDED.search(text)
    if found is None:
        return 0.0
    return float(_THOUSANDS[found[3].lower()] * 0.5 * 10 ** -len(found[2] or ""))


def factor_between(unit: str, wanted: str) -> float | None:
    """What a figure in `unit` is multiplied by to stand in `wanted`; None where the two cannot be compared."""
    if unit == wanted:
        return 1.0
    unit, wanted = unit.strip().lower(), wanted.strip().lower()
    if unit == wanted or not unit or not wanted:
        return 1.0
    for kind in _KINDS:
        if unit in kind and wanted in kind:
            return kind[unit] / kind[wanted]
    return None


def printed(claim: ClaimRow, metric: MetricRow | None = None) -> str:
    """A figure as its source prints it, with its unit where the text holds none."""
    if claim.number is None or re.search(r"\d", claim.text):
        return claim.text
    lead = {"about": "about ", "at_least": "at least "}.get(claim.qualifier, "")
    span = short_number(claim.number)
    if claim.number_to is not None:
        span += f"–{short_number(claim.number_to)}"
    unit = claim.unit or (metric.unit if metric else "")
    return f"{lead}{span} {unit}".strip()


@lru_cache(maxsize=4096)
def short_number(number: float) -> str:
    """A figure as `2,847` or `7.5`."""
    return short(Decimal(repr(number)), 4)


def narrowest(figures: Iterable[Figure]) -> Figure | None:
    """What all these allow; None where they contradict each other."""
    found = Figure(-inf, inf)
    for figure in figures:
        if not found.meets(figure):
            return None
        found = found.within(figure)
    return found


def in_sentence(name: str) -> str:
    """A name within a sentence: `Memory use` as `memory use`, but `GitHub stars` as it is."""
    first = name.split(" ", 1)[0]
    return name[:1].lower() + name[1:] if first[1:].islower() else name

"""Columns of raw scores on a common footing, where larger is better. Floats: ties among them need a
tolerance.

Columns are integers of one scale where they are exact, since every normalization here is a ratio; ratios of
integers round correctly. Floats are taken too.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, isfinite, sqrt
from typing import Literal

Normalization = Literal["none", "minmax", "max", "sum", "vector"]
Numbers = Sequence[int] | Sequence[float]


class Unscalable(ValueError):
    """The score in this row cannot be scaled, and why."""

    def __init__(self, row: int, rule: str) -> None:
        super().__init__(rule)
        self.row = row
        self.rule = rule


def minmax(
    column: Sequence[int | None] | Sequence[float | None], ends: tuple[float, float], is_cost: bool
) -> list[float | None]:
    """(x - min) / (max - min), a cost (max - x) / (max - min); 0 for all where min and max are the same."""
    low, high = ends
    if low == high:
        return [None if x is None else 0.0 for x in column]
    return [None if x is None else (high - x if is_cost else x - low) / (high - low) for x in column]


def by_max(column: Numbers, is_cost: bool) -> list[float]:
    """x / max, a cost min / x. Raises Unscalable."""
    if is_cost:
        _check_positive(column, "min / x")
        least = min(column)
        return [least / x for x in column]
    greatest = max(column)
    if greatest <= 0:
        raise Unscalable(column.index(greatest), "x / max needs a score above 0 in the column.")
    return _over(column, greatest, "x / max")


def by_sum(column: Numbers, is_cost: bool) -> list[float]:
    """x / sum, a cost (1 / x) / sum of 1 / x. Raises Unscalable."""
    if is_cost:
        _check_positive(column, "1 / x")
        least = min(column)
        inverse = [least / x for x in column]
        together = fsum(inverse)
        return [one / together for one in inverse]
    total = sum(column)
    if total <= 0:
        raise Unscalable(column.index(min(column)), "x / sum needs a column that adds up to more than 0.")
    return _over(column, total, "x / sum")


def by_vector(column: Numbers, is_cost: bool) -> list[float]:
    """x / length, a cost 1 - x / length, with the Euclidean length; 0 for all in a column of zeros."""
    greatest = max(abs(x) for x in column)
    if not greatest:
        return [0.0] * len(column)
    relative = [x / greatest for x in column]
    length = sqrt(fsum(x * x for x in relative))
    return [1 - x / length if is_cost else x / length for x in relative]


def _over(column: Numbers, whole: float, formula: str) -> list[float]:
    """Every number over the whole. Raises Unscalable where one is so much larger that no float holds it."""
    try:
        found = [x / whole for x in column]
    except OverflowError:
        found = []
    if found and all(map(isfinite, found)):
        return found
    row = max(range(len(column)), key=lambda i: abs(column[i]))
    raise Unscalable(row, f"{formula} is too large to compute with: the score is too far from the others.")


def _check_positive(column: Numbers, formula: str) -> None:
    row = next((i for i, x in enumerate(column) if x <= 0), None)
    if row is not None:
        raise Unscalable(row, f"{formula} needs every score of a cost above 0.")

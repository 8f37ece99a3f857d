"""Columns of raw numbers made ready for a method: exact where they can be, in one unit, on a common footing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from decision.engine.methods.figures import CannotRank, Floats
from decision.engine.methods.preferences import USUAL, Preference
from decision.engine.normalization import Unscalable, by_max, by_sum, by_vector, minmax

_EXACT_IN_FLOATS = 2**53


@dataclass(frozen=True, slots=True)
class Column:
    """One criterion's numbers, x 10^decimals where they are whole. `ends` of its scale and the thresholds of its
    preference are in the same size; `weighs` is False where its weight is 0.
    """

    numbers: Sequence[int] | Sequence[float]
    decimals: int = 0
    is_cost: bool = False
    ends: tuple[int, int] | None = None
    weighs: bool = True
    preference: Preference = USUAL

    def plain(self) -> list[float]:
        """The numbers in the units they were given in."""
        factor = 10**self.decimals
        return [x / factor for x in self.numbers]

    def reflected(self) -> list[float]:
        """As `plain`, a cost as low + high - x. Raises ValueError for a cost without ends."""
        if not self.is_cost:
            return self.plain()
        if self.ends is None:
            raise ValueError("A cost needs both ends of its scale to be reflected on.")
        together, factor = sum(self.ends), 10**self.decimals
        return [(together - x) / factor for x in self.numbers]

    def comparable(self) -> tuple[list[float], Preference]:
        """Numbers whose differences are exact where floats can hold them, and the thresholds in that unit."""
        largest = max(self.preference.largest, *(abs(x) for x in self.numbers))
        if isinstance(largest, float) or largest < _EXACT_IN_FLOATS:
            return [float(x) for x in self.numbers], self.preference.over(1)
        return [x / largest for x in self.numbers], self.preference.over(largest)

    def normalized(self, kind: str) -> list[float]:
        """On the footing of `kind`, larger is better. Raises Unscalable."""
        if kind == "none":
            return self.reflected()
        if kind == "minmax":
            ends = self.ends or (min(self.numbers), max(self.numbers))
            return [x or 0.0 for x in minmax(self.numbers, ends, self.is_cost)]
        if kind == "vector":
            return by_vector(self.numbers, self.is_cost)
        return by_max(self.numbers, self.is_cost) if kind == "max" else by_sum(self.numbers, self.is_cost)

    def divided(self, kind: str) -> list[float]:
        """Over its sum or its length, a cost too, which keeps its direction. Raises Unscalable."""
        return (
            by_sum(self.numbers, is_cost=False) if kind == "sum" else by_vector(self.numbers, is_cost=False)
        )


def columns_of(values: Floats) -> list[Column]:
    """Columns of values (m, n) of which larger is better."""
    return [Column(column) for column in values.T.tolist()]


def normalized(columns: Sequence[Column], kind: str) -> Floats:
    """All columns on the footing of `kind` (m, n). Raises CannotRank."""
    return _stacked([_scaled(j, column, kind) for j, column in enumerate(columns)])


def divided(columns: Sequence[Column], kind: str) -> Floats:
    """All columns over their sum or length, costs keeping their direction (m, n). Raises CannotRank."""
    found = []
    for j, column in enumerate(columns):
        try:
            found.append(column.divided(kind))
        except Unscalable as error:
            raise CannotRank(error.row, j, error.rule) from None
    return _stacked(found)


def comparable(columns: Sequence[Column]) -> tuple[Floats, list[Preference]]:
    """All columns with exact differences (m, n), and their preferences in the same units."""
    found = [column.comparable() for column in columns]
    return _stacked([numbers for numbers, _ in found]), [preference for _, preference in found]


def _scaled(j: int, column: Column, kind: str) -> list[float]:
    try:
        return column.normalized(kind)
    except Unscalable as error:
        raise CannotRank(error.row, j, error.rule) from None


def _stacked(columns: Sequence[Sequence[float]]) -> Floats:
    return np.array(columns, dtype=np.float64).T.copy()

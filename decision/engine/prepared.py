"""All cells of a matrix as values in scaled integers, ready for exact sums and for numpy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

import numpy as np
import numpy.typing as npt

from decision.engine.entries import Cell, Criterion
from decision.engine.errors import UnboundedMissing, pointer
from decision.engine.exact import EXACT, decimals_of, scaled
from decision.engine.tree import LeafWeights
from decision.engine.values import Direction

Row = tuple[int, ...]
Bounds = tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Values x 10^decimals, a row per alternative: as ranked (a missing score where the matrix counts it), at
    worst, at best.

    Without missing or uncertain scores the three are the same object. `unbounded` names missing cells (row,
    column) that nothing bounds; they stand as 0 and may only be used under a weight of 0. `floats` is
    `ranked` as floats.
    """

    decimals: int
    ranked: tuple[Row, ...]
    worst: tuple[Row, ...]
    best: tuple[Row, ...]
    missing: tuple[tuple[int, ...], ...]
    unbounded: tuple[tuple[int, int], ...]
    floats: npt.NDArray[np.float64]

    @classmethod
    def of(
        cls, leaves: Sequence[Criterion], cells: Sequence[Sequence[Cell | None]], missing_at: Decimal
    ) -> Self:
        """Apply value functions and directions to all cells; a missing one ranks at `missing_at` of its scale."""
        missing = tuple(tuple(j for j, cell in enumerate(row) if cell is None) for row in cells)
        bounds = {j: missing_bounds(leaves[j]) for j in {j for row in missing for j in row}}
        value_of = [oriented(leaf) for leaf in leaves]
        table = [
            [
                _missing_values(bounds[j], missing_at) if cell is None else _cell_values(cell, leaf, value)
                for j, (cell, leaf, value) in enumerate(zip(row, leaves, value_of, strict=True))
            ]
            for row in cells
        ]
        numbers = {number for row in table for triple in row for number in triple}
        decimals = decimals_of(numbers)
        whole = {number: scaled(number, decimals) for number in numbers}
        ranked = tuple(tuple(whole[triple[0]] for triple in row) for row in table)
        exact = all(low is value and value is high for row in table for value, low, high in row)
        worst = ranked if exact else tuple(tuple(whole[t[1]] for t in row) for row in table)
        best = ranked if exact else tuple(tuple(whole[t[2]] for t in row) for row in table)
        unbounded = tuple((i, j) for i, row in enumerate(missing) for j in row if bounds[j] is None)
        floats = np.array([[float(t[0]) for t in row] for row in table], dtype=np.float64)
        floats = floats.reshape(len(cells), len(leaves))
        floats.setflags(write=False)
        return cls(decimals, ranked, worst, best, missing, unbounded, floats)

    @property
    def is_exact(self) -> bool:
        """Whether no score is missing or uncertain, so that low, high and total are the same."""
        return self.worst is self.ranked

    @property
    def open_cells(self) -> int:
        """How many scores are missing or uncertain, so that knowing them could change a total."""
        if self.is_exact:
            return 0
        rows = zip(self.worst, self.best, strict=True)
        return sum(low != high for worst, best in rows for low, high in zip(worst, best, strict=True))

    def check_bounded(
        self, weights: LeafWeights, alternatives: Sequence[str], leaves: Sequence[Criterion]
    ) -> None:
        """Refuse missing scores without bounds in criteria that weigh something. Raises UnboundedMissing."""
        wrong = [(i, j) for i, j in self.unbounded if weights.parts[j]]
        if wrong:
            i, j = wrong[0]
            raise UnboundedMissing(
                f"{alternatives[i]} has no score on {leaves[j].key}, which has no scale to bound it: "
                "give the score, a scale with both ends, or a weight of 0.",
                [
                    (pointer("scores", alternatives[i], leaves[j].key), "Missing, and without a scale.")
                    for i, j in wrong
                ],
            )


def oriented(leaf: Criterion) -> Callable[[Decimal], Decimal]:
    """What turns a raw score of this leaf into its value, where larger is better."""
    if leaf.value_function is not None:
        return leaf.value_function
    if leaf.direction is Direction.BENEFIT:
        return _same
    assert leaf.low is not None, "a cost has both ends of its scale"
    assert leaf.high is not None, "a cost has both ends of its scale"
    ends = EXACT.add(leaf.low, leaf.high)
    return lambda x: EXACT.subtract(ends, x)


def _same(x: Decimal) -> Decimal:
    return x


def missing_bounds(leaf: Criterion) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest value that a missing score may have; None: nothing bounds it."""
    if leaf.value_function is not None:
        return leaf.value_function.range_over(leaf.low, leaf.high)
    if leaf.low is None or leaf.high is None:
        return None
    return leaf.low, leaf.high


def counted_value(leaf: Criterion, missing_at: Decimal) -> Decimal:
    """The value that a missing score ranks at; 0 where nothing bounds it, and it must weigh nothing."""
    return _missing_values(missing_bounds(leaf), missing_at)[0]


def _missing_values(bounds: tuple[Decimal, Decimal] | None, missing_at: Decimal) -> Bounds:
    low, high = bounds or (Decimal(0), Decimal(0))
    width = EXACT.subtract(high, low)
    return EXACT.add(low, EXACT.multiply(missing_at, width)) if missing_at else low, low, high


def _cell_values(cell: Cell, leaf: Criterion, value_of: Callable[[Decimal], Decimal]) -> Bounds:
    """Value as ranked, at worst and at best."""
    value = value_of(cell.value)
    if cell.low is None and cell.high is None:
        return value, value, value
    raw_low = cell.value if cell.low is None else cell.low
    raw_high = cell.value if cell.high is None else cell.high
    if leaf.value_function is not None:
        return value, *leaf.value_function.range_over(raw_low, raw_high)
    ends = value_of(raw_low), value_of(raw_high)
    return value, min(ends), max(ends)

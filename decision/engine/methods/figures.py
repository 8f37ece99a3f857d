"""What every method is given and gives: arrays of values and weights in, figures by name out."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Figures = dict[str, Floats]
"""Figures by name, each (K, m): a row per weight vector, a column per alternative. `total` is the one ranked by."""


class CannotRank(ValueError):
    """A method that is not defined for these values: the cell (row, column) that stops it, and why."""

    def __init__(self, row: int, column: int, rule: str) -> None:
        super().__init__(rule)
        self.row = row
        self.column = column
        self.rule = rule


class Method(Protocol):
    """A method made ready for one table of values, so that many weight vectors cost little more than one."""

    def figures(self, weights: Floats) -> Figures:
        """All figures under weights (K, n), each row of which adds up to 1."""
        ...  # pragma: no cover

    def leads(self, weights: Floats, a: int, b: int) -> Floats:
        """What each criterion (n,) does for row b against row a under weights (n,), in the method's own measure."""
        ...  # pragma: no cover

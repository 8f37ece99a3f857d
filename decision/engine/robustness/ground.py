"""What every question about a changed winner starts from: exact integers in arrays, the leader, and what may move."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from decision.engine.errors import UnknownCriterion, pointer
from decision.engine.gates import gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.tree import Tree

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[Any]
"""Whole numbers: int64 where every sum of products fits, else Python's own in an array of objects."""

_LARGEST: int = 2**61


@dataclass(frozen=True, slots=True)
class Ground:
    """Totals under today's weights. A total t stands for t / `unit`; share j is parts[j] / whole.

    `values` (m x n) has missing scores as ranked. `ranked` are the rows that no must-have excludes, `leader` the
    first of them that nobody passes (None: nobody is ranked). `free` are the columns whose weight may change: not
    locked, and without missing scores that nothing bounds.
    """

    matrix: Matrix
    parts: Whole
    whole: int
    unit: int
    values: Whole
    totals: Whole
    ranked: Whole
    leader: int | None
    free: Whole

    @property
    def keys(self) -> list[str]:
        """The keys of the columns."""
        return [leaf.key for leaf in self.matrix.leaves]

    def rivals(self) -> Whole:
        """Rows of the ranked alternatives without the leader."""
        return self.ranked[self.ranked != self.leader] if self.leader is not None else self.ranked


def ground(
    matrix: Matrix, points: Mapping[str, Decimal] | None = None, locked: Collection[str] = ()
) -> Ground:
    """Read the matrix under these points; `locked` names criteria (a parent locks all beneath it).

    Raises as `rank`, and UnknownCriterion for an unknown lock.
    """
    prepared = matrix.prepared
    weights = matrix.tree.weights(points)
    if prepared.unbounded:
        prepared.check_bounded(weights, matrix.alternatives, matrix.leaves)
    values = whole_numbers(matrix, prepared.ranked, weights.whole)
    parts = np.array(weights.parts, dtype=values.dtype)
    totals = values @ parts if len(parts) else np.zeros(len(values), dtype=values.dtype)
    ranked = np.array(ranked_rows(matrix, gate_results(matrix)), dtype=np.int64)
    leader = int(ranked[np.argmax(totals[ranked])]) if len(ranked) else None
    fixed = locked_columns(matrix.tree, locked) | {j for _, j in prepared.unbounded}
    free = np.array([j for j in range(len(parts)) if j not in fixed], dtype=np.int64)
    unit = (weights.whole or 1) * 10**prepared.decimals
    return Ground(matrix, parts, weights.whole, unit, values, totals, ranked, leader, free)


def whole_numbers(matrix: Matrix, rows: Sequence[Sequence[int]], whole: int) -> Whole:
    """Rows of scaled values as an array (rows x n) in which sums of products with `whole` parts cannot overflow."""
    shape = len(rows), len(matrix.leaves)
    largest = max((abs(ends) for ends in _extremes(rows)), default=0)
    fits = 4 * max(largest, 1) * max(whole, *shape) < _LARGEST
    return np.array(rows, dtype=np.int64 if fits else np.object_).reshape(shape)


def _extremes(rows: Sequence[Sequence[int]]) -> list[int]:
    return [end for row in rows if row for end in (min(row), max(row))]


def in_floats(table: Whole) -> Floats:
    """Whole numbers of any size as floats, the largest of them 1 (or all 0)."""
    size = int(np.abs(table).max()) if table.size else 0
    if table.dtype != np.object_ or not size:
        return table.astype(np.float64) / (float(size) or 1.0)
    return np.array([[number / size for number in row] for row in table.tolist()], dtype=np.float64)


def shares_of(parts: Whole, whole: int) -> Floats:
    """Parts of a whole as floats."""
    return np.array([part / (whole or 1) for part in parts.tolist()], dtype=np.float64)


def locked_columns(tree: Tree, locked: Collection[str]) -> set[int]:
    """Columns of the locked leaves and of the leaves beneath locked parents. Raises UnknownCriterion."""
    unknown = [key for key in locked if key not in tree.nodes]
    if unknown:
        raise UnknownCriterion(
            f"There is no criterion {unknown[0]} to lock: use one of {', '.join(sorted(tree.nodes))}.",
            [(pointer("locked", key), "Unknown criterion.") for key in unknown],
        )
    held = set(locked)
    return {j for j, leaf in enumerate(tree.leaves) if held & set(_upwards(tree, leaf.key))}


def _upwards(tree: Tree, key: str) -> list[str]:
    path = [key]
    while (parent := tree.nodes[path[-1]].parent) is not None:
        path.append(parent)
    return path

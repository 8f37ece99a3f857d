"""What of a matrix a method sees: the alternatives that are ranked, and the criteria that weigh anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from decision.engine.figures import Figures
from decision.engine.matrix import Matrix
from decision.engine.methods.columns import Column
from decision.engine.methods.figures import Floats
from decision.engine.wording import raw_text


@dataclass(frozen=True, slots=True)
class Weighed:
    """Oriented values x 10^decimals of `rows` and `leaves` (indices into the matrix), larger is better.

    Missing scores stand at their worst in `values` and are listed in `missing` as (row, column) of what is here.
    """

    matrix: Matrix
    labels: Mapping[str, str]
    rows: list[int]
    leaves: list[int]
    parts: list[int]
    whole: int
    values: list[list[int]]
    missing: list[tuple[int, int]]

    @classmethod
    def of(cls, matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> Self:
        """The part of the matrix that counts under the weights of these figures."""
        leaves = [j for j, part in enumerate(computed.weights.parts) if part]
        parts = [computed.weights.parts[j] for j in leaves]
        return cls.among(matrix, computed.ranked, leaves, labels, parts)

    @classmethod
    def among(
        cls,
        matrix: Matrix,
        rows: list[int],
        leaves: list[int],
        labels: Mapping[str, str],
        parts: list[int] | None = None,
    ) -> Self:
        """These rows and leaves of the matrix; equal parts unless told."""
        prepared, place = matrix.prepared, {j: k for k, j in enumerate(leaves)}
        parts = parts or [1] * len(leaves)
        return cls(
            matrix=matrix,
            labels=labels,
            rows=rows,
            leaves=leaves,
            parts=parts,
            whole=sum(parts),
            values=[[prepared.ranked[i][j] for j in leaves] for i in rows],
            missing=[(k, place[j]) for k, i in enumerate(rows) for j in prepared.missing[i] if j in place],
        )

    def columns(self) -> list[Column]:
        """The values criterion by criterion."""
        decimals = self.matrix.prepared.decimals
        return [Column([row[k] for row in self.values], decimals) for k in range(len(self.leaves))]

    def floats(self) -> Floats:
        """The values (m, n) as floats."""
        return np.ascontiguousarray(self.matrix.prepared.floats[np.ix_(self.rows, self.leaves)])

    def shares(self) -> Floats:
        """The weights (n,) as floats that add up to 1."""
        return np.array([part / self.whole for part in self.parts])

    def alternative(self, row: int) -> str:
        """The label of an alternative by its place here."""
        key = self.matrix.alternatives[self.rows[row]]
        return self.labels.get(key, key)

    def criterion(self, column: int) -> str:
        """The label of a criterion by its place here."""
        key = self.matrix.leaves[self.leaves[column]].key
        return self.labels.get(key, key)

    def score(self, row: int, column: int) -> str:
        """The raw score as it stands in the matrix."""
        cell = self.matrix.cells[self.rows[row]][self.leaves[column]]
        return "no score" if cell is None else raw_text(cell.value)

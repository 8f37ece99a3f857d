"""The kernel: totals, ranks and contributions as exact integers, without names and without rounding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import mul

from decision.engine.exact import competition_ranks, weighted
from decision.engine.gates import GateResult, gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.tree import LeafWeights


@dataclass(frozen=True, slots=True)
class Figures:
    """A number x stands for x / `unit`. Totals count missing scores where the matrix says; ranks are among
    `ranked`.

    `ranks` has 0 for alternatives that a gate excludes. `products` are contributions, a row per alternative.
    """

    weights: LeafWeights
    unit: int
    totals: list[int]
    lows: list[int]
    highs: list[int]
    ranks: list[int]
    products: list[list[int]]
    gates: list[dict[str, GateResult]]
    ranked: list[int]

    def leaders(self) -> list[int]:
        """Rows of the alternatives that share the first rank."""
        return [i for i in self.ranked if self.ranks[i] == 1]


def figures(matrix: Matrix, points: Mapping[str, Decimal] | None = None) -> Figures:
    """Compute everything countable about the matrix under these points. Raises as `shares` and
    UnboundedMissing.
    """
    prepared = matrix.prepared
    weights = matrix.tree.weights(points)
    parts = weights.parts
    if prepared.unbounded:
        prepared.check_bounded(weights, matrix.alternatives, matrix.leaves)
    products = [list(map(mul, parts, row)) for row in prepared.ranked]
    totals = [sum(row) for row in products]
    lows = totals if prepared.is_exact else [weighted(parts, row) for row in prepared.worst]
    highs = totals if prepared.is_exact else [weighted(parts, row) for row in prepared.best]
    gates = gate_results(matrix)
    ranked = ranked_rows(matrix, gates)
    ranks = [0] * len(totals)
    for i, rank in zip(ranked, competition_ranks([totals[i] for i in ranked]), strict=True):
        ranks[i] = rank
    unit = (weights.whole or 1) * 10**prepared.decimals
    return Figures(weights, unit, totals, lows, highs, ranks, products, gates, ranked)

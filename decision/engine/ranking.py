"""The weighted sum of a decision: totals, ranks, contributions and the recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision.engine.exact import all_rounded, rounded
from decision.engine.figures import Figures, figures
from decision.engine.gates import GateResult
from decision.engine.matrix import Matrix
from decision.engine.recommendation import Recommendation, recommend
from decision.engine.shares import leaf_shares, node_shares


@dataclass(frozen=True, slots=True)
class Standing:
    """One alternative. All numbers have 10 decimals.

    `rank` is None where a gate excludes it. `total` counts missing scores at their worst; `low` and `high`
    also follow the ranges of uncertain scores. `contributions` by leaf are None where the score is missing
    and weighs something.
    """

    alternative: str
    rank: int | None
    tied: bool
    total: Decimal
    low: Decimal
    high: Decimal
    contributions: dict[str, Decimal | None]
    missing: tuple[str, ...]
    failed_gates: tuple[str, ...]
    gates: dict[str, GateResult]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Shares of leaves and of all nodes, standings by rank then name, the excluded, and the recommendation."""

    shares: dict[str, Decimal]
    node_shares: dict[str, Decimal]
    standings: tuple[Standing, ...]
    excluded: tuple[Standing, ...]
    recommendation: Recommendation


def rank(
    matrix: Matrix, points: Mapping[str, Decimal] | None = None, labels: Mapping[str, str] | None = None
) -> Ranking:
    """Rank the alternatives by weighted sum and say what that recommends.

    `points` by key of any node stand in place of the matrix's own (those left out keep theirs); `labels` name
    alternatives and criteria in sentences. Raises UnknownCriterion, NotFinite, NegativeWeight, AllWeightsZero
    or UnboundedMissing.
    """
    names = labels or {}
    computed = figures(matrix, points)
    of_leaves = leaf_shares(matrix.tree, computed.weights)
    keys = [leaf.key for leaf in matrix.leaves]
    standings = [_standing(matrix, computed, keys, i) for i in range(len(matrix.alternatives))]
    standings.sort(key=lambda s: (s.rank or 0, names.get(s.alternative, s.alternative), s.alternative))
    return Ranking(
        shares=of_leaves,
        node_shares=node_shares(matrix.tree, of_leaves),
        standings=tuple(standing for standing in standings if standing.rank is not None),
        excluded=tuple(standing for standing in standings if standing.rank is None),
        recommendation=recommend(matrix, computed, names),
    )


def _standing(matrix: Matrix, computed: Figures, keys: list[str], row: int) -> Standing:
    unit = computed.unit
    products = all_rounded(computed.products[row], unit)
    contributions: dict[str, Decimal | None] = dict(zip(keys, products, strict=True))
    missing = matrix.prepared.missing[row]
    for j in missing:
        if computed.weights.parts[j]:
            contributions[keys[j]] = None
    total = rounded(computed.totals[row], unit)
    exact = matrix.prepared.is_exact
    place = computed.ranks[row]
    return Standing(
        alternative=matrix.alternatives[row],
        rank=place or None,
        tied=place > 0 and computed.ranks.count(place) > 1,
        total=total,
        low=total if exact else rounded(computed.lows[row], unit),
        high=total if exact else rounded(computed.highs[row], unit),
        contributions=contributions,
        missing=tuple(keys[j] for j in missing),
        failed_gates=tuple(key for key, result in computed.gates[row].items() if result is GateResult.FAIL),
        gates=computed.gates[row],
    )

"""The weighted sum of a decision: totals, ranks, contributions and the recommendation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from decision.engine.caveats import Caveat
from decision.engine.exact import all_units, as_decimal, units
from decision.engine.figures import Figures, figures
from decision.engine.gates import GateResult
from decision.engine.matrix import Matrix
from decision.engine.recommendation import Recommendation, recommend
from decision.engine.shares import node_shares, share_units
from decision.engine.tree import Tree


@dataclass(frozen=True)
class Standing:
    """One alternative. Numbers are kept in whole 10^-10 (`…_units`), and made Decimals for who asks.

    `rank` is None where a gate excludes it. `total` counts missing scores where the matrix says; `low` and `high`
    go from all at their worst to all at their best, and
    also follow the ranges of uncertain scores. `contributions` by leaf are None where the score is missing
    and weighs something; `added` has what it counts there too.
    """

    alternative: str
    rank: int | None
    tied: bool
    total_units: int
    low_units: int
    high_units: int
    added_units: Mapping[str, int]
    contribution_units: Mapping[str, int | None]
    missing: tuple[str, ...]
    failed_gates: tuple[str, ...]
    gates: dict[str, GateResult]

    @cached_property
    def total(self) -> Decimal:
        """The total with 10 decimals, as all numbers here."""
        return as_decimal(self.total_units)

    @cached_property
    def low(self) -> Decimal:
        """The total at worst."""
        return as_decimal(self.low_units)

    @cached_property
    def high(self) -> Decimal:
        """The total at best."""
        return as_decimal(self.high_units)

    @cached_property
    def contributions(self) -> dict[str, Decimal | None]:
        """What each leaf adds to the total; None where the score is missing and weighs something."""
        return {
            key: None if number is None else as_decimal(number)
            for key, number in self.contribution_units.items()
        }

    @cached_property
    def added(self) -> dict[str, Decimal]:
        """What each leaf adds to the total, a missing score by what it counts."""
        return {key: as_decimal(number) for key, number in self.added_units.items()}


@dataclass(frozen=True)
class Ranking:
    """Shares of leaves and of all nodes, standings by rank then name, the excluded, and the recommendation."""

    share_units: dict[str, int]
    standings: tuple[Standing, ...]
    excluded: tuple[Standing, ...]
    recommendation: Recommendation
    tree: Tree = field(repr=False)

    @cached_property
    def shares(self) -> dict[str, Decimal]:
        """The share of every leaf, with 10 decimals; together exactly 1."""
        return {key: as_decimal(number) for key, number in self.share_units.items()}

    def advised(self, caveats: Iterable[str]) -> Ranking:
        """The same with caveats of those who know more than numbers, after the engine's own."""
        more = [Caveat("evidence", text) for text in caveats]
        found = self.recommendation
        return replace(self, recommendation=replace(found, notes=(*found.notes, *more)))

    @cached_property
    def node_shares(self) -> dict[str, Decimal]:
        """The share of every node, parents too."""
        return node_shares(self.tree, self.shares)


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
    standings = [_standing(matrix, computed, i) for i in range(len(matrix.alternatives))]
    standings.sort(key=lambda s: (s.rank or 0, names.get(s.alternative, s.alternative), s.alternative))
    return Ranking(
        share_units=share_units(matrix.tree, computed.weights),
        standings=tuple([standing for standing in standings if standing.rank is not None]),
        excluded=tuple([standing for standing in standings if standing.rank is None]),
        recommendation=recommend(matrix, computed, names),
        tree=matrix.tree,
    )


def _standing(matrix: Matrix, computed: Figures, row: int) -> Standing:
    keys, unit = matrix.tree.keys, computed.unit
    added = dict(zip(keys, all_units(computed.products[row], unit), strict=True))
    contributions: Mapping[str, int | None] = added
    missing = matrix.prepared.missing[row]
    if missing:
        contributions = {**added, **{keys[j]: None for j in missing if computed.weights.parts[j]}}
    total = units(computed.totals[row], unit)
    exact = matrix.prepared.is_exact
    place, gates = computed.ranks[row], computed.gates[row]
    return Standing(
        alternative=matrix.alternatives[row],
        rank=place or None,
        tied=place > 0 and computed.ranks.count(place) > 1,
        total_units=total,
        low_units=total if exact else units(computed.lows[row], unit),
        high_units=total if exact else units(computed.highs[row], unit),
        added_units=added,
        contribution_units=contributions,
        missing=tuple([keys[j] for j in missing]),
        failed_gates=tuple([key for key, result in gates.items() if result is GateResult.FAIL]),
        gates=gates,
    )

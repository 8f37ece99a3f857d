"""A decision ranked by another method than the weighted sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from decision.engine.exact import DECIMALS
from decision.engine.figures import Figures, figures
from decision.engine.gates import GateResult
from decision.engine.matrix import Matrix
from decision.engine.methods.on_decisions import cells_named, ready_for
from decision.engine.methods.options import read_options
from decision.engine.methods.scorer import HIGHER_IS_BETTER, USUAL
from decision.engine.methods.verdict import verdict_by
from decision.engine.methods.vikor import Compromise, compromise
from decision.engine.methods.weighed import Weighed
from decision.engine.recommendation import Recommendation
from decision.engine.shares import share_units


@dataclass(frozen=True)
class MethodStanding:
    """One alternative. `figures` are the method's own with 10 decimals, `total` among them; there are none where a gate
    excludes the alternative, since it takes no part.
    """

    alternative: str
    rank: int | None
    tied: bool
    figures: dict[str, float]
    missing: tuple[str, ...]
    failed_gates: tuple[str, ...]


@dataclass(frozen=True)
class MethodRanking:
    """As a `Ranking`, in the method's own figures; `compromise` and `conditions` are VIKOR's."""

    method: str
    normalization: str
    higher_is_better: bool
    share_units: dict[str, int]
    standings: tuple[MethodStanding, ...]
    excluded: tuple[MethodStanding, ...]
    recommendation: Recommendation
    compromise: tuple[str, ...] | None
    conditions: dict[str, bool] | None


def rank_by(
    method: str,
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    labels: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> MethodRanking:
    """Rank by a method of `USUAL` other than weighted_sum, on its usual footing.

    What goes in are the decision's values, where larger is better: costs turned on their scale, value functions
    applied. Groups count through the shares of their leaves; a criterion that weighs nothing and an alternative that
    fails an excluding must-have take no part. Raises as `rank`; UnboundedMissing for any missing score that weighs
    something; NotRankable for a value on which the method is not defined; InvalidTable for a wrong option.
    """
    read = read_options(method, options or {})
    computed = figures(matrix, points)
    seen = Weighed.of(matrix, computed, labels or {})
    found = _Found([], {}, None)
    if seen.rows and seen.leaves:
        ready = ready_for(method, seen, read)
        with cells_named(method, seen):
            arrays = ready.figures(seen.shares()[None, :])
        numbers = {name: (array[0] + 0.0).tolist() for name, array in arrays.items()}
        proposed = compromise(numbers["total"], numbers["s"], numbers["r"]) if method == "vikor" else None
        found = _Found(ready.ranks(arrays["total"])[0].tolist(), numbers, proposed)
    return _ranking(method, seen, computed, found)


@dataclass(frozen=True, slots=True)
class _Found:
    """Ranks and figures by place in what is seen."""

    ranks: list[int]
    numbers: dict[str, list[float]]
    proposed: Compromise | None


def _ranking(method: str, seen: Weighed, computed: Figures, found: _Found) -> MethodRanking:
    matrix, names, proposed = seen.matrix, seen.labels, found.proposed
    standings = [_standing(seen, computed, i, found) for i in range(len(matrix.alternatives))]
    standings.sort(key=lambda s: (s.rank or 0, names.get(s.alternative, s.alternative), s.alternative))
    return MethodRanking(
        method=method,
        normalization=USUAL[method],
        higher_is_better=method in HIGHER_IS_BETTER,
        share_units=share_units(matrix.tree, computed.weights),
        standings=tuple(standing for standing in standings if standing.rank is not None),
        excluded=tuple(standing for standing in standings if standing.rank is None),
        recommendation=verdict_by(
            method, seen, computed, found.ranks, found.numbers.get("total", []), proposed
        ),
        compromise=None
        if proposed is None
        else tuple(matrix.alternatives[seen.rows[i]] for i in proposed.rows),
        conditions=None
        if proposed is None
        else {
            "acceptable_advantage": proposed.acceptable_advantage,
            "acceptable_stability": proposed.acceptable_stability,
        },
    )


def _standing(seen: Weighed, computed: Figures, row: int, found: _Found) -> MethodStanding:
    place = seen.rows.index(row) if found.ranks and row in seen.rows else None
    rank = None if place is None else found.ranks[place]
    return MethodStanding(
        alternative=seen.matrix.alternatives[row],
        rank=rank,
        tied=rank is not None and found.ranks.count(rank) > 1,
        figures={}
        if place is None
        else {name: round(numbers[place], DECIMALS) for name, numbers in found.numbers.items()},
        missing=tuple(seen.matrix.leaves[j].key for j in seen.matrix.prepared.missing[row]),
        failed_gates=tuple(key for key, result in computed.gates[row].items() if result is GateResult.FAIL),
    )

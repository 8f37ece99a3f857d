"""How the same matrix is ranked by other methods and other weights: what to show beside the decision's own order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

import numpy as np

from decision.engine.exact import DECIMALS, competition_ranks, weighted
from decision.engine.figures import figures
from decision.engine.matrix import Matrix
from decision.engine.methods.figures import CannotRank, Floats
from decision.engine.methods.known_scores import KNOWN_SCORES, by_known_scores, why_known_scores
from decision.engine.methods.scenarios import RULES
from decision.engine.methods.scorer import Scorer, scorer_of
from decision.engine.methods.tau import kendall_tau
from decision.engine.methods.ways import OWN, WAYS, Kind, Way
from decision.engine.methods.weighed import Weighed
from decision.engine.methods.why import Pair, telling_pair, why_method, why_weights
from decision.engine.wording import abridged


@dataclass(frozen=True)
class ComparedMethod:
    """One way to rank. `method` is its key, `label` its name, `note` one line on what it does.

    `kind`: the decision's `own` weighted sum; another `method` under the same weights; the weighted sum under other
    `weights`; or under weights from `data`, which say what tells the alternatives apart and not what anybody values.
    `winner` is None under a tie for first (`winners` has all who share it). `ranks` and `totals` (10 decimals) are
    by alternative, without those that a gate excludes. `kendall_tau` is tau-b with the decision's own order, None
    where that is undefined (one alternative, or an order that ties everything). `moved` are the alternatives whose
    rank differs from the decision's own, `why` says in a sentence what moves them. `weights` are shares where they
    are not the decision's own. A method that is not defined for this matrix says why in `refusal` and has no ranks.
    """

    method: str
    label: str
    note: str
    kind: Kind
    higher_is_better: bool
    winner: str | None
    winners: tuple[str, ...]
    ranks: dict[str, int]
    totals: dict[str, float]
    kendall_tau: float | None
    moved: tuple[str, ...]
    why: str
    weights: dict[str, float] | None
    refusal: str


@dataclass(frozen=True)
class MethodComparison:
    """All methods, the decision's own first, and how far they agree.

    `compared` counts the others that rank this matrix; `same_winner` and `same_order` how many of them put the same
    alternatives first as the decision's own, and all in the same order. `summary` says so in a sentence or two.
    """

    methods: tuple[ComparedMethod, ...]
    compared: int
    same_winner: int
    same_order: int
    summary: str


def compare_methods(
    matrix: Matrix, points: Mapping[str, Decimal] | None = None, labels: Mapping[str, str] | None = None
) -> MethodComparison:
    """Rank the matrix by every method, under these points in place of its own.

    Methods run on the decision's values, where larger is better (costs turned, value functions applied), of the
    alternatives that pass the must-haves and of the criteria that weigh anything; groups count through the shares
    of their leaves. Missing scores count as in the ranking in weighted sums, and every other method refuses them;
    where there are any, the weighted sum over known scores alone is compared too.
    Deterministic; O(m^2 + m n log m) time. Raises as `rank`.
    """
    computed = figures(matrix, points)
    seen = Weighed.of(matrix, computed, labels or {})
    ranks = [computed.ranks[i] for i in seen.rows]
    own = _own(seen, ranks, [computed.totals[i] / computed.unit for i in seen.rows])
    others = [_compared(way, seen, ranks) for way in _ways(seen)] if ranks and seen.leaves else []
    return _together((own, *others), seen)


def _ways(seen: Weighed) -> list[Way]:
    """Other weights together, those from data last."""
    more = [KNOWN_SCORES] if seen.missing else []
    return [
        *(way for way in WAYS if way.kind != "data"),
        *more,
        *(way for way in WAYS if way.kind == "data"),
    ]


@dataclass(frozen=True, slots=True)
class _Found:
    """Ranks and totals by place in what is seen; the shares used where they are not the decision's."""

    ranks: list[int]
    totals: list[float]
    shares: Floats | None = None
    scorer: Scorer | None = None
    means: list[Fraction] | None = None


def _own(seen: Weighed, ranks: list[int], totals: list[float]) -> ComparedMethod:
    found = _Found(ranks, totals)
    return _method(OWN, seen, found, tau=kendall_tau(ranks, ranks), moved=(), why="")


def _compared(way: Way, seen: Weighed, own: list[int]) -> ComparedMethod:
    try:
        found = _found(way, seen)
    except CannotRank as error:
        return _refused(way, seen, error)
    moved = tuple(
        seen.matrix.alternatives[i]
        for i, before, now in zip(seen.rows, own, found.ranks, strict=True)
        if before != now
    )
    pair = telling_pair(own, found.ranks) if moved else None
    return _method(
        way, seen, found, tau=kendall_tau(own, found.ranks), moved=moved, why=_why(way, seen, found, pair)
    )


def _found(way: Way, seen: Weighed) -> _Found:
    if way is KNOWN_SCORES:
        ranks, means = by_known_scores(seen)
        return _Found(ranks, [float(mean) for mean in means], means=means)
    return _by_weights(way, seen) if way.method in RULES else _by_method(way, seen)


def _by_method(way: Way, seen: Weighed) -> _Found:
    name, footing = ("weighted_sum", "minmax") if way.method == "rescaled" else (way.method, None)
    if name != "weighted_sum":
        _check_complete(way, seen)
    ready = scorer_of(name, seen.columns(), normalization=footing)
    totals = ready.figures(seen.shares()[None, :])["total"]
    return _Found(ready.ranks(totals)[0].tolist(), totals[0].tolist(), scorer=ready)


def _by_weights(way: Way, seen: Weighed) -> _Found:
    """Weighted sums in whole numbers, so that ties are exact."""
    if way.kind == "data":
        _check_complete(way, seen)
    exact = RULES[way.method](seen.parts, seen.floats())
    common = lcm(*(share.denominator for share in exact))
    parts = [share.numerator * (common // share.denominator) for share in exact]
    sums = [weighted(parts, row) for row in seen.values]
    unit = common * 10**seen.matrix.prepared.decimals
    shares = np.array([float(share) for share in exact])
    return _Found(competition_ranks(sums), [total / unit for total in sums], shares=shares)


def _check_complete(way: Way, seen: Weighed) -> None:
    if seen.missing:
        row, column = seen.missing[0]
        raise CannotRank(row, column, "Every score is needed.")


def _why(way: Way, seen: Weighed, found: _Found, pair: Pair | None) -> str:
    if pair is None:
        return ""
    is_level = found.ranks[pair[0]] == found.ranks[pair[1]]
    if found.means is not None:
        return why_known_scores(seen, found.means, pair, is_level)
    if found.shares is not None:
        return why_weights(way, seen, found.shares, pair, is_level)
    assert found.scorer is not None, "an order comes from weights or from a method"
    return why_method(way, seen, found.scorer, pair, is_level)


def _method(
    way: Way, seen: Weighed, found: _Found, *, tau: float | None, moved: tuple[str, ...], why: str
) -> ComparedMethod:
    keys = [seen.matrix.alternatives[i] for i in seen.rows]
    winners = tuple(key for key, rank in zip(keys, found.ranks, strict=True) if rank == 1)
    return ComparedMethod(
        method=way.method, label=way.label, note=way.note, kind=way.kind, higher_is_better=way.method != "vikor",
        winner=winners[0] if len(winners) == 1 else None, winners=winners,
        ranks=dict(zip(keys, found.ranks, strict=True)),
        totals={key: round(total, DECIMALS) for key, total in zip(keys, found.totals, strict=True)},
        kendall_tau=None if tau is None else round(tau, DECIMALS), moved=moved, why=why,
        weights=_weights(seen, found.shares), refusal="",
    )  # fmt: skip


def _weights(seen: Weighed, shares: Floats | None) -> dict[str, float] | None:
    if shares is None:
        return None
    found = dict.fromkeys((leaf.key for leaf in seen.matrix.leaves), 0.0)
    for j, share in zip(seen.leaves, shares.tolist(), strict=True):
        found[seen.matrix.leaves[j].key] = round(share, DECIMALS)
    return found


def _refused(way: Way, seen: Weighed, error: CannotRank) -> ComparedMethod:
    place = f"{seen.alternative(error.row)} has {seen.score(error.row, error.column)} on {seen.criterion(error.column)}"
    return ComparedMethod(
        method=way.method, label=way.label, note=way.note, kind=way.kind, higher_is_better=way.method != "vikor",
        winner=None, winners=(), ranks={}, totals={}, kendall_tau=None, moved=(), why="", weights=None,
        refusal=f"{error.rule.removesuffix('.')}: {place}.",
    )  # fmt: skip


def _together(methods: tuple[ComparedMethod, ...], seen: Weighed) -> MethodComparison:
    own, others = methods[0], [method for method in methods[1:] if method.ranks]
    same_winner = [method for method in others if method.winners == own.winners]
    same_order = [method for method in others if not method.moved]
    return MethodComparison(
        methods=methods,
        compared=len(others),
        same_winner=len(same_winner),
        same_order=len(same_order),
        summary=_summary(methods, len(others), len(same_winner), len(same_order), seen),
    )


def _summary(methods: tuple[ComparedMethod, ...], compared: int, same: int, order: int, seen: Weighed) -> str:
    """How many of the other ways to rank say the same as the decision's own."""
    own = methods[0]
    if not own.ranks:
        return "Nothing is ranked, so there is nothing to compare."
    if len(own.ranks) == 1:
        return "Only one alternative is ranked, so every method puts it first."
    names = [seen.labels.get(key, key) for key in own.winners]
    who = f"{abridged(names)} {'first' if len(names) == 1 else 'level in first place'}"
    many = "All" if same == compared else f"{same or 'None'} of"
    sentence = f"{many} {compared} other ways to rank put {who} too"
    other = [_in_short(method) for method in methods if method.ranks and method.winners != own.winners]
    if other:
        sentence += f" (not {abridged(other)})"
    sentence += f"; {'all' if order == compared else order} agree on the whole order." if order > 1 else "."
    refused = len(methods) - 1 - compared
    if refused:
        sentence += f" {refused} {'is' if refused == 1 else 'are'} not defined for these scores."
    return sentence


def _in_short(method: ComparedMethod) -> str:
    """What it is called among others: of the weighted sum under other weights, whose they are."""
    return method.label if method.kind == "method" else method.label.removeprefix("Weighted sum, ")

"""The best-worst method: every criterion against the most and against the least important."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from decision.engine.elicitation.answers import BestWorstAnswer
from decision.engine.elicitation.checks import MOST, refuse
from decision.engine.elicitation.figures import rounded_shares
from decision.engine.elicitation.requests import BestWorst
from decision.engine.errors import InvalidJudgements, Problem, pointer

Floats = npt.NDArray[np.float64]


def from_best_worst(request: BestWorst) -> BestWorstAnswer:
    """Weights by Rezaei's best-worst method.

    linear (Rezaei 2016, Omega 64): the least xi with |w_B - a_Bj w_j| <= xi and |w_j - a_jW w_W| <= xi; xi
    itself tells the consistency. nonlinear (Rezaei 2015, Omega 53): |w_B/w_j - a_Bj| <= xi and
    |w_j/w_W - a_jW| <= xi; the ratio is xi over the greatest xi possible with that a_BW, and where more than
    one set of weights does, `intervals` says from where to where, and the weights are their middles.
    Raises InvalidJudgements.
    """
    keys = list(
        dict.fromkeys([request.best, *request.best_to_others, *request.others_to_worst, request.worst])
    )
    refuse(_problems(request, keys))
    # The best against the worst stands in both lists; once is enough.
    direct = request.best_to_others.get(request.worst, request.others_to_worst.get(request.best, Decimal(1)))
    to_others = _complete({request.worst: direct, **request.best_to_others}, request.best, keys)
    to_worst = _complete({request.best: direct, **request.others_to_worst}, request.worst, keys)
    ends = keys.index(request.best), keys.index(request.worst)
    if request.model == "linear":
        weights, xi = _linear(to_others, to_worst, *ends)
        return _answer(request, keys, weights, xi, xi)
    xi, best_to_worst = _least_xi(to_others, to_worst, *ends)
    lows, highs = _intervals(to_others, to_worst, *ends, xi, best_to_worst)
    greatest = _greatest_xi(to_others[ends[1]])
    ratio = xi / greatest if greatest > 0 else 0.0
    between = {
        key: (round(float(low), 10), round(float(high), 10))
        for key, low, high in zip(keys, lows, highs, strict=True)
    }
    return _answer(request, keys, (lows + highs) / 2, xi, ratio, round(greatest, 10), between)


def _answer(
    request: BestWorst,
    keys: Sequence[str],
    weights: Floats,
    xi: float,
    ratio: float,
    greatest: float | None = None,
    between: dict[str, tuple[float, float]] | None = None,
) -> BestWorstAnswer:
    return BestWorstAnswer(
        method="best_worst",
        weights=rounded_shares(keys, weights.tolist()),
        model=request.model,
        xi=round(xi, 10),
        consistency_index=greatest,
        consistency_ratio=round(ratio, 10),
        intervals=between,
    )


def _complete(judged: Mapping[str, Decimal], itself: str, keys: Sequence[str]) -> Floats:
    return np.array([1.0 if key == itself else float(judged[key]) for key in keys])


def _linear(to_others: Floats, to_worst: Floats, best: int, worst: int) -> tuple[Floats, float]:
    """Weights and xi by one linear program over (w, xi)."""
    count = len(to_others)
    rows = np.vstack([
        _differences(count, [(best, j, to_others[j]) for j in range(count) if j != best]),
        _differences(count, [(j, worst, to_worst[j]) for j in range(count) if j not in (worst, best)]),
    ])  # fmt: skip
    both = np.vstack([rows, -rows])
    above = np.hstack([both, -np.ones((len(both), 1))])
    found = _solve(np.append(np.zeros(count), 1.0), above, np.append(np.ones(count), 0.0))
    return np.maximum(found[:count], 0.0), max(float(found[count]), 0.0)


def _differences(count: int, pairs: Sequence[tuple[int, int, float]]) -> Floats:
    """A row w_i - a w_j for each (i, j, a)."""
    rows = np.zeros((len(pairs), count))
    for row, (i, j, ratio) in zip(rows, pairs, strict=True):
        row[i] += 1.0
        row[j] -= ratio
    return rows


def _least_xi(to_others: Floats, to_worst: Floats, best: int, worst: int) -> tuple[float, float]:
    """The least xi of the nonlinear model, by bisection, and the ratio of best to worst that goes with it.

    With w_W = 1 and w_B = x, some w_j fits for a given xi exactly when
    (a_Bj - xi)(a_jW - xi) <= x <= (a_Bj + xi)(a_jW + xi), so xi will do when these ranges of x meet. At the
    least xi they meet in one point.
    """
    others = [j for j in range(len(to_others)) if j not in (best, worst)]
    first, second = to_others[others], to_worst[others]
    direct = to_others[worst]

    def meeting(xi: float) -> tuple[float, float]:
        lows = np.maximum(first - xi, 0) * np.maximum(second - xi, 0)
        highs = (first + xi) * (second + xi)
        return max(lows.max(initial=0.0), direct - xi), min(highs.min(initial=np.inf), direct + xi)

    low, high = 0.0, float(max(to_others.max(), to_worst.max()))
    start, end = meeting(low)
    if start <= end:
        return low, float(direct)
    while high - low > 1e-14 * max(1.0, high):
        middle = (low + high) / 2
        start, end = meeting(middle)
        low, high = (low, middle) if start <= end else (middle, high)
    return high, float(sum(meeting(high)) / 2)


def _greatest_xi(direct: float) -> float:
    """The xi of the least consistent judgements with this a_BW: the smaller root of
    xi^2 - (1 + 2a) xi + (a^2 - a) = 0 (Rezaei 2015, table 1 to two decimals: 0, 0.44, 1.00, 1.63, …, 5.23).
    """
    return float((1 + 2 * direct - np.sqrt(1 + 8 * direct)) / 2)


def _intervals(
    to_others: Floats, to_worst: Floats, best: int, worst: int, xi: float, ratio: float
) -> tuple[Floats, Floats]:
    """The least and the greatest share of each criterion among the weights of the least xi (Rezaei 2016), in
    closed form: with w_W = 1 and w_B = ratio fixed, every other weight has a range of its own.
    """
    lows = np.maximum(ratio / (to_others + xi), to_worst - xi)
    highs = to_worst + xi
    bounded = to_others > xi
    highs[bounded] = np.minimum(highs[bounded], ratio / (to_others - xi)[bounded])
    highs = np.maximum(highs, lows)
    for j, fixed in ((best, ratio), (worst, 1.0)):
        lows[j] = highs[j] = fixed
    return lows / (lows + highs.sum() - highs), highs / (highs + lows.sum() - lows)


def _solve(objective: Floats, above: Floats, whole: Floats) -> Floats:
    """Minimise over x >= 0 with above x <= 0 and whole x = 1. scipy takes 0.4 s to import, so here."""
    from scipy.optimize import linprog  # type: ignore[import-untyped]

    found = linprog(
        objective, A_ub=above if len(above) else None, b_ub=np.zeros(len(above)) if len(above) else None,
        A_eq=whole[None], b_eq=[1.0], method="highs",
    )  # fmt: skip
    if found.x is None:
        raise InvalidJudgements(
            "No weights were found that come near these judgements: use ratios between 1 and 9.",
            [("/best_to_others", "These ratios are too far apart to compute with.")],
        )
    return np.asarray(found.x, dtype=np.float64)


def _problems(request: BestWorst, keys: Sequence[str]) -> Iterator[Problem]:
    if request.best == request.worst and len(keys) > 1:
        yield "/worst", f"{request.worst} cannot be both the best and the worst."
    for field, judged, mirrored, itself, other in (
        ("best_to_others", request.best_to_others, request.others_to_worst, request.best, request.worst),
        ("others_to_worst", request.others_to_worst, request.best_to_others, request.worst, request.best),
    ):
        for key in keys:
            elsewhere = key == other and itself in mirrored
            if key != itself and key not in judged and not elsewhere:
                yield pointer(field, key), f"{key} is not compared with {itself}: give a ratio, 1 or more."
        for key, ratio in judged.items():
            if not 1 <= ratio <= MOST:
                yield pointer(field, key), f"A ratio is 1 or more, at most {MOST:,} (got {ratio})."
            elif key == itself and ratio != 1:
                yield pointer(field, key), f"{key} is 1 times as important as itself (got {ratio})."
    direct = request.best_to_others.get(request.worst)
    again = request.others_to_worst.get(request.best)
    if request.best != request.worst and None not in (direct, again) and direct != again:
        yield (
            pointer("others_to_worst", request.best),
            f"{request.best} to {request.worst} is {direct} in one list and {again} in the other: give it once.",
        )

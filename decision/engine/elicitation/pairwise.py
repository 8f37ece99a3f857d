"""Pairwise comparison: weights, their consistency, and the judgement that disturbs them most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from decision.engine.elicitation.answers import PairwiseAnswer
from decision.engine.elicitation.checks import check_ratio, check_unique, refuse
from decision.engine.elicitation.figures import rounded_float, rounded_shares
from decision.engine.elicitation.ratios import check_connected, geometric_weights, worst_judgement
from decision.engine.elicitation.requests import MOST_PAIRED, PairwiseMap, PairwiseMatrix
from decision.engine.errors import InvalidJudgements, Problem, pointer

Floats = npt.NDArray[np.float64]

SAATY = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Mean consistency index of random matrices of n = 0 … 15 criteria (Saaty 1980, The Analytic Hierarchy
Process).
"""
TABLE = "Saaty 1980"
DISTURBED = 0.10
"""Saaty's limit: above this ratio the judgements should be looked at again."""

_RECIPROCAL = 0.05
"""How far a_ij a_ji may be from 1: 1/7 is often written as 0.14."""
_SQUARINGS = 40


def from_matrix(request: PairwiseMatrix) -> PairwiseAnswer:
    """Weights from a square of judgements; null is not judged. Raises DuplicateKey or InvalidJudgements."""
    keys = request.criteria
    check_unique("criteria", keys)
    rows = request.judgements
    if len(rows) != len(keys) or any(len(row) != len(keys) for row in rows):
        raise InvalidJudgements(
            f"{len(keys)} criteria need {len(keys)} rows of {len(keys)} judgements: null where nobody has judged.",
            [("/judgements", f"This must be {len(keys)} rows of {len(keys)}.")],
        )
    places = {(i, j): pointer("judgements", i, j) for i in range(len(keys)) for j in range(len(keys))}
    given = {(i, j): a for i, row in enumerate(rows) for j, a in enumerate(row) if a is not None}
    return _answer(keys, given, places)


def from_map(request: PairwiseMap) -> PairwiseAnswer:
    """Weights from judgements by key. Without `criteria`, all keys that occur are compared. Raises
    DuplicateKey or InvalidJudgements.
    """
    mentioned = [key for row, below in request.judgements.items() for key in (row, *below)]
    keys = request.criteria or list(dict.fromkeys(mentioned))
    check_unique("criteria", keys)
    if not 0 < len(keys) <= MOST_PAIRED:
        raise InvalidJudgements(
            f"Compare between 1 and {MOST_PAIRED} criteria.", [("/judgements", f"{len(keys)} criteria.")]
        )
    place = {key: i for i, key in enumerate(keys)}
    refuse(
        (pointer("judgements", row, *column), "There is no such criterion.")
        for row, below in request.judgements.items()
        for column in ([()] if row not in place else [(key,) for key in below if key not in place])
    )
    pairs = [(row, column) for row, below in request.judgements.items() for column in below]
    given = {(place[row], place[column]): request.judgements[row][column] for row, column in pairs}
    places = {(place[row], place[column]): pointer("judgements", row, column) for row, column in pairs}
    return _answer(keys, given, places)


def _answer(
    keys: Sequence[str], given: Mapping[tuple[int, int], Decimal], places: Mapping[tuple[int, int], str]
) -> PairwiseAnswer:
    refuse(_problems(keys, given, places))
    count = len(keys)
    ratios: dict[tuple[int, int], float] = {}
    for (i, j), ratio in given.items():
        if i != j and (j, i) not in ratios:
            ratios[i, j] = float(ratio)
    possible = count * (count - 1) // 2
    check_connected(keys, ratios, "/judgements")
    if len(ratios) < possible:
        weights = geometric_weights(count, ratios)
        lambda_max, notes = None, [_incomplete(len(ratios), possible)]
    else:
        weights, lambda_max = principal(_square(count, given, ratios))
        notes = []
    index = None if lambda_max is None else 0.0 if count < 3 else max(0.0, (lambda_max - count) / (count - 1))
    random_index = SAATY[count] if count < len(SAATY) else None
    consistency = _ratio(index, random_index, count)
    if consistency is not None and consistency > DISTURBED:
        notes.append(f"The consistency ratio is above {DISTURBED:.2f}: look at the worst judgement again.")
    return PairwiseAnswer(
        method="pairwise",
        weights=rounded_shares(keys, weights.tolist()),
        notes=notes,
        lambda_max=rounded_float(lambda_max),
        consistency_index=rounded_float(index),
        consistency_ratio=rounded_float(consistency),
        random_index=random_index,
        random_index_table=TABLE,
        worst_judgement=worst_judgement(keys, ratios, weights),
        given=len(ratios),
        possible=possible,
    )


def principal(matrix: Floats) -> tuple[Floats, float]:
    """The principal eigenvector (sum 1) and eigenvalue of a positive matrix.

    Power iteration in doublings: each squaring of the matrix makes as many steps as all before it. lambda is
    the mean of (A w)_i / w_i (Saaty 1980). O(n^3 log steps).
    """
    power = matrix / matrix.sum()
    for _ in range(_SQUARINGS):
        power = power @ power
        power /= power.sum()
    weights = matrix @ power.sum(axis=1)
    weights /= weights.sum()
    return weights, float((matrix @ weights / weights).mean())


def joint_judgements(
    members: Sequence[Mapping[tuple[str, str], float]], member_weights: Sequence[float] | None = None
) -> dict[str, dict[str, float]]:
    """Judgements of several members as one set for `pairwise`: the weighted geometric mean of each pair over
    those who judged it, which unlike the arithmetic mean keeps it reciprocal (Aczel & Saaty 1983).
    """
    shares = member_weights or [1.0] * len(members)
    logs: dict[tuple[str, str], float] = {}
    whole: dict[tuple[str, str], float] = {}
    for judged, share in zip(members, shares, strict=True):
        for (row, column), ratio in judged.items():
            pair, sign = ((row, column), 1) if row <= column else ((column, row), -1)
            logs[pair] = logs.get(pair, 0.0) + share * sign * float(np.log(ratio))
            whole[pair] = whole.get(pair, 0.0) + share
    together: dict[str, dict[str, float]] = {}
    for (row, column), log in logs.items():
        if whole[row, column] > 0:
            together.setdefault(row, {})[column] = float(np.exp(log / whole[row, column]))
    return together


def _square(
    count: int, given: Mapping[tuple[int, int], Decimal], ratios: Mapping[tuple[int, int], float]
) -> Floats:
    """The matrix as written; what only one half says, the other is the reciprocal of."""
    matrix = np.ones((count, count))
    for (i, j), ratio in ratios.items():
        matrix[i, j] = ratio
        matrix[j, i] = float(given[j, i]) if (j, i) in given else 1 / ratio
    return matrix


def _ratio(index: float | None, random_index: float | None, count: int) -> float | None:
    if index is None or random_index is None:
        return None
    return index / random_index if count > 2 else 0.0


def _incomplete(given: int, possible: int) -> str:
    return (
        f"{given} of {possible} comparisons: weights by geometric least squares. The consistency ratio needs "
        "all of them."
    )


def _problems(
    keys: Sequence[str], given: Mapping[tuple[int, int], Decimal], places: Mapping[tuple[int, int], str]
) -> Iterator[Problem]:
    for (i, j), ratio in given.items():
        found = list(check_ratio(places[i, j], ratio))
        yield from found
        if found:
            continue
        other = given.get((j, i))
        if i == j and ratio != 1:
            yield places[i, j], f"{keys[i]} is 1 times as important as itself (got {ratio})."
        elif i < j and other is not None and other > 0 and abs(float(ratio * other) - 1) > _RECIPROCAL:
            yield (
                places[j, i],
                f"{keys[j]} to {keys[i]} must be 1/{ratio}, the reciprocal of {keys[i]} to {keys[j]} (got {other}).",
            )

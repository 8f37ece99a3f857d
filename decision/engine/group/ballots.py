"""Ballots on a matrix: members' own points and raw scores, compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from decision.engine.curves import Curve
from decision.engine.entries import Criterion
from decision.engine.errors import EngineError, InvalidBallots, pointer
from decision.engine.gates import gate_results, ranked_rows
from decision.engine.group.answers import Aggregate, GroupComparison
from decision.engine.group.comparison import compare_members
from decision.engine.matrix import Matrix
from decision.engine.values import Direction, Frozen

Floats = npt.NDArray[np.float64]


class Ballot(Frozen):
    """One member's points by key of any node of the tree (those left out keep the decision's), and raw scores
    by alternative and leaf (those left out are the decision's). `weight` is the member's own in the group.
    """

    member: str
    points: Mapping[str, Decimal] = {}
    scores: Mapping[str, Mapping[str, Decimal]] = {}
    weight: Decimal = Decimal(1)


def compare_ballots(
    matrix: Matrix, ballots: Sequence[Ballot], aggregate: Aggregate = "arithmetic"
) -> GroupComparison:
    """Compare ballots on a decision. Weights are those of the leaves, shares multiplied down the tree; what
    the decision's own must-haves exclude is not ranked; the decision's missing scores count as in its ranking.
    Raises InvalidBallots naming the member, NegativeWeight, AllWeightsZero, UnboundedMissing.
    """
    points = [_leaf_parts(matrix, p, ballot) for p, ballot in enumerate(ballots)]
    matrix.prepared.check_bounded(matrix.tree.weights(), matrix.alternatives, matrix.leaves)
    return compare_members(
        alternatives=matrix.alternatives,
        criteria=[leaf.key for leaf in matrix.leaves],
        members=[ballot.member for ballot in ballots],
        points=points,
        own=matrix.prepared.floats,
        scores=_raw_scores(matrix, ballots) if any(ballot.scores for ballot in ballots) else None,
        value_of=values_of(matrix.leaves),
        ranked=ranked_rows(matrix, gate_results(matrix)),
        member_weights=[float(ballot.weight) for ballot in ballots],
        aggregate=aggregate,
    )


def values_of(leaves: Sequence[Criterion]) -> Callable[[Floats], Floats]:
    """A function from raw scores to values for arrays with the leaves last; NaN stays NaN. Close to, but not
    exactly, the decimals that a ranking computes with.
    """
    functions = [_value_of(leaf) for leaf in leaves]

    def turn(scores: Floats) -> Floats:
        values = np.array(scores)
        for j, function in enumerate(functions):
            values[..., j] = function(scores[..., j])
        return values

    return turn


def _value_of(leaf: Criterion) -> Callable[[Floats], Floats]:
    if leaf.value_function is not None:
        return Curve.of(leaf.value_function)
    if leaf.direction is Direction.BENEFIT or leaf.low is None or leaf.high is None:
        return lambda x: x
    ends = float(leaf.low + leaf.high)
    return lambda x: ends - x


def _leaf_parts(matrix: Matrix, p: int, ballot: Ballot) -> list[float]:
    try:
        weights = matrix.tree.weights(ballot.points)
    except EngineError as error:
        places = [(pointer("ballots", p) + place, sentence) for place, sentence in error.errors]
        raise InvalidBallots(f"The ballot of {ballot.member}: {error.detail}", places) from error
    return [part / weights.whole for part in weights.parts]


def _raw_scores(matrix: Matrix, ballots: Sequence[Ballot]) -> Floats:
    rows = {alternative: i for i, alternative in enumerate(matrix.alternatives)}
    columns = {leaf.key: j for j, leaf in enumerate(matrix.leaves)}
    scores = np.full((len(ballots), len(rows), len(columns)), np.nan)
    for p, ballot in enumerate(ballots):
        for alternative, row in ballot.scores.items():
            for key, value in row.items():
                if alternative not in rows or key not in columns:
                    raise InvalidBallots(
                        f"The ballot of {ballot.member} scores {alternative} on {key}, which is not in the matrix.",
                        [(pointer("ballots", p, "scores", alternative, key), "There is no such cell.")],
                    )
                _check_scale(ballot.member, p, alternative, matrix.leaves[columns[key]], value)
                scores[p, rows[alternative], columns[key]] = float(value)
    return scores


def _check_scale(member: str, p: int, alternative: str, leaf: Criterion, value: Decimal) -> None:
    inside = value.is_finite() and (
        (leaf.low is None or leaf.low <= value) and (leaf.high is None or value <= leaf.high)
    )
    if not inside:
        raise InvalidBallots(
            f"The ballot of {member} gives {alternative} {value} on {leaf.key}, outside its scale.",
            [(pointer("ballots", p, "scores", alternative, leaf.key), "Outside the scale.")],
        )

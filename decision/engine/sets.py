"""Many weightings at once: totals and ranks of thousands of weight sets in a few products of arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from decision.engine.errors import (
    AllWeightsZero,
    InvalidWeights,
    NegativeWeight,
    NotFinite,
    UnknownCriterion,
    pointer,
)
from decision.engine.exact import LARGEST, competition_ranks, weighted
from decision.engine.gates import gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.places import near_ties, places
from decision.engine.tree import LeafWeights

Floats = npt.NDArray[np.float64]
WeightSet = Mapping[str, int | float | Decimal]
_EXACT_FLOAT = 2.0**51
"""Two bits below the 53 of a float, so that dividing different sums keeps them different."""
_MOST_DECIMALS = 300
_SMALLEST_SUM = 1e-290
"""Below this, floats lose digits."""


@dataclass(frozen=True, slots=True)
class SetResults:
    """A row per weight set, a column per alternative. `ranks` is 0 for what a gate excludes."""

    totals: Floats
    ranks: npt.NDArray[np.int32]


def evaluate_sets(matrix: Matrix, sets: Sequence[WeightSet] | Floats) -> SetResults:
    """Totals and ranks under every weight set: points by criterion key, or an array as `weight_array` makes
    it.

    Ranks are competition ranks, ties decided exactly as in `rank`. Missing scores stand where the ranking counts them.
    Raises as `weight_array` and `evaluate_array`.
    """
    array = sets if isinstance(sets, np.ndarray) else weight_array(matrix, sets)
    return evaluate_array(matrix, array)


def weight_array(matrix: Matrix, sets: Sequence[WeightSet]) -> Floats:
    """Points as an array: a row per set, a column per criterion of `matrix.criteria`; those left out keep
    their own.

    Raises UnknownCriterion or InvalidWeights, naming the set (from 0) and the key.
    """
    keys = [criterion.key for criterion in matrix.criteria]
    rows = _complete_rows(keys, sets)
    if rows is None:
        own = {criterion.key: float(criterion.points) for criterion in matrix.criteria}
        rows = [_completed(own, number, given) for number, given in enumerate(sets)]
    try:
        array = np.array(rows) if rows else np.empty((0, len(keys)))
    except ValueError:  # lists among the numbers
        array = np.empty(0, dtype=np.object_)
    if array.dtype.kind not in "if":
        checked = [
            [_number(points, i, key) for key, points in zip(keys, row, strict=True)]
            for i, row in enumerate(rows)
        ]
        return np.array(checked, dtype=np.float64)
    for i, j in np.argwhere((array == 0) | (array == 1)).tolist():
        _number(rows[i][j], i, keys[j])  # numpy takes True for 1
    return array.astype(np.float64, copy=False)


Row = Sequence[int | float | Decimal]


def _complete_rows(keys: Sequence[str], sets: Sequence[WeightSet]) -> list[Row] | None:
    """The points of all sets where each names exactly these keys, else None. A third of the cost of going by
    key.
    """
    if not keys or set(map(len, sets)) != {len(keys)}:
        return None
    pick = itemgetter(*keys, keys[0])  # one more key, so that it gives a tuple even for one criterion
    try:
        return [pick(given)[:-1] for given in sets]
    except KeyError:
        return None


def _completed(own: Mapping[str, float], number: int, given: WeightSet) -> Row:
    unknown = [key for key in given if key not in own]
    if unknown:
        raise UnknownCriterion(
            f"Weight set {number} names {unknown[0]}, which is no criterion: use {', '.join(sorted(own))}.",
            [(pointer("weight_sets", number, key), "Unknown criterion.") for key in unknown],
        )
    return list({**own, **given}.values())


def evaluate_array(matrix: Matrix, points: Floats) -> SetResults:
    """As `evaluate_sets`, from an array of points (sets x criteria, in the order of `matrix.criteria`).

    Raises InvalidWeights for a wrong shape, NotFinite, NegativeWeight, AllWeightsZero or UnboundedMissing.
    """
    points = np.asarray(points, dtype=np.float64)
    _check_array(matrix, points)
    is_flat = len(matrix.leaves) == len(matrix.criteria)
    weights = points if is_flat else _leaf_shares(matrix, points)
    whole = weights @ np.ones(weights.shape[1])  # several times the speed of sum(axis=1) for short rows
    _check_whole(whole)
    _check_bounded(matrix, weights)
    totals = _exact_totals(matrix, weights, whole) if is_flat else None
    unsure = np.empty(0, dtype=np.intp)
    if totals is None:
        totals, unsure = _float_totals(matrix, weights, whole)
    ranked = ranked_rows(matrix, gate_results(matrix))
    ranks = np.zeros(totals.shape, dtype=np.int32)
    ranks[ranked] = places(totals[ranked])
    _decide_exactly(matrix, points, ranked, unsure, ranks)
    return SetResults(totals.T, ranks.T)


def leaf_shares(matrix: Matrix, points: Floats) -> Floats:
    """Shares of the leaves (sets x leaves), each row together 1, from points as `weight_array` makes them.

    Raises as `evaluate_array`.
    """
    points = np.asarray(points, dtype=np.float64)
    _check_array(matrix, points)
    weights = points if len(matrix.leaves) == len(matrix.criteria) else _leaf_shares(matrix, points)
    whole = weights.sum(axis=1)
    _check_whole(whole)
    found: Floats = weights / whole[:, None]
    return found


def _float_totals(matrix: Matrix, weights: Floats, whole: Floats) -> tuple[Floats, npt.NDArray[np.intp]]:
    """Totals that are equal where rows are, and the sets whose order needs a closer look."""
    rows = matrix.prepared.ranked
    first = {row: i for i, row in reversed(list(enumerate(rows)))}
    place = {row: number for number, row in enumerate(first)}
    totals = matrix.prepared.floats[list(first.values())] @ (weights / whole[:, None]).T
    unsure = np.union1d(near_ties(totals), np.flatnonzero(whole < _SMALLEST_SUM))
    return totals[[place[row] for row in rows]], unsure


def _exact_totals(matrix: Matrix, weights: Floats, whole: Floats) -> Floats | None:
    """Totals whose order is exact, where points of at most 4 decimals keep all sums small enough for floats."""
    units, factor = _whole_numbers(weights)
    if units is None:
        return None
    numbers = matrix.prepared.ranked
    largest = max((abs(number) for row in numbers for number in row), default=0)
    sums_fit = largest < _EXACT_FLOAT and largest * float(whole.max(initial=0.0)) * factor < _EXACT_FLOAT
    if not sums_fit or matrix.prepared.decimals > _MOST_DECIMALS:
        return None
    values = np.array(numbers, dtype=np.float64).reshape(len(numbers), len(matrix.leaves))
    sums: Floats = values @ units.T
    sums /= whole * (factor * 10.0**matrix.prepared.decimals)
    return sums


def _whole_numbers(weights: Floats) -> tuple[Floats | None, float]:
    """Points times 1 or 10,000 where that makes all of them whole. A look at the first few sets spares most passes,
    one buffer spares the memory that fresh arrays of this size cost more than the arithmetic."""
    for factor in (1.0, 1e4):
        for part in (weights[:32], weights):
            units = part * factor
            np.rint(units, out=units)
            units /= factor
            if not np.array_equal(units, part):
                break
        else:
            units *= factor
            return np.rint(units, out=units), factor
    return None, 1.0


def _decide_exactly(
    matrix: Matrix,
    points: Floats,
    ranked: list[int],
    columns: npt.NDArray[np.intp],
    ranks: npt.NDArray[np.int32],
) -> None:
    """Replace the ranks of these sets (columns) by those of exact sums."""
    values = matrix.prepared.ranked
    keys = [criterion.key for criterion in matrix.criteria]
    for column in columns:
        given = {
            key: Decimal(repr(number)) for key, number in zip(keys, points[column].tolist(), strict=True)
        }
        parts = matrix.tree.weights(given).parts
        ranks[ranked, column] = competition_ranks([weighted(parts, values[i]) for i in ranked])


def _leaf_shares(matrix: Matrix, points: Floats) -> Floats:
    """Global shares of the leaves (sets x leaves)."""
    tree = matrix.tree
    column = {criterion.key: j for j, criterion in enumerate(matrix.criteria)}
    shares: dict[str | None, Floats] = {None: np.ones(len(points))}
    waiting: list[str | None] = [None]
    while waiting:
        parent = waiting.pop()
        siblings = tree.children.get(parent, ())
        if not siblings:
            continue
        group = points[:, [column[key] for key in siblings]]
        together = group.sum(axis=1)
        _check_whole(np.where(shares[parent] > 0, together, 1.0), parent)
        share = shares[parent] / np.where(together > 0, together, 1.0)
        for j, key in enumerate(siblings):
            shares[key] = share * group[:, j]
        waiting.extend(siblings)
    return np.stack([shares[leaf.key] for leaf in matrix.leaves], axis=1)


def _number(points: object, number: int, key: str) -> float:
    if isinstance(points, bool) or not isinstance(points, (int, float, Decimal)):
        raise InvalidWeights(
            f"Weight set {number} gives {key} something that is no number.",
            [(pointer("weight_sets", number, key), "A weight must be a number.")],
        )
    try:
        return float(points)
    except OverflowError:
        return float("inf")
    except ValueError:  # a signalling NaN
        return float("nan")


def _check_array(matrix: Matrix, points: Floats) -> None:
    if points.ndim != 2 or points.shape[1] != len(matrix.criteria):
        raise InvalidWeights(
            f"Weight sets need one column per criterion ({len(matrix.criteria)}): "
            f"got an array of shape {points.shape}.",
            [("/weight_sets", "Wrong shape.")],
        )
    largest, least = points.max(initial=0.0), points.min(initial=0.0)
    if largest <= float(LARGEST) and least >= 0:
        return
    wrong = ~np.isfinite(points) | (points > float(LARGEST))
    kind: type[NotFinite | NegativeWeight] = NotFinite
    if not wrong.any():
        wrong, kind = points < 0, NegativeWeight
    number, j = np.argwhere(wrong)[0].tolist()
    key, given = matrix.criteria[j].key, float(points[number, j])
    rule = "cannot be negative" if kind is NegativeWeight else "must be a finite number of ordinary size"
    raise kind(
        f"In weight set {number}, {key} {rule} (got {given:g}).",
        [(pointer("weight_sets", number, key), f"A weight {rule} (got {given:g}).")],
    )


def _check_whole(whole: Floats, parent: str | None = None) -> None:
    if whole.min(initial=1.0) > 0:
        return
    number = int(np.flatnonzero(whole <= 0)[0])
    where = "" if parent is None else f" within {parent}"
    raise AllWeightsZero(
        f"The weights of set {number} add up to nothing{where}: give at least one criterion more than 0 points.",
        [(pointer("weight_sets", number), f"All weights{where} are 0.")],
    )


def _check_bounded(matrix: Matrix, weights: Floats) -> None:
    unbounded = sorted({j for _, j in matrix.prepared.unbounded if weights[:, j].any()})
    if unbounded:
        parts = [int(j in unbounded) for j in range(len(matrix.leaves))]
        matrix.prepared.check_bounded(LeafWeights(parts, len(unbounded)), matrix.alternatives, matrix.leaves)

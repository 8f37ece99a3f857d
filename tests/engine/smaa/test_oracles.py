"""Acceptability counted from what two independent libraries and exact arithmetic say of the same draws.

Left out: ties (pymcdm's ranks are means, those of scikit-criteria dense), missing scores, and normalizations.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from decision.engine import Matrix, ScoreDraw, acceptability, rank
from decision.engine.smaa.settings import UNIFORM
from decision.engine.smaa.task import task_of
from tests.engine.tables import make_matrix, seed_matrix

Floats = npt.NDArray[np.float64]
DRAWS = 60
FIXED = ScoreDraw("fixed")


def many() -> Matrix:
    """More than are compared pair by pair."""
    rows = np.random.default_rng(2).integers(1, 11, (23, 4)).tolist()
    return make_matrix({f"x{i}": row for i, row in enumerate(rows) if rows.index(row) == i})


def by_pymcdm(values: Floats, weights: Floats) -> Floats:
    pymcdm = pytest.importorskip("pymcdm")  # here and not above, for it takes a second to import
    method = pymcdm.methods.WSM(normalization_function=lambda column, cost: column)
    return np.array([method.rank(method(values, row, np.ones(len(row)))) for row in weights])


def by_scikit_criteria(values: Floats, weights: Floats) -> Floats:
    skcriteria = pytest.importorskip("skcriteria")
    simple = pytest.importorskip("skcriteria.agg.simple")

    found = []
    for row in weights:
        given = skcriteria.mkdm(values, [max] * len(row), weights=row)
        found.append(simple.WeightedSumModel().evaluate(given).rank_)
    return np.array(found)


@pytest.mark.parametrize("matrix", [seed_matrix(), many()], ids=["few", "many"])
@pytest.mark.parametrize("ranks_of", [by_pymcdm, by_scikit_criteria])
def test_shares_are_those_of_the_ranks_that_libraries_give_the_same_weights(
    matrix: Matrix, ranks_of: Callable[[Floats, Floats], Floats]
) -> None:
    task = task_of(matrix, None, UNIFORM, FIXED, draws=DRAWS, seed=9)
    weights = task.weigh(task.rng(0), DRAWS).T
    ranks = ranks_of(task.values, weights)
    found = acceptability(matrix, scores=FIXED, draws=DRAWS, seed=9, pairwise=True)
    for i, place in enumerate(found.places):
        shares = [(ranks[:, i] == r).mean() for r in range(1, len(found.places) + 1)]
        assert place.shares == pytest.approx(shares)
        if place.first:
            assert place.central is not None
            expected = weights[ranks[:, i] == 1].mean(axis=0)
            assert list(place.central.values()) == pytest.approx(expected, abs=1e-8)
    assert found.pairwise is not None
    for i, j in combinations(range(len(found.places)), 2):
        assert found.pairwise[i][j] == pytest.approx((ranks[:, i] < ranks[:, j]).mean())


def test_shares_are_those_of_the_exact_ranking_of_the_same_weights() -> None:
    matrix = make_matrix({"x": (5, 5, 9), "y": (9, 5, 5), "z": (5, 5, 9), "w": (6, 7, 6)})
    task = task_of(matrix, None, UNIFORM, FIXED, draws=DRAWS, seed=9)
    keys = task.leaves
    together = np.zeros((4, 4))
    for column in task.weigh(task.rng(0), DRAWS).T.tolist():
        points = {key: Decimal(repr(share)) for key, share in zip(keys, column, strict=True)}
        for standing in rank(matrix, points).standings:
            row = matrix.alternatives.index(standing.alternative)
            assert standing.rank is not None
            places = [standing.rank - 1, standing.rank] if standing.tied else [standing.rank - 1]
            together[row, places] += 1 / len(places)
    found = acceptability(matrix, scores=FIXED, draws=DRAWS, seed=9)
    assert np.array([place.shares for place in found.places]) == pytest.approx(together / DRAWS)

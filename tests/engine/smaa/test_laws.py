"""What holds for every matrix, however uncertain."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import (
    AllWeightsZero,
    Cell,
    Criterion,
    Evidence,
    Matrix,
    ScoreDraw,
    WeightDraw,
    acceptability,
    multiverse,
    what_to_measure,
)

SCALES: tuple[dict[str, Any], ...] = (
    {},
    {"direction": "cost"},
    {"value_function": {"kind": "linear", "points": ((0, 10), (10, 0))}},
    {"value_function": {"kind": "piecewise", "points": ((0, 0), (2, 8), (7, 8), (10, 3))}},
    {"value_function": {"kind": "logarithmic", "points": ((1, 0), (10, 10))}},
    {"value_function": {"kind": "piecewise", "points": ((0, 5), (10, 5))}},
)


@st.composite
def cells(draw: st.DrawFn) -> Cell | None:
    """Missing, plain, or between a low and a high, either of which may be left out or be the score itself."""
    if draw(st.integers(0, 3)) == 0:
        return None
    low, value, high = sorted(Decimal(draw(st.integers(0, 10))) for _ in range(3))
    return Cell(value=value, low=draw(st.sampled_from([None, low])), high=draw(st.sampled_from([None, high])))


@st.composite
def uncertain(draw: st.DrawFn) -> Matrix:
    m, n = draw(st.integers(1, 15)), draw(st.integers(1, 4))
    points = st.sampled_from([Decimal(p) for p in ("0", "1", "30", "0.000000000001")])
    return Matrix(
        alternatives=tuple(f"x{i}" for i in range(m)),
        criteria=tuple(
            Criterion(key=f"c{j}", points=draw(points), low=0, high=10, **draw(st.sampled_from(SCALES)))
            for j in range(n)
        ),
        cells=tuple(tuple(draw(cells()) for _ in range(n)) for _ in range(m)),
    )


weight_draws = st.sampled_from(
    [
        WeightDraw(),
        WeightDraw("around"),
        WeightDraw("around", spread=0.9),
        WeightDraw("within"),
        WeightDraw("fixed"),
    ]
)
score_draws = st.builds(
    ScoreDraw,
    kind=st.sampled_from(["ranges", "fixed"]),
    shape=st.sampled_from(["triangular", "uniform"]),
    off_by=st.sampled_from([0.0, 1.0, 20.0]),
    missing=st.sampled_from(["scale", "counted"]),
)


class TestEveryMatrix:
    @given(uncertain(), weight_draws, score_draws)
    def test_shares_add_up_and_figures_are_numbers_in_range(
        self, matrix: Matrix, weights: WeightDraw, scores: ScoreDraw
    ) -> None:
        try:
            found = acceptability(
                matrix, weights=weights, scores=scores, draws=150, totals=True, causes=True, pairwise=True
            )
        except AllWeightsZero:
            return
        table = np.array([place.shares for place in found.places])
        assert np.allclose(table.sum(axis=0), 1, atol=1e-12)
        assert np.allclose(table.sum(axis=1), 1, atol=1e-12)
        for place in found.places:
            assert place.total is not None
            assert 0 <= place.total.low <= place.total.middle <= place.total.high <= 10
            assert place.confidence is None or 0 <= place.confidence <= 1
            assert all(
                low <= share <= high for share, (low, high) in zip(place.shares, place.intervals, strict=True)
            )
        assert found.pairwise is not None
        pairs = np.array(found.pairwise)
        off = ~np.eye(len(pairs), dtype=bool)
        assert np.allclose((pairs + pairs.T)[off], 1)
        if found.causes is not None:
            assert 0 <= found.causes.weights <= 1
            assert 0 <= found.causes.scores <= 1

    @given(uncertain(), score_draws)
    def test_what_to_measure_are_chances_and_only_of_what_is_unknown(
        self, matrix: Matrix, scores: ScoreDraw
    ) -> None:
        try:
            found = what_to_measure(matrix, scores=scores, draws=150)
        except AllWeightsZero:
            return
        assert 0 <= found.changes <= 1
        for cell in found.cells:
            assert 0 <= cell.alone <= 1
            assert 0 <= cell.together <= 1
            i, j = matrix.alternatives.index(cell.alternative), int(cell.criterion[1:])
            assert cell.is_missing == (matrix.cells[i][j] is None)
        if not found.cells:
            assert found.changes == 0

    @given(uncertain(), weight_draws, score_draws, st.sampled_from([0.0, 0.5, 1.0]))
    def test_the_universes_are_all_won_by_somebody(
        self, matrix: Matrix, weights: WeightDraw, scores: ScoreDraw, left_out: float
    ) -> None:
        evidence = [Evidence("x0", leaf.key, ("paper",)) for leaf in matrix.leaves]
        try:
            found = multiverse(
                matrix, weights=weights, scores=scores, evidence=evidence, left_out=left_out, draws=150
            )
        except AllWeightsZero:
            return
        assert abs(sum(share.share for share in found.shares) - 1) < 1e-9
        for factor in ("weights", "scores", "sources", "method"):
            assert abs(sum(share.held[factor] for share in found.shares) - 1) < 1e-9

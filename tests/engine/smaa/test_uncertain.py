"""Weights drawn around something, and scores drawn between something."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from typing import Any

import numpy as np
import pytest

from decision.engine import Cell, Matrix, Places, ScoreDraw, UnboundedMissing, WeightDraw, acceptability
from decision.engine.smaa.drawing import weight_draw
from tests.engine.tables import CRITERIA, make_criterion, make_matrix, seed_matrix

OWN = np.array([0.5, 0.3, 0.2, 0.0])
KEYS = ("a", "b", "c", "d")


def drawn(settings: WeightDraw, rows: int = 20_000) -> np.ndarray[Any, np.dtype[np.float64]]:
    return weight_draw(settings, KEYS, OWN)(np.random.default_rng(3), rows).T


def uncertain(low: str | None, value: str, high: str | None, rival: int = 6, **criterion: Any) -> Matrix:
    """x with a range against y on one criterion."""
    cell = Cell(value=Decimal(value), low=low and Decimal(low), high=high and Decimal(high))
    return Matrix(
        alternatives=("x", "y"),
        criteria=(make_criterion("a", **criterion),),
        cells=((cell,), (Cell(value=Decimal(rival)),)),
    )


def first(matrix: Matrix, **settings: Any) -> Places:
    return acceptability(matrix, draws=20_000, **settings).places[0]


class TestWeights:
    @pytest.mark.parametrize(
        "settings",
        [
            WeightDraw(),
            WeightDraw("around"),
            WeightDraw("within"),
            WeightDraw("fixed"),
            WeightDraw("ordered", order=(("c",), ("a", "d"), ("b",))),
        ],
    )
    def test_they_are_never_negative_and_add_up_to_one(self, settings: WeightDraw) -> None:
        weights = drawn(settings, 500)
        assert (weights >= 0).all()
        assert np.allclose(weights.sum(axis=1), 1)

    @pytest.mark.parametrize("spread", [0.1, 0.5, 0.9])
    def test_around_the_own_weights_they_lie_off_by_the_spread(self, spread: float) -> None:
        weights = drawn(WeightDraw("around", spread=spread))
        assert np.allclose(weights.mean(axis=0), OWN, atol=0.01)
        relative = ((weights[:, :3] - OWN[:3]) / OWN[:3]) ** 2
        assert sqrt(float((relative * OWN[:3]).sum(axis=1).mean())) == pytest.approx(spread, rel=0.03)
        assert (weights[:, 3] == 0).all()

    def test_within_a_part_of_the_points_they_stay_there(self) -> None:
        weights = drawn(WeightDraw("within", spread=0.2))
        ratio = weights[:, 0] / weights[:, 1]
        assert ratio.min() >= 5 / 3 * 0.8 / 1.2
        assert ratio.max() <= 5 / 3 * 1.2 / 0.8

    def test_a_stated_order_holds_in_every_draw_and_its_mean_is_the_centroid(self) -> None:
        weights = drawn(WeightDraw("ordered", order=(("c",), ("a",), ("d",), ("b",))))
        ordered = weights[:, [2, 0, 3, 1]]
        assert (np.diff(ordered, axis=1) <= 0).all()
        centroid = [sum(1 / k for k in range(i, 5)) / 4 for i in range(1, 5)]
        assert np.allclose(ordered.mean(axis=0), centroid, atol=0.005)

    def test_within_a_group_of_the_order_any_order_may_hold(self) -> None:
        weights = drawn(WeightDraw("ordered", order=(("a", "b"), ("c", "d"))))
        assert (weights[:, :2].min(axis=1) >= weights[:, 2:].max(axis=1)).all()
        assert (weights[:, 0] > weights[:, 1]).mean() == pytest.approx(0.5, abs=0.02)
        assert (weights[:, 2] > weights[:, 3]).mean() == pytest.approx(0.5, abs=0.02)

    def test_one_criterion_with_all_the_weight_keeps_it(self) -> None:
        matrix = make_matrix({"x": (5, None), "y": (4, 9)}, (100, 0), criteria=(
            make_criterion("a", 100), make_criterion("b", 0, low=None, high=None)
        ))  # fmt: skip
        for kind in ("around", "within", "fixed"):
            found = acceptability(matrix, weights=WeightDraw(kind), draws=100)
            assert found.places[0].shares == (1.0, 0.0)
            assert found.places[0].central == {"a": 1.0, "b": 0.0}
        with pytest.raises(UnboundedMissing):
            acceptability(matrix, draws=100)

    def test_a_weight_too_small_for_floats_does_no_harm(self) -> None:
        matrix = make_matrix({"x": (5, 0), "y": (4, 9)}, (1, "0.000000000001"))
        for spread in (0.01, 0.9):
            found = acceptability(matrix, weights=WeightDraw("around", spread=spread), draws=200)
            assert found.places[0].first == 1.0

    def test_points_of_a_what_if_stand_in_for_the_own(self) -> None:
        matrix = make_matrix({"x": (9, 0), "y": (0, 9)}, (9, 1))
        around = WeightDraw("around", spread=0.1)
        assert acceptability(matrix, weights=around, draws=100).first["x"] == 1
        swapped = {"a": Decimal(1), "b": Decimal(9)}
        assert acceptability(matrix, swapped, weights=around, draws=100).first["x"] == 0


class TestScores:
    def test_a_range_with_a_score_is_triangular_with_its_peak_there(self) -> None:
        # P(X > 6) = (10 - 6)^2 / ((10 - 4) (10 - 5)).
        assert first(uncertain("4", "5", "10")).first == pytest.approx(16 / 30, abs=0.015)

    def test_a_range_may_be_even_on_request(self) -> None:
        found = first(uncertain("4", "5", "10"), scores=ScoreDraw(shape="uniform"))
        assert found.first == pytest.approx(4 / 6, abs=0.015)

    def test_a_range_open_on_one_side_has_its_peak_at_that_end(self) -> None:
        assert first(uncertain(None, "5", "10")).first == pytest.approx(16 / 25, abs=0.015)
        assert first(uncertain("4", "10", None)).first == pytest.approx(1 - 4 / 36, abs=0.015)

    def test_a_cost_is_reflected(self) -> None:
        found = first(uncertain("4", "5", "10", direction="cost"))
        assert found.first == pytest.approx(1 - 16 / 30, abs=0.015)

    @pytest.mark.parametrize("kind", ["linear", "logarithmic"])
    def test_the_value_function_is_applied_to_the_draw(self, kind: str) -> None:
        function = {"kind": kind, "points": ((1, 0), (9, 10))}
        matrix = uncertain("1", "5", "9", rival=3, value_function=function)
        found = first(matrix, scores=ScoreDraw(shape="uniform"), totals=True)
        assert found.first == pytest.approx(6 / 8, abs=0.015)
        assert found.total is not None
        middle = 5.0 if kind == "linear" else 10 * np.log(5) / np.log(9)
        assert found.total.middle == pytest.approx(middle, abs=0.1)

    def test_a_missing_score_lies_anywhere_on_its_scale(self) -> None:
        matrix = make_matrix({"x": (None,), "y": (7,)})
        assert first(matrix).first == pytest.approx(0.3, abs=0.015)
        assert first(matrix, scores=ScoreDraw(missing="counted")).first == 0
        assert first(matrix, scores=ScoreDraw("fixed")).first == 0

    def test_a_missing_score_whose_scale_is_open_is_bounded_by_its_value_function(self) -> None:
        function = {"kind": "logarithmic", "points": ((1, 0), (100, 10))}
        open_ended = make_criterion("a", low=None, high=None, value_function=function)
        matrix = make_matrix({"x": (None,), "y": (10,)}, criteria=(open_ended,))
        assert first(matrix).first == pytest.approx(0.5, abs=0.015)

    def test_scores_that_are_off_stay_on_their_scale(self) -> None:
        found = acceptability(
            seed_matrix(), weights=WeightDraw("fixed"), scores=ScoreDraw(off_by=1.0), totals=True
        )
        top = found.places[0]
        assert top.first == 1
        assert top.total is not None
        assert 8.65 < top.total.low < top.total.middle < top.total.high < 10
        assert top.total.middle == pytest.approx(9.3, abs=0.03)

    def test_a_stated_range_counts_more_than_the_general_error(self) -> None:
        found = first(uncertain("5", "5", "5"), scores=ScoreDraw(off_by=5.0), totals=True).total
        assert found is not None
        assert (found.low, found.high) == (5, 5)

    def test_quantiles_are_those_of_the_distribution(self) -> None:
        found = first(uncertain("0", "5", "10"), scores=ScoreDraw(shape="uniform"), totals=True)
        assert found.total is not None
        for got, exact in zip(
            (found.total.low, found.total.middle, found.total.high), (0.5, 5, 9.5), strict=True
        ):
            assert got == pytest.approx(exact, abs=0.15)
        certain = acceptability(uncertain("0", "5", "10"), totals=True).places[1].total
        assert certain is not None
        assert (certain.low, certain.high) == (6, 6)

    def test_ties_of_uncertain_duplicates_are_none(self) -> None:
        matrix = make_matrix({"x": (None, 5), "y": (None, 5)})
        assert first(matrix).first == pytest.approx(0.5, abs=0.015)
        assert first(matrix, scores=ScoreDraw("fixed")).shares == (0.5, 0.5)


class TestConfidence:
    def test_it_is_how_often_one_wins_at_its_central_weights(self) -> None:
        (x, y) = acceptability(uncertain("4", "5", "10")).places
        assert x.confidence == pytest.approx(16 / 30, abs=0.02)
        assert y.confidence == pytest.approx(14 / 30, abs=0.02)

    def test_it_is_told_only_where_scores_vary_and_the_study_is_done(self) -> None:
        assert acceptability(seed_matrix(), draws=100).places[0].confidence is None
        early = acceptability(uncertain("4", "5", "10"), draws=1_000_000, error=0.01)
        assert not early.is_complete
        assert early.places[0].confidence is None

    def test_who_never_wins_has_none(self) -> None:
        assert first(uncertain("4", "5", "5.5")).confidence is None


class TestCauses:
    def test_scores_alone_explain_everything_where_weights_do_not_matter(self) -> None:
        matrix = make_matrix({"x": (None, None), "y": (5, 5)}, criteria=tuple(map(make_criterion, "ab")))
        found = acceptability(matrix, draws=20_000, causes=True).causes
        assert found is not None
        assert found.scores > 0.5
        assert found.weights < 0.02
        assert found.weights + found.scores + found.together == pytest.approx(1)

    def test_weights_explain_nearly_everything_where_scores_hardly_vary(self) -> None:
        matrix = make_matrix({"x": (9, 1), "y": (1, 9)})
        found = acceptability(matrix, scores=ScoreDraw(off_by=0.01), draws=20_000, causes=True).causes
        assert found is not None
        assert found.weights > 0.95
        assert found.scores < 0.02

    def test_nothing_is_explained_where_nothing_varies(self) -> None:
        assert acceptability(seed_matrix(), draws=100, causes=True).causes is None
        fixed = WeightDraw("fixed")
        off = ScoreDraw(off_by=1.0)
        assert acceptability(seed_matrix(), weights=fixed, scores=off, draws=100, causes=True).causes is None
        around = WeightDraw("around", spread=0.1)
        assert acceptability(seed_matrix(), weights=around, scores=off, draws=100, causes=True).causes is None


def test_the_criteria_of_the_seed_matrix_can_be_stated_in_order() -> None:
    order = tuple((key,) for key in CRITERIA)
    found = acceptability(seed_matrix(), weights=WeightDraw("ordered", order=order))
    assert found.places[0].first == 1

"""Thousands of weight sets at once."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import (
    AllWeightsZero,
    EngineError,
    Gate,
    InvalidWeights,
    Matrix,
    NegativeWeight,
    NotFinite,
    UnboundedMissing,
    UnknownCriterion,
    evaluate_array,
    evaluate_sets,
    rank,
    weight_array,
)
from tests.engine.tables import make_criterion, make_matrix, matrices, seed_matrix


def agrees_with_rank(matrix: Matrix, sets: list[dict[str, float]]) -> None:
    results = evaluate_sets(matrix, sets)
    for row, given_points in enumerate(sets):
        ranking = rank(matrix, {key: Decimal(repr(points)) for key, points in given_points.items()})
        for standing in (*ranking.standings, *ranking.excluded):
            column = matrix.alternatives.index(standing.alternative)
            assert results.ranks[row, column] == (standing.rank or 0)
            assert results.totals[row, column] == pytest.approx(float(standing.total), abs=1e-9)


class TestEvaluateSets:
    def test_left_out_criteria_keep_their_own_points(self) -> None:
        results = evaluate_sets(seed_matrix(), [{}, {"performance": 0, "scalability": 0}])
        assert results.totals[0].tolist() == [9.65, 7.6, 6.85, 6.45]
        assert results.ranks.tolist() == [[1, 2, 3, 4], [1, 2, 3, 4]]

    @given(
        matrices(most_rows=4, most_columns=4),
        st.lists(
            st.lists(st.sampled_from([0.1, 0.2, 0.3, 1.0, 7.25, 1 / 3, 2 / 3]), min_size=4, max_size=4),
            max_size=5,
        ),
    )
    def test_every_set_agrees_with_the_exact_ranking(
        self, matrix: Matrix, numbers: list[list[float]]
    ) -> None:
        keys = [leaf.key for leaf in matrix.leaves]
        agrees_with_rank(matrix, [dict(zip(keys, row, strict=False)) for row in numbers])

    def test_one_tenth_and_two_tenths_tie_with_three_tenths(self) -> None:
        matrix = make_matrix({"x": (1, 1, 0), "y": (0, 0, 1)})
        assert evaluate_sets(matrix, [{"a": 0.1, "b": 0.2, "c": 0.3}]).ranks.tolist() == [[1, 1]]

    def test_close_totals_are_decided_exactly(self) -> None:
        matrix = make_matrix({"x": (1, 1, 0), "y": (0, 0, 1)})
        tenths = {"a": 0.10001, "b": 0.20002, "c": 0.30003}
        assert evaluate_sets(matrix, [tenths]).ranks.tolist() == [[1, 1]]
        assert evaluate_sets(matrix, [{**tenths, "c": 0.300030000001}]).ranks.tolist() == [[2, 1]]

    def test_numbers_too_long_for_floats_are_decided_exactly(self) -> None:
        matrix = make_matrix({"x": ("0.000000000000001", 9), "y": (0, 9)})
        assert evaluate_sets(matrix, [{"a": 1, "b": 1_000_000}]).ranks.tolist() == [[1, 2]]

    def test_equal_rows_tie_under_any_weights(self) -> None:
        matrix = make_matrix({"x": ("0.1", "0.7", "0.3"), "y": ("0.1", "0.7", "0.3"), "z": (0, 0, 0)})
        results = evaluate_array(matrix, np.random.default_rng(0).standard_exponential((50, 3)))
        assert (results.ranks == [1, 1, 3]).all()

    def test_many_alternatives_agree_with_the_exact_ranking(self) -> None:
        matrix = make_matrix({f"x{i}": [(i * j) % 31 % 11 for j in range(1, 5)] for i in range(30)})
        numbers = np.random.default_rng(0).random((5, 4)).tolist()
        agrees_with_rank(
            matrix, [dict(zip("abcd", row, strict=True)) for row in [*numbers, [1.0, 2.0, 3.0, 4.0]]]
        )

    def test_a_tree_agrees_with_the_exact_ranking(self) -> None:
        criteria = (
            make_criterion("g", 3),
            make_criterion("a", 1, parent="g"),
            make_criterion("b", 2, parent="g"),
            make_criterion("c", 1),
        )
        matrix = make_matrix({"x": (10, 4, 0), "y": (0, 4, 10), "z": (4, 4, 4)}, criteria=criteria)
        agrees_with_rank(
            matrix,
            [{}, {"g": 0.0}, {"g": 1.0, "c": 3.0}, {"a": 0.1, "b": 0.3}, {"g": 0.0, "a": 0.0, "b": 0.0}],
        )

    def test_excluded_alternatives_have_rank_zero(self) -> None:
        gate = Gate(key="g", name="A", comparison="at_least", threshold=5, criterion="a")
        matrix = make_matrix({"x": (4, 9), "y": (5, 0), "z": (None, 1)}, gates=(gate,))
        agrees_with_rank(matrix, [{}, {"a": 1 / 3}])
        assert evaluate_sets(matrix, [{}]).ranks.tolist() == [[0, 1, 2]]

    @pytest.mark.parametrize("points", [1e300, 1e-300, 5e-324])
    def test_points_of_any_size_are_computed(self, points: float) -> None:
        matrix = make_matrix({"x": (1, 9), "y": (9, 0), "z": (9, 0)})
        agrees_with_rank(
            matrix, [{"a": points, "b": points}, {"a": points, "b": 0.0}, {"a": points, "b": 1.0}]
        )

    @pytest.mark.parametrize("score", ["1e300", "-1e300", "1e-400", "0.1234567890123456789"])
    def test_scores_of_any_size_are_computed(self, score: str) -> None:
        criteria = tuple(make_criterion(key, low=None, high=None) for key in "ab")
        matrix = make_matrix({"x": (1, score), "y": (0, 1), "z": (score, 1)}, criteria=criteria)
        results = evaluate_sets(matrix, [{"a": 1}, {"a": 1 / 3}, {"a": 1e300, "b": 1e300}])
        for row, own in enumerate(("1", repr(1 / 3), "1")):
            ranking = rank(matrix, {"a": Decimal(own)})
            assert results.ranks[row].tolist() == [
                next(s.rank for s in ranking.standings if s.alternative == name) for name in "xyz"
            ]

    def test_no_sets_and_no_alternatives_give_empty_answers(self) -> None:
        assert evaluate_sets(seed_matrix(), []).totals.shape == (0, 4)
        assert evaluate_sets(make_matrix({}, (1, 2)), [{"a": 3}]).ranks.shape == (1, 0)
        assert evaluate_sets(make_matrix({}, (1, 2)), [{"a": 1 / 3}]).ranks.shape == (1, 0)

    def test_decimals_and_whole_numbers_are_taken_too(self) -> None:
        assert weight_array(seed_matrix(), [{"performance": Decimal("0.5"), "scalability": 3}]).tolist()[0][
            :2
        ] == [0.5, 3]


class TestRefusals:
    def refusal(
        self, error: type[EngineError], *sets: dict[str, object]
    ) -> tuple[str, list[tuple[str, str]]]:
        with pytest.raises(error) as caught:
            evaluate_sets(make_matrix({"x": (1, 2), "y": (2, 1)}), sets)
        return caught.value.detail, caught.value.errors

    def test_an_unknown_criterion_is_named_with_its_set(self) -> None:
        detail, errors = self.refusal(UnknownCriterion, {}, {"z": 1})
        assert detail == "Weight set 1 names z, which is no criterion: use a, b."
        assert errors == [("/weight_sets/1/z", "Unknown criterion.")]

    def test_an_unknown_criterion_among_complete_sets_is_named_too(self) -> None:
        assert (
            self.refusal(UnknownCriterion, {"a": 1, "b": 1}, {"a": 1, "z": 1})[1][0][0] == "/weight_sets/1/z"
        )

    def test_a_negative_weight_is_named_with_its_set(self) -> None:
        assert self.refusal(NegativeWeight, {"b": -3})[1] == [
            ("/weight_sets/0/b", "A weight cannot be negative (got -3).")
        ]

    @pytest.mark.parametrize(
        "number", [float("nan"), float("inf"), 1e301, 10**400, Decimal("1e999"), Decimal("NaN")]
    )
    def test_a_number_that_cannot_be_computed_with_is_named(self, number: object) -> None:
        assert self.refusal(NotFinite, {"a": 1}, {"b": number})[1][0][0] == "/weight_sets/1/b"

    @pytest.mark.parametrize("points", ["3", None, [1], True, Decimal("sNaN")])
    def test_what_is_no_number_is_named(self, points: object) -> None:
        kind = NotFinite if isinstance(points, Decimal) else InvalidWeights
        for others in ({}, {"b": 2.5}, {"b": Decimal(2)}):
            assert (
                self.refusal(kind, {"a": 1, "b": 0}, {"a": points, **others})[1][0][0] == "/weight_sets/1/a"
            )

    def test_all_zero_is_named_with_its_set(self) -> None:
        detail, errors = self.refusal(AllWeightsZero, {}, {}, {"a": 0, "b": 0})
        assert detail.startswith("The weights of set 2 add up to nothing: give")
        assert errors == [("/weight_sets/2", "All weights are 0.")]

    def test_an_empty_group_that_matters_is_named_with_its_set(self) -> None:
        criteria = (make_criterion("g"), make_criterion("a", parent="g"), make_criterion("b"))
        with pytest.raises(AllWeightsZero, match="set 0 add up to nothing within g"):
            evaluate_sets(make_matrix({"x": (1, 2)}, criteria=criteria), [{"a": 0}])

    def test_a_wrong_shape_is_refused(self) -> None:
        with pytest.raises(InvalidWeights, match="one column per criterion"):
            evaluate_array(seed_matrix(), np.ones((3, 2)))

    def test_missing_scores_without_bounds_are_refused_where_they_weigh(self) -> None:
        criteria = (make_criterion("a", low=None), make_criterion("b"))
        matrix = make_matrix({"x": (None, 2), "y": (1, 1)}, criteria=criteria)
        assert evaluate_sets(matrix, [{"a": 0}]).ranks.tolist() == [[1, 2]]
        with pytest.raises(UnboundedMissing, match="x has no score on a"):
            evaluate_sets(matrix, [{"a": 0}, {}])

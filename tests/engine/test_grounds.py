"""What a recommendation rests on: the argument against it, the smallest mix that changes it, and how often it holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from decision.engine import (
    Gate,
    Matrix,
    Recommendation,
    UnboundedMissing,
    acceptability,
    rank,
    smallest_moves,
)
from decision.engine.figures import figures
from decision.engine.how_often import first_places, how_often
from decision.engine.nearest_mix import nearest_mix
from tests.engine.tables import make_criterion, make_matrix, matrices, seed_matrix

NAMES = {"x": "Ann", "y": "Bob", "z": "Cem", "a": "Speed", "b": "Price", "c": "Reach"}


def recommendation(
    rows: dict[str, tuple[int | str | None, ...]], *points: int, **more: object
) -> Recommendation:
    return rank(make_matrix(rows, points or None, **more), None, NAMES).recommendation


class TestNearestMix:
    @given(matrices(most_rows=6, most_columns=6))
    def test_is_the_smallest_of_the_smallest_moves(self, matrix: Matrix) -> None:
        computed = figures(matrix)
        if len(computed.leaders()) != 1:
            return
        possible = [move for move in smallest_moves(matrix) if move.moved_units is not None]
        mix = nearest_mix(matrix, computed)
        assert (mix is None) == (not possible)
        if mix is None:
            return
        assert mix.moved_units == min(move.moved_units for move in possible if move.moved_units is not None)
        move = next(one for one in possible if one.alternative == matrix.alternatives[mix.row])
        keys = [leaf.key for leaf in matrix.leaves]
        assert {keys[j] for j in mix.givers} == {change.criterion for change in move.donors}
        assert [keys[mix.taker]] == [change.criterion for change in move.receivers]

    def test_a_single_weight_that_needs_no_more_is_not_said_twice(self) -> None:
        found = recommendation({"x": (9, 2), "y": (4, 8)}, 3, 1)
        assert found.conditions == (
            "Bob would lead if Speed alone fell below 55 % or Price rose above 45 %.",
        )

    def test_what_a_must_have_excludes_is_no_rival(self) -> None:
        gate = Gate(key="g", name="Fast", comparison="at_least", threshold=3, criterion="a")
        found = recommendation({"x": (9, 5, 5), "y": (1, 9, 9), "z": (4, 2, 6)}, gates=(gate,))
        assert "Bob" not in " ".join(found.conditions)

    def test_ahead_everywhere_no_weights_help(self) -> None:
        found = recommendation({"x": (9, 9), "y": (8, 8), "z": (1, 2)})
        assert found.conditions[-1] == "No weights at all do: it is ahead of every other on every criterion."

    def test_level_on_one_criterion_weights_can_bring_level(self) -> None:
        found = recommendation({"x": (9, 9), "y": (9, 8)})
        assert found.conditions == (
            "No single weight changes the winner.",
            "Moving 50 points of weight from Price to Speed brings Bob level.",
        )


class TestArgument:
    def test_names_the_rival_and_the_criterion_that_weigh_most_against_the_winner(self) -> None:
        found = recommendation({"x": (9, 8, 2), "y": (7, 7, 3), "z": (1, 1, 9)}, 5, 3, 2)
        assert found.argument == (
            "The strongest argument against Ann is Reach: Cem has 9, Ann 2 (1.40 points)."
        )

    def test_of_equal_ones_the_runner_up_s(self) -> None:
        found = recommendation({"z": (1, 1, 3), "x": (9, 8, 2), "y": (7, 7, 3)}, 5, 3, 2)
        assert "Bob has 3" in found.argument

    def test_nothing_against_is_said(self) -> None:
        found = recommendation({"x": (9, 8), "y": (7, 8)})
        assert (
            found.argument == "No alternative scores higher than Ann on any criterion that weighs anything."
        )

    def test_a_missing_score_is_said_to_be_missing(self) -> None:
        found = recommendation({"x": (9, None), "y": (2, 5)}, 3, 1)
        assert found.argument.endswith("Bob has 5, Ann no score (1.25 points).")

    def test_there_is_none_without_a_winner_or_a_rival(self) -> None:
        assert recommendation({"x": (5,), "y": (5,)}).argument == ""
        assert recommendation({"x": (5,)}).argument == ""
        assert recommendation({}, 1).argument == ""


class TestHowOften:
    def test_is_drawn_once_for_a_matrix_whatever_the_weights(self) -> None:
        matrix = seed_matrix()
        one = rank(matrix).recommendation.robustness
        other = rank(matrix, {"performance": Decimal(60)}).recommendation.robustness
        assert one == other
        assert rank(matrix).recommendation.robustness is not None
        assert first_places(matrix) is first_places(matrix)

    def test_is_not_drawn_before_somebody_asks(self) -> None:
        matrix = seed_matrix()
        found = rank(matrix).recommendation
        before = set(matrix.kept)
        assert found.robustness
        assert set(matrix.kept) > before

    def test_says_its_standard_error_rounded_up(self) -> None:
        found = how_often(seed_matrix(), "fastapi")
        assert found.standard_error == pytest.approx((found.share * (1 - found.share) / 10_000) ** 0.5)
        assert (found.percent, found.word) == (97, "robust")
        assert found.figure == "first in 97 of 100 possible weightings"
        assert found.meaning == (
            "10,000 weightings drawn evenly from all there are, whatever today’s are; scores stay as they are "
            "(seed 0, standard error 0.2 in 100). Robust from 90, leaning from 60, contested from 40."
        )

    def test_open_scores_are_drawn_as_on_the_page_of_robustness(self) -> None:
        matrix = make_matrix({"x": (8, 4), "y": (None, 6)})
        found = how_often(matrix, "x")
        places = {place.alternative: place for place in acceptability(matrix).places}
        assert found.share == places["x"].first
        assert found.figure == "first in 49 of 100 possible weightings and scores"
        assert "missing and uncertain scores too" in found.meaning

    def test_what_is_missing_of_the_excluded_is_not_drawn(self) -> None:
        gate = Gate(key="g", name="Fast", comparison="at_least", threshold=9, criterion="b")
        matrix = make_matrix({"x": (8, 9), "y": (7, 10), "z": (None, 1)}, gates=(gate,))
        assert not how_often(matrix, "x").with_scores

    def test_all_and_none_are_told_as_what_was_drawn(self) -> None:
        matrix = make_matrix({"x": (9, 9), "y": (8, 8)})
        assert how_often(matrix, "x").figure == "first in every one of 10,000 drawn weightings"
        assert how_often(matrix, "y").figure == "first in none of 10,000 drawn weightings"

    def test_nearly_all_and_nearly_none_are_not_rounded_to_it(self) -> None:
        matrix = make_matrix({"x": (9, 0), "y": ("8.99", 8)})
        assert how_often(matrix, "y").figure.startswith("first in more than 99 of 100 possible weightings")
        assert how_often(matrix, "x").figure.startswith("first in fewer than 1 of 100 possible weightings")

    def test_there_is_none_without_a_winner_a_rival_or_bounds(self) -> None:
        assert recommendation({"x": (5,), "y": (5,)}).robustness is None
        assert recommendation({"x": (5,)}).robustness is None
        criteria = [make_criterion("a"), make_criterion("b", 0, high=None)]
        matrix = make_matrix({"x": (9, None), "y": (8, 1)}, criteria=criteria)
        assert rank(matrix).recommendation.robustness is None
        with pytest.raises(UnboundedMissing):
            how_often(matrix, "x")

    def test_large_matrices_have_fewer_draws_and_say_so(self) -> None:
        rows = {f"o{i}": (i, 100 - i) * 51 for i in range(101)}
        criteria = [make_criterion(f"c{j}", high=100) for j in range(102)]
        assert how_often(make_matrix(rows, criteria=criteria), "o100").meaning.startswith(
            "1,000 weightings drawn"
        )

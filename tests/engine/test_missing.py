"""Missing and uncertain scores as intervals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decision.engine import Cell, Direction, UnboundedMissing, ValueFunction, rank
from tests.engine.tables import make_criterion, make_matrix


class TestMissingScores:
    def test_a_missing_score_is_an_interval_and_ranks_at_its_worst(self) -> None:
        ranking = rank(make_matrix({"x": (None, 8), "y": (4, 6)}))
        standing = next(s for s in ranking.standings if s.alternative == "x")
        assert (standing.rank, standing.total, standing.low, standing.high) == (2, 4, 4, 9)
        assert standing.missing == ("a",)
        assert standing.contributions == {"a": None, "b": 4}

    def test_the_worst_of_a_missing_cost_is_the_high_raw_end(self) -> None:
        criteria = (make_criterion("price", 1, low=100, high=300, direction=Direction.COST),)
        standing = rank(make_matrix({"x": (None,), "y": (200,)}, criteria=criteria)).standings[1]
        assert (standing.low, standing.high) == (100, 300)

    def test_a_value_function_bounds_what_is_missing(self) -> None:
        function = ValueFunction(kind="piecewise", points=((0, 2), (5, 9), (10, 4)))
        criteria = (make_criterion("latency", 1, low=None, high=None, value_function=function),)
        standing = rank(make_matrix({"x": (None,), "y": (5,)}, criteria=criteria)).standings[1]
        assert (standing.low, standing.high) == (2, 9)

    def test_under_a_weight_of_zero_it_adds_nothing(self) -> None:
        standing = rank(make_matrix({"x": (None, 8), "y": (4, 6)}, (0, 1))).standings[0]
        assert (standing.total, standing.low, standing.high) == (8, 8, 8)
        assert standing.contributions == {"a": 0, "b": 8}

    def test_without_bounds_it_is_refused_by_name(self) -> None:
        criteria = (make_criterion("a", 1, high=None), make_criterion("b", 1))
        with pytest.raises(UnboundedMissing, match="x has no score on a") as caught:
            rank(make_matrix({"x": (None, 8)}, criteria=criteria))
        assert caught.value.errors[0][0] == "/scores/x/a"

    def test_without_bounds_but_without_weight_it_is_accepted(self) -> None:
        criteria = (make_criterion("a", 0, high=None), make_criterion("b", 1))
        assert rank(make_matrix({"x": (None, 8)}, criteria=criteria)).standings[0].total == 8


class TestUncertainScores:
    def ends(self, cell: Cell, **criterion: object) -> tuple[Decimal, Decimal, Decimal]:
        matrix = make_matrix(
            {}, criteria=(make_criterion("a", 1, **criterion),), alternatives=("x",), cells=((cell,),)
        )
        standing = rank(matrix).standings[0]
        return standing.low, standing.total, standing.high

    def test_the_range_widens_low_and_high_but_not_the_total(self) -> None:
        assert self.ends(Cell(value=5, low=3, high=9)) == (3, 5, 9)

    def test_one_open_side_stays_at_the_score(self) -> None:
        assert self.ends(Cell(value=5, low=3)) == (3, 5, 5)
        assert self.ends(Cell(value=5, high=6)) == (5, 5, 6)

    def test_a_cost_turns_the_range_round(self) -> None:
        assert self.ends(Cell(value=5, low=3, high=9), direction=Direction.COST) == (1, 5, 7)

    def test_a_peak_of_the_value_function_inside_the_range_counts(self) -> None:
        function = ValueFunction(kind="piecewise", points=((0, 0), (4, 10), (10, 0)))
        assert self.ends(Cell(value=2, low=2, high=7), value_function=function) == (5, 5, 10)

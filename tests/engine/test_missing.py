"""Missing and uncertain scores as intervals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from decision.engine import (
    Cause,
    Cell,
    Direction,
    UnboundedMissing,
    ValueFunction,
    differences,
    flips,
    rank,
    smallest_moves,
)
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


class TestWhatAMissingScoreCounts:
    """An explicit choice, said wherever the ranking is."""

    @pytest.mark.parametrize(("at", "total"), [("0", 4), ("0.5", "6.5"), ("1", 9)])
    def test_may_lie_anywhere_on_its_scale(self, at: str, total: Decimal | str) -> None:
        matrix = make_matrix({"x": (None, 8), "y": (4, 6)}, missing_at=Decimal(at))
        standing = next(s for s in rank(matrix).standings if s.alternative == "x")
        assert (standing.total, standing.low, standing.high) == (Decimal(total), 4, 9)

    def test_is_where_its_value_lies_between_the_worst_and_the_best(self) -> None:
        cost = make_criterion("price", 1, low=100, high=300, direction=Direction.COST)
        matrix = make_matrix({"x": (None,), "y": (200,)}, criteria=(cost,), missing_at=Decimal("0.25"))
        assert {s.alternative: s.total for s in rank(matrix).standings}["x"] == 150

    def test_is_added_to_the_total_and_is_no_known_contribution(self) -> None:
        matrix = make_matrix({"x": (None, 8), "y": (4, 6)}, missing_at=Decimal("0.5"))
        standing = next(s for s in rank(matrix).standings if s.alternative == "x")
        assert (standing.contributions, standing.added) == (
            {"a": None, "b": 4},
            {"a": Decimal("2.5"), "b": 4},
        )
        assert sum(standing.added.values()) == standing.total

    def test_is_said_by_the_caveat_that_names_it(self) -> None:
        matrix = make_matrix({"x": (None, 8), "y": (4, 6)}, missing_at=Decimal("0.3"))
        assert rank(matrix).recommendation.caveats[-1] == (
            "x has no score on a: its total lies between 4.00 and 9.00, "
            "and what is missing counts at 30 % of its scale."
        )

    @given(st.integers(0, 100), st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=4, max_size=4))
    def test_moves_totals_as_the_same_score_would_but_no_bounds(
        self, percent: int, column: list[int | None]
    ) -> None:
        rows = {key: (score, 5) for key, score in zip("wxyz", column, strict=True)}
        at = Decimal(percent) / 100
        filled = {key: (at * 10 if score is None else score, 5) for key, (score, _) in rows.items()}
        counted, known = rank(make_matrix(rows, missing_at=at)), rank(make_matrix(filled))
        assert [(s.alternative, s.rank, s.total) for s in counted.standings] == [
            (s.alternative, s.rank, s.total) for s in known.standings
        ]
        worst = {s.alternative: (s.low, s.high) for s in rank(make_matrix(rows)).standings}
        assert {s.alternative: (s.low, s.high) for s in counted.standings} == worst

    def test_moves_flips_and_smallest_moves_along(self) -> None:
        rows = {"x": (None, 8), "y": (4, 6)}
        counted = make_matrix(rows, missing_at=Decimal("0.2"))
        known = make_matrix({**rows, "x": (2, 8)})
        assert flips(counted) == flips(known)
        assert smallest_moves(counted) == smallest_moves(known)

    def test_changes_totals_as_a_rule_of_its_criterion(self) -> None:
        rows = {"x": (None, 8), "y": (4, 6)}
        found = differences(make_matrix(rows), make_matrix(rows, missing_at=Decimal("0.5")))
        assert [(e.cause, e.criterion, e.amount) for e in found[0].effects] == [
            (Cause.RULE, "a", Decimal("2.5"))
        ]
        assert found[1].effects == ()

    @pytest.mark.parametrize("at", ["-0.01", "1.01"])
    def test_lies_nowhere_else(self, at: str) -> None:
        with pytest.raises(ValidationError):
            make_matrix({"x": (None, 8)}, missing_at=Decimal(at))


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

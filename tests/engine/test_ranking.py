"""Totals, ranks and contributions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decision.engine import (
    AllWeightsZero,
    Direction,
    Matrix,
    NegativeWeight,
    NotFinite,
    UnknownCriterion,
    ValueFunction,
    rank,
    shares,
)
from tests.engine.tables import LABELS, decimals, make_criterion, make_matrix, make_row, seed_matrix


def totals(matrix: Matrix, **points: str) -> dict[str, Decimal]:
    ranking = rank(matrix, decimals(points))
    return {standing.alternative: standing.total for standing in ranking.standings}


def ranks(matrix: Matrix) -> dict[str, int | None]:
    return {standing.alternative: standing.rank for standing in rank(matrix).standings}


class TestGoldenTables:
    def test_the_comparison_of_2025_recomputes_exactly(self) -> None:
        # 002_9c54e0ee04fd6890.txt, lines 297 to 305; the printed totals there are 9.5, 7.8, 7.0 and 6.9.
        ranking = rank(seed_matrix())
        assert [(s.alternative, s.rank, s.total) for s in ranking.standings] == [
            ("fastapi", 1, Decimal("9.65")),
            ("django-rest-framework", 2, Decimal("7.60")),
            ("flask", 3, Decimal("6.85")),
            ("tornado", 4, Decimal("6.45")),
        ]
        assert ranking.shares["performance"] == Decimal("0.25")
        assert ranking.standings[0].contributions["community-support"] == Decimal("0.4")

    def test_a_textbook_tie_stays_a_tie(self) -> None:
        # Triantaphyllou, Multi-Criteria Decision Making Methods: A Comparative Study (2000), weighted sum example:
        # 21.50, 22.00, 22.00.
        criteria = tuple(
            make_criterion(key, points, low=None, high=None)
            for key, points in (("c1", "0.20"), ("c2", "0.15"), ("c3", "0.40"), ("c4", "0.25"))
        )
        rows = {"A1": (25, 20, 15, 30), "A2": (10, 30, 20, 30), "A3": (30, 10, 30, 10)}
        matrix = make_matrix(rows, criteria=criteria)
        assert totals(matrix) == {"A1": Decimal("21.5"), "A2": Decimal(22), "A3": Decimal(22)}
        assert ranks(matrix) == {"A2": 1, "A3": 1, "A1": 3}

    def test_two_by_two_by_hand(self) -> None:
        assert totals(make_matrix({"x": (1, 2), "y": (3, 4)}, (3, 1))) == {
            "x": Decimal("1.25"),
            "y": Decimal("3.25"),
        }


class TestRanks:
    def test_equal_totals_share_a_rank_and_the_next_is_skipped(self) -> None:
        ranking = rank(make_matrix({"w": (9,), "y": (7,), "x": (7,), "z": (4,)}))
        assert [(s.alternative, s.rank, s.tied) for s in ranking.standings] == [
            ("w", 1, False),
            ("x", 2, True),
            ("y", 2, True),
            ("z", 4, False),
        ]

    def test_ties_are_ordered_by_label(self) -> None:
        ranking = rank(make_matrix({"x": (7,), "y": (7,)}), labels={"x": "Zope", "y": "Aiohttp"})
        assert [s.alternative for s in ranking.standings] == ["y", "x"]

    def test_one_tenth_and_two_tenths_tie_with_three(self) -> None:
        matrix = make_matrix({"x": (1, 1, 0), "y": (0, 0, 1)}, ("0.1", "0.2", "0.3"))
        assert ranks(matrix) == {"x": 1, "y": 1}

    def test_the_smallest_weight_still_decides(self) -> None:
        assert ranks(make_matrix({"x": (5, 0), "y": (5, 1)}, (1, "0.000000000001"))) == {"y": 1, "x": 2}

    def test_one_alternative_and_one_criterion(self) -> None:
        assert totals(make_matrix({"x": ("7.25",)})) == {"x": Decimal("7.25")}


class TestPoints:
    def test_what_if_points_stand_in_place_of_the_own_ones(self) -> None:
        assert totals(seed_matrix(), performance="30")["fastapi"] == Decimal("9.6666666667")

    def test_shares_are_rounded_so_that_they_add_up_to_one(self) -> None:
        of_thirds = shares(make_matrix({"x": (1, 1, 1)}))
        assert sum(of_thirds.values()) == 1
        assert set(of_thirds.values()) == {Decimal("0.3333333333"), Decimal("0.3333333334")}

    def test_all_weights_zero_are_refused(self) -> None:
        with pytest.raises(AllWeightsZero) as caught:
            rank(make_matrix({"x": (1, 2)}), decimals({"a": 0, "b": 0}))
        assert caught.value.title == "Invalid weights"
        assert caught.value.detail == (
            "The weights add up to nothing: give at least one criterion more than 0 points."
        )
        assert caught.value.errors[0][0] == "/weights"

    def test_negative_points_are_refused_by_name(self) -> None:
        with pytest.raises(NegativeWeight) as caught:
            rank(make_matrix({"x": (1, 2)}), decimals({"b": -3}))
        assert caught.value.errors == [("/weights/b", "A weight cannot be negative (got -3).")]

    @pytest.mark.parametrize(
        "points", ["NaN", "Infinity", "-Infinity", "sNaN", "1e301", "1e-401", "1e999999"]
    )
    def test_points_that_cannot_be_computed_with_are_refused(self, points: str) -> None:
        with pytest.raises(NotFinite) as caught:
            rank(make_matrix({"x": (1, 2)}), decimals({"b": points}))
        assert caught.value.errors[0][0] == "/weights/b"

    def test_unknown_criteria_are_refused_by_name(self) -> None:
        with pytest.raises(UnknownCriterion, match="There is no criterion z: use one of a, b") as caught:
            rank(make_matrix({"x": (1, 2)}), decimals({"z": 1}))
        assert caught.value.errors == [("/weights/z", "Unknown criterion.")]


class TestTree:
    def tree(self, **overrides: object) -> Matrix:
        criteria = (
            make_criterion("speed", 3),
            make_criterion("latency", 1, parent="speed"),
            make_criterion("throughput", 2, parent="speed"),
            make_criterion("price", 1),
        )
        rows = {"x": (10, 4, 0), "y": (0, 4, 10)}
        return make_matrix(rows, **{"criteria": criteria, **overrides})

    def test_shares_multiply_down_the_tree(self) -> None:
        ranking = rank(self.tree())
        assert ranking.shares == decimals({"latency": "0.25", "throughput": "0.5", "price": "0.25"})
        assert ranking.node_shares == decimals(
            {"speed": "0.75", "latency": "0.25", "throughput": "0.5", "price": "0.25"}
        )

    def test_points_of_a_parent_can_be_tried(self) -> None:
        assert rank(self.tree(), decimals({"speed": 0})).standings[0].alternative == "y"

    def test_thirds_within_thirds_are_exact(self) -> None:
        criteria = tuple(
            make_criterion(key, 1, parent=parent)
            for key, parent in (("p", None), ("q", None), ("r", None), ("p1", "p"), ("p2", "p"), ("p3", "p"))
        )
        matrix = make_matrix({"x": (9, 0, 0, 0, 0), "y": (0, 0, 3, 0, 0)}, criteria=criteria)
        assert ranks(matrix) == {"x": 1, "y": 2}
        assert rank(matrix).standings[0].total == 3

    def test_a_group_without_points_that_matters_is_refused(self) -> None:
        with pytest.raises(AllWeightsZero, match="within speed") as caught:
            rank(self.tree(), decimals({"latency": 0, "throughput": 0}))
        assert [place for place, _ in caught.value.errors] == ["/weights/latency", "/weights/throughput"]

    def test_a_group_without_points_that_weighs_nothing_is_accepted(self) -> None:
        points = decimals({"speed": 0, "latency": 0, "throughput": 0})
        assert shares(self.tree(), points) == decimals({"latency": 0, "throughput": 0, "price": 1})

    def test_no_root_points_are_refused_in_a_tree_too(self) -> None:
        with pytest.raises(AllWeightsZero, match="add up to nothing: give"):
            rank(self.tree(), decimals({"speed": 0, "price": 0}))

    def test_a_chain_a_thousand_deep_is_computed(self) -> None:
        depth = 1_500
        criteria = tuple(make_criterion(f"c{i}", 1, parent=f"c{i - 1}" if i else None) for i in range(depth))
        assert rank(make_matrix({"x": (7,)}, criteria=criteria)).standings[0].total == 7


class TestValues:
    def test_a_cost_is_reflected_on_its_scale(self) -> None:
        criteria = (make_criterion("price", 1, low=100, high=300, direction=Direction.COST),)
        assert totals(make_matrix({"x": (200,), "y": (120,)}, criteria=criteria)) == {"x": 200, "y": 280}

    def test_a_value_function_turns_measurements_into_scores(self) -> None:
        function = ValueFunction(kind="piecewise", points=((0, 10), (100, 5), (200, 0)))
        criteria = (make_criterion("latency", 1, low=None, high=None, value_function=function),)
        assert totals(make_matrix({"x": (50,), "y": (900,), "z": (-1,)}, criteria=criteria)) == decimals(
            {"x": "7.5", "y": 0, "z": 10}
        )

    def test_a_logarithmic_value_function_adds_equal_parts_for_equal_ratios(self) -> None:
        function = ValueFunction(kind="logarithmic", points=((1, 0), (100, 10)))
        assert function(Decimal(10)) == 5
        assert function(Decimal(1000)) == 10

    def test_values_have_ten_decimals_at_most(self) -> None:
        function = ValueFunction(kind="linear", points=((0, 0), (3, 1)))
        assert function(Decimal(1)) == Decimal("0.3333333333")
        assert ValueFunction(kind="piecewise", points=((0, 0), (1, 7), (3, 1)))(Decimal(1)) == 7


class TestNothingToRank:
    def test_no_alternatives(self) -> None:
        ranking = rank(make_matrix({}, (1, 1)))
        assert (ranking.standings, ranking.recommendation.outcome) == ((), "undecidable")

    def test_no_criteria(self) -> None:
        ranking = rank(make_matrix({"x": ()}))
        assert (ranking.shares, ranking.standings[0].total) == ({}, 0)
        assert ranking.recommendation.summary == "There is nothing to rank by yet: add criteria."

    def test_labels_are_optional(self) -> None:
        assert rank(seed_matrix(), labels=LABELS).standings[0].alternative == "fastapi"
        assert make_row(None) == (None,)

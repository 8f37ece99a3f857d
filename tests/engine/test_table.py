"""Tables of the caller's own."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import (
    InvalidScale,
    NotNormalizable,
    TableAnswer,
    TableRow,
    UnboundedMissing,
    rank_table,
    read_table,
)
from decision.engine.rank_table import ranks_within_tolerance
from tests.engine.tables import CRITERIA


def make_table(scores: list[list[object]], *weights: object, **overrides: object) -> dict[str, object]:
    """Alternatives w, x, y, z and criteria a, b, c with these weights (1 each by default)."""
    columns = weights or (1,) * len(scores[0])
    return {
        "alternatives": ["w", "x", "y", "z"][: len(scores)],
        "criteria": [{"key": key, "weight": weight} for key, weight in zip("abc", columns, strict=False)],
        "scores": scores,
        **overrides,
    }


def answer(scores: list[list[object]], *weights: object, **overrides: object) -> TableAnswer:
    return rank_table(read_table(json.dumps(make_table(scores, *weights, **overrides))))


def cost(scale: list[int] | None = None) -> list[dict[str, object]]:
    return [{"key": "a", "weight": 1, "direction": "cost", **({"scale": scale} if scale else {})}]


def totals(found: TableAnswer) -> dict[str, float]:
    return {row.alternative: row.total for row in found.ranking}


def ranks(found: TableAnswer) -> dict[str, int]:
    return {row.alternative: row.rank for row in found.ranking}


class TestWithoutNormalization:
    def test_the_seed_table_gives_the_totals_of_the_decision(self) -> None:
        request = {
            "alternatives": ["fastapi", "django-rest-framework", "flask", "tornado"],
            "criteria": [
                {"key": key, "weight": weight}
                for key, weight in zip(CRITERIA, (25, 20, 15, 15, 10, 10, 5), strict=True)
            ],
            "scores": [
                [10, 10, 10, 9, 9, 10, 8],
                [6, 7, 8, 10, 8, 7, 10],
                [7, 6, 6, 7, 7, 8, 9],
                [9, 9, 3, 5, 6, 3, 6],
            ],
        }
        found = rank_table(read_table(request))
        assert totals(found) == {
            "fastapi": 9.65,
            "django-rest-framework": 7.6,
            "flask": 6.85,
            "tornado": 6.45,
        }
        assert (found.method, found.normalization, found.higher_is_better) == ("weighted_sum", "none", True)
        assert found.weights["performance"] == 0.25
        assert found.ranking[0].contributions["community-support"] == 0.4

    def test_one_tenth_and_two_tenths_tie_with_three_tenths(self) -> None:
        found = answer([[1, 1, 0], [0, 0, 1]], 0.1, 0.2, 0.3)
        assert [(row.rank, row.tied) for row in found.ranking] == [(1, True), (1, True)]

    def test_the_smallest_weight_still_decides(self) -> None:
        assert ranks(answer([[5, 0], [5, 1]], 1, 1e-12)) == {"x": 1, "w": 2}

    def test_the_largest_and_smallest_floats_are_computed(self) -> None:
        assert totals(answer([[1e300, 0], [0, 5e-324]], 1e300, 5e-324)) == {"w": 1e300, "x": 0.0}

    def test_a_cost_is_reflected_on_its_scale(self) -> None:
        assert totals(answer([[200], [120]], criteria=cost([100, 300]))) == {"x": 280, "w": 200}

    def test_a_cost_without_a_scale_is_refused(self) -> None:
        with pytest.raises(InvalidScale) as caught:
            answer([[200]], criteria=cost())
        assert caught.value.errors[0][0] == "/criteria/0/scale"

    def test_equal_ranks_are_ordered_by_name(self) -> None:
        found = answer([[1], [2], [1]], alternatives=["b", "c", "a"])
        assert [(row.alternative, row.rank) for row in found.ranking] == [("c", 1), ("a", 2), ("b", 2)]


SCALED = [{"key": "a", "weight": 1, "scale": [2, 10]}, {"key": "b", "weight": 1}]


class TestMissing:
    def test_a_missing_score_is_an_interval_over_its_scale(self) -> None:
        found = answer([[None, 8], [6, 6]], criteria=SCALED)
        assert found.ranking[1] == TableRow(
            alternative="w",
            rank=2,
            tied=False,
            total=5.0,
            low=5.0,
            high=9.0,
            contributions={"a": None, "b": 4.0},
            missing=["a"],
        )

    def test_under_minmax_it_lies_between_0_and_1(self) -> None:
        row = answer([[None, 8], [6, 6]], criteria=SCALED, normalization="minmax").ranking[0]
        assert (row.alternative, row.total, row.low, row.high) == ("w", 0.5, 0.5, 1.0)
        assert row.contributions == {"a": None, "b": 0.5}

    @pytest.mark.parametrize("normalization", ["none", "minmax"])
    def test_without_a_scale_it_is_refused_unless_it_weighs_nothing(self, normalization: str) -> None:
        with pytest.raises(UnboundedMissing) as caught:
            answer([[None, 8], [6, 6]], normalization=normalization)
        assert caught.value.errors == [
            ("/scores/0/0", "w has no score on a, which has no scale to bound it.")
        ]
        row = answer([[None, 8], [None, 6]], 0, 1, normalization=normalization).ranking[0]
        assert (row.low, row.high, row.contributions["a"]) == (row.total, row.total, 0)

    @pytest.mark.parametrize("normalization", ["max", "sum", "vector"])
    def test_other_normalizations_do_not_take_it(self, normalization: str) -> None:
        with pytest.raises(UnboundedMissing, match="which only none and minmax allow"):
            answer([[None, 8], [6, 6]], criteria=SCALED, normalization=normalization)


class TestNormalizations:
    @pytest.mark.parametrize(
        ("normalization", "benefit", "cost_"),
        [
            ("minmax", [0, 1 / 3, 1], [1, 2 / 3, 0]),
            ("max", [0.25, 0.5, 1], [1, 0.5, 0.25]),
            ("sum", [1 / 7, 2 / 7, 4 / 7], [4 / 7, 2 / 7, 1 / 7]),
            ("vector", [1 / 21**0.5, 2 / 21**0.5, 4 / 21**0.5], [1 - x / 21**0.5 for x in (1, 2, 4)]),
        ],
    )
    def test_each_follows_its_formula(
        self, normalization: str, benefit: list[float], cost_: list[float]
    ) -> None:
        column: list[list[object]] = [[1], [2], [4]]
        found = totals(answer(column, normalization=normalization))
        assert [found[name] for name in "wxy"] == pytest.approx(benefit, abs=1e-10)
        found = totals(answer(column, criteria=cost(), normalization=normalization))
        assert [found[name] for name in "wxy"] == pytest.approx(cost_, abs=1e-10)

    def test_minmax_goes_over_the_scale_where_there_is_one(self) -> None:
        found = totals(answer([[1], [4]], criteria=cost([0, 10]), normalization="minmax"))
        assert found == {"w": 0.9, "x": 0.6}

    def test_a_constant_column_counts_0_under_minmax_and_is_flagged(self) -> None:
        found = answer([[5, 1], [5, 2]], normalization="minmax")
        assert totals(found) == {"x": 0.5, "w": 0.0}
        assert [(flag.criterion, flag.flag) for flag in found.flags] == [("a", "constant")]
        assert found.flags[0].detail.endswith("and counts 0 for all.")

    def test_a_constant_column_is_flagged_without_normalization_too(self) -> None:
        assert answer([[5, 1], [5, 2]]).flags[0].detail == (
            "All alternatives score the same, so this criterion does not tell them apart."
        )

    def test_a_column_of_zeros_has_no_length_and_counts_0(self) -> None:
        assert totals(answer([[0, 3], [0, 4]], normalization="vector")) == {"x": 0.4, "w": 0.3}

    @pytest.mark.parametrize(
        ("normalization", "criteria", "scores", "place"),
        [
            ("max", cost(), [[2], [0]], "/scores/1/0"),
            ("sum", cost(), [[-2], [1]], "/scores/0/0"),
            ("max", None, [[-2], [0]], "/scores/1/0"),
            ("sum", None, [[1], [-2]], "/scores/1/0"),
            ("max", None, [[-1e300], [1e-9]], "/scores/0/0"),
            ("sum", None, [[1e300], [-1e300], [1e-9]], "/scores/0/0"),
        ],
    )
    def test_what_cannot_be_normalized_is_named(
        self, normalization: str, criteria: object, scores: list[list[object]], place: str
    ) -> None:
        extra = {"criteria": criteria} if criteria else {}
        with pytest.raises(NotNormalizable, match=f"cannot be normalized by {normalization}") as caught:
            answer(scores, normalization=normalization, **extra)
        assert caught.value.errors[0][0] == place

    def test_ties_have_a_tolerance_relative_to_the_largest_total(self) -> None:
        assert ranks_within_tolerance([1.0, 1.0 - 1e-10, 0.5, 1.0 - 2e-9]) == [1, 1, 4, 3]
        assert ranks_within_tolerance([1e6, 1e6 - 1e-4, 0.0]) == [1, 1, 3]
        assert ranks_within_tolerance([1e-9, 0.0, 0.0]) == [1, 2, 2]
        assert ranks_within_tolerance([0.0, 0.0]) == [1, 1]

    @given(st.lists(st.lists(st.integers(1, 9), min_size=2, max_size=2), min_size=1, max_size=4))
    def test_equal_rows_tie_under_every_normalization(self, scores: list[list[object]]) -> None:
        for normalization in ("none", "minmax", "max", "sum", "vector"):
            found = answer([*scores[:3], scores[0]], normalization=normalization)
            by_name = {row.alternative: row for row in found.ranking}
            twin = "wxyz"[len(scores[:3])]
            assert by_name["w"].rank == by_name[twin].rank

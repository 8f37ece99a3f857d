"""What is drawn, compared and recommended in each corner; what is exact is stated in tests/engine/robustness.

The same in words: docs/robustness.md, Corners.
"""

from __future__ import annotations

from math import isfinite

import pytest

from decision.engine import (
    ScoreDraw,
    UnboundedMissing,
    acceptability,
    compare_methods,
    multiverse,
    rank,
    what_to_measure,
)
from tests.engine.robustness.corners import corners

HALF, THIRD = 0.5, 1 / 3
NOBODY: dict[str, float] = {}


class TestRecommendation:
    @pytest.mark.parametrize(
        ("name", "outcome", "figure"),
        [
            ("no alternative", "undecidable", ""),
            ("no criterion", "undecidable", ""),
            ("nobody ranked", "undecidable", ""),
            ("one alternative", "winner", ""),
            ("one criterion", "winner", "first in every one of 10,000 drawn weightings"),
            ("all equal", "tie", ""),
            ("duplicates", "tie", ""),
            ("all the weight on one", "winner", "first in 50 of 100 possible weightings"),
            (
                "zero weight without scores",
                "winner",
                "first in 66 of 100 possible weightings and scores",
            ),
            ("nothing bounds what is missing", "winner", ""),
            ("constant column", "winner", "first in every one of 10,000 drawn weightings"),
            ("all costs", "winner", "first in 53 of 100 possible weightings"),
            ("a weight of 1e-12", "winner", "first in 50 of 100 possible weightings"),
            ("a lead of 1e-12", "close_call", "first in 99 of 100 possible weightings"),
        ],
    )
    def test_is_no_more_than_the_corner_allows(self, name: str, outcome: str, figure: str) -> None:
        found = rank(corners()[name]).recommendation
        assert found.outcome == outcome
        assert (found.robustness.figure if found.robustness else "").startswith(figure)
        assert (found.robustness is None) is (figure == "")
        assert "nan" not in " ".join((found.summary, *found.conditions, *found.caveats)).lower()


class TestFirstPlaces:
    @pytest.mark.parametrize(
        ("name", "first"),
        [
            ("no alternative", NOBODY),
            ("no criterion", {"x": 0, "y": 0}),
            ("nobody ranked", {"x": 0, "y": 0}),
            ("one alternative", {"x": 1}),
            ("one criterion", {"x": 0, "y": 1}),
            ("all equal", {"x": THIRD, "y": THIRD, "z": THIRD}),
            ("all the weight on one", {"x": HALF, "y": HALF}),
            ("zero weight without scores", {"x": 1, "y": 0}),
            ("constant column", {"x": 1, "y": 0}),
            ("all costs", {"x": 7 / 15, "y": 8 / 15}),
            ("a weight of 1e-12", {"x": HALF, "y": HALF}),
            ("a lead by a weight of 1e-12", {"x": 1, "y": 0}),
        ],
    )
    def test_are_the_lengths_of_the_weights_that_win(self, name: str, first: dict[str, float]) -> None:
        found = acceptability(corners()[name], scores=ScoreDraw("fixed"), draws=20_000).first
        assert found == pytest.approx(first, abs=0.015)
        assert all(share == found[key] for key, share in first.items() if share in (0, 1))

    def test_duplicates_share_theirs(self) -> None:
        found = acceptability(corners()["duplicates"], draws=20_000)
        assert found.places[0].shares == found.places[1].shares
        assert found.first == pytest.approx({"x": 4 / 15, "y": 4 / 15, "z": 7 / 15}, abs=0.015)

    def test_are_refused_where_weights_would_meet_what_nothing_bounds(self) -> None:
        with pytest.raises(UnboundedMissing, match="y has no score on b"):
            acceptability(corners()["nothing bounds what is missing"])

    @pytest.mark.parametrize("name", corners())
    def test_are_numbers_in_every_universe_and_whatever_is_measured(self, name: str) -> None:
        matrix = corners()[name]
        universes = multiverse(matrix, draws=100)
        figures = [
            figure for one in universes.shares for figure in (one.share, one.error, *one.held.values())
        ]
        unknowns = what_to_measure(matrix, draws=100)
        figures += [figure for cell in unknowns.cells for figure in (cell.alone, cell.together)]
        assert all(isfinite(figure) for figure in figures)
        assert sum(one.share for one in universes.shares) == pytest.approx(1 if universes.shares else 0)


class TestOtherMethods:
    @pytest.mark.parametrize(
        ("name", "winners"),
        [
            ("one alternative", {("x",)}),
            ("one criterion", {("y",)}),
            ("all equal", {("x", "y", "z")}),
            ("duplicates", {("x", "y"), ("z",), ("x", "y", "z")}),
            ("all the weight on one", {("x",)}),
            ("zero weight without scores", {("x",)}),
            ("nothing bounds what is missing", {("x",)}),
            ("constant column", {("x",)}),
            ("all costs", {("y",), ("x", "y")}),
        ],
    )
    def test_all_rank_the_corner_and_name_these_winners(
        self, name: str, winners: set[tuple[str, ...]]
    ) -> None:
        found = compare_methods(corners()[name]).methods
        assert not any(one.refusal for one in found)
        assert {one.winners for one in found if one.kind in ("own", "method")} == winners
        assert all(isfinite(total) for one in found for total in one.totals.values())

    @pytest.mark.parametrize("name", ["a weight of 1e-12", "a lead of 1e-12", "a lead by a weight of 1e-12"])
    def test_see_the_least_of_differences_or_a_tie_and_never_another_winner(self, name: str) -> None:
        own, *others = compare_methods(corners()[name]).methods
        assert all(set(own.winners) <= set(one.winners) for one in others if one.kind == "method")

    @pytest.mark.parametrize("name", ["no alternative", "no criterion", "nobody ranked"])
    def test_where_nothing_is_ranked_there_is_nothing_to_compare(self, name: str) -> None:
        assert [one.method for one in compare_methods(corners()[name]).methods] == ["weighted_sum"]

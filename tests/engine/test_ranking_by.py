"""A decision ranked by other methods than the weighted sum."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from decision.engine import (
    Criterion,
    Gate,
    Matrix,
    NotRankable,
    UnboundedMissing,
    evaluate_sets_by,
    rank_by,
)
from decision.engine.methods import METHODS
from tests.engine.tables import LABELS, make_criterion, make_matrix, make_row, seed_matrix

NAMES = {"x": "Ann", "y": "Bob", "z": "Cem", "a": "Speed", "b": "Price", "c": "Reach"}
OTHERS = [method for method in METHODS if method != "weighted_sum"]
by_method = pytest.mark.parametrize("method", OTHERS)


class TestTheSeedMatrix:
    @by_method
    def test_fastapi_comes_first(self, method: str) -> None:
        found = rank_by(method, seed_matrix(), None, LABELS)
        assert found.standings[0].alternative == "fastapi"
        assert (found.recommendation.outcome, found.recommendation.alternative) == ("winner", "fastapi")

    def test_the_recommendation_speaks_in_the_method_s_own_figures(self) -> None:
        found = rank_by("topsis", seed_matrix(), None, LABELS).recommendation
        assert found.summary == (
            "By TOPSIS, FastAPI comes first with a closeness of 0.92 against 0.50 for Django REST. "
            "The weighted sum says the same."
        )
        assert (found.reasons, found.conditions) == ((), ())
        assert found.caveats == (
            "Reasons and conditions belong to the weighted sum; there are none by TOPSIS.",
        )

    @by_method
    def test_many_sets_give_what_each_gives_alone(self, method: str) -> None:
        sets = [{}, {"performance": 0}, {"community-support": 60, "documentation": 3}]
        together = evaluate_sets_by(method, seed_matrix(), sets)
        for given, totals, ranks in zip(sets, together.totals, together.ranks, strict=True):
            points = {key: Decimal(value) for key, value in given.items()}
            alone = rank_by(method, seed_matrix(), points)
            by_key = {one.alternative: one for one in alone.standings}
            for i, key in enumerate(seed_matrix().alternatives):
                assert totals[i] == pytest.approx(by_key[key].figures["total"], abs=1e-9)
                assert ranks[i] == by_key[key].rank


class TestWhatGoesIn:
    def test_costs_are_turned_on_their_scale(self) -> None:
        criteria = [make_criterion("a", direction="cost"), make_criterion("b")]
        turned = rank_by("topsis", make_matrix({"x": (2, 5), "y": (8, 6)}, criteria=criteria))
        plain = rank_by("topsis", make_matrix({"x": (8, 5), "y": (2, 6)}))
        assert [one.figures for one in turned.standings] == [one.figures for one in plain.standings]

    def test_groups_count_through_the_shares_of_their_leaves(self) -> None:
        criteria = (
            Criterion(key="g", points=Decimal(1)),
            make_criterion("a", 3, parent="g"),
            make_criterion("b", 1, parent="g"),
            make_criterion("c", 1),
        )
        rows = {"x": (9, 1, 4), "y": (3, 7, 8)}
        grouped = Matrix(
            alternatives=tuple(rows), criteria=criteria, cells=tuple(make_row(*row) for row in rows.values())
        )
        flat = make_matrix(rows, (3, 1, 4))
        for method in OTHERS:
            one, other = rank_by(method, grouped), rank_by(method, flat)
            assert [s.figures for s in one.standings] == [s.figures for s in other.standings]
            sets = evaluate_sets_by(method, grouped, [{}])
            assert sets.totals[0].tolist() == pytest.approx(
                [{s.alternative: s for s in other.standings}[key].figures["total"] for key in rows]
            )

    def test_what_a_gate_excludes_takes_no_part(self) -> None:
        gate = Gate(key="g", name="Fast", comparison="at_least", threshold=3, criterion="a")
        with_it = make_matrix({"x": (9, 5), "y": (1, 9), "z": (4, 6)}, gates=(gate,))
        without = make_matrix({"x": (9, 5), "z": (4, 6)})
        for method in OTHERS:
            found = rank_by(method, with_it)
            assert [s.figures for s in found.standings] == [
                s.figures for s in rank_by(method, without).standings
            ]
            assert [(s.alternative, s.rank, s.figures) for s in found.excluded] == [("y", None, {})]
            sets = evaluate_sets_by(method, with_it, [{}])
            assert np.isnan(sets.totals[0]).tolist() == [False, True, False]
            assert sets.ranks[0][1] == 0

    @by_method
    def test_a_missing_score_is_refused_where_it_weighs(self, method: str) -> None:
        matrix = make_matrix({"x": (None, 5), "y": (4, 6)})
        with pytest.raises(
            UnboundedMissing, match=f"Ann has no score on Speed, and {method} needs"
        ) as caught:
            rank_by(method, matrix, None, NAMES)
        assert caught.value.errors[0][0] == "/scores/x/a"
        assert rank_by(method, matrix, {"a": Decimal(0)}).standings[0].alternative == "y"
        with pytest.raises(UnboundedMissing):
            evaluate_sets_by(method, matrix, [{"a": 0}, {"a": 1}])
        assert evaluate_sets_by(method, matrix, [{"a": 0}]).ranks.tolist() == [[2, 1]]

    def test_a_value_of_0_stops_a_product_and_is_named(self) -> None:
        with pytest.raises(NotRankable, match="cannot use the score of Ann on Speed") as caught:
            rank_by("weighted_product", make_matrix({"x": (0, 5), "y": (4, 6)}), None, NAMES)
        assert caught.value.errors[0][0] == "/scores/x/a"

    def test_options_are_the_method_s(self) -> None:
        matrix = make_matrix({"x": (9, 5), "y": (8, 6)})
        linear = {"preference": {"type": "linear", "q": 0.5, "p": 2.5}}
        flows = [
            one.figures["total"] for one in rank_by("promethee_ii", matrix, None, None, linear).standings
        ]
        assert flows == [0, 0]


class TestOutcomes:
    def test_a_tie(self) -> None:
        found = rank_by("topsis", make_matrix({"x": (5, 5), "y": (5, 5), "z": (1, 1)}), None, NAMES)
        assert (found.recommendation.outcome, found.recommendation.alternative) == ("tie", None)
        assert (
            found.recommendation.summary
            == "By TOPSIS, Ann and Bob tie for first place. The weighted sum says the same."
        )

    def test_what_vikor_proposes_together_is_a_close_call(self) -> None:
        found = rank_by("vikor", make_matrix({"x": (10, 0), "y": (9, 2), "z": (0, 10)}, (2, 1)), None, NAMES)
        assert found.compromise is not None
        assert len(found.compromise) > 1
        assert found.recommendation.outcome == "close_call"
        assert "Its lead is too small for VIKOR to name it alone: it proposes" in found.recommendation.summary

    def test_another_winner_than_by_the_weighted_sum_is_said(self) -> None:
        found = rank_by("weighted_product", make_matrix({"x": (10, 1), "y": (5, 5)}), None, NAMES)
        assert found.standings[0].alternative == "y"
        assert found.recommendation.summary.endswith("The weighted sum puts Ann first.")

    @by_method
    def test_nobody_and_one(self, method: str) -> None:
        assert rank_by(method, make_matrix({}, (1,))).recommendation.outcome == "undecidable"
        alone = rank_by(method, make_matrix({"x": (5, 4)}), None, NAMES).recommendation
        assert (alone.outcome, alone.summary) == ("winner", "Ann is the only alternative that is ranked.")

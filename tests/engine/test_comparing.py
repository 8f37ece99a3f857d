"""The same matrix ranked in other ways, side by side."""

from __future__ import annotations

from math import isfinite

import pytest
from hypothesis import given

from decision.engine import Gate, Matrix, compare_methods
from decision.engine.methods import ComparedMethod, MethodComparison, kendall_tau
from tests.engine.tables import LABELS, make_criterion, make_matrix, matrices, seed_matrix

NAMES = {"x": "Ann", "y": "Bob", "z": "Cem", "a": "Speed", "b": "Price", "c": "Reach"}


def named(found: MethodComparison, method: str) -> ComparedMethod:
    return next(one for one in found.methods if one.method == method)


class TestTheSeedMatrix:
    def test_every_way_puts_fastapi_first_and_nine_agree_on_the_order(self) -> None:
        found = compare_methods(seed_matrix(), None, LABELS)
        assert found.summary == "All 11 other ways to rank put FastAPI first too; 8 agree on the whole order."
        assert (found.compared, found.same_winner, found.same_order) == (11, 11, 8)
        assert found.methods[0].kind == "own"
        assert found.methods[0].totals["fastapi"] == 9.65

    def test_vikor_moves_tornado_up_and_names_the_regret_that_does_it(self) -> None:
        vikor = named(compare_methods(seed_matrix(), None, LABELS), "vikor")
        assert vikor.ranks == {"fastapi": 1, "tornado": 2, "django-rest-framework": 3, "flask": 4}
        assert vikor.kendall_tau == pytest.approx(1 / 3)
        assert vikor.moved == ("django-rest-framework", "flask", "tornado")
        assert vikor.why == (
            "VIKOR guards against the worst regret. Django REST’s is 0.25, on Performance: its 6 lies 100 % of the way "
            "from the best to the worst, at a weight of 25 %. Tornado’s is only 0.15, on Documentation. That does "
            "most to put Tornado before Django REST."
        )

    def test_other_weights_name_the_criterion_that_weighs_otherwise(self) -> None:
        centroid = named(compare_methods(seed_matrix(), None, LABELS), "rank_order_centroid")
        assert centroid.why == (
            "Rank-order weights give Performance 37 % instead of 25 %. "
            "There Tornado has 9, Flask 7. That does most to put Tornado before Flask."
        )
        assert centroid.weights is not None
        assert sum(centroid.weights.values()) == pytest.approx(1)

    def test_rescaling_says_how_much_less_a_lead_counts(self) -> None:
        assert named(compare_methods(seed_matrix(), None, LABELS), "rescaled").why == (
            "Rescaling stretches every criterion from its worst to its best alternative. Flask’s lead on "
            "AWS Lambda Support (8 against 3) makes only 13 % of what separates the two, 19 % in the weighted sum. "
            "That does most to put Tornado before Flask."
        )

    def test_weights_from_data_are_labelled_as_that(self) -> None:
        found = compare_methods(seed_matrix())
        assert [one.method for one in found.methods if one.kind == "data"] == ["entropy", "critic"]
        assert all(
            one.note.startswith("From data, not from values") for one in found.methods if one.kind == "data"
        )


class TestRefusals:
    def test_a_method_that_is_not_defined_says_why_and_is_not_dropped(self) -> None:
        found = compare_methods(make_matrix({"x": (0, 5), "y": (4, 4)}), None, NAMES)
        product = named(found, "weighted_product")
        assert product.refusal == "A product of powers needs every value above 0: Ann has 0 on Speed."
        assert (product.ranks, product.winner, product.kendall_tau) == ({}, None, None)
        assert found.summary.endswith("1 is not defined for these scores.")

    def test_missing_scores_stop_all_but_weighted_sums(self) -> None:
        found = compare_methods(make_matrix({"x": (None, 5), "y": (4, 4)}), None, NAMES)
        ranked = [one.method for one in found.methods if one.ranks]
        assert ranked == ["weighted_sum", "rescaled", "equal_weights", "rank_order_centroid", "known_scores"]
        assert named(found, "topsis").refusal == "Every score is needed: Ann has no score on Speed."

    def test_known_scores_alone_can_put_first_who_was_not_measured_and_say_how_little_that_rests_on(
        self,
    ) -> None:
        matrix = make_matrix({"x": (None, 5), "y": (4, 4.5), "z": (4, 1)}, (3, 1))
        known = named(compare_methods(matrix, None, NAMES), "known_scores")
        assert known.ranks == {"x": 1, "y": 2, "z": 3}
        assert known.totals == {"x": 5, "y": 4.125, "z": 3.25}
        assert known.kind == "weights"
        assert known.why == (
            "By known scores alone Ann has 5.00 from 25 % of the weight, Bob 4.13 from all. "
            "That puts Ann before Bob."
        )

    def test_known_scores_alone_are_compared_only_where_some_are_missing(self) -> None:
        assert "known_scores" not in {one.method for one in compare_methods(seed_matrix()).methods}

    def test_one_without_any_known_score_stops_them(self) -> None:
        found = compare_methods(make_matrix({"x": (None, None), "y": (4, 4)}), None, NAMES)
        assert (
            named(found, "known_scores").refusal == "At least one score is needed: Ann has no score on Speed."
        )

    def test_a_missing_score_that_weighs_nothing_stops_nobody(self) -> None:
        found = compare_methods(make_matrix({"x": (None, 5), "y": (4, 4)}, (0, 1)))
        assert found.compared == 11

    def test_negative_values_stop_shares_of_a_sum(self) -> None:
        criteria = [make_criterion("a", low=-10), make_criterion("b")]
        found = compare_methods(make_matrix({"x": (-3, 5), "y": (4, 4)}, criteria=criteria))
        assert [one.method for one in found.methods if one.refusal] == [
            "weighted_product",
            "copras",
            "entropy",
        ]


class TestCorners:
    def test_one_alternative(self) -> None:
        found = compare_methods(make_matrix({"x": (3, 5)}), None, NAMES)
        assert {one.winner for one in found.methods} == {"x"}
        assert found.methods[0].kendall_tau is None
        assert found.summary == "Only one alternative is ranked, so every method puts it first."

    def test_nobody_and_nothing(self) -> None:
        assert len(compare_methods(make_matrix({}, (1,))).methods) == 1
        assert len(compare_methods(make_matrix({"x": ()})).methods) == 1

    def test_all_alike_tie_everywhere(self) -> None:
        found = compare_methods(make_matrix({"x": (5, 5), "y": (5, 5)}), None, NAMES)
        assert all(one.ranks == {"x": 1, "y": 1} and one.winner is None for one in found.methods)
        assert (
            found.summary
            == "All 11 other ways to rank put Ann and Bob level in first place too; all agree on the whole order."
        )

    def test_the_excluded_take_no_part(self) -> None:
        gate = Gate(key="g", name="Fast", comparison="at_least", threshold=3, criterion="a")
        found = compare_methods(make_matrix({"x": (9, 5), "y": (1, 9), "z": (4, 4)}, gates=(gate,)))
        assert all(set(one.ranks) == {"x", "z"} for one in found.methods)

    def test_a_thousand_alternatives(self) -> None:
        rows = {f"o{i}": (i % 97 + 1, i % 89 + 1, i % 10) for i in range(1_000)}
        criteria = [make_criterion(key, high=100) for key in "abc"]
        found = compare_methods(make_matrix(rows, criteria=criteria))
        assert all(len(one.ranks) == 1_000 or one.refusal for one in found.methods)

    @given(matrices(most_rows=6))
    def test_whatever_the_matrix_every_way_ranks_it_or_says_why_not(self, matrix: Matrix) -> None:
        found = compare_methods(matrix)
        assert len(found.methods) in (1, 12)
        for one in found.methods:
            assert bool(one.ranks) != bool(one.refusal) or not matrix.alternatives
            assert all(isfinite(total) for total in one.totals.values())
            assert bool(one.why) == bool(one.moved)
            assert one.kendall_tau is None or -1 <= one.kendall_tau <= 1
        assert found.compared == sum(1 for one in found.methods[1:] if one.ranks)
        assert found.summary


class TestTau:
    def test_ties_count_as_tau_b_says(self) -> None:
        assert kendall_tau([1, 2, 3], [1, 2, 3]) == 1
        assert kendall_tau([1, 2, 3], [3, 2, 1]) == -1
        assert kendall_tau([1, 1, 3], [1, 2, 3]) == pytest.approx(2 / 6**0.5)
        assert kendall_tau([1, 1], [1, 2]) is None

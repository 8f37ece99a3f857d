"""Why totals differ between two matrices: effects that add up, whatever changed together."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

from hypothesis import given

from decision.engine import Cause, Difference, Effect, Matrix, differences, rank
from tests.engine.tables import make_criterion, make_matrix, make_row, matrices


def of(found: tuple[Difference, ...], alternative: str = "x") -> Difference:
    return next(one for one in found if one.alternative == alternative)


def amounts(difference: Difference) -> dict[tuple[str, str], Decimal]:
    return {(effect.cause.value, effect.criterion): effect.amount for effect in difference.effects}


class TestDifferences:
    @given(matrices(), matrices())
    def test_effects_add_up_to_the_difference_of_the_totals(self, before: Matrix, after: Matrix) -> None:
        for found in differences(before, after):
            if found.amount is not None:
                assert sum((effect.amount for effect in found.effects), Decimal(0)) == found.amount

    @given(matrices(), matrices())
    def test_the_way_back_is_the_way_there_with_the_signs_turned(self, before: Matrix, after: Matrix) -> None:
        there, back = differences(before, after), {one.alternative: one for one in differences(after, before)}
        for found in there:
            total = found.amount
            assert total is None or back[found.alternative].amount == -total

    @given(matrices())
    def test_nothing_changed_is_no_difference(self, matrix: Matrix) -> None:
        assert all(one.amount == 0 and one.effects == () for one in differences(matrix, matrix))

    @given(matrices(), matrices())
    def test_totals_and_ranks_are_those_of_the_rankings(self, before: Matrix, after: Matrix) -> None:
        standings = {one.alternative: one for one in rank(after).standings}
        for found in differences(before, after):
            if found.alternative in standings:
                assert (found.total_after, found.rank_after) == (
                    standings[found.alternative].total,
                    standings[found.alternative].rank,
                )

    def test_a_changed_score_counts_by_its_share(self) -> None:
        found = of(differences(make_matrix({"x": [6, 5]}, [3, 1]), make_matrix({"x": [8, 5]}, [3, 1])))
        assert found.effects == (Effect(Cause.SCORE, "a", Decimal("1.5")),)

    def test_score_and_weight_together_are_averaged_over_both_orders(self) -> None:
        # Share of a: 1/2 to 3/4. Score on a: 4 to 8. Score on b stays 2.
        found = of(differences(make_matrix({"x": [4, 2]}, [1, 1]), make_matrix({"x": [8, 2]}, [3, 1])))
        assert found.amount == Decimal("3.5")
        assert amounts(found) == {
            ("score", "a"): Decimal(4) * Decimal("0.625"),
            ("weight", "a"): Decimal("0.25") * 6,
            ("weight", "b"): Decimal("-0.25") * 2,
        }

    def test_a_changed_scale_is_the_catalogue_s_doing(self) -> None:
        before = make_matrix({"x": [4]}, criteria=(make_criterion("a", direction="cost"),))
        after = make_matrix({"x": [4]}, criteria=(make_criterion("a", direction="cost", high=12),))
        assert amounts(of(differences(before, after))) == {("rule", "a"): Decimal(2)}

    def test_three_changes_at_once_are_averaged_over_all_six_orders(self) -> None:
        def matrix(share: int, score: int, top: int) -> Matrix:
            criteria = (
                make_criterion("a", share, direction="cost", high=top),
                make_criterion("b", 10 - share),
            )
            return Matrix(alternatives=("x",), criteria=criteria, cells=(make_row(score, 0),))

        old, new = {"share": 2, "score": 3, "top": 10}, {"share": 5, "score": 7, "top": 13}
        credit = dict.fromkeys(old, Decimal(0))
        for order in permutations(old):
            now = dict(old)
            for step in order:
                was = rank(matrix(**now)).standings[0].total
                now[step] = new[step]
                credit[step] += (rank(matrix(**now)).standings[0].total - was) / 6
        found = amounts(of(differences(matrix(**old), matrix(**new))))
        close = {("weight", "a"): "share", ("score", "a"): "score", ("rule", "a"): "top"}
        for place, step in close.items():
            assert abs(found[place] - credit[step]) <= Decimal("1e-9")

    def test_a_criterion_that_came_counts_whole(self) -> None:
        before = make_matrix({"x": [4]}, [1])
        after = make_matrix({"x": [4, 8]}, [1, 1])
        assert amounts(of(differences(before, after))) == {
            ("criterion_added", "b"): Decimal(4),
            ("weight", "a"): Decimal(-2),
        }
        assert amounts(of(differences(after, before)))["criterion_removed", "b"] == -4

    def test_who_joined_or_left_has_no_difference(self) -> None:
        before, after = make_matrix({"x": [4], "y": [5]}), make_matrix({"x": [4], "z": [6]})
        found = {
            one.alternative: (one.rank_before, one.rank_after, one.amount)
            for one in differences(before, after)
        }
        assert found == {"x": (2, 2, Decimal(0)), "z": (None, 1, None), "y": (1, None, None)}

    def test_a_missing_score_counts_at_its_worst(self) -> None:
        found = of(differences(make_matrix({"x": [None, 5]}), make_matrix({"x": [6, 5]})))
        assert amounts(found) == {("score", "a"): Decimal(3)}

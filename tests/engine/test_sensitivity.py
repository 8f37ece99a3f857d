"""Flips of one weight at a time."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given

from decision.engine import CriterionFlips, Flip, Gate, Matrix, flips, rank, verdict
from tests.engine.tables import decimals, make_criterion, make_matrix, matrices, seed_matrix, share_of

STEP = Fraction(1, 10**9)


def flips_of(matrix: Matrix, criterion: str) -> CriterionFlips:
    return next(one for one in flips(matrix) if one.criterion == criterion)


def winners(matrix: Matrix, criterion: str, share: Fraction) -> set[str]:
    """Who is first when this leaf has this share, by evaluating the matrix there."""
    points = {leaf.key: leaf.points for leaf in matrix.leaves}
    if sum(points.values()) == points[criterion]:
        return set()
    return {s.alternative for s in rank(matrix, share_of(points, criterion, share)).standings if s.rank == 1}


class TestSeedMatrix:
    def test_two_criteria_can_hand_the_lead_to_django_rest(self) -> None:
        found = {one.criterion: one for one in flips(seed_matrix()) if one.up or one.down}
        assert {key: one.up for key, one in found.items()} == {
            "auth-security": Flip(Decimal("0.7213114754"), "django-rest-framework"),
            "community-support": Flip(Decimal("0.5308641975"), "django-rest-framework"),
        }
        assert (found["auth-security"].stable_from, found["auth-security"].stable_to) == (
            0,
            Decimal("0.7213114754"),
        )

    def test_the_verdict_names_both_and_who_can_never_lead(self) -> None:
        short = verdict(seed_matrix())
        assert [flip.criterion for flip in short.nearest] == ["community-support", "auth-security"]
        assert short.nearest[0].distance == Decimal("0.4808641975")
        assert (short.further, short.never_lead) == (0, ("flask", "tornado"))


class TestThresholds:
    @given(matrices(least_rows=2))
    def test_just_past_a_threshold_the_winner_flips_and_just_before_it_does_not(self, matrix: Matrix) -> None:
        leaders = {s.alternative for s in rank(matrix).standings if s.rank == 1}
        if len(leaders) > 1:
            return
        for one in flips(matrix):
            for flip, sign in ((one.up, 1), (one.down, -1)):
                if flip is None:
                    continue
                at = Fraction(flip.at)
                assert winners(matrix, one.criterion, at - sign * STEP) == leaders
                past = winners(matrix, one.criterion, at + sign * STEP)
                assert flip.winner in past
                assert not past & leaders

    @given(matrices(least_rows=2))
    def test_where_no_flip_is_reported_the_leader_leads_up_to_the_ends(self, matrix: Matrix) -> None:
        leaders = {s.alternative for s in rank(matrix).standings if s.rank == 1}
        if len(leaders) > 1:
            return
        for one in flips(matrix):
            if one.up is None and winners(matrix, one.criterion, 1 - STEP):
                assert winners(matrix, one.criterion, 1 - STEP) == leaders
            if one.down is None and one.share > 0 and winners(matrix, one.criterion, STEP):
                assert winners(matrix, one.criterion, STEP) == leaders

    @given(matrices(least_rows=2))
    def test_who_can_never_lead_leads_nowhere_on_a_grid(self, matrix: Matrix) -> None:
        never = set(verdict(matrix).never_lead)
        for leaf in matrix.leaves:
            for hundredth in range(1, 100, 7):
                assert not never & winners(matrix, leaf.key, Fraction(hundredth, 100))

    @given(matrices(least_rows=2))
    def test_a_flips_new_leader_is_able_to_lead(self, matrix: Matrix) -> None:
        never = verdict(matrix).never_lead
        named = {flip.winner for one in flips(matrix) for flip in (one.up, one.down) if flip}
        assert not named & set(never)


class TestEdges:
    def test_a_tie_only_at_the_very_end_is_no_flip(self) -> None:
        matrix = make_matrix({"x": (10, 5), "y": (0, 5)})
        assert flips_of(matrix, "b") == CriterionFlips(
            "b", Decimal("0.5"), Decimal(0), Decimal(1), None, None
        )

    def test_the_only_criterion_cannot_move(self) -> None:
        only = flips_of(make_matrix({"x": (10,), "y": (0,)}), "a")
        assert (only.stable_from, only.stable_to, only.up, only.down) == (1, 1, None, None)

    def test_the_only_alternative_never_flips(self) -> None:
        assert all(one.up is None and one.down is None for one in flips(make_matrix({"x": (10, 1)})))

    def test_nobody_flips_when_nobody_is_ranked(self) -> None:
        assert all(one.up is None for one in flips(make_matrix({}, (1, 2))))
        assert verdict(make_matrix({}, (1, 2))).never_lead == ()

    def test_a_criterion_of_weight_zero_can_flip_upwards(self) -> None:
        matrix = make_matrix({"x": (10, 0), "y": (0, 10)}, (1, 0))
        assert flips_of(matrix, "b").up == Flip(Decimal("0.5"), "y")

    def test_of_rivals_met_at_once_the_steepest_leads_afterwards(self) -> None:
        matrix = make_matrix({"x": (10, 0), "y": (5, 5), "z": (0, 10)}, (3, 1))
        assert flips_of(matrix, "b").up == Flip(Decimal("0.5"), "z")
        assert flips_of(matrix, "a").down == Flip(Decimal("0.5"), "z")
        assert verdict(matrix).never_lead == ()

    def test_a_tie_flips_at_todays_share(self) -> None:
        matrix = make_matrix({"x": (10, 0), "y": (0, 10)})
        assert flips_of(matrix, "b").up == Flip(Decimal("0.5"), "y")
        assert flips_of(matrix, "a").down == Flip(Decimal("0.5"), "y")

    def test_what_a_gate_excludes_cannot_take_the_lead(self) -> None:
        gate = Gate(key="g", name="A", comparison="at_least", threshold=Decimal(5), criterion="a")
        matrix = make_matrix({"x": (10, 0), "y": (0, 10), "z": (6, 1)}, (3, 1), gates=(gate,))
        assert flips_of(matrix, "b").up == Flip(Decimal("0.8"), "z")

    def test_equal_rows_both_can_lead(self) -> None:
        matrix = make_matrix({"w": (6, 6), "x": (10, 0), "y": (0, 10), "z": (0, 10), "v": (1, 1)}, (3, 1))
        assert verdict(matrix).never_lead == ("v",)

    def test_leaves_of_a_tree_move_by_their_global_share(self) -> None:
        criteria = (make_criterion("g", 1), make_criterion("a", 1, parent="g"), make_criterion("b", 1))
        matrix = make_matrix({"x": (10, 0), "y": (0, 10)}, criteria=criteria)
        assert flips(matrix, decimals({"b": 3}))[0].up == Flip(Decimal("0.5"), "x")

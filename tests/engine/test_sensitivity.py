"""Flips of one weight at a time."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given

from decision.engine import CriterionFlips, Flip, Gate, Matrix, flips, rank, sibling_flips
from decision.engine.figures import figures
from decision.engine.sensitivity import nearest_flips, never_leading
from tests.engine.tables import decimals, make_criterion, make_matrix, matrices, seed_matrix, share_of

STEP = Fraction(1, 10**9)


def flips_of(matrix: Matrix, criterion: str) -> CriterionFlips:
    return next(one for one in flips(matrix) if one.criterion == criterion)


def never_lead(matrix: Matrix) -> tuple[str, ...]:
    computed = figures(matrix)
    never = never_leading(matrix, computed, nearest_flips(matrix, computed))
    return tuple(matrix.alternatives[i] for i in never)


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

    def test_the_nearest_stand_first_and_two_can_never_lead(self) -> None:
        matrix = seed_matrix()
        nearest = nearest_flips(matrix, figures(matrix))
        assert [flip.criterion for flip in nearest] == ["community-support", "auth-security"]
        assert nearest[0].distance == Decimal("0.4808641975")
        assert never_lead(matrix) == ("flask", "tornado")


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
        never = set(never_lead(matrix))
        for leaf in matrix.leaves:
            for hundredth in range(1, 100, 7):
                assert not never & winners(matrix, leaf.key, Fraction(hundredth, 100))

    @given(matrices(least_rows=2))
    def test_a_flips_new_leader_is_able_to_lead(self, matrix: Matrix) -> None:
        never = never_lead(matrix)
        named = {flip.winner for one in flips(matrix) for flip in (one.up, one.down) if flip}
        assert not named & set(never)


class TestOthersUnchanged:
    """Triantaphyllou & Sánchez (1997), Decision Sciences 28, 151-194, change one weight and leave the others as they
    are: w_k - delta with delta = (P_i - P_j) / (a_ik - a_jk), feasible up to w_k. Divided by the new sum of weights
    that is the share (w_k - delta) / (1 - delta), where the flip is.
    """

    @given(matrices(least_rows=2))
    def test_the_least_change_of_a_weight_alone_ends_at_the_share_of_the_flip(self, matrix: Matrix) -> None:
        computed = figures(matrix)
        if len(leaders := computed.leaders()) > 1:
            return
        values = matrix.prepared.ranked
        for k, one in enumerate(flips(matrix)):
            weight = Fraction(computed.weights.parts[k], computed.weights.whole)
            changes = [
                Fraction(computed.totals[leaders[0]] - computed.totals[j], computed.weights.whole)
                / (values[leaders[0]][k] - values[j][k])
                for j in computed.ranked
                if values[leaders[0]][k] != values[j][k]
            ]
            falls = min((delta for delta in changes if 0 < delta < weight), default=None)
            rises = max((delta for delta in changes if delta < 0 and weight < 1), default=None)
            for delta, flip in ((falls, one.down), (rises, one.up)):
                assert (delta is None) is (flip is None)
                if delta is not None and flip is not None:
                    assert abs((weight - delta) / (1 - delta) - Fraction(flip.at)) <= Fraction(1, 10**10)


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
        assert never_lead(make_matrix({}, (1, 2))) == ()

    def test_a_criterion_of_weight_zero_can_flip_upwards(self) -> None:
        matrix = make_matrix({"x": (10, 0), "y": (0, 10)}, (1, 0))
        assert flips_of(matrix, "b").up == Flip(Decimal("0.5"), "y")

    def test_of_rivals_met_at_once_the_steepest_leads_afterwards(self) -> None:
        matrix = make_matrix({"x": (10, 0), "y": (5, 5), "z": (0, 10)}, (3, 1))
        assert flips_of(matrix, "b").up == Flip(Decimal("0.5"), "z")
        assert flips_of(matrix, "a").down == Flip(Decimal("0.5"), "z")
        assert never_lead(matrix) == ()

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
        assert never_lead(matrix) == ("v",)

    def test_what_lacks_scores_that_nothing_bounds_has_to_stay_at_nothing(self) -> None:
        criteria = (make_criterion("a", 1), make_criterion("b", 0, low=None, high=None))
        matrix = make_matrix({"x": (9, None), "y": (8, 7)}, criteria=criteria)
        still = CriterionFlips("b", Decimal(0), Decimal(0), Decimal(0), None, None)
        assert (flips_of(matrix, "b"), sibling_flips(matrix)["b"]) == (still, still)
        assert (nearest_flips(matrix, figures(matrix)), never_lead(matrix)) == ([], ("y",))

    def test_leaves_of_a_tree_move_by_their_global_share(self) -> None:
        criteria = (make_criterion("g", 1), make_criterion("a", 1, parent="g"), make_criterion("b", 1))
        matrix = make_matrix({"x": (10, 0), "y": (0, 10)}, criteria=criteria)
        assert flips(matrix, decimals({"b": 3}))[0].up == Flip(Decimal("0.5"), "x")


class TestSiblings:
    def tree(self) -> Matrix:
        criteria = (
            make_criterion("g", 3),
            make_criterion("a", 1, parent="g"),
            make_criterion("b", 2, parent="g"),
            make_criterion("c", 2),
            make_criterion("zero", 0),
            make_criterion("d", 0, parent="zero"),
        )
        return make_matrix({"x": (9, 4, 2, 5), "y": (1, 7, 6, 0), "z": (4, 4, 4, 8)}, criteria=criteria)

    @given(matrices(least_rows=2))
    def test_in_a_flat_matrix_they_are_the_flips_of_its_leaves(self, matrix: Matrix) -> None:
        assert tuple(sibling_flips(matrix).values()) == flips(matrix)

    def test_every_node_has_its_flips_among_its_siblings(self) -> None:
        found = sibling_flips(self.tree())
        assert list(found) == ["g", "a", "b", "c", "zero", "d"]
        assert found["a"].share == Decimal("0.3333333333")
        assert found["zero"].up is None
        assert (found["d"].stable_from, found["d"].stable_to) == (0, 1)

    def test_just_past_each_threshold_another_leads(self) -> None:
        matrix = self.tree()
        groups = {"g": ("g", "c"), "c": ("g", "c"), "a": ("a", "b"), "b": ("a", "b")}
        points = {key: node.points for key, node in matrix.tree.nodes.items()}
        seen = 0
        for key, one in sibling_flips(matrix).items():
            for flip, sign in ((one.up, 1), (one.down, -1)):
                if flip is None:
                    continue
                seen += 1
                group = {sibling: points[sibling] for sibling in groups[key]}
                for side, leads in ((-sign, "y"), (sign, flip.winner)):
                    moved = share_of(group, key, Fraction(flip.at) + side * STEP)
                    assert rank(matrix, moved).recommendation.alternative == leads
        assert seen == 4

    def test_a_group_beneath_nothing_is_still(self) -> None:
        found = sibling_flips(self.tree(), decimals({"g": 0}))
        assert (found["a"].share, found["a"].up, found["a"].down) == (Decimal("0.3333333333"), None, None)

    def test_nothing_to_rank_has_no_flips(self) -> None:
        assert sibling_flips(make_matrix({"x": ()})) == {}
        assert sibling_flips(make_matrix({}, (1, 2)))["a"].up is None

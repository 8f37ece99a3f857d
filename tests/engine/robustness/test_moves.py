"""The smallest moves of weights that bring a rival level."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize

from decision.engine import (
    InvalidRange,
    Matrix,
    UnknownAlternative,
    UnknownCriterion,
    WeightMove,
    criterion_lines,
    dominance,
    euclidean_move,
    first_place_moves,
    joint_flip,
    possible_ranks,
    rank,
    score_flips,
    smallest_moves,
    win_proofs,
)
from tests.engine.robustness.corners import corners
from tests.engine.robustness.strategies import mixed_matrices, trees
from tests.engine.tables import LABELS, decimals, make_criterion, make_matrix, matrices, seed_matrix

any_matrix = st.one_of(matrices(least_rows=2), mixed_matrices(), trees())


def totals(matrix: Matrix, points: dict[str, Decimal]) -> dict[str, Decimal]:
    """All totals under these points."""
    return {one.alternative: one.total for one in rank(matrix, points).standings}


def move_of(matrix: Matrix, rival: str, **options: object) -> WeightMove:
    return next(one for one in smallest_moves(matrix, **options) if one.alternative == rival)  # type: ignore[arg-type]


def gap_of(matrix: Matrix, move: WeightMove) -> tuple[np.ndarray, np.ndarray]:
    """The leader's advantages and today's shares, as floats."""
    values = matrix.prepared.floats
    a, b = (matrix.alternatives.index(name) for name in (move.against, move.alternative))
    weights = matrix.tree.weights()
    return values[a] - values[b], np.array(weights.parts, dtype=np.float64) / weights.whole


def by_linear_program(d: np.ndarray, w: np.ndarray, low: np.ndarray, high: np.ndarray) -> float | None:
    """The least share moved, by HiGHS."""
    n = len(d)
    solved = linprog(
        c=np.full(2 * n, 0.5),
        A_ub=np.append(d, -d)[None],
        b_ub=[-d @ w],
        A_eq=np.append(np.ones(n), -np.ones(n))[None],
        b_eq=[0],
        bounds=[(0, up) for up in high - w] + [(0, down) for down in w - low],
    )
    return float(solved.fun) if solved.status == 0 else None


class TestSeedMatrix:
    def test_django_rest_is_36_points_away(self) -> None:
        move = move_of(seed_matrix(), "django-rest-framework")
        assert (move.moved, move.impossible, move.only_way) == (Decimal("0.36"), None, False)
        assert [one.criterion for one in move.receivers] == ["community-support"]
        assert [(one.criterion, one.points) for one in move.donors] == [
            ("performance", Decimal("-0.25")),
            ("scalability", Decimal("-0.0733333333")),
            ("aws-lambda-support", Decimal("-0.0366666667")),
        ]
        assert move.sentence(LABELS) == (
            "Move 36 points from Performance (25 % to 0 %), Scalability (20 % to 13 %) and AWS Lambda Support "
            "(10 % to 6.3 %) to Community & Support (5 % to 41 %): then Django REST is level with FastAPI. "
            "Other moves of the same size do as well."
        )

    def test_applying_it_is_an_exact_tie(self) -> None:
        matrix = seed_matrix()
        move = move_of(matrix, "django-rest-framework")
        assert move.points is not None
        assert rank(matrix, move.points).recommendation.outcome == "tie"
        assert {value.as_tuple().exponent for value in move.points.values()} == {0}

    def test_what_is_worse_everywhere_never_comes_level(self) -> None:
        move = move_of(seed_matrix(), "tornado")
        assert (move.impossible, move.moved, move.weights, move.points, move.changes) == (
            "dominated", None, None, None, (),
        )  # fmt: skip
        assert move.sentence(LABELS) == "No weights bring Tornado level: FastAPI is ahead on every criterion."

    def test_locks_hold_and_may_make_it_impossible(self) -> None:
        matrix = seed_matrix()
        held = move_of(matrix, "django-rest-framework", locked=("performance",))
        assert held.moved is not None
        assert held.moved > Decimal("0.36")
        assert "performance" not in {one.criterion for one in held.changes}
        stuck = move_of(matrix, "django-rest-framework", locked=("community-support", "auth-security"))
        assert stuck.impossible == "locks"
        assert "With these locks" in stuck.sentence(LABELS)


class TestLaws:
    @given(any_matrix)
    def test_applying_a_move_makes_the_two_level(self, matrix: Matrix) -> None:
        for move in smallest_moves(matrix):
            if move.impossible:
                continue
            assert move.points is not None
            found = totals(matrix, move.points)
            assert 0 <= found[move.alternative] - found[move.against] <= Decimal("1e-9")

    @given(any_matrix)
    def test_the_rounded_shares_add_up_and_put_nobody_ahead(self, matrix: Matrix) -> None:
        for move in smallest_moves(matrix):
            if move.weights is None:
                continue
            assert sum(move.weights.values()) == 1
            assert min(move.weights.values()) >= 0
            if len(matrix.leaves) == len(matrix.criteria):
                found = totals(matrix, move.weights)
                assert found[move.alternative] >= found[move.against] - Decimal("1e-9") * max(
                    1, abs(found[move.against])
                )

    @given(any_matrix, st.data())
    def test_under_locks_and_bounds_it_is_what_a_linear_program_finds(
        self, matrix: Matrix, data: st.DataObject
    ) -> None:
        keys = [leaf.key for leaf in matrix.leaves]
        locked = data.draw(st.sets(st.sampled_from(keys), max_size=2))
        weights = matrix.tree.weights()
        shares = np.array([part / weights.whole for part in weights.parts])
        bounds = {}
        if data.draw(st.booleans()):
            bounds = {
                key: (Decimal(int(share * 10)) / 10, Decimal(min(int(share * 10) + 3, 10)) / 10)
                for key, share in zip(keys, shares, strict=True)
            }
        low = np.array([float(bounds[key][0]) if key in bounds else 0.0 for key in keys])
        high = np.array([float(bounds[key][1]) if key in bounds else 1.0 for key in keys])
        held = np.array([key in locked for key in keys])
        low, high = np.where(held, shares, low), np.where(held, shares, high)
        for move in smallest_moves(matrix, locked=locked, bounds=bounds):
            d, w = gap_of(matrix, move)
            least = by_linear_program(d, w, np.minimum(low, w), np.maximum(high, w))
            assert (least is None) == (move.moved is None)
            if least is not None and move.moved is not None:
                assert float(move.moved) == pytest.approx(least, abs=1e-8)
                changed = {one.criterion for one in move.changes}
                assert not changed & locked

    @given(any_matrix)
    def test_whole_numbers_beyond_64_bits_give_the_same(self, matrix: Matrix) -> None:
        many = Decimal(1) + Decimal("1e-30")
        points = {criterion.key: criterion.points * many for criterion in matrix.criteria}
        same = [
            (move.alternative, move.moved, move.impossible, move.only_way) for move in smallest_moves(matrix)
        ]
        assert same == [
            (move.alternative, move.moved, move.impossible, move.only_way)
            for move in smallest_moves(matrix, points)
        ]

    @given(any_matrix)
    def test_the_amount_is_half_the_sum_of_the_changes(self, matrix: Matrix) -> None:
        for move in smallest_moves(matrix):
            if move.moved is not None:
                gained = sum((one.points for one in move.receivers), Decimal(0))
                assert abs(gained - move.moved) < Decimal("1e-8")


class TestEuclidean:
    @given(any_matrix)
    def test_applying_it_makes_the_two_level_and_no_shorter_move_does(self, matrix: Matrix) -> None:
        for move in smallest_moves(matrix):
            nearest = euclidean_move(matrix, move.alternative)
            assert nearest is not None
            assert nearest.impossible == move.impossible
            if nearest.points is None or not nearest.gap_units:
                continue
            found = totals(matrix, nearest.points)
            assert 0 <= found[move.alternative] - found[move.against] <= Decimal("1e-9")
            assert nearest.moved is not None
            assert move.moved is not None
            assert nearest.moved >= move.moved
            self.check_optimal(matrix, nearest)

    def check_optimal(self, matrix: Matrix, nearest: WeightMove) -> None:
        """The conditions of Karush, Kuhn and Tucker, in fractions: w' = max(w - a d - b, 0) with a >= 0."""
        a, b = (
            matrix.prepared.ranked[matrix.alternatives.index(k)]
            for k in (nearest.against, nearest.alternative)
        )
        d = [x - y for x, y in zip(a, b, strict=True)]
        weights = matrix.tree.weights()
        old = [Fraction(part, weights.whole) for part in weights.parts]
        numbers, whole = nearest.exact
        new = [Fraction(number, whole) for number in numbers]
        kept = [j for j, share in enumerate(new) if share]
        steps = {(old[j] - new[j], d[j]) for j in kept}
        pairs = [(p, q) for p in steps for q in steps if p[1] != q[1]]
        slopes = {(p[0] - q[0]) / (p[1] - q[1]) for p, q in pairs}
        assert len(steps) == len({level for _, level in steps})
        assert len(slopes) <= 1
        if slopes:
            slope = slopes.pop()
            level = next(step - slope * height for step, height in steps)
            assert slope >= 0
            assert all(old[j] - slope * d[j] - level <= 0 for j in range(len(d)) if j not in kept)

    def test_it_is_what_a_generic_solver_finds(self) -> None:
        matrix = seed_matrix()
        nearest = euclidean_move(matrix, "django-rest-framework")
        assert nearest is not None
        assert nearest.weights is not None
        d, w = gap_of(matrix, nearest)
        solved = minimize(
            lambda x: ((x - w) ** 2).sum(),
            w,
            jac=lambda x: 2 * (x - w),
            bounds=[(0, 1)] * len(w),
            constraints=[
                {"type": "eq", "fun": lambda x: x.sum() - 1},
                {"type": "ineq", "fun": lambda x: -d @ x},
            ],
            method="SLSQP",
            options={"ftol": 1e-15},
        )
        assert [float(share) for share in nearest.weights.values()] == pytest.approx(solved.x, abs=1e-6)

    def test_the_inside_case_by_hand(self) -> None:
        # d = (2, -1), w = (1/2, 1/2): gap 1/2 closed where 2 w1 = w2, so at (1/3, 2/3).
        nearest = euclidean_move(make_matrix({"x": (5, 3), "y": (3, 4)}), "y")
        assert nearest is not None
        assert nearest.points == decimals({"a": 1, "b": 2})
        assert nearest.moved == Decimal("0.1666666667")

    def test_nobody_to_move_to(self) -> None:
        matrix = make_matrix({"x": (5, 3), "y": (3, 4)})
        assert euclidean_move(matrix, "x") is None
        with pytest.raises(UnknownAlternative):
            euclidean_move(matrix, "z")


class TestEdges:
    @pytest.mark.parametrize("name", corners())
    def test_every_corner_has_an_answer(self, name: str) -> None:
        matrix = corners()[name]
        answers = {
            "no criterion": [("y", Decimal(0), None)],
            "one criterion": [("x", None, "dominated")],
            "all equal": [("y", Decimal(0), None), ("z", Decimal(0), None)],
            "duplicates": [("y", Decimal(0), None), ("z", Decimal("0.0333333333"), None)],
            "all the weight on one": [("y", Decimal("0.5"), None)],
            "zero weight without scores": [("y", Decimal(1), None)],
            "nothing bounds what is missing": [("y", None, "dominated")],
            "missing and weighing": [("x", Decimal("0.375"), None), ("z", None, "dominated")],
            "constant column": [("y", Decimal("0.5"), None)],
            "all costs": [("x", Decimal("0.0333333333"), None)],
            "a weight of 1e-12": [("x", Decimal("0.5"), None)],
            "a lead of 1e-12": [("y", Decimal("0.5"), None)],
            "a lead by a weight of 1e-12": [("y", Decimal(0), None)],
        }
        found = [(move.alternative, move.moved, move.impossible) for move in smallest_moves(matrix)]
        assert found == answers.get(name, [])

    def test_level_rivals_need_no_move(self) -> None:
        move = smallest_moves(make_matrix({"x": (9, 1), "y": (1, 9)}))[0]
        assert (move.moved, move.only_way, move.changes) == (0, True, ())
        assert move.sentence() == "y is level with x already."

    def test_a_lead_by_next_to_no_weight_is_told_from_none(self) -> None:
        move = smallest_moves(corners()["a lead by a weight of 1e-12"])[0]
        assert [change.criterion for change in move.changes] == ["a", "b"]
        assert move.sentence() == "Moving less than a hundred-millionth of a point brings y level with x."

    def test_tied_donors_give_in_proportion(self) -> None:
        matrix = make_matrix({"x": (8, 8, 2), "y": (4, 4, 6)}, (40, 20, 40))
        move = smallest_moves(matrix)[0]
        assert move.moved == Decimal("0.1")
        assert not move.only_way
        given_up = {one.criterion: one.points for one in move.donors}
        assert given_up == {"a": Decimal("-0.0666666667"), "b": Decimal("-0.0333333333")}
        assert (
            move.points == decimals({"a": 5, "b": 5, "c": 5}) or rank(matrix, move.points).standings[0].tied
        )

    def test_a_lock_on_a_parent_holds_its_leaves(self) -> None:
        criteria = (
            make_criterion("g", 1),
            make_criterion("a", 1, parent="g"),
            make_criterion("b", 1, parent="g"),
            make_criterion("c", 1),
            make_criterion("d", 1),
        )
        matrix = make_matrix({"x": (9, 1, 9, 2), "y": (1, 9, 1, 9)}, criteria=criteria)
        move = smallest_moves(matrix, locked=("g",))[0]
        assert {one.criterion for one in move.changes} == {"c", "d"}

    def test_a_parent_that_loses_all_keeps_the_points_of_its_leaves_out(self) -> None:
        criteria = (
            make_criterion("g", 1),
            make_criterion("a", 1, parent="g"),
            make_criterion("b", 1, parent="g"),
            make_criterion("c", 1),
        )
        matrix = make_matrix({"x": (9, 9, 1), "y": (1, 1, 1)}, criteria=criteria)
        move = smallest_moves(matrix)[0]
        assert move.points == decimals({"g": 0, "c": 100})

    def test_unknown_locks_and_impossible_bounds_are_refused(self) -> None:
        matrix = make_matrix({"x": (9, 1), "y": (1, 9)})
        with pytest.raises(UnknownCriterion):
            smallest_moves(matrix, locked=("nope",))
        with pytest.raises(UnknownCriterion):
            smallest_moves(matrix, bounds={"nope": (Decimal(0), Decimal(1))})
        for wrong in ((Decimal("0.6"), Decimal(1)), (Decimal(0), Decimal("NaN"))):
            with pytest.raises(InvalidRange):
                smallest_moves(matrix, bounds={"a": wrong})

    def test_numbers_of_any_size_are_answered(self) -> None:
        criteria = (
            make_criterion("a", "1e-300", low=0, high=Decimal("1e300")),
            make_criterion("b", "3e-300", low=0, high=Decimal("1e300")),
            make_criterion("c", "1e200", low=0, high=Decimal("1e300")),
        )
        rows = {"x": ("1e300", "1e-300", "7e299"), "y": ("0", "1e299", "1"), "z": ("1e299", "9e299", "6e299")}
        matrix = make_matrix(rows, criteria=criteria)
        assert [move.impossible for move in smallest_moves(matrix)] == [None, None]
        for name in ("y", "z"):
            nearest = euclidean_move(matrix, name)
            assert nearest is not None
            assert nearest.points is not None
        assert first_place_moves(matrix)["z"] is not None
        assert joint_flip(matrix) is not None
        assert {one.can_win for one in win_proofs(matrix)} == {True, False}
        assert score_flips(matrix)
        assert dominance(matrix).pairs

    @pytest.mark.parametrize("rows", [{"x": (9, 0), "y": (0, 5)}, {"x": (0, 0), "y": (0, 0)}])
    def test_weights_of_any_size_are_answered(self, rows: dict[str, tuple[int, ...]]) -> None:
        matrix = make_matrix(rows, ("1e300", "1e-300"))
        assert [move.impossible for move in smallest_moves(matrix)] == [None]
        assert all(proof.can_win for proof in win_proofs(matrix))
        assert len(first_place_moves(matrix)) == 2
        assert (joint_flip(matrix) is None) is (rows["x"] == rows["y"])
        assert bool(score_flips(matrix)) is (rows["x"] != rows["y"])

    def test_a_thousand_alternatives(self) -> None:
        rows = np.random.default_rng(1).integers(0, 11, (1_000, 6)).tolist()
        matrix = make_matrix({f"x{i}": row for i, row in enumerate(rows)}, (6, 5, 4, 3, 2, 1))
        moves = smallest_moves(matrix)
        assert len(moves) == 999
        for move in moves[:20]:
            if move.points is not None:
                found = totals(matrix, move.points)
                assert found[move.alternative] == found[move.against]
        assert len(criterion_lines(matrix)) == 6
        assert len(possible_ranks(matrix).ranks) == 1_000
        assert len(dominance(matrix).alternatives) == 1_000
        joint = joint_flip(matrix)
        assert joint is not None
        assert joint.distance <= min(move.moved for move in moves if move.moved is not None)
        assert all(flip.effort is not None and flip.effort >= joint.distance for flip in score_flips(matrix))

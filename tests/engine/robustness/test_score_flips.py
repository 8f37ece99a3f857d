"""Single scores that tie first place, and the nearest flip over weights and scores together."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import (
    Cell,
    Direction,
    Gate,
    Matrix,
    UnknownCriterion,
    joint_flip,
    rank,
    score_flips,
    smallest_moves,
)
from decision.engine.robustness.joint_search import sizes
from tests.engine.robustness.corners import corners
from tests.engine.robustness.strategies import LOGARITHMIC, PIECEWISE, mixed_matrices, trees
from tests.engine.tables import LABELS, decimals, make_criterion, make_matrix, matrices, seed_matrix

any_matrix = st.one_of(matrices(least_rows=2), mixed_matrices(), trees())


def with_score(matrix: Matrix, alternative: str, criterion: str, score: Decimal) -> Matrix:
    """The matrix with one raw score changed."""
    row = matrix.alternatives.index(alternative)
    column = [leaf.key for leaf in matrix.leaves].index(criterion)
    cells = [list(line) for line in matrix.cells]
    cells[row][column] = Cell(value=score)
    return Matrix(
        alternatives=matrix.alternatives,
        criteria=matrix.criteria,
        cells=tuple(tuple(line) for line in cells),
        gates=matrix.gates,
    )


def lead_of(matrix: Matrix, alternative: str, points: dict[str, Decimal] | None = None) -> Decimal:
    """How far it is ahead of the best of the others (below 0: behind)."""
    totals = {one.alternative: one.total for one in rank(matrix, points).standings}
    return totals[alternative] - max(total for name, total in totals.items() if name != alternative)


class TestScoreFlips:
    def test_in_the_seed_only_one_score_is_far_enough_from_the_end(self) -> None:
        only = score_flips(seed_matrix())
        assert [(f.alternative, f.criterion, f.from_score, f.to_score, f.winner, f.effort) for f in only] == [
            ("fastapi", "performance", 10, Decimal("1.8"), "django-rest-framework", Decimal("0.82"))
        ]

    @given(any_matrix)
    def test_applied_they_tie_and_a_little_less_does_not(self, matrix: Matrix) -> None:
        for flip in score_flips(matrix):
            applied = with_score(matrix, flip.alternative, flip.criterion, flip.to_score)
            assert 0 <= lead_of(applied, flip.winner) <= Decimal("1e-6")
            assert flip.from_score is not None
            short = flip.to_score + (flip.from_score - flip.to_score) / 1000
            assert lead_of(with_score(matrix, flip.alternative, flip.criterion, short), flip.winner) < 0

    @given(matrices(least_rows=2))
    def test_no_score_inside_the_scale_flips_where_none_is_reported(self, matrix: Matrix) -> None:
        leaders = [one.alternative for one in rank(matrix).standings if one.rank == 1]
        if len(leaders) > 1:
            assert score_flips(matrix) == ()
            return
        reported = {(flip.alternative, flip.criterion) for flip in score_flips(matrix)}
        for name in matrix.alternatives:
            for leaf in matrix.leaves:
                end = Decimal(0) if name in leaders else Decimal(10)
                lead = lead_of(with_score(matrix, name, leaf.key, end), leaders[0])
                assert ((name, leaf.key) in reported) == (lead <= 0)

    def test_costs_and_value_functions_are_turned_back_into_raw_scores(self) -> None:
        criteria = (
            make_criterion("cost", 1, direction=Direction.COST),
            make_criterion("curve", 1, value_function=PIECEWISE),
            make_criterion("log", 1, low=1, high=1000, value_function=LOGARITHMIC),
        )
        matrix = make_matrix({"x": (2, 4, 100), "y": (3, 4, 10)}, criteria=criteria)
        # Values: x 8, 7, 6.6667; y 7, 7, 3.3333: a gap of 4.3333.
        found = {(f.alternative, f.criterion): f.to_score for f in score_flips(matrix)}
        assert found["x", "cost"] == pytest.approx(Decimal("6.3333333334"), abs=Decimal("1e-9"))
        assert found["x", "curve"] == pytest.approx(Decimal("1.523809524"), abs=Decimal("1e-8"))
        assert float(found["x", "log"]) == pytest.approx(1000 ** ((20 / 3 - 13 / 3) / 10), rel=1e-9)
        assert float(found["y", "log"]) == pytest.approx(1000 ** ((10 / 3 + 13 / 3) / 10), rel=1e-9)
        assert ("y", "cost") not in found

    def test_a_missing_score_rises_from_its_worst(self) -> None:
        flips = score_flips(make_matrix({"x": (5, 5), "y": (6, None)}))
        told = {(f.alternative, f.criterion): (f.from_score, f.to_score) for f in flips}
        assert told["y", "b"] == (None, 4)

    def test_an_open_scale_has_no_end_and_no_effort(self) -> None:
        criteria = (make_criterion("a", 1, low=None, high=None),)
        flips = score_flips(make_matrix({"x": (50,), "y": (6,)}, criteria=criteria))
        assert {(f.alternative, f.to_score, f.effort) for f in flips} == {("x", 6, None), ("y", 50, None)}

    def test_a_must_have_stops_a_score_on_its_way(self) -> None:
        gate = Gate(key="g", name="A of 4", comparison="at_least", threshold=Decimal(4), criterion="a")
        matrix = make_matrix({"x": (9, 5), "y": (5, 5)}, (2, 1))
        assert ("x", "a", 5) in [(f.alternative, f.criterion, f.to_score) for f in score_flips(matrix)]
        far = make_matrix({"x": (9, 8), "y": (4, 5)}, (2, 1), gates=(gate,))
        assert ("x", "a") not in {(f.alternative, f.criterion) for f in score_flips(far)}

    @pytest.mark.parametrize("name", corners())
    def test_every_corner_has_an_answer(self, name: str) -> None:
        answers = {
            "one criterion": {("x", "a", 4), ("y", "a", 3)},
            "all the weight on one": {("x", "a", 1), ("y", "a", 9)},
            "zero weight without scores": {("x", "a", 8), ("y", "a", 9)},
            "nothing bounds what is missing": {("x", "a", 8), ("y", "a", 9)},
            "missing and weighing": {("x", "b", 6), ("y", "a", 2), ("y", "b", 1)},
            "constant column": {("x", "b", 1), ("y", "b", 9)},
            "all costs": {("x", "a", 0), ("x", "b", 8), ("y", "a", 9), ("y", "b", 2)},
            "a weight of 1e-12": {("x", "a", 9), ("y", "a", 5)},
            "a lead by a weight of 1e-12": {
                ("x", "a", 1),
                ("y", "a", 9),
                ("x", "b", Decimal("4.9999999999")),
                ("y", "b", Decimal("5.0000000001")),
            },
            "a lead of 1e-12": {
                ("x", "a", 5), ("x", "b", Decimal("4.9999999999")),
                ("y", "a", Decimal("5.0000000001")), ("y", "b", Decimal("5.0000000001")),
            },
        }  # fmt: skip
        found = {(f.alternative, f.criterion, f.to_score) for f in score_flips(corners()[name])}
        assert found == answers.get(name, set())


class TestJointFlip:
    def test_in_the_seed_weights_alone_are_nearest(self) -> None:
        flip = joint_flip(seed_matrix())
        assert flip is not None
        assert (flip.distance, flip.score) == (Decimal("0.36"), None)
        assert flip.sentence(LABELS).startswith("Move 36 points from Performance")

    def test_a_score_and_weights_together(self) -> None:
        matrix = make_matrix({"x": (5, 9), "y": (5, 1)})
        flip = joint_flip(matrix)
        assert flip is not None
        assert flip.score is not None
        assert flip.move is not None
        least = min(move.moved for move in smallest_moves(matrix) if move.moved is not None)
        assert flip.distance < least
        assert flip.distance == flip.moved + flip.score.effort
        assert "score on" in flip.sentence()
        assert " and move " in flip.sentence()

    @given(any_matrix)
    def test_applying_both_makes_the_two_level(self, matrix: Matrix) -> None:
        flip = joint_flip(matrix)
        if flip is None:
            return
        applied = matrix
        if flip.score:
            applied = with_score(matrix, flip.score.alternative, flip.score.criterion, flip.score.to_score)
        points = flip.move.points if flip.move else None
        totals = {one.alternative: one.total for one in rank(applied, points).standings}
        assert -Decimal("1e-9") <= totals[flip.alternative] - totals[flip.against] <= Decimal("1e-6")

    @given(any_matrix)
    def test_neither_weights_nor_a_score_alone_are_nearer(self, matrix: Matrix) -> None:
        flip = joint_flip(matrix)
        moves = [move.moved for move in smallest_moves(matrix) if move.moved]
        efforts = [one.effort for one in score_flips(matrix) if one.effort is not None]
        if flip is not None:
            assert all(flip.distance <= other + Decimal("1e-8") for other in moves + efforts)
        elif len([one for one in rank(matrix).standings if one.rank == 1]) == 1:
            assert not moves
            assert not efforts

    @given(matrices(least_rows=2, most_rows=3, most_columns=4))
    def test_no_point_of_a_fine_grid_is_nearer(self, matrix: Matrix) -> None:
        flip = joint_flip(matrix)
        if flip is None:
            return
        weights = matrix.tree.weights()
        shares = np.array(weights.parts) / weights.whole
        values = matrix.prepared.floats
        leader = matrix.alternatives.index(flip.against)
        for row in range(len(values)):
            d = values[leader] - values[row]
            for j in range(len(d)) if row != leader else ():
                room = max(values[leader, j], 10 - values[row, j])
                changes = np.linspace(0, room, 101)
                table = np.repeat(d[None], len(changes), axis=0)
                table[:, j] -= changes
                totals = sizes(table, shares, d @ shares - changes * shares[j]) + changes / 10
                assert totals.min() >= float(flip.distance) - 1e-7

    def test_under_locks_weights_give_way_to_a_score(self) -> None:
        # 36 points of weight move without locks; with all weight locked, one score has to close the 2.05 points alone.
        locked = joint_flip(seed_matrix(), locked=[leaf.key for leaf in seed_matrix().leaves])
        flips = score_flips(seed_matrix())
        assert locked is not None
        assert (locked.moved, locked.move) == (0, None)
        assert locked.distance == min(flip.effort for flip in flips if flip.effort is not None)

    def test_a_score_on_a_locked_criterion_and_other_weights_together(self) -> None:
        # d = (3, 9, -9), w = (0.8, 0.1, 0.1): the gap is 2.4. All of b's weight at c closes 1.8 of it; the rest is
        # 0.75 of x's score on a.
        matrix = make_matrix({"x": (8, 10, 1), "y": (5, 1, 10)}, (8, 1, 1))
        flip = joint_flip(matrix, locked=("a",))
        assert flip is not None
        assert flip.score is not None
        assert (flip.moved, flip.distance) == (Decimal("0.1"), Decimal("0.175"))
        assert (flip.score.alternative, flip.score.criterion, flip.score.to_score) == (
            "x",
            "a",
            Decimal("7.25"),
        )

    def test_where_all_free_weight_is_used_up_no_rounded_score_leaves_a_rest(self) -> None:
        # The score has no end to its decimals: 0.588235... more on a, 10/27 of weight from c to b.
        flip = joint_flip(make_matrix({"x": (0, 0, 0), "y": (0, 1, "7.5")}, (17, 0, 10)), locked=("a",))
        assert flip is not None
        assert (flip.alternative, float(flip.distance)) == ("x", pytest.approx(10 / 27 + 1 / 17, abs=1e-9))

    def test_an_unknown_lock_is_refused(self) -> None:
        with pytest.raises(UnknownCriterion):
            joint_flip(seed_matrix(), locked=("nothing",))

    @given(any_matrix, st.data())
    def test_locked_weights_stay_where_they_are(self, matrix: Matrix, data: st.DataObject) -> None:
        keys = [leaf.key for leaf in matrix.leaves]
        locked = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
        free, flip = joint_flip(matrix), joint_flip(matrix, locked=locked)
        moves = [move.moved for move in smallest_moves(matrix, locked=locked) if move.moved]
        if flip is None:
            assert free is None or not moves
            return
        assert free is not None
        assert free.distance <= flip.distance + Decimal("1e-8")
        assert all(flip.distance <= moved + Decimal("1e-8") for moved in moves)
        assert not flip.move or not locked & {change.criterion for change in flip.move.changes}

    @given(matrices(least_rows=2, most_rows=3, most_columns=4), st.data())
    def test_no_point_of_a_fine_grid_is_nearer_under_locks(self, matrix: Matrix, data: st.DataObject) -> None:
        locked = data.draw(st.sets(st.sampled_from(matrix.leaves).map(lambda leaf: leaf.key)))
        flip = joint_flip(matrix, locked=locked)
        free = [j for j, leaf in enumerate(matrix.leaves) if leaf.key not in locked]
        weights = matrix.tree.weights()
        shares = np.array(weights.parts) / weights.whole
        values = matrix.prepared.floats
        totals = values @ shares
        leader = int(totals.argmax())
        if np.sum(totals >= totals[leader] - 1e-9) > 1:
            return
        least = np.inf
        for row in (row for row in range(len(values)) if row != leader):
            d = values[leader] - values[row]
            for j in range(len(d)):
                changes = np.linspace(0, max(values[leader, j], 10 - values[row, j]), 101)
                table = np.repeat(d[None], len(changes), axis=0)
                table[:, j] -= changes
                gaps = d @ shares - changes * shares[j]
                moved = sizes(table[:, free], shares[free], gaps) if free else np.where(gaps <= 0, 0, np.inf)
                least = min(least, float((moved + changes / 10).min()))
        assert least >= (float(flip.distance) if flip else np.inf) - 1e-7

    def test_the_inside_minimum_by_hand(self) -> None:
        # d = (8, 1), w = (1/2, 1/2). Lowering d_b by x costs x/10 and moves (4.5 - x/2) / (7 + x) from a to b:
        # least where (7 + x)² = 10 (4.5 + 7/2) = 80, at x = 1.9443.
        flip = joint_flip(make_matrix({"x": (8, 8), "y": (0, 7)}))
        assert flip is not None
        assert flip.score is not None
        assert float(flip.score.effort) == pytest.approx((80**0.5 - 7) / 10, abs=1e-9)
        assert float(flip.distance) == pytest.approx(2 * (80**0.5) / 10 - 0.5 - 0.7, abs=1e-9)

    @pytest.mark.parametrize(
        ("rows", "points", "sentence"),
        [
            ({"x": (10,), "y": ("9.999999999999999",)}, (1,), "Change x’s score on a from 10 to "),
            ({"x": (10, 5), "y": ("9.999999999999999", 5)}, (9, 1), "Change x’s score on a from 10 to "),
            ({"x": ("5.05", 5), "y": (5, 5)}, ("1e-12", 1), "Moving less than a hundred-millionth"),
        ],
    )
    def test_a_lead_that_floats_do_not_see_is_closed_exactly(
        self, rows: dict[str, Any], points: tuple[Any, ...], sentence: str
    ) -> None:
        flip = joint_flip(make_matrix(rows, points))
        assert flip is not None
        assert flip.distance < Decimal("1e-9")
        assert flip.sentence().startswith(sentence)

    def test_todays_points_may_be_others(self) -> None:
        flip = joint_flip(make_matrix({"x": (9, 1), "y": (1, 9)}), decimals({"a": 3}))
        assert flip is not None
        assert flip.distance == Decimal("0.25")

    @pytest.mark.parametrize("name", corners())
    def test_every_corner_has_an_answer(self, name: str) -> None:
        answers = {
            "one criterion": "0.1",
            "all the weight on one": "0.5",
            "zero weight without scores": "0.1",
            "nothing bounds what is missing": "0.1",
            "missing and weighing": "0.373320053",
            "constant column": "0.488854382",
            "all costs": "0.0333333333",
            "a weight of 1e-12": "0.4",
            "a lead of 1e-12": "0",
            "a lead by a weight of 1e-12": "0",
        }
        flip = joint_flip(corners()[name])
        assert (flip and flip.distance) == (Decimal(answers[name]) if name in answers else None)

    @pytest.mark.parametrize("name", corners())
    def test_every_corner_has_a_sentence(self, name: str) -> None:
        flip = joint_flip(corners()[name])
        assert flip is None or f"{flip.alternative} level with" in flip.sentence().replace(
            " is level", " level"
        )

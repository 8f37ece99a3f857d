"""What to measure next."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decision.engine import Cell, Gate, InvalidStudy, Matrix, ScoreDraw, what_to_measure
from tests.engine.tables import make_criterion, make_matrix, seed_matrix

DRAWS = 20_000


class TestAlone:
    def test_a_missing_score_changes_the_winner_as_often_as_it_passes_the_rival(self) -> None:
        # x stands at 5 of its possible total; y leads with 7: x needs more than 9 of 10 on b.
        found = what_to_measure(make_matrix({"x": (5, None), "y": (7, 7)}), draws=DRAWS)
        (cell,) = found.cells
        assert (cell.alternative, cell.criterion, cell.is_missing, cell.mostly) == ("x", "b", True, "x")
        assert abs(cell.alone - 0.1) < 4 * cell.alone_error
        assert cell.together == cell.alone == found.changes
        assert found.leaders == ("y",)

    def test_a_leader_may_lose_by_its_own_uncertain_score(self) -> None:
        # Uniform on 2..10 against 6 on one criterion: loses half of the time, to the second.
        cells = (
            (Cell(value=Decimal(9), low=Decimal(2), high=Decimal(10)),),
            (Cell(value=Decimal(6)),),
            (Cell(value=Decimal(1)),),
        )
        matrix = Matrix(alternatives=("x", "y", "z"), criteria=(make_criterion(),), cells=cells)
        (cell,) = what_to_measure(matrix, scores=ScoreDraw(shape="uniform"), draws=DRAWS).cells
        assert cell.mostly == "y"
        assert not cell.is_missing
        assert abs(cell.alone - 0.5) < 4 * cell.alone_error

    def test_scores_that_weigh_nothing_change_nothing(self) -> None:
        found = what_to_measure(make_matrix({"x": (5, None), "y": (7, 7)}, (1, 0)), draws=500)
        assert [cell.alone for cell in found.cells] == [0]
        assert found.cells[0].mostly is None

    def test_leaders_that_tie_are_not_unseated_by_a_score_of_one_of_them(self) -> None:
        found = what_to_measure(make_matrix({"x": (5, None), "y": (5, 0), "z": (1, 0)}), draws=500)
        assert found.leaders == ("x", "y")
        assert found.cells[0].alone == 0


class TestTogether:
    def test_scores_that_only_together_change_the_winner_are_found(self) -> None:
        # Both of x's scores must together exceed 18: (20 - 18)^2 / 2 / 100 of the square. Alone neither can.
        found = what_to_measure(make_matrix({"x": (None, None), "y": (9, 9)}, (1, 1)), draws=100_000)
        assert [cell.alone for cell in found.cells] == [0, 0]
        for cell in found.cells:
            assert abs(cell.together - 0.02) < 4 * cell.together_error
        assert abs(found.changes - 0.02) < 4 * found.changes_error

    def test_the_most_telling_comes_first(self) -> None:
        found = what_to_measure(
            make_matrix({"x": (None, 5, 5), "y": (6, 6, 6), "z": (6, 5, None)}, (1, 5, 2))
        )
        alone = [cell.alone for cell in found.cells]
        assert alone == sorted(alone, reverse=True)
        assert found.cells[0].alternative == "z"


class TestCorners:
    def test_nothing_unknown_leaves_nothing_to_measure(self) -> None:
        found = what_to_measure(seed_matrix())
        assert found.cells == ()
        assert found.changes == 0
        assert found.leaders == ("fastapi",)

    def test_every_score_may_be_doubted(self) -> None:
        found = what_to_measure(seed_matrix(), scores=ScoreDraw(off_by=3.0), draws=2_000)
        assert len(found.cells) == 28
        assert found.cells[0].together > 0

    def test_one_alternative_stays_first(self) -> None:
        found = what_to_measure(make_matrix({"x": (None, 3)}), draws=100)
        assert [(cell.alone, cell.together) for cell in found.cells] == [(0, 0)]

    def test_what_a_gate_excludes_is_not_worth_measuring(self) -> None:
        gate = Gate(key="g", name="A", comparison="at_least", threshold=5, criterion="a")
        assert what_to_measure(make_matrix({"x": (4, None), "y": (5, 0)}, gates=(gate,))).cells == ()

    def test_no_alternatives_and_no_criteria_leave_nothing_to_measure(self) -> None:
        assert what_to_measure(make_matrix({}, (1,))).leaders == ()
        assert what_to_measure(make_matrix({"x": (), "y": ()})).leaders == ()

    def test_the_same_seed_gives_the_same_answer(self) -> None:
        matrix = make_matrix({"x": (5, None), "y": (7, None)})
        assert what_to_measure(matrix, seed=1) == what_to_measure(matrix, seed=1)
        assert what_to_measure(matrix, seed=1) != what_to_measure(matrix, seed=2)

    def test_draws_out_of_range_are_refused(self) -> None:
        with pytest.raises(InvalidStudy, match="draws"):
            what_to_measure(seed_matrix(), draws=0)

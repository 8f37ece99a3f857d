"""Lines and zones of the leaders; possible ranks and open scores."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import chain, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import Cell, CriterionLines, Gate, Matrix, criterion_lines, flips, possible_ranks, rank
from tests.engine.robustness.corners import corners
from tests.engine.robustness.strategies import mixed_matrices
from tests.engine.tables import make_criterion, make_matrix, matrices, seed_matrix, share_of

STEP = Fraction(1, 10**8)


def leaders_at(matrix: Matrix, criterion: str, share: Fraction) -> set[str]:
    points = {leaf.key: leaf.points for leaf in matrix.leaves}
    standings = rank(matrix, share_of(points, criterion, share)).standings
    return {one.alternative for one in standings if one.rank == 1}


def lines_of(matrix: Matrix, criterion: str) -> CriterionLines:
    return criterion_lines(matrix, criteria=(criterion,))[0]


class TestLines:
    def test_seed(self) -> None:
        community = lines_of(seed_matrix(), "community-support")
        assert [(zone.start, zone.end, zone.leaders) for zone in community.zones] == [
            (0, Decimal("0.5308641975"), ("fastapi",)),
            (Decimal("0.5308641975"), 1, ("django-rest-framework",)),
        ]
        first = community.lines[0]
        assert (first.alternative, first.at_zero, first.today, first.at_one) == (
            "fastapi", Decimal("9.7368421053"), Decimal("9.65"), 8,
        )  # fmt: skip
        assert [line.alternative for line in community.lines][1:] == [
            "django-rest-framework",
            "flask",
            "tornado",
        ]

    @given(matrices(least_rows=2))
    def test_inside_each_zone_its_leaders_lead_alone_and_the_zones_fill_the_line(
        self, matrix: Matrix
    ) -> None:
        for one in criterion_lines(matrix):
            if not one.is_movable:
                continue
            assert (one.zones[0].start, one.zones[-1].end) == (0, 1)
            assert all(a.end == b.start for a, b in pairwise(one.zones))
            for zone in one.zones:
                width = Fraction(zone.end) - Fraction(zone.start)
                if width > 4 * STEP:
                    for share in (Fraction(zone.start) + STEP, Fraction(zone.end) - STEP):
                        assert leaders_at(matrix, one.criterion, share) == set(zone.leaders)

    @given(matrices(least_rows=2))
    def test_the_zone_of_today_ends_at_the_nearest_flips(self, matrix: Matrix) -> None:
        if len([one for one in rank(matrix).standings if one.rank == 1]) > 1:
            return
        for one, flip in zip(criterion_lines(matrix), flips(matrix), strict=True):
            assert one.flips == flip
            if one.is_movable and 0 < one.share < 1:
                here = [zone for zone in one.zones if zone.start <= one.share <= zone.end]
                assert any((zone.start, zone.end) == (flip.stable_from, flip.stable_to) for zone in here)

    @given(matrices(least_rows=2))
    def test_the_lines_run_through_todays_totals(self, matrix: Matrix) -> None:
        for one in criterion_lines(matrix):
            for line in one.lines:
                if line.at_zero is not None and line.at_one is not None:
                    middle = line.at_zero + one.share * (line.at_one - line.at_zero)
                    assert abs(middle - line.today) < Decimal("1e-8")

    def test_what_a_must_have_excludes_has_no_line(self) -> None:
        gate = Gate(key="g", name="A of 5", comparison="at_least", threshold=Decimal(5), criterion="a")
        one = lines_of(make_matrix({"x": (9, 1), "y": (1, 9)}, gates=(gate,)), "b")
        assert [line.alternative for line in one.lines] == ["x"]
        assert [zone.leaders for zone in one.zones] == [("x",)]

    @pytest.mark.parametrize("name", corners())
    def test_every_corner_has_an_answer(self, name: str) -> None:
        answers = {
            "no alternative": [(), ()],
            "no criterion": [],
            "one alternative": [("x",), ("x",)],
            "one criterion": [("y",)],
            "all equal": [("x", "y", "z")] * 2,
            "duplicates": [("z", "x", "y"), ("x", "y", "z")],
            "all the weight on one": [("x",), ("x", "y")],
            "zero weight without scores": [("x",), ("x",)],
            "nothing bounds what is missing": [("x",), ("x",)],
            "missing and weighing": [("y", "x"), ("x", "y")],
            "constant column": [("x",), ("x",)],
            "all costs": [("y", "x"), ("x", "y")],
            "a weight of 1e-12": [("x", "y"), ("y", "x")],
            "a lead of 1e-12": [("x",), ("x",)],
            "a lead by a weight of 1e-12": [("x",), ("x",)],
            "nobody ranked": [(), ()],
        }
        found = [
            tuple(chain.from_iterable(zone.leaders for zone in one.zones))
            for one in criterion_lines(corners()[name])
        ]
        assert found == answers[name]


class TestPossibleRanks:
    @given(mixed_matrices(open_scores=True))
    def test_they_are_the_best_and_worst_over_all_ends(self, matrix: Matrix) -> None:
        found = possible_ranks(matrix)
        low, high = matrix.prepared.worst, matrix.prepared.best
        parts = matrix.tree.weights().parts
        ends = [
            sorted({sum(p * x for p, x in zip(parts, row, strict=True)) for row in (low[i], high[i])})
            for i in range(len(low))
        ]
        seen = [[1 + sum(other > mine for other in case) for mine in case] for case in product(*ends)]
        for i, one in enumerate(found.ranks):
            places = [case[i] for case in seen]
            assert (one.best, one.worst) == (min(places), max(places))
            assert (one.can_lead, one.must_lead) == (min(places) == 1, max(places) == 1)
        assert found.decided == any(one.must_lead for one in found.ranks)

    def test_open_cells_come_by_how_much_they_carry(self) -> None:
        sure = Cell(value=Decimal(9))
        rows = (
            (sure, Cell(value=Decimal(5), low=Decimal(4), high=Decimal(6))),
            (None, sure),
            (Cell(value=Decimal(0)), Cell(value=Decimal(1), low=Decimal(0), high=Decimal(3))),
        )
        criteria = (make_criterion("a", 3), make_criterion("b", 1))
        matrix = Matrix(alternatives=("x", "y", "z"), criteria=criteria, cells=rows)
        found = possible_ranks(matrix)
        assert [(one.best, one.worst) for one in found.ranks] == [(1, 2), (1, 2), (3, 3)]
        told = [(c.alternative, c.criterion, c.kind, c.spread, c.decides) for c in found.open_cells]
        assert told == [
            ("y", "a", "missing", Decimal("7.5"), True),
            ("x", "b", "uncertain", Decimal("0.5"), False),
            ("z", "b", "uncertain", Decimal("0.75"), False),
        ]
        assert [c.alternative_can_lead for c in found.open_cells] == [True, True, False]

    def test_an_excluded_alternative_has_no_rank(self) -> None:
        gate = Gate(key="g", name="A of 5", comparison="at_least", threshold=Decimal(5), criterion="a")
        found = possible_ranks(make_matrix({"x": (9, None), "y": (1, 9)}, gates=(gate,)))
        assert [(one.best, one.worst) for one in found.ranks] == [(1, 1), (None, None)]
        assert found.decided

    @pytest.mark.parametrize("name", corners())
    def test_every_corner_has_an_answer(self, name: str) -> None:
        answers = {
            "no alternative": [],
            "one alternative": [(1, 1)],
            "one criterion": [(2, 2), (1, 1)],
            "all equal": [(1, 1)] * 3,
            "duplicates": [(1, 1), (1, 1), (3, 3)],
            "missing and weighing": [(1, 2), (1, 2), (3, 3)],
            "all costs": [(2, 2), (1, 1)],
            "a weight of 1e-12": [(2, 2), (1, 1)],
            "no criterion": [(1, 1), (1, 1)],
            "nobody ranked": [(None, None)] * 2,
        }
        found = [(one.best, one.worst) for one in possible_ranks(corners()[name]).ranks]
        assert found == answers.get(name, [(1, 1), (2, 2)])


any_open = st.one_of(matrices(), mixed_matrices(open_scores=True))


@given(any_open)
def test_nothing_is_ever_not_a_number(matrix: Matrix) -> None:
    for one in criterion_lines(matrix):
        numbers = [x for line in one.lines for x in (line.at_zero, line.today, line.at_one) if x is not None]
        assert all(number.is_finite() for number in numbers)

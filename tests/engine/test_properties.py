"""Laws of the weighted sum, tried on random matrices."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from decision.engine import Cell, Matrix, Ranking, rank
from tests.engine.tables import make_criterion, make_matrix, matrices


def outcome(ranking: Ranking) -> dict[str, tuple[int | None, Decimal]]:
    return {s.alternative: (s.rank, s.total) for s in ranking.standings}


def order(ranking: Ranking) -> dict[str, int | None]:
    return {s.alternative: s.rank for s in ranking.standings}


def replaced(matrix: Matrix, **changes: object) -> Matrix:
    return Matrix(**{**{name: getattr(matrix, name) for name in Matrix.model_fields}, **changes})


class TestLaws:
    @given(matrices(), st.decimals("0.001", 1000, places=3))
    def test_scaling_all_weights_changes_nothing(self, matrix: Matrix, factor: Decimal) -> None:
        scaled = rank(matrix, {leaf.key: leaf.points * factor for leaf in matrix.leaves})
        assert outcome(scaled) == outcome(rank(matrix))

    @given(matrices(), st.randoms())
    def test_reordering_rows_and_columns_changes_no_total_and_no_rank(
        self, matrix: Matrix, random: object
    ) -> None:
        rows = list(range(len(matrix.alternatives)))
        columns = list(range(len(matrix.leaves)))
        random.shuffle(rows)
        random.shuffle(columns)
        shuffled = Matrix(
            alternatives=tuple(matrix.alternatives[i] for i in rows),
            criteria=tuple(matrix.criteria[j] for j in columns),
            cells=tuple(tuple(matrix.cells[i][j] for j in columns) for i in rows),
        )
        assert outcome(rank(shuffled)) == outcome(rank(matrix))

    @given(matrices(), st.data())
    def test_raising_a_score_never_lowers_its_rank(self, matrix: Matrix, data: st.DataObject) -> None:
        i = data.draw(st.integers(0, len(matrix.alternatives) - 1))
        j = data.draw(st.integers(0, len(matrix.leaves) - 1))
        cells = [list(row) for row in matrix.cells]
        cells[i][j] = Cell(value=Decimal(10))
        name = matrix.alternatives[i]
        raised = order(rank(replaced(matrix, cells=tuple(map(tuple, cells)))))
        assert (raised[name] or 0) <= (order(rank(matrix))[name] or 0)

    @given(matrices())
    def test_equal_rows_tie(self, matrix: Matrix) -> None:
        twin = replaced(
            matrix, alternatives=(*matrix.alternatives, "twin"), cells=(*matrix.cells, matrix.cells[0])
        )
        found = order(rank(twin))
        assert found["twin"] == found[matrix.alternatives[0]]

    @given(matrices())
    def test_a_dominated_row_never_wins(self, matrix: Matrix) -> None:
        assume(any(cell is not None and cell.value > 0 for cell in matrix.cells[0]))
        worse = tuple(
            Cell(value=max(cell.value - 1, Decimal(0))) for cell in matrix.cells[0] if cell is not None
        )
        ranking = rank(
            replaced(matrix, alternatives=(*matrix.alternatives, "worse"), cells=(*matrix.cells, worse))
        )
        totals = outcome(ranking)
        assert totals["worse"][1] <= totals[matrix.alternatives[0]][1]
        assert ranking.recommendation.alternative != "worse"

    @given(matrices())
    def test_a_criterion_of_weight_zero_might_as_well_be_absent(self, matrix: Matrix) -> None:
        wider = replaced(
            matrix,
            criteria=(*matrix.criteria, make_criterion("zero", 0)),
            cells=tuple((*row, Cell(value=Decimal(i % 11))) for i, row in enumerate(matrix.cells)),
        )
        assert outcome(rank(wider)) == outcome(rank(matrix))

    @given(matrices())
    def test_contributions_sum_to_the_total(self, matrix: Matrix) -> None:
        for standing in rank(matrix).standings:
            together = sum(value for value in standing.contributions.values() if value is not None)
            assert abs(together - standing.total) <= Decimal("1e-10") * len(standing.contributions)

    @given(matrices())
    def test_totals_stay_within_the_scale(self, matrix: Matrix) -> None:
        for standing in rank(matrix).standings:
            assert 0 <= standing.low == standing.total == standing.high <= 10

    @given(matrices(least_rows=2))
    def test_dropping_a_loser_reorders_nobody(self, matrix: Matrix) -> None:
        before = rank(matrix).standings
        loser = matrix.alternatives.index(before[-1].alternative)
        rest = replaced(
            matrix,
            alternatives=matrix.alternatives[:loser] + matrix.alternatives[loser + 1 :],
            cells=matrix.cells[:loser] + matrix.cells[loser + 1 :],
        )
        after = rank(rest).standings
        assert [s.alternative for s in after] == [s.alternative for s in before[:-1]]
        assert [s.rank for s in after] == [s.rank for s in before[:-1]]

    @given(matrices())
    def test_shares_sum_to_one(self, matrix: Matrix) -> None:
        assert sum(rank(matrix).shares.values()) == 1

    @given(matrices(least_rows=2))
    def test_advantages_sum_to_the_margin(self, matrix: Matrix) -> None:
        recommendation = rank(matrix).recommendation
        if recommendation.runner_up is None or recommendation.margin is None:
            return
        by_name = {s.alternative: s for s in rank(matrix).standings}
        first, second = by_name[str(recommendation.alternative)], by_name[recommendation.runner_up]
        assert abs(first.total - second.total - recommendation.margin) <= Decimal("2e-10")
        assert all(one.advantage > 0 for one in recommendation.reasons)
        assert all(one.advantage < 0 for one in recommendation.against)

    @given(matrices(), st.data())
    def test_what_is_missing_lies_between_low_and_high_whatever_it_turns_out_to_be(
        self, matrix: Matrix, data: st.DataObject
    ) -> None:
        i = data.draw(st.integers(0, len(matrix.alternatives) - 1))
        j = data.draw(st.integers(0, len(matrix.leaves) - 1))
        cells = [list(row) for row in matrix.cells]
        cells[i][j] = None
        name = matrix.alternatives[i]
        open_ = {s.alternative: s for s in rank(replaced(matrix, cells=tuple(map(tuple, cells)))).standings}[
            name
        ]
        assert open_.low <= outcome(rank(matrix))[name][1] <= open_.high
        assert open_.total == open_.low


class TestPurity:
    def test_the_input_is_unchanged_by_every_call(self) -> None:
        matrix = make_matrix({"x": (1, 2), "y": (3, None)})
        before = matrix.model_dump()
        points = {"a": Decimal(3)}
        rank(matrix, points)
        assert matrix.model_dump() == before
        assert points == {"a": Decimal(3)}

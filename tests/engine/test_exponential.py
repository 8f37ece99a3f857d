"""Exponential value functions: one curve through three anchors."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision.engine import InvalidValueFunction, ScoreDraw, ValueFunction, acceptability, rank
from decision.engine.bending import bend_through, bent, straightened
from decision.engine.curves import Curve, corners
from decision.engine.robustness.inverse import Allowed
from tests.engine.tables import make_criterion, make_matrix

parts = st.decimals(Decimal("0.01"), Decimal("0.99"), places=4)
bends = st.decimals(Decimal(-25), Decimal(25), places=3)


def function(*points: tuple[object, object]) -> ValueFunction:
    return ValueFunction.model_validate({"kind": "exponential", "points": points})


class TestTheCurve:
    def test_through_a_half_reached_at_a_quarter_is_worked_by_hand(self) -> None:
        # With q = exp(-r/4): (1 - q) / (1 - q^4) = 1/2, so q^3 + q^2 + q = 1, of which q = 0.543689…: r = 2.43751….
        made = function((0, 0), (25, 5), (100, 10))
        q = math.exp(-float(made.bend) / 4)
        assert q**3 + q**2 + q == pytest.approx(1, abs=1e-14)
        assert float(made.bend) == pytest.approx(2.4375115, abs=1e-6)
        # At the middle of the way 1/(1 + q^2), at three quarters (1 - q^3)/(1 - q^4).
        assert float(made(Decimal(50))) == pytest.approx(10 / (1 + q**2), abs=1e-9)
        assert float(made(Decimal(75))) == pytest.approx(10 * (1 - q**3) / (1 - q**4), abs=1e-9)

    def test_is_exact_at_its_anchors_and_constant_outside(self) -> None:
        made = function((10, 2), (30, "4.5"), (110, 9))
        assert [made(Decimal(x)) for x in (10, 30, 110, 0, 200)] == [2, Decimal("4.5"), 9, 2, 9]

    def test_in_the_middle_of_a_straight_line_is_that_line(self) -> None:
        made = function((0, 0), (40, 4), (100, 10))
        assert made.bend == 0
        assert made(Decimal(70)) == 7

    def test_falls_where_less_is_better(self) -> None:
        made = function((0, 10), (20, 5), (100, 0))
        assert made.bend > 0
        assert made(Decimal(10)) > 7
        assert made(Decimal(60)) < Decimal("1.5")

    @given(parts, bends)
    def test_gives_back_the_bend_that_made_its_middle(self, z: Decimal, r: Decimal) -> None:
        v = bent(z, r)
        assume(Decimal("1e-9") < v < 1 - Decimal("1e-9"))
        found = bend_through(z, v)
        assert found is not None
        assert abs(found - r) < Decimal("1e-15")

    @given(parts, bends)
    def test_is_undone(self, z: Decimal, r: Decimal) -> None:
        assert abs(straightened(bent(z, r), r) - z) < Decimal("1e-15")

    @given(st.integers(1, 99), st.integers(1, 99), st.lists(st.integers(-10, 120), min_size=2, max_size=6))
    def test_rises_without_a_jump_and_floats_agree(self, x: int, value: int, figures: list[int]) -> None:
        try:
            made = function((0, 0), (x, Decimal(value) / 10), (100, 10))
        except InvalidValueFunction:
            assume(False)
        figures.sort()
        values = [made(Decimal(each)) for each in figures]
        assert values == sorted(values)
        assert np.allclose(
            Curve.of(made)(np.array(figures, dtype=float)), [float(v) for v in values], atol=1e-9
        )
        drawn = corners(made)
        assert drawn[0] == (0.0, 0.0)
        assert drawn[-1] == pytest.approx((100.0, 10.0))

    def test_a_missing_score_stays_one_in_floats(self) -> None:
        curve = Curve.of(function((0, 0), (25, 5), (100, 10)))
        assert np.isnan(curve(np.array([np.nan]))).all()


class TestRefusals:
    @pytest.mark.parametrize(
        ("points", "message"),
        [
            (((0, 0), (10, 10)), "exactly three points"),
            (((0, 0), (1, 1), (2, 2), (3, 3)), "exactly three points"),
            (((0, 0), (5, 0), (10, 10)), "between those of its ends"),
            (((0, 0), (5, 11), (10, 10)), "between those of its ends"),
            (((0, 5), (5, 5), (10, 5)), "between those of its ends"),
            (((0, 0), (1, "9.9999"), (10_000, 10)), "a step"),
            (((0, 0), (0, 5), (10, 10)), "ordered by rising x"),
        ],
    )
    def test_points_that_make_no_curve_are_named(
        self, points: tuple[tuple[object, object], ...], message: str
    ) -> None:
        with pytest.raises(InvalidValueFunction, match=message):
            function(*points)


class TestInAMatrix:
    MADE = function((0, 0), (25, 5), (100, 10))

    def matrix(self, **cells: object) -> object:
        criterion = make_criterion("a", low=0, high=100, value_function=self.MADE)
        return make_matrix({key: (value,) for key, value in cells.items()}, criteria=(criterion,))

    def test_values_its_scores_in_ranking_and_in_draws(self) -> None:
        matrix = self.matrix(x=25, y=10)
        assert {one.alternative: one.total for one in rank(matrix).standings}["x"] == 5
        missing = acceptability(self.matrix(x=None, y=25), scores=ScoreDraw(), draws=20_000)
        # A missing figure lies anywhere from 0 to 100: above 25 in three of four draws.
        assert missing.first["x"] == pytest.approx(0.75, abs=0.015)

    def test_is_turned_back_into_the_figure_of_a_value(self) -> None:
        matrix = self.matrix(x=25, y=10)
        allowed = Allowed.of(matrix, matrix.leaves[0])  # type: ignore[arg-type, attr-defined]
        assert allowed.score(Fraction(5), None, rising=True) == pytest.approx(
            Decimal(25), abs=Decimal("1e-6")
        )
        assert allowed.score(Fraction(0), None, rising=True) == 0
        assert allowed.score(Fraction(10), None, rising=False) == 100
        found = allowed.score(Fraction(8), None, rising=True)
        assert found is not None
        assert self.MADE(found) >= 8
        assert self.MADE(found - Decimal("1e-6")) < 8

    def test_another_bend_is_another_study(self) -> None:
        straight = function((0, 0), (50, 5), (100, 10))
        criterion = make_criterion("a", low=0, high=100, value_function=straight)
        other = make_matrix({"x": (None,), "y": (25,)}, criteria=(criterion,))
        one = acceptability(self.matrix(x=None, y=25), draws=100)
        assert one.fingerprint != acceptability(other, draws=100).fingerprint

"""Moving one weight."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import NegativeWeight, NotFinite, UnknownCriterion, move_weight
from tests.engine.tables import decimals, weights

points_of = st.lists(weights, min_size=1, max_size=6).map(lambda ps: {f"c{i}": p for i, p in enumerate(ps)})
percents = st.decimals(-10, 120, places=3).map(Decimal)


class TestMoveWeight:
    def test_the_others_follow_in_proportion(self) -> None:
        moved = move_weight(decimals({"a": 50, "b": 30, "c": 20}), "a", Decimal(75))
        assert moved == decimals({"a": 75, "b": 15, "c": 10})

    def test_locked_ones_stay_and_bound_the_move(self) -> None:
        points = decimals({"a": 50, "b": 30, "c": 20})
        assert move_weight(points, "a", Decimal(90), {"b"}) == decimals({"a": 70, "b": 30, "c": 0})
        assert move_weight(points, "a", Decimal(60), {"b"}) == decimals({"a": 60, "b": 30, "c": 10})

    def test_others_without_points_share_equally(self) -> None:
        moved = move_weight(decimals({"a": 1, "b": 0, "c": 0}), "a", Decimal(40))
        assert moved == decimals({"a": 40, "b": 30, "c": 30})

    def test_nothing_at_all_becomes_a_whole(self) -> None:
        assert move_weight(decimals({"a": 0, "b": 0}), "a", Decimal(40)) == decimals({"a": 40, "b": 60})

    def test_with_nobody_to_give_it_takes_the_rest(self) -> None:
        assert move_weight(decimals({"a": 3}), "a", Decimal(40)) == decimals({"a": 100})
        assert move_weight(decimals({"a": 60, "b": 40}), "a", Decimal(10), {"b"}) == decimals(
            {"a": 60, "b": 40}
        )

    def test_the_moved_one_counts_as_unlocked(self) -> None:
        assert move_weight(decimals({"a": 60, "b": 40}), "a", Decimal(10), {"a"}) == decimals(
            {"a": 10, "b": 90}
        )

    def test_bad_input_is_refused_by_name(self) -> None:
        points = decimals({"a": 60, "b": 40})
        with pytest.raises(UnknownCriterion, match="no weight z among a, b"):
            move_weight(points, "z", Decimal(10))
        with pytest.raises(UnknownCriterion):
            move_weight(points, "a", Decimal(10), {"z"})
        with pytest.raises(NotFinite):
            move_weight(points, "a", Decimal("NaN"))
        with pytest.raises(NegativeWeight):
            move_weight(decimals({"a": -1}), "a", Decimal(10))

    @given(points_of, percents, st.sets(st.sampled_from(["c1", "c2", "c3"])))
    def test_the_result_adds_up_to_100_and_keeps_what_is_locked(
        self, points: dict[str, Decimal], to: Decimal, locked: set[str]
    ) -> None:
        locked &= set(points)
        before = dict(points)
        moved = move_weight(points, "c0", to, locked)
        assert sum(moved.values()) == 100
        assert all(value >= 0 and value == round(value, 4) for value in moved.values())
        assert points == before
        assert list(moved) == list(points)
        again = move_weight(moved, "c0", to, locked)
        assert {key: again[key] for key in locked} == {key: moved[key] for key in locked}

    @given(points_of, percents)
    def test_unlocked_others_keep_their_ratios(self, points: dict[str, Decimal], to: Decimal) -> None:
        moved = move_weight(points, "c0", to)
        others = sum(points[key] for key in points if key != "c0")
        if not others:
            return
        rest = 100 - moved["c0"]
        for key, own in points.items():
            if key != "c0":
                assert abs(moved[key] - rest * own / others) <= Decimal("0.0001")

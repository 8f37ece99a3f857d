"""Weights drawn within stated limits: least and greatest shares, and ratios of two."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.engine import InvalidStudy, Matrix, WeightDraw, acceptability
from decision.engine.smaa import Limit
from decision.engine.smaa.drawing import weight_draw
from decision.engine.smaa.limited import limited
from decision.engine.smaa.limits import MOST_LIMITS
from decision.engine.smaa.walking import walk_within
from tests.engine.tables import CRITERIA, make_matrix, seed_matrix

KEYS = ("a", "b", "c", "d")
Floats = np.ndarray[Any, np.dtype[np.float64]]


def least(criterion: str, times: float, over: str | None = None) -> Limit:
    return Limit(criterion, "at_least", times, over)


def most(criterion: str, times: float, over: str | None = None) -> Limit:
    return Limit(criterion, "at_most", times, over)


def drawn(*limits: Limit, draws: int = 20_000) -> Floats:
    weigh = weight_draw(WeightDraw("limited", limits=limits), KEYS, np.full(4, 0.25))
    return weigh(np.random.default_rng(3), draws)


def studied(*limits: Limit, matrix: Matrix | None = None, **options: Any) -> Any:
    return acceptability(
        matrix or seed_matrix(), weights=WeightDraw("limited", limits=limits), draws=1_000, **options
    )


class TestDraws:
    def test_locked_and_least_shares_are_kept_exactly_and_the_rest_is_even(self) -> None:
        weights = drawn(least("a", 0.3), most("a", 0.3), least("b", 0.2))
        assert (weights[0] == 0.3).all()
        assert weights[1].min() >= 0.2
        assert np.allclose(weights.sum(axis=0), 1)
        assert np.allclose(weights.mean(axis=1), [0.3, 0.2 + 0.5 / 3, 0.5 / 3, 0.5 / 3], atol=0.01)

    def test_greatest_shares_are_kept_and_it_is_told_how_many_of_all_weights_keep_them(self) -> None:
        weights = drawn(most("a", 0.5), most("b", 0.5))
        assert weights[:2].max() <= 0.5
        # One of two shares of four exceeds a half in 2 (1/2)^3 of all even draws.
        found = studied(
            most("a", 0.5), most("b", 0.5), matrix=make_matrix({"x": (9, 1, 5, 5), "y": (1, 9, 5, 5)})
        )
        assert found.acceptance == pytest.approx(0.75, abs=0.02)
        assert found.places[0].first == pytest.approx(0.5, abs=0.06)

    def test_a_ratio_of_two_cuts_the_triangle_where_arithmetic_says(self) -> None:
        # Of all w_a / (w_a + w_b), which lie evenly, those of 2/3 and more have w_a >= 2 w_b: a third.
        limits = (least("a", 2, "b"),)
        assert limited(limits, KEYS[:2]).acceptance == pytest.approx(1 / 3, abs=0.01)
        assert limited(limits, KEYS).acceptance == pytest.approx(1 / 3, abs=0.01)
        weights = drawn(*limits)
        assert (weights[0] >= 2 * weights[1] - 1e-12).all()

    def test_the_part_of_all_weights_is_told_with_what_least_shares_leave(self) -> None:
        # Least shares of .2 + .3 leave a half of each side: (1/2)^3 of the volume.
        assert limited((least("a", 0.2), least("b", 0.3)), KEYS).acceptance == pytest.approx(0.125)

    def test_an_order_stated_in_ratios_has_its_centroid_as_the_mean(self) -> None:
        # Rank-order centroid of four: (1/4)(1 + 1/2 + 1/3 + 1/4) and so on.
        chain = tuple(least(high, 1, low) for high, low in pairwise(KEYS))
        centroid = np.array([25, 13, 7, 3]) / 48
        assert np.allclose(drawn(*chain).mean(axis=1), centroid, atol=0.005)
        walked = walk_within(chain, KEYS)(np.random.default_rng(1), 20_000)
        assert np.allclose(walked.mean(axis=1), centroid, atol=0.005)

    @pytest.mark.parametrize(
        "limits",
        [
            (most("a", 0.5), most("b", 0.4), most("c", 0.3), most("d", 0.35)),
            (least("a", 2, "b"), most("c", 0.2)),
            (least("a", 0.3), most("a", 1.5, "b")),
        ],
    )
    def test_walking_draws_as_drawing_again_does(self, limits: tuple[Limit, ...]) -> None:
        rng = np.random.default_rng(0)
        walked, kept = walk_within(limits, KEYS)(rng, 20_000), limited(limits, KEYS)(rng, 20_000)
        assert np.allclose(walked.sum(axis=0), 1)
        assert np.allclose(walked.mean(axis=1), kept.mean(axis=1), atol=0.005)
        assert np.allclose(np.cov(walked), np.cov(kept), atol=0.0007)

    def test_narrow_limits_are_walked_and_one_point_is_that_point(self) -> None:
        narrow = [limit for key in KEYS[:3] for limit in (least(key, 0.2), most(key, 0.26))]
        weights = drawn(*narrow, least("d", 0.2), most("d", 0.3), draws=2_000)
        assert weights.min() >= 0.2 - 1e-12
        assert weights[:3].max() <= 0.26 + 1e-12
        quarters = [limit for key in KEYS for limit in (least(key, 0.25), most(key, 0.25))]
        assert (drawn(*quarters, draws=5) == 0.25).all()
        exact = drawn(least("a", 2, "b"), most("a", 2, "b"), most("c", 0.1), draws=500)
        assert np.allclose(exact[0], 2 * exact[1])

    def test_a_weight_that_the_limits_leave_nothing_is_nothing(self) -> None:
        weights = drawn(most("a", 0.0), least("b", 3, "c"), draws=500)
        assert np.allclose(weights[0], 0)
        assert weights[1].std() > 0.05

    @settings(max_examples=25)
    @given(
        st.lists(st.integers(1, 20), min_size=3, max_size=7),
        st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans()), min_size=1, max_size=6),
        st.floats(0.0, 0.3),
    )
    def test_every_draw_keeps_whatever_some_weights_keep(
        self, points: list[int], pairs: list[tuple[int, int, bool]], slack: float
    ) -> None:
        # Limits made around weights that keep them: there is room by construction, or exactly one point.
        shares = [each / sum(points) for each in points]
        keys = tuple(f"k{j}" for j in range(len(points)))
        limits: list[Limit] = []
        for first, second, is_least in pairs:
            i, j = first % len(keys), second % len(keys)
            ratio = shares[i] / shares[j] if i != j else shares[i]
            over = keys[j] if i != j else None
            limits.append(
                least(keys[i], ratio * (1 - slack), over)
                if is_least
                else most(
                    keys[i], min(1.0, ratio * (1 + slack)) if over is None else ratio * (1 + slack), over
                )
            )
        weights = weight_draw(WeightDraw("limited", limits=tuple(limits)), keys, np.array(shares))(
            np.random.default_rng(0), 50
        )
        assert np.allclose(weights.sum(axis=0), 1)
        assert weights.min() >= 0
        for limit in limits:
            share = weights[keys.index(limit.criterion)]
            bound = limit.times * (1 if limit.over is None else weights[keys.index(limit.over)])
            sign = 1 if limit.comparison == "at_least" else -1
            assert (sign * (share - bound) >= -1e-7).all()


class TestAnswers:
    def test_limits_change_who_comes_first(self) -> None:
        matrix = make_matrix({"x": (9, 1), "y": (1, 9)})
        assert studied(least("a", 1, "b"), matrix=matrix).first == {"x": 1.0, "y": 0.0}
        assert studied(least("b", 3, "a"), matrix=matrix).first == {"x": 0.0, "y": 1.0}

    def test_the_same_seed_gives_the_same_figures_in_whatever_order_chunks_are_counted(self) -> None:
        narrow = tuple(least(key, 1.2, other) for key, other in pairwise(CRITERIA))
        assert limited(narrow, CRITERIA).walk is not None
        one, two = studied(*narrow), studied(*narrow)
        assert one == two
        assert one.acceptance is None
        assert studied(*narrow, seed=1).fingerprint != one.fingerprint

    def test_without_limits_they_are_drawn_evenly(self) -> None:
        assert studied().first == acceptability(seed_matrix(), draws=1_000).first
        assert studied().acceptance == 1.0


class TestRefusals:
    @pytest.mark.parametrize(
        ("limits", "places"),
        [
            ((least("beauty", 0.1),), ["/weights/limits/0"]),
            ((least("performance", 0.1), least("performance", 2, "beauty")), ["/weights/limits/1"]),
            ((least("performance", 1, "performance"),), ["/weights/limits/0"]),
            ((least("performance", -0.1),), ["/weights/limits/0"]),
            ((least("performance", 1.1),), ["/weights/limits/0"]),
            ((least("performance", float("nan")),), ["/weights/limits/0"]),
            ((least("performance", float("inf"), "scalability"),), ["/weights/limits/0"]),
            ((Limit("performance", "about", 0.1),), ["/weights/limits/0"]),  # type: ignore[arg-type]
            (tuple(least("performance", 0.1) for _ in range(MOST_LIMITS + 1)), ["/weights/limits"]),
        ],
    )
    def test_what_cannot_be_kept_is_named(self, limits: tuple[Limit, ...], places: list[str]) -> None:
        with pytest.raises(InvalidStudy) as refused:
            studied(*limits)
        assert [place for place, _ in refused.value.errors] == places

    def test_limits_that_contradict_each_other_are_named_and_no_others(self) -> None:
        limits = (
            most("documentation", 0.9),
            least("performance", 2, "scalability"),
            least("scalability", 2, "auth-security"),
            least("auth-security", 1, "performance"),
            least("auth-security", 0.1),
        )
        with pytest.raises(InvalidStudy, match="leave no room") as refused:
            studied(*limits)
        assert [place for place, _ in refused.value.errors] == [f"/weights/limits/{n}" for n in (1, 2, 3, 4)]

    def test_shares_that_cannot_make_one_are_refused(self) -> None:
        for limits in (
            tuple(most(key, 0.1) for key in CRITERIA),
            (least(CRITERIA[0], 0.6), least(CRITERIA[1], 0.6)),
        ):
            with pytest.raises(InvalidStudy):
                studied(*limits)

    def test_limits_go_with_no_other_way_to_draw(self) -> None:
        with pytest.raises(InvalidStudy) as refused:
            acceptability(seed_matrix(), weights=WeightDraw("around", limits=(least("performance", 0.1),)))
        assert refused.value.errors[0][0] == "/weights/limits"

    def test_one_criterion_has_all_weight_or_the_limits_leave_no_room(self) -> None:
        matrix = make_matrix({"x": (9,), "y": (1,)})
        assert studied(least("a", 0.5), matrix=matrix).first["x"] == 1
        with pytest.raises(InvalidStudy):
            studied(most("a", 0.5), matrix=matrix)

"""What holds for every method, and what each says of corners: stated answers, never NaN."""

from __future__ import annotations

from math import isfinite

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import (
    InvalidScale,
    InvalidTable,
    NotRankable,
    TableAnswer,
    UnboundedMissing,
    UnsupportedMethod,
)
from decision.engine.methods import USUAL, CannotRank, scorer
from decision.engine.methods.preferences import Preference
from decision.engine.methods.promethee import PrometheeII
from tests.engine.asking import ask, columns, figures, ranks, totals

OTHERS = [name for name in USUAL if name != "weighted_sum"]
SCORES = st.lists(st.lists(st.integers(1, 9), min_size=3, max_size=3), min_size=2, max_size=6)
WEIGHTS = st.tuples(*[st.integers(1, 9)] * 3)
by_method = pytest.mark.parametrize("method", OTHERS)


def numbers(found: TableAnswer) -> list[float]:
    """Every figure in an answer."""
    left_out = {"alternative", "rank", "tied", "missing", "contributions"}
    rows = [row.model_dump(exclude_unset=True, exclude=left_out) for row in found.ranking]
    return [number for row in rows for number in row.values()]


class TestLaws:
    @by_method
    @given(scores=SCORES, weights=WEIGHTS)
    def test_weights_count_in_proportion(
        self, method: str, scores: list[list[int]], weights: tuple[int, ...]
    ) -> None:
        one = ask(method, scores, columns(*weights))
        many = ask(method, scores, columns(*[weight * 37 for weight in weights]))
        assert (ranks(one), totals(one)) == (ranks(many), totals(many))

    @by_method
    @given(scores=SCORES, weights=WEIGHTS)
    def test_the_order_of_rows_does_not_matter(
        self, method: str, scores: list[list[int]], weights: tuple[int, ...]
    ) -> None:
        straight, turned = (ask(method, rows, columns(*weights)) for rows in (scores, scores[::-1]))
        assert ranks(straight) == ranks(turned)[::-1]
        assert totals(straight) == pytest.approx(totals(turned)[::-1], abs=1e-9)

    @by_method
    @given(scores=SCORES, weights=WEIGHTS)
    def test_duplicates_tie(self, method: str, scores: list[list[int]], weights: tuple[int, ...]) -> None:
        found = ranks(ask(method, [*scores, scores[0]], columns(*weights)))
        assert found[0] == found[-1]

    @by_method
    @given(scores=SCORES, weights=WEIGHTS)
    def test_what_is_worse_everywhere_never_comes_first(
        self, method: str, scores: list[list[int]], weights: tuple[int, ...]
    ) -> None:
        best = [max(column) + 1 for column in zip(*scores, strict=True)]
        found = ranks(ask(method, [best, *scores], columns(*weights)))
        assert (found[0], min(found[1:])) == (1, 2)

    @by_method
    @given(scores=SCORES, weights=WEIGHTS)
    def test_costs_turn_the_order_of_a_single_criterion(
        self, method: str, scores: list[list[int]], weights: tuple[int, ...]
    ) -> None:
        one = [[row[0]] for row in scores]
        scale = {"scale": [0, 10]}
        up, down = (ask(method, one, columns(1, costs=costs, **scale)) for costs in ([], [0]))
        for a in range(len(one)):
            for b in range(len(one)):
                assert (ranks(up)[a] < ranks(up)[b]) == (ranks(down)[a] > ranks(down)[b])

    @by_method
    def test_many_weight_vectors_give_what_each_gives_alone(self, method: str) -> None:
        rng = np.random.default_rng(1)
        values, weights = rng.uniform(1, 9, (5, 4)), rng.dirichlet(np.ones(4), 50)
        ready = scorer(method, values)
        together = ready.merits(weights)
        assert together.shape == (50, 5)
        for row, alone in zip(together, weights, strict=True):
            assert row == pytest.approx(ready.merits(alone[None, :])[0], abs=1e-12)
        assert (ready.ranks(ready.figures(weights)["total"]) == 1).sum(axis=1).min() == 1


class TestCorners:
    @by_method
    def test_one_alternative(self, method: str) -> None:
        found = ask(method, [[3, 4]], columns(1, 2))
        assert ranks(found) == [1]
        assert all(isfinite(number) for number in numbers(found))

    def test_one_alternative_has_stated_figures(self) -> None:
        assert totals(ask("topsis", [[3, 4]], columns(1, 2))) == [0.5]
        assert totals(ask("vikor", [[3, 4]], columns(1, 2))) == [0]
        assert ask("vikor", [[3, 4]], columns(1, 2)).compromise == ["a1"]
        assert totals(ask("promethee_ii", [[3, 4]], columns(1, 2))) == [0]
        assert totals(ask("copras", [[3, 4]], columns(1, 1, costs=[1]))) == [1]

    @by_method
    def test_all_equal(self, method: str) -> None:
        found = ask(method, [[3, 4]] * 3, columns(1, 2, costs=[1], scale=[0, 10]))
        assert ranks(found) == [1, 1, 1]
        assert all(isfinite(number) for number in numbers(found))
        assert [flag.criterion for flag in found.flags] == ["c0", "c1"]

    def test_all_equal_has_stated_figures(self) -> None:
        assert totals(ask("topsis", [[3, 4]] * 2, columns(1, 2))) == [0.5, 0.5]
        found = ask("vikor", [[3, 4]] * 2, columns(1, 2))
        assert (totals(found), found.compromise) == ([0, 0], ["a1", "a2"])
        assert found.conditions is not None
        assert not found.conditions.acceptable_advantage

    @by_method
    def test_a_criterion_of_all_the_weight_decides_alone(self, method: str) -> None:
        assert ranks(ask(method, [[1, 9], [2, 5], [3, 1]], columns(100, 0))) == [3, 2, 1]

    @by_method
    def test_a_weight_of_a_trillionth_still_decides_or_ties(self, method: str) -> None:
        found = ranks(ask(method, [[5, 1], [5, 9]], columns(1, 1e-12)))
        assert found in ([2, 1], [1, 1])

    @by_method
    def test_all_costs(self, method: str) -> None:
        found = ask(method, [[1, 2], [3, 4], [9, 9]], columns(1, 1, costs=[0, 1], scale=[0, 10]))
        assert ranks(found) == [1, 2, 3]

    @by_method
    def test_a_thousand_alternatives(self, method: str) -> None:
        scores = [[i % 97 + 1, i % 89 + 1, i % 10 + 1] for i in range(1_000)]
        found = ask(method, scores, columns(1, 2, 3))
        assert len(found.ranking) == 1_000
        assert all(isfinite(number) for number in numbers(found))

    @by_method
    def test_the_largest_and_the_smallest_numbers(self, method: str) -> None:
        found = ask(method, [[1e300, 1e-300], [1e299, 2e-300], [2e299, 3e-300]], columns(1, 1))
        assert all(isfinite(number) for number in numbers(found))

    @by_method
    def test_numbers_as_far_apart_as_can_be_written(self, method: str) -> None:
        found = ask(method, [[1e-300, 1], [1e300, 1e-300], [3, 2]], columns(1, 1))
        assert all(isfinite(number) for number in numbers(found))

    @pytest.mark.parametrize("kind", ["v_shape", "linear", "gaussian"])
    def test_thresholds_that_vanish_beside_the_numbers_leave_every_lead_in_full(self, kind: str) -> None:
        preference = {"type": kind, "q": 0, "p": 1e-300, "s": 1e-300}
        for rest in (0, 1):
            found = ask(
                "promethee_ii", [[1e300], [rest], [rest]], columns(1), options={"preference": preference}
            )
            assert totals(found) == [1, -0.5, -0.5]

    def test_rounding_leaves_no_difference_where_flows_cancel(self) -> None:
        found = ask("promethee_ii", [[1, 3, 2], [2, 1, 3], [3, 2, 1]], columns(0.1, 0.1, 0.1))
        assert ranks(found) == [1, 1, 1]

    def test_thresholds_are_met_exactly(self) -> None:
        u_shape = {"preference": {"type": "u_shape", "q": 0.2}}
        assert totals(ask("promethee_ii", [[0.8], [0.6]], columns(1), options=u_shape)) == [0, 0]
        assert totals(ask("promethee_ii", [[0.81], [0.6]], columns(1), options=u_shape)) == [1, -1]


class TestPreferences:
    @pytest.mark.parametrize(
        "preference",
        [
            Preference(),
            Preference("u_shape", q=2),
            Preference("u_shape"),
            Preference("v_shape", p=4),
            Preference("level", q=1, p=3),
            Preference("linear", q=1, p=4),
        ],
    )
    @given(column=st.lists(st.integers(-9, 9), min_size=1, max_size=12))
    def test_sorting_gives_what_comparing_all_pairs_gives(
        self, preference: Preference, column: list[int]
    ) -> None:
        x = np.array(column, dtype=np.float64)
        pairs = preference.of(x[:, None] - x[None, :])
        found = PrometheeII.of(x[:, None], preferences=[preference])
        others = max(len(column) - 1, 1)
        assert found.leaving[:, 0] == pytest.approx(pairs.sum(axis=1) / others, abs=1e-12)
        assert found.entering[:, 0] == pytest.approx(pairs.sum(axis=0) / others, abs=1e-12)


class TestVikor:
    def test_without_advantage_all_that_are_near_are_proposed(self) -> None:
        found = ask("vikor", [[10, 0], [9, 2], [0, 10]], columns(2, 1))
        assert found.conditions is not None
        assert not found.conditions.acceptable_advantage
        assert found.compromise == [
            row.alternative for row in found.ranking if row.total < found.ranking[0].total + 0.5
        ]

    def test_v_weighs_the_sum_against_the_worst_regret(self) -> None:
        scores = [[10, 0, 10], [6, 6, 6], [0, 10, 0]]
        assert ranks(ask("vikor", scores, columns(1, 1, 1), options={"v": 1}))[0] == 1
        assert ranks(ask("vikor", scores, columns(1, 1, 1), options={"v": 0}))[1] == 1


class TestRefusals:
    @pytest.mark.parametrize("zero", [0, -1])
    def test_a_product_needs_numbers_above_0_where_they_weigh(self, zero: int) -> None:
        with pytest.raises(NotRankable, match="every value above 0") as caught:
            ask("weighted_product", [[1, 2], [zero, 3]], columns(1, 1))
        assert caught.value.errors[0][0] == "/scores/1/0"
        assert ranks(ask("weighted_product", [[1, 2], [zero, 3]], columns(0, 1))) == [2, 1]

    @pytest.mark.parametrize("normalization", ["max", "sum"])
    def test_a_cost_of_0_has_no_inverse(self, normalization: str) -> None:
        with pytest.raises(NotRankable) as caught:
            ask("topsis", [[1, 2], [0, 3]], columns(1, 1, costs=[0]), normalization=normalization)
        assert caught.value.errors[0][0] == "/scores/1/0"

    def test_copras_needs_every_alternative_to_cost_something(self) -> None:
        with pytest.raises(NotRankable, match="must not all be 0") as caught:
            ask("copras", [[1, 2], [3, 0]], columns(1, 1, costs=[1]))
        assert caught.value.errors[0][0] == "/scores/1/1"
        assert totals(ask("copras", [[1, 2], [3, 0]], columns(1, 0, costs=[1]))) == [0.25, 0.75]

    def test_copras_takes_no_negative_scores(self) -> None:
        with pytest.raises(NotRankable) as caught:
            ask("copras", [[-1, 2], [3, 1]], columns(1, 1))
        assert caught.value.errors[0][0] == "/scores/0/0"

    @by_method
    def test_missing_scores(self, method: str) -> None:
        with pytest.raises(UnboundedMissing, match=f"{method} needs every score") as caught:
            ask(method, [[1, 2], [None, 3]], columns(1, 1, scale=[0, 10]))
        assert caught.value.errors[0][0] == "/scores/1/0"

    @pytest.mark.parametrize("method", ["vikor", "promethee_ii", "copras", "moora"])
    def test_another_normalization_than_its_own(self, method: str) -> None:
        asked = "max"
        with pytest.raises(UnsupportedMethod) as caught:
            ask(method, [[1, 2], [2, 3]], columns(1, 1), normalization=asked)
        assert caught.value.errors[0][0] == "/normalization"
        for named in ("none", USUAL[method], None):
            assert (
                ask(method, [[1, 2], [2, 3]], columns(1, 1), normalization=named).normalization
                == USUAL[method]
            )

    @pytest.mark.parametrize(
        ("method", "options", "place"),
        [
            ("vikor", {"v": 1.1}, "/options/v"),
            ("vikor", {"v": -0.1}, "/options/v"),
            ("vikor", {"v": "half"}, "/options/v"),
            ("vikor", {"v": True}, "/options/v"),
            ("vikor", {"v": None}, "/options/v"),
            ("vikor", {"w": 1}, "/options/w"),
            ("topsis", {"v": 0.5}, "/options/v"),
            ("promethee_ii", {"preference": "usual"}, "/options/preference"),
            ("promethee_ii", {"preference": {"type": "step"}}, "/options/preference/type"),
            ("promethee_ii", {"preference": {}}, "/options/preference/type"),
            ("promethee_ii", {"preference": {"type": "linear", "q": 1}}, "/options/preference/p"),
            ("promethee_ii", {"preference": {"type": "linear", "q": 2, "p": 2}}, "/options/preference/p"),
            ("promethee_ii", {"preference": {"type": "v_shape", "p": 0}}, "/options/preference/p"),
            ("promethee_ii", {"preference": {"type": "u_shape", "q": -1}}, "/options/preference/q"),
            ("promethee_ii", {"preference": {"type": "gaussian", "s": 0}}, "/options/preference/s"),
            ("promethee_ii", {"preference": {"type": "gaussian", "s": "x"}}, "/options/preference/s"),
            ("promethee_ii", {"preference": {"type": "usual", "z": 1}}, "/options/preference/z"),
        ],
    )
    def test_options_that_cannot_be_used(self, method: str, options: dict[str, object], place: str) -> None:
        with pytest.raises(InvalidTable) as caught:
            ask(method, [[1, 2], [2, 3]], columns(1, 1), options=options)
        assert caught.value.errors[0][0] == place

    def test_a_preference_belongs_to_promethee(self) -> None:
        criteria = columns(1, 1, preference={"type": "usual"})
        assert ranks(ask("promethee_ii", [[1, 2], [2, 3]], criteria)) == [2, 1]
        with pytest.raises(UnsupportedMethod) as caught:
            ask("topsis", [[1, 2], [2, 3]], criteria)
        assert caught.value.errors[0][0] == "/criteria/0/preference"

    def test_a_product_reflects_costs_on_their_scale(self) -> None:
        found = ask("weighted_product", [[2], [8]], columns(1, costs=[0], scale=[0, 10]))
        assert totals(found) == [8, 2]
        with pytest.raises(InvalidScale) as caught:
            ask("weighted_product", [[2], [8]], columns(1, costs=[0]))
        assert caught.value.errors[0][0] == "/criteria/0/scale"

    def test_topsis_swaps_the_ideals_of_costs_and_needs_no_scale(self) -> None:
        found = ask("topsis", [[2], [8]], columns(1, costs=[0]), normalization="none")
        assert (totals(found), figures(found, "distance_to_ideal")) == ([1, 0], [0, 6])

    def test_kernels_name_the_cell(self) -> None:
        with pytest.raises(CannotRank) as caught:
            scorer("weighted_product", np.array([[1.0, 2.0], [3.0, 0.0]]))
        assert (caught.value.row, caught.value.column) == (1, 1)

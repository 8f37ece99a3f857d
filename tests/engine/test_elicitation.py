"""Weights from orders, points, swings, exchanges and data."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import (
    AllWeightsZero,
    DuplicateKey,
    EngineError,
    InvalidJudgements,
    NegativeWeight,
    TradeOffAnswer,
    UnsupportedMethod,
    weights_from,
)
from decision.engine.elicitation import METHODS


def refused(method: str, judgements: dict[str, Any], kind: type[EngineError], place: str) -> None:
    with pytest.raises(kind) as caught:
        weights_from(method, judgements)
    assert caught.value.errors[0][0] == place


def weights(method: str, **judgements: object) -> list[float]:
    return list(weights_from(method, judgements).weights.values())


class TestOrders:
    def test_rank_order_centroid_is_barron_and_barretts(self) -> None:
        """Barron & Barrett (1996), Management Science 42, table 1: n = 4."""
        assert weights("rank_order_centroid", order=["a", "b", "c", "d"]) == pytest.approx(
            [0.5208, 0.2708, 0.1458, 0.0625], abs=5e-5
        )

    def test_rank_sum_falls_in_equal_steps(self) -> None:
        assert weights("rank_sum", order=["a", "b", "c", "d"]) == [0.4, 0.3, 0.2, 0.1]

    def test_rank_reciprocal_is_one_over_the_place(self) -> None:
        assert weights("rank_reciprocal", order=["a", "b", "c", "d"]) == [0.48, 0.24, 0.16, 0.12]

    def test_equal_gives_all_the_same_and_together_exactly_one(self) -> None:
        found = weights("equal", order=["a", "b", "c"])
        assert found == [0.3333333334, 0.3333333333, 0.3333333333]

    def test_tied_criteria_share_the_average_of_their_places(self) -> None:
        answer = weights_from("rank_sum", {"order": ["a", ["b", "c"], "d"]})
        assert answer.weights == {"a": 0.4, "b": 0.25, "c": 0.25, "d": 0.1}
        assert weights("rank_order_centroid", order=[["a", "b"]]) == [0.5, 0.5]

    @pytest.mark.parametrize(
        ("order", "kind", "place"),
        [
            (["a", "b", "a"], DuplicateKey, "/order/2"),
            ([["a", "b"], ["b", "c"]], DuplicateKey, "/order/1/0"),
            ([["a", "a"]], DuplicateKey, "/order/0/1"),
            ([], InvalidJudgements, "/order"),
            (["a", []], InvalidJudgements, "/order/1"),
            (["a", 3], InvalidJudgements, "/order/1"),
            ([["a", ["b"]]], InvalidJudgements, "/order/0"),
            ([""], InvalidJudgements, "/order/0"),
            ("ab", InvalidJudgements, "/order"),
        ],
    )
    def test_are_refused_by_place(self, order: object, kind: type[EngineError], place: str) -> None:
        refused("rank_sum", {"order": order}, kind, place)

    @given(st.integers(1, 30), st.sampled_from(["rank_order_centroid", "rank_sum", "rank_reciprocal"]))
    def test_fall_from_place_to_place_and_add_up_to_one(self, count: int, method: str) -> None:
        found = weights(method, order=[f"c{i}" for i in range(count)])
        assert found == sorted(found, reverse=True)
        assert math.fsum(found) == pytest.approx(1, abs=1e-12)


class TestPointsAndSwings:
    def test_points_are_shared(self) -> None:
        assert weights("points", points={"a": 30, "b": 10}) == [0.75, 0.25]

    def test_swings_are_measured_against_the_greatest(self) -> None:
        answer = weights_from("swing", {"swings": {"a": 100, "b": 60, "c": 40}})
        assert answer.weights == {"a": 0.5, "b": 0.3, "c": 0.2}
        assert answer.notes == []

    def test_swings_without_a_hundred_say_what_they_were_measured_by(self) -> None:
        assert "greatest" in weights_from("swing", {"swings": {"a": 50, "b": 50}}).notes[0]

    @pytest.mark.parametrize(("method", "field"), [("swing", "swings"), ("points", "points")])
    def test_refuse_what_is_no_amount(self, method: str, field: str) -> None:
        refused(method, {field: {"a": -1, "b": 1}}, NegativeWeight, f"/{field}/a")
        refused(method, {field: {"a": 0, "b": 0}}, AllWeightsZero, f"/{field}/a")
        refused(method, {field: {}}, InvalidJudgements, f"/{field}")
        refused(method, {field: {"a": "1"}}, InvalidJudgements, f"/{field}/a")
        refused(method, {field: {"a": math.inf}}, InvalidJudgements, f"/{field}/a")

    def test_refuse_a_swing_above_the_greatest(self) -> None:
        refused("swing", {"swings": {"a": 101}}, InvalidJudgements, "/swings/a")


class TestTradeOffs:
    def test_a_point_worth_two_weighs_twice(self) -> None:
        assert weights("trade_off", trade_offs=[{"one": "a", "of": "b", "worth": 2}]) == pytest.approx(
            [2 / 3, 1 / 3]
        )

    def test_chain_through_criteria_that_connect(self) -> None:
        rates = [{"one": "a", "of": "b", "worth": 2}, {"one": "b", "of": "c", "worth": 3}]
        assert weights("trade_off", trade_offs=rates) == pytest.approx([0.6, 0.3, 0.1])

    def test_with_ranges_weigh_whole_scales(self) -> None:
        """A step of 1 of 10 on one is worth 2 of 100 on the other: whole scales then weigh 5 to 1 the other way."""
        answer = weights_from(
            "trade_off",
            {"trade_offs": [{"one": "a", "of": "b", "worth": 2}], "ranges": {"a": [0, 10], "b": [0, 100]}},
        )
        assert answer.weights == {"a": pytest.approx(1 / 6), "b": pytest.approx(5 / 6)}

    def test_that_contradict_are_reconciled_and_the_worst_named(self) -> None:
        rates = [
            {"one": "a", "of": "b", "worth": 2}, {"one": "b", "of": "c", "worth": 2},
            {"one": "a", "of": "c", "worth": 4},
            {"one": "c", "of": "d", "worth": 1}, {"one": "a", "of": "d", "worth": 32},
        ]  # fmt: skip
        answer = weights_from("trade_off", {"trade_offs": rates})
        assert isinstance(answer, TradeOffAnswer)
        assert answer.worst_judgement is not None
        assert (answer.worst_judgement.row, answer.worst_judgement.column) in {("a", "d"), ("c", "d")}

    @pytest.mark.parametrize(
        ("change", "kind", "place"),
        [
            ({"trade_offs": [{"one": "a", "of": "a", "worth": 1}]}, InvalidJudgements, "/trade_offs/0/of"),
            ({"trade_offs": [{"one": "a", "of": "b", "worth": 0}]}, InvalidJudgements, "/trade_offs/0/worth"),
            ({"trade_offs": [{"one": "a", "of": "b", "worth": 1}, {"one": "b", "of": "a", "worth": 1}]},
             InvalidJudgements, "/trade_offs/1"),
            ({"trade_offs": [{"one": "a", "of": "b", "worth": 1}], "criteria": ["a", "b", "c"]},
             InvalidJudgements, "/trade_offs"),
            ({"trade_offs": [{"one": "a", "of": "b", "worth": 1}], "criteria": ["a"]},
             InvalidJudgements, "/trade_offs/0/of"),
            ({"trade_offs": [{"one": "a", "of": "b", "worth": 1}], "criteria": ["a", "a"]},
             DuplicateKey, "/criteria/1"),
            ({"trade_offs": []}, InvalidJudgements, "/trade_offs"),
            ({"trade_offs": [{"one": "a", "of": "b", "worth": 1}], "ranges": {"a": [0, 1]}},
             InvalidJudgements, "/ranges/b"),
            ({"trade_offs": [{"one": "a", "of": "b", "worth": 1}], "ranges": {"a": [0, 1], "b": [2, 2]}},
             InvalidJudgements, "/ranges/b"),
        ],
    )  # fmt: skip
    def test_are_refused_by_place(self, change: dict[str, Any], kind: type[EngineError], place: str) -> None:
        refused("trade_off", change, kind, place)


def data(*rows: list[float], costs: str = "") -> dict[str, Any]:
    criteria = [
        {"key": key, "direction": "cost" if key in costs else "benefit"} for key in "abcde"[: len(rows[0])]
    ]
    return {"criteria": criteria, "scores": [list(row) for row in rows]}


class TestData:
    def test_entropy_is_shannons_by_hand(self) -> None:
        """Two alternatives, 1 : 3 and 1 : 1: E = 0.8113 and 1, so that the second tells nothing apart."""
        answer = weights_from("entropy", data([1, 5], [3, 5]))
        assert answer.weights == {"a": 1.0, "b": 0.0}
        assert "not from values" in answer.notes[0]
        half = weights("entropy", **data([1, 1], [3, 9]))
        first, second = (1 + sum(p * math.log2(p) for p in pair) for pair in ((0.25, 0.75), (0.1, 0.9)))
        assert half == pytest.approx([first / (first + second), second / (first + second)], abs=1e-9)

    @pytest.mark.parametrize(
        ("rows", "printed"),
        [
            ([[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]],
             [0.4630, 0.3992, 0.1378, 0.0000]),
            ([[3.0, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]],
             [0.1146, 0.1981, 0.4185, 0.2689]),
        ],
    )  # fmt: skip
    def test_entropy_is_as_xu_and_as_zavadskas_and_podvezko_print_it(
        self, rows: list[list[float]], printed: list[float]
    ) -> None:
        """Xu (2004), EJOR 156, 530-532; Zavadskas & Podvezko (2016), Int. J. of Information Technology & Decision
        Making 15, 267-283.
        """
        assert weights("entropy", **data(*rows)) == pytest.approx(printed, abs=0.00005)

    def test_critic_is_as_krishnan_and_others_print_it(self) -> None:
        """Krishnan, Kasim, Hamid & Ghazali (2021), Symmetry 13, 973, tables 1 and 5: five phones by price, screen,
        pixel density, thickness and mass.
        """
        phones = data(
            [649, 4.7, 326, 7.1, 143],
            [749, 5.5, 401, 7.3, 192],
            [740, 5.7, 520, 7.6, 171],
            [400, 5.7, 520, 11.1, 179],
            [600, 5.5, 538, 8.9, 152],
            costs="ade",
        )
        printed = [0.1872, 0.1838, 0.1691, 0.2599, 0.2000]
        assert weights("critic", **phones) == pytest.approx(printed, abs=0.00005)

    def test_critic_prefers_what_varies_and_conflicts(self) -> None:
        """By hand: z are (0, 1, .5), (0, 1, .5) and (1, 0, .5) with one deviation; r = 1, -1, -1."""
        assert weights("critic", **data([1, 10, 5], [3, 30, 1], [2, 20, 3])) == [0.25, 0.25, 0.5]

    def test_critic_turns_costs(self) -> None:
        assert weights("critic", **data([1, 10, 5], [3, 30, 1], [2, 20, 3], costs="c"))[2] == pytest.approx(
            1 / 3
        )

    def test_critic_gives_a_constant_column_nothing(self) -> None:
        assert weights("critic", **data([1, 7, 5], [3, 7, 1], [2, 7, 4]))[1] == 0

    @pytest.mark.parametrize("method", ["entropy", "critic"])
    def test_that_tell_nothing_apart_weigh_all_the_same_and_say_so(self, method: str) -> None:
        for rows in ([[1, 2]], [[1, 2], [1, 2]]):
            answer = weights_from(method, data(*rows))
            assert answer.weights == {"a": 0.5, "b": 0.5}
            assert len(answer.notes) == 2

    @pytest.mark.parametrize(
        ("method", "judgements", "kind", "place"),
        [
            ("entropy", data([1, -1], [1, 1]), InvalidJudgements, "/scores/0/1"),
            ("entropy", data([1, 0], [1, 0]), InvalidJudgements, "/criteria/1"),
            ("critic", data([1, 1], [1]), InvalidJudgements, "/scores/1"),
            ("critic", data([1, None]), InvalidJudgements, "/scores/0/1"),  # type: ignore[list-item]
            ("critic", data([1, 1e200]), InvalidJudgements, "/scores/0/1"),
            ("critic", {"criteria": [{"key": "a"}, {"key": "a"}], "scores": [[1, 1]]}, DuplicateKey, "/criteria/1"),
            ("critic", {"criteria": [{"key": "a"}], "scores": []}, InvalidJudgements, "/scores"),
            ("critic", {"criteria": [{"key": f"c{i}"} for i in range(500)], "scores": [[1] * 500] * 500},
             InvalidJudgements, "/scores"),
        ],
    )  # fmt: skip
    def test_are_refused_by_place(
        self, method: str, judgements: dict[str, Any], kind: type[EngineError], place: str
    ) -> None:
        refused(method, judgements, kind, place)


class TestMethods:
    def test_that_do_not_exist_are_refused_with_those_that_do(self) -> None:
        with pytest.raises(UnsupportedMethod, match="rank_sum"):
            weights_from("guess", {})

    @pytest.mark.parametrize("method", METHODS)
    def test_refuse_an_empty_body_and_unknown_fields(self, method: str) -> None:
        for judgements in ({}, {"more": 1}):
            with pytest.raises(InvalidJudgements):
                weights_from(method, judgements)

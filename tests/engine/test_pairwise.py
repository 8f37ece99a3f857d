"""Pairwise comparison and the best-worst method."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import (
    BestWorstAnswer,
    DuplicateKey,
    EngineError,
    InvalidJudgements,
    PairwiseAnswer,
    joint_judgements,
    weights_from,
)
from decision.engine.elicitation import best_worst


def pairwise(judgements: object, criteria: str | list[str] = "") -> PairwiseAnswer:
    body: dict[str, Any] = {"judgements": judgements} | ({"criteria": list(criteria)} if criteria else {})
    answer = weights_from("pairwise", body)
    assert isinstance(answer, PairwiseAnswer)
    return answer


def upper(*rows: list[float | None]) -> list[list[float | None]]:
    """A square from its upper half, the lower left open."""
    count = len(rows) + 1
    return [
        [None] * i + [1] + (rows[i] if i < len(rows) else []) for i in range(count)
    ]  # fmt: skip


# Saaty (1980), The Analytic Hierarchy Process: buying a house, eight criteria; the consistency ratio exceeds 0.10.
HOUSE = [
    [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
    [1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
    [1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5],
    [1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
    [1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6],
    [1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6],
    [3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2],
    [4, 7, 5, 8, 6, 6, 2, 1],
]
NAMES = ["size", "bus", "neighbourhood", "age", "yard", "modern", "condition", "finance"]

ratios = st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1.0, 2.0, 3.0, 5.0, 9.0])


class TestPairwise:
    def test_of_saatys_house_is_as_published(self) -> None:
        """Saaty (1990), EJOR 48, table 2: weights, lambda = 9.669, CI = 0.238, CR = 0.169."""
        answer = pairwise(HOUSE, NAMES)
        assert list(answer.weights.values()) == pytest.approx(
            [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333], abs=0.001
        )
        assert answer.lambda_max == pytest.approx(9.669, abs=0.001)
        assert answer.consistency_index == pytest.approx(0.238, abs=0.001)
        assert answer.consistency_ratio == pytest.approx(0.169, abs=0.001)
        assert (answer.random_index, answer.random_index_table) == (1.41, "Saaty 1980")
        assert answer.worst_judgement is not None
        assert (answer.worst_judgement.row, answer.worst_judgement.column) == ("neighbourhood", "condition")
        assert answer.worst_judgement.given == 6
        assert "look at the worst judgement" in answer.notes[0]

    def test_of_saatys_job_is_as_published(self) -> None:
        """Saaty (2008), Int. J. Services Sciences 1, 83-98, table 3: the criteria of the best job."""
        job = upper([1 / 4, 1 / 6, 1 / 4, 1 / 8], [1 / 3, 3, 1 / 7], [4, 1 / 2], [1 / 7])
        weights = list(pairwise(job, "abcde").weights.values())
        assert weights == pytest.approx([0.036, 0.122, 0.262, 0.075, 0.506], abs=0.0005)

    def test_that_agree_are_consistent_and_have_no_worst(self) -> None:
        answer = pairwise([[1, 2, 6], [0.5, 1, 3], [1 / 6, 1 / 3, 1]], "abc")
        assert answer.weights == {"a": 0.6, "b": 0.3, "c": 0.1}
        assert answer.lambda_max == pytest.approx(3)
        assert (answer.consistency_index, answer.consistency_ratio) == (pytest.approx(0), pytest.approx(0))
        assert answer.worst_judgement is None
        assert answer.notes == []

    def test_are_the_same_as_rows_as_pairs_and_as_one_half(self) -> None:
        rows = [[1, 3, 5], [1 / 3, 1, 4], [1 / 5, 1 / 4, 1]]
        by_key = {"a": {"b": 3, "c": 5}, "b": {"c": 4}}
        assert (
            pairwise(rows, "abc").weights
            == pairwise(by_key).weights
            == pairwise(upper([3, 5], [4]), "abc").weights
        )

    @pytest.mark.parametrize(("judgements", "criteria"), [([[1]], "a"), ([[1, 4], [0.25, 1]], "ab")])
    def test_of_one_or_two_criteria_cannot_contradict(
        self, judgements: list[list[float]], criteria: str
    ) -> None:
        answer = pairwise(judgements, criteria)
        assert (answer.consistency_index, answer.consistency_ratio) == (0, 0)

    def test_that_are_incomplete_have_no_ratio_but_weights(self) -> None:
        answer = pairwise({"a": {"b": 3}, "b": {"c": 2}}, "abc")
        assert answer.weights == {
            "a": pytest.approx(6 / 9),
            "b": pytest.approx(2 / 9),
            "c": pytest.approx(1 / 9),
        }
        assert (answer.lambda_max, answer.consistency_ratio) == (None, None)
        assert (answer.given, answer.possible) == (2, 3)
        assert "2 of 3" in answer.notes[0]

    def test_that_are_incomplete_and_contradict_have_a_worst(self) -> None:
        answer = pairwise({"a": {"b": 2, "c": 2, "d": 2}, "b": {"c": 1, "d": 9}}, "abcd")
        assert answer.worst_judgement is not None
        assert answer.worst_judgement.column == "d"

    def test_beyond_saatys_table_have_an_index_and_no_ratio(self) -> None:
        keys = [f"c{i}" for i in range(16)]
        answer = pairwise({key: dict.fromkeys(keys[i + 1 :], 2) for i, key in enumerate(keys[:-1])}, keys)
        assert answer.consistency_index is not None
        assert (answer.random_index, answer.consistency_ratio) == (None, None)

    @given(st.lists(st.lists(ratios, min_size=4, max_size=4), min_size=4, max_size=4))
    def test_are_the_principal_eigenvector(self, table: list[list[float]]) -> None:
        matrix = np.array([
            [1 if i == j else table[i][j] if i < j else 1 / table[j][i] for j in range(4)] for i in range(4)
        ])  # fmt: skip
        answer = pairwise(matrix.tolist(), "abcd")
        values, vectors = np.linalg.eig(matrix)
        first = np.argmax(values.real)
        expected = np.abs(vectors[:, first].real)
        assert list(answer.weights.values()) == pytest.approx(list(expected / expected.sum()), abs=1e-8)
        assert answer.lambda_max == pytest.approx(values[first].real, abs=1e-8)

    @given(st.lists(st.floats(0.1, 10), min_size=2, max_size=6))
    def test_find_the_weights_that_made_them(self, made: list[float]) -> None:
        keys = [f"c{i}" for i in range(len(made))]
        full = {
            a: {b: made[i] / made[j] for j, b in enumerate(keys) if j > i} for i, a in enumerate(keys[:-1])
        }
        chain = {a: {b: made[i] / made[i + 1]} for i, (a, b) in enumerate(itertools.pairwise(keys))}
        for judged in (full, chain):
            assert list(pairwise(judged, keys).weights.values()) == pytest.approx(
                [w / sum(made) for w in made], abs=1e-6
            )

    @pytest.mark.parametrize(
        ("judgements", "criteria", "kind", "place"),
        [
            ([[1, 3]], "ab", InvalidJudgements, "/judgements"),
            ([[1, 3], [1]], "ab", InvalidJudgements, "/judgements"),
            ([[1, 3], [3, 1]], "ab", InvalidJudgements, "/judgements/1/0"),
            ([[2, 3], [1 / 3, 1]], "ab", InvalidJudgements, "/judgements/0/0"),
            ([[1, 0], [None, 1]], "ab", InvalidJudgements, "/judgements/0/1"),
            ([[1, -2], [None, 1]], "ab", InvalidJudgements, "/judgements/0/1"),
            ([[1, 1e9], [None, 1]], "ab", InvalidJudgements, "/judgements/0/1"),
            ([[1, 2], [0.5, 1]], "aa", DuplicateKey, "/criteria/1"),
            ([[1, None], [None, 1]], "ab", InvalidJudgements, "/judgements"),
            ([[1, "2"], [None, 1]], "ab", InvalidJudgements, "/judgements/0/1"),
            ([[1]], "", InvalidJudgements, "/criteria"),
            ({"a": {"b": 2}}, "abc", InvalidJudgements, "/judgements"),
            ({"a": {"x": 2}}, "ab", InvalidJudgements, "/judgements/a/x"),
            ({"x": {"a": 2}}, "ab", InvalidJudgements, "/judgements/x"),
            ({"a": {"b": 2}, "b": {"a": 2}}, "ab", InvalidJudgements, "/judgements/b/a"),
            ({}, "", InvalidJudgements, "/judgements"),
            ("3", "ab", InvalidJudgements, "/judgements"),
        ],
    )
    def test_are_refused_by_place(
        self, judgements: object, criteria: str, kind: type[EngineError], place: str
    ) -> None:
        with pytest.raises(kind) as refused:
            pairwise(judgements, criteria)
        assert refused.value.errors[0][0] == place

    def test_that_leave_criteria_apart_name_the_parts(self) -> None:
        with pytest.raises(InvalidJudgements, match="a, b with c, d"):
            pairwise({"a": {"b": 2}, "c": {"d": 2}})
        with pytest.raises(InvalidJudgements, match="c0, c1, c2, c3, c4, … with x"):
            pairwise({"c0": {f"c{i}": 2 for i in range(1, 6)}}, [*(f"c{i}" for i in range(6)), "x"])

    def test_take_a_seventh_written_as_014(self) -> None:
        assert pairwise([[1, 7], [0.14, 1]], "ab").weights["a"] == pytest.approx(0.876, abs=0.001)


class TestJointJudgements:
    def test_are_geometric_means_that_stay_reciprocal(self) -> None:
        """Aczel & Saaty (1983), J. Math. Psych. 27: 9 and 1/9 cancel."""
        assert joint_judgements([{("a", "b"): 9}, {("b", "a"): 9}]) == {"a": {"b": pytest.approx(1)}}

    def test_hear_those_who_judged_and_weigh_them(self) -> None:
        members = [{("a", "b"): 2.0, ("b", "c"): 3.0}, {("a", "b"): 16.0}, {("a", "c"): 5.0}]
        assert joint_judgements(members, [2, 1, 0]) == {
            "a": {"b": pytest.approx(4)},
            "b": {"c": pytest.approx(3)},
        }


def compared(model: str = "linear", **changes: object) -> BestWorstAnswer:
    """Rezaei (2015): a buyer of a car; quality is best, style worst."""
    body: dict[str, Any] = {
        "best": "quality",
        "worst": "style",
        "best_to_others": {"price": 2, "style": 8},
        "others_to_worst": {"quality": 8, "price": 5},
        "model": model,
    }
    answer = weights_from("best_worst", body | changes)
    assert isinstance(answer, BestWorstAnswer)
    return answer


class TestBestWorst:
    def test_of_rezaeis_car_is_as_published_in_the_nonlinear_model(self) -> None:
        """Rezaei (2015), Omega 53, example 1: (0.5899, 0.3387, 0.0714), xi = 0.26, ratio 0.058."""
        answer = compared("nonlinear")
        assert answer.weights == {
            "quality": pytest.approx(0.5899, abs=5e-5),
            "price": pytest.approx(0.3387, abs=5e-5),
            "style": pytest.approx(0.0714, abs=5e-5),
        }
        assert answer.xi == pytest.approx(0.26, abs=0.005)
        assert answer.consistency_index == pytest.approx(4.47, abs=0.005)
        assert answer.consistency_ratio == pytest.approx(0.058, abs=0.0005)

    def test_of_the_linear_model_has_the_xi_of_its_program_as_ratio(self) -> None:
        """Rezaei (2016), Omega 64: the same car, xi = 0.0257 by hand from its three active constraints."""
        answer = compared()
        found = list(answer.weights.values())
        assert answer.xi == answer.consistency_ratio
        assert answer.xi == pytest.approx(
            max(abs(found[0] - 2 * found[1]), abs(found[0] - 8 * found[2]), abs(found[1] - 5 * found[2])),
            abs=1e-8,
        )
        assert (answer.consistency_index, answer.intervals) == (None, None)

    @pytest.mark.parametrize("model", ["linear", "nonlinear"])
    def test_of_judgements_that_agree_is_their_ratio(self, model: str) -> None:
        answer = compared(
            model,
            best_to_others={"price": 2, "style": 8},
            others_to_worst={"quality": 8, "price": 4, "style": 1},
        )
        assert list(answer.weights.values()) == pytest.approx([8 / 13, 4 / 13, 1 / 13])
        assert answer.xi == pytest.approx(0, abs=1e-9)

    def test_takes_the_best_against_the_worst_from_either_list(self) -> None:
        both = compared().weights
        assert compared(others_to_worst={"price": 5}).weights == both
        assert compared(best_to_others={"price": 2}).weights == pytest.approx(both)

    def test_says_from_where_to_where_when_several_weights_do_as_well(self) -> None:
        """Rezaei (2016): with more than three criteria the nonlinear model may leave ranges."""
        answer = compared(
            "nonlinear",
            best_to_others={"price": 2, "comfort": 4, "style": 8},
            others_to_worst={"quality": 8, "price": 5, "comfort": 2},
        )
        assert answer.intervals is not None
        low, high = answer.intervals["comfort"]
        assert low < answer.weights["comfort"] < high

    @pytest.mark.parametrize(
        ("direct", "index"),
        [(1, 0), (2, 0.44), (3, 1.0), (4, 1.63), (5, 2.3), (6, 3.0), (7, 3.73), (8, 4.47), (9, 5.23)],
    )
    def test_has_rezaeis_consistency_indices(self, direct: int, index: float) -> None:
        """Rezaei (2015), table 1."""
        answer = weights_from(
            "best_worst",
            {"best": "a", "worst": "b", "best_to_others": {"b": direct}, "others_to_worst": {"a": direct},
             "model": "nonlinear"},
        )  # fmt: skip
        assert isinstance(answer, BestWorstAnswer)
        assert answer.consistency_index == pytest.approx(index, abs=0.005)
        assert answer.weights["a"] == pytest.approx(direct / (direct + 1))

    @pytest.mark.parametrize("model", ["linear", "nonlinear"])
    def test_of_one_criterion_is_all_of_it(self, model: str) -> None:
        answer = compared(model, best="a", worst="a", best_to_others={}, others_to_worst={})
        assert answer.weights == {"a": 1.0}
        assert answer.xi == 0

    @given(
        st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=4), st.integers(1, 9)
    )
    def test_nonlinear_weights_keep_within_their_xi(self, others: list[tuple[int, int]], direct: int) -> None:
        keys = [f"c{i}" for i in range(len(others))]
        answer = compared(
            "nonlinear",
            best_to_others={key: pair[0] for key, pair in zip(keys, others, strict=True)} | {"style": direct},
            others_to_worst={key: pair[1] for key, pair in zip(keys, others, strict=True)}
            | {"quality": direct},
        )
        assert answer.intervals is not None
        for low, high in answer.intervals.values():
            assert 0 < low <= high + 1e-9
        worst = max(max(abs(math.sqrt(direct) - a), abs(math.sqrt(direct) - b)) for a, b in others)
        assert answer.xi <= worst + direct

    @pytest.mark.parametrize(
        ("changes", "place"),
        [
            ({"best_to_others": {"style": 8}}, "/best_to_others/price"),
            ({"others_to_worst": {"quality": 8}}, "/others_to_worst/price"),
            ({"best_to_others": {"price": 2}, "others_to_worst": {"price": 5}}, "/best_to_others/style"),
            ({"best_to_others": {"price": 0.5, "style": 8}}, "/best_to_others/price"),
            ({"best_to_others": {"price": 2, "style": 8, "quality": 2}}, "/best_to_others/quality"),
            ({"others_to_worst": {"price": 5, "quality": 7}}, "/others_to_worst/quality"),
            ({"worst": "quality"}, "/worst"),
            ({"model": "cubic"}, "/model"),
        ],
    )
    def test_is_refused_by_place(self, changes: dict[str, object], place: str) -> None:
        with pytest.raises(InvalidJudgements) as refused:
            compared(**changes)  # type: ignore[arg-type]
        assert refused.value.errors[0][0] == place

    def test_that_no_program_solves_is_refused_not_crashed(self) -> None:
        with pytest.raises(InvalidJudgements, match="near these judgements"):
            best_worst._solve(np.zeros(1), np.ones((1, 1)), np.ones(1))

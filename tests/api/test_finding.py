"""POST /api/v1/weights/ and /api/v1/agreement/: shares and agreement of the caller's own."""

from __future__ import annotations

import pytest
from django.test import Client

from decision.engine import AgreementAnswer
from decision.engine.elicitation import METHODS
from tests.api.asking import refused, send

pytestmark = pytest.mark.django_db
WEIGHTS, AGREEMENT = "/api/v1/weights/", "/api/v1/agreement/"


def found(body: dict[str, object]) -> dict[str, object]:
    answer = send(Client(), "POST", WEIGHTS, body)
    assert answer.status_code == 200, answer.content
    given: dict[str, object] = answer.json()
    return given


class TestWeights:
    def test_of_an_order_with_ties_are_shares_that_add_up_to_one(self) -> None:
        answer = found({"method": "rank_sum", "order": ["a", ["b", "c"], "d"]})
        assert answer == {
            "method": "rank_sum",
            "weights": {"a": 0.4, "b": 0.25, "c": 0.25, "d": 0.1},
            "notes": [],
        }

    def test_of_pairs_come_with_their_consistency_in_both_forms(self) -> None:
        rows = found(
            {"method": "pairwise", "criteria": ["a", "b"], "judgements": [[1, 3], [0.3333333333, 1]]}
        )
        pairs = found({"method": "pairwise", "judgements": {"a": {"b": 3}}})
        assert rows["weights"] == pytest.approx({"a": 0.75, "b": 0.25})
        assert pairs["weights"] == {"a": 0.75, "b": 0.25}
        assert (pairs["consistency_ratio"], pairs["random_index"], pairs["worst_judgement"]) == (0, 0, None)
        three = found(
            {
                "method": "pairwise",
                "criteria": ["a", "b", "c"],
                "judgements": [[1, 3, 1], [None, 1, 2], [None] * 3],
            }
        )
        assert three["random_index"] == 0.58
        assert set(three["worst_judgement"]) == {"row", "column", "given", "implied"}  # type: ignore[call-overload]

    def test_of_the_best_and_the_worst_come_with_xi(self) -> None:
        judged = {
            "best": "a",
            "worst": "c",
            "best_to_others": {"b": 2, "c": 8},
            "others_to_worst": {"a": 8, "b": 5},
        }
        answer = found({"method": "best_worst", "model": "nonlinear", **judged})
        assert answer["xi"] == pytest.approx(0.26, abs=0.005)
        assert answer["consistency_ratio"] == pytest.approx(0.058, abs=0.0005)

    def test_of_data_say_that_they_are(self) -> None:
        answer = found(
            {"method": "critic", "criteria": [{"key": "a", "direction": "cost"}], "scores": [[1], [2]]}
        )
        assert "not from values" in answer["notes"][0]  # type: ignore[index]

    @pytest.mark.parametrize(
        ("body", "place"),
        [
            ({}, "/method"),
            ({"method": 3}, "/method"),
            ({"method": "guess"}, "/method"),
            ([], ""),
            ({"method": "swing", "swings": {"a/b": -1}}, "/swings/a~1b"),
            ({"method": "swing", "swings": {"a": 1}, "unknown": 1}, "/unknown"),
            (
                {"method": "pairwise", "criteria": ["a", "b"], "judgements": [[1, 2], [2, 1]]},
                "/judgements/1/0",
            ),
            ({"method": "rank_sum", "order": ["a", "a"]}, "/order/1"),
            ({"method": "entropy", "criteria": [{"key": "a"}], "scores": [[None]]}, "/scores/0/0"),
        ],
    )
    def test_that_cannot_be_found_are_refused_by_place(self, body: object, place: str) -> None:
        refused(send(Client(), "POST", WEIGHTS, body), 400, place)

    def test_know_every_method_by_name(self) -> None:
        problem = refused(send(Client(), "POST", WEIGHTS, {}), 400)
        assert all(method in problem["detail"] for method in METHODS)

    def test_of_too_much_data_are_refused_before_they_are_read(self) -> None:
        body = {"method": "critic", "criteria": [], "scores": [[0] * 1000] * 201}
        refused(send(Client(), "POST", WEIGHTS, body), 413)
        refused(send(Client(), "POST", AGREEMENT, {"rankings": [[1] * 1000] * 201}), 413)


class TestAgreement:
    def test_answers_kendalls_w_and_what_goes_with_it(self) -> None:
        answer = send(Client(), "POST", AGREEMENT, {"rankings": [[1, 2, 3], [1, 2.5, 2.5], [1, 3, 2]]})
        assert answer.status_code == 200
        AgreementAnswer.model_validate(answer.json())
        assert answer.json()["condorcet_winner"] == 0
        assert answer.json()["p_method"] == "permutation"

    def test_answers_null_where_there_is_nothing_to_agree_on(self) -> None:
        answer = send(Client(), "POST", AGREEMENT, {"rankings": [[1, 2]]}).json()
        assert (answer["w"], answer["p_value"], answer["mean_spearman"]) == (None, None, None)

    @pytest.mark.parametrize(
        ("body", "place"),
        [({}, "/rankings"), ([], ""), ({"rankings": [[1], [1, 2]]}, "/rankings/1"),
         ({"rankings": [[1, 9]]}, "/rankings/0/1"), ({"rankings": [["a"]]}, "/rankings/0/0")],
    )  # fmt: skip
    def test_that_cannot_be_had_is_refused_by_place(self, body: object, place: str) -> None:
        refused(send(Client(), "POST", AGREEMENT, body), 400, place)

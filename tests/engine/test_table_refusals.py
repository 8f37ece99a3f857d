"""What a table is refused for, and how its numbers are read."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from decision.engine import (
    AllWeightsZero,
    DuplicateKey,
    EngineError,
    InvalidScale,
    InvalidTable,
    NegativeWeight,
    ScoreOutsideScale,
    TableRequest,
    UnsupportedMethod,
    rank_table,
    read_table,
)


def make_table(scores: list[list[object]], *weights: object, **overrides: object) -> dict[str, object]:
    """Alternatives w, x, y, z and criteria a, b, c with these weights (1 each by default)."""
    columns = weights or (1,) * len(scores[0])
    return {
        "alternatives": ["w", "x", "y", "z"][: len(scores)],
        "criteria": [{"key": key, "weight": weight} for key, weight in zip("abc", columns, strict=False)],
        "scores": scores,
        **overrides,
    }


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "kind", "place"),
        [
            (
                {"criteria": [{"key": "a", "weight": -1}, {"key": "b", "weight": 1}]},
                NegativeWeight,
                "/criteria/0/weight",
            ),
            (
                {"criteria": [{"key": "a", "weight": 0}, {"key": "b", "weight": 0}]},
                AllWeightsZero,
                "/criteria/0/weight",
            ),
            (
                {"criteria": [{"key": "a", "weight": 1}, {"key": "a", "weight": 1}]},
                DuplicateKey,
                "/criteria/1",
            ),
            (
                {"criteria": [{"key": "a", "weight": 1, "scale": [3, 3]}, {"key": "b", "weight": 1}]},
                InvalidScale,
                "/criteria/0/scale",
            ),
            (
                {"criteria": [{"key": "a", "weight": 1, "scale": [0, 2]}, {"key": "b", "weight": 1}]},
                ScoreOutsideScale,
                "/scores/1/0",
            ),
            ({"alternatives": ["x", "x"]}, DuplicateKey, "/alternatives/1"),
            ({"scores": [[1, 2]]}, InvalidTable, "/scores"),
            ({"scores": [[1, 2], [3]]}, InvalidTable, "/scores/1"),
            ({"method": "electre"}, UnsupportedMethod, "/method"),
            ({"options": {"v": 0.5}}, UnsupportedMethod, "/options/v"),
            ({"normalization": "softmax"}, InvalidTable, "/normalization"),
            ({"alternatives": []}, InvalidTable, "/alternatives"),
            ({"alternatives": ["", "x"]}, InvalidTable, "/alternatives/0"),
            ({"criteria": []}, InvalidTable, "/criteria"),
            ({"criteria": [{"key": "a"}, {"key": "b", "weight": 1}]}, InvalidTable, "/criteria/0/weight"),
            ({"scores": [[1, "2"], [3, 4]]}, InvalidTable, "/scores/0/1"),
            ({"scores": [[1, True], [3, 4]]}, InvalidTable, "/scores/0/1"),
            ({"scores": [[1, float("nan")], [3, 4]]}, InvalidTable, "/scores/0/1"),
            ({"scores": [[1, float("inf")], [3, 4]]}, InvalidTable, "/scores/0/1"),
            ({"scores": [[1, 10**301], [3, 4]]}, InvalidTable, "/scores/0/1"),
            ({"scores": None}, InvalidTable, "/scores"),
            ({"robustness": {}}, InvalidTable, "/robustness"),
        ],
    )
    def test_each_names_its_place(
        self, change: dict[str, object], kind: type[EngineError], place: str
    ) -> None:
        with pytest.raises(kind) as caught:
            rank_table(read_table(json.dumps({**make_table([[1, 2], [3, 4]]), **change})))
        assert type(caught.value) is kind
        assert caught.value.errors[0][0] == place
        assert caught.value.detail

    @pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b"3", b"[" * 100_000, '{"a": 1e'])
    def test_what_is_no_table_is_refused(self, body: bytes | str) -> None:
        with pytest.raises(InvalidTable, match="The body: This "):
            read_table(body)

    def test_too_many_scores_are_refused(self) -> None:
        row = [0] * 500
        request = {
            "alternatives": [f"x{i}" for i in range(401)],
            "criteria": [{"key": f"c{j}", "weight": 1} for j in range(500)],
            "scores": [row] * 401,
        }
        with pytest.raises(InvalidTable, match="401 x 500 scores are too many: at most 200,000"):
            rank_table(read_table(request))


class TestReading:
    def test_numbers_are_read_as_they_are_written(self) -> None:
        request = read_table(
            '{"alternatives": ["x"], "criteria": [{"key": "a", "weight": 0.1}], "scores": [[7]]}'
        )
        assert (request.criteria[0].weight, request.scores[0][0]) == (Decimal("0.1"), Decimal(7))

    def test_decimals_that_were_parsed_elsewhere_keep_every_digit(self) -> None:
        exact = Decimal("0.12345678901234567890123")
        request = read_table(
            {"alternatives": ["x"], "criteria": [{"key": "a", "weight": exact}], "scores": [[7]]}
        )
        assert request.criteria[0].weight == exact

    def test_the_form_can_be_published_as_a_schema(self) -> None:
        properties = TableRequest.model_json_schema()["$defs"]["TableCriterion"]["properties"]
        assert properties["weight"]["type"] == "number"

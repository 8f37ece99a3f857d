"""The index, the OpenAPI document and its two readers; a table of the caller's own."""

from __future__ import annotations

import re

import pytest
import yaml
from django.contrib.staticfiles import finders
from django.test import Client

from decision.engine import TableAnswer
from tests.api.asking import refused, send

pytestmark = pytest.mark.django_db
COMPUTING = ("evaluate", "weights", "agreement")
TABLE = {
    "alternatives": ["a", "b"],
    "criteria": [
        {"key": "price", "weight": 3, "direction": "cost", "scale": [100, 300]},
        {"key": "speed", "weight": 7},
    ],
    "scores": [[200, 10], [250, 16]],
    "method": "weighted_sum",
    "normalization": "none",
    "options": {},
}


class TestIndex:
    def test_leads_everywhere(self) -> None:
        for name, link in Client().get("/api/v1/").json()["links"].items():
            assert link.startswith("http://testserver/api/v1/")
            assert Client().get(link).status_code == (405 if name in COMPUTING else 200), link


class TestSchema:
    def test_is_openapi_3_1_as_json_and_as_yaml(self) -> None:
        as_json = Client().get("/api/v1/schema/").json()
        written = Client().get("/api/v1/schema/?format=yaml").content
        as_yaml = yaml.load(written, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        assert as_json == as_yaml
        assert as_json["openapi"].startswith("3.1")
        refused(Client().get("/api/v1/schema/?format=xml"), 400)


class TestReaders:
    @pytest.mark.parametrize("page", ["docs", "redoc"])
    def test_need_no_other_host_and_no_script_in_the_page(self, page: str) -> None:
        answer = Client().get(f"/api/v1/{page}/")
        text = answer.content.decode()
        sources = re.findall(r'(?:src|href)="([^"]+)"', text)
        assert all(source.startswith(("/static/", "/api/v1/")) for source in sources)
        assert all(
            finders.find(source.removeprefix("/static/")) for source in sources if "/static/" in source
        )
        assert not re.search(r"<script(?![^>]*src=)", text)
        assert "script-src 'self';" in answer["Content-Security-Policy"] + ";"

    def test_of_json_are_told_that_nothing_runs(self) -> None:
        assert Client().get("/api/v1/")["Content-Security-Policy"].startswith("default-src 'none'")


class TestEvaluateTable:
    def test_ranks_a_table_and_forgets_it(self) -> None:
        answer = send(Client(), "POST", "/api/v1/evaluate/", TABLE)
        TableAnswer.model_validate_json(answer.content)
        assert [(row["alternative"], row["total"]) for row in answer.json()["ranking"]] == [
            ("a", 67),
            ("b", 56.2),
        ]

    def test_compares_decimals_as_written(self) -> None:
        table = b"""{"alternatives": ["x", "y"], "criteria": [{"key": "c", "weight": 1}, {"key": "d", "weight": 1}],
                     "scores": [[0.1, 0.2], [0.3, 0]]}"""
        rows = send(Client(), "POST", "/api/v1/evaluate/", table).json()["ranking"]
        assert [(row["rank"], row["tied"]) for row in rows] == [(1, True), (1, True)]
        table = table.replace(b"[0.3, 0]", b"[0.30000000000000000001, 0]")
        assert send(Client(), "POST", "/api/v1/evaluate/", table).json()["ranking"][0]["alternative"] == "y"

    @pytest.mark.parametrize(
        ("change", "place"),
        [({"method": "guessing"}, None), ({"alternatives": []}, "/alternatives"), ({"scores": [[1, 2]]}, None),
         ({"criteria": [{"key": "price", "weight": -1}, {"key": "speed", "weight": 7}]}, "/criteria/0/weight"),
         ({"scores": [[1, "x"], [1, 2]]}, "/scores/0/1"), ({"extra": 1}, "/extra"), ({"normalization": "z"}, None)],
    )  # fmt: skip
    def test_refuses_what_it_cannot_rank(self, change: dict[str, object], place: str | None) -> None:
        refused(send(Client(), "POST", "/api/v1/evaluate/", TABLE | change), 400, *([place] if place else []))

    def test_refuses_too_many_cells(self) -> None:
        table = TABLE | {"scores": [[1] * 50_000] * 5}
        refused(send(Client(), "POST", "/api/v1/evaluate/", table), 413)

"""GET /api/v1/decisions/ and /api/v1/decisions/{slug}/ with its alternatives and gates."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decision.matrix import shapes
from decision.matrix.models import Decision
from tests.api.asking import address, refused
from tests.cast import Cast, add_gate

LIST = "/api/v1/decisions/"


def slugs(answer: object) -> list[str]:
    return [row["slug"] for row in answer.json()["results"]]  # type: ignore[attr-defined]


class TestList:
    @pytest.mark.parametrize(
        ("who", "seen"),
        [
            ("visitor", ["public-choice"]),
            ("otto", ["public-choice"]),
            ("victor", ["public-choice", "shared-choice"]),
            ("cora", ["public-choice", "shared-choice"]),
            ("edgar", ["private-choice", "public-choice", "shared-choice"]),
            ("stella", ["private-choice", "public-choice", "shared-choice"]),
        ],
    )
    def test_shows_what_the_caller_may_see(self, cast: Cast, who: str, seen: list[str]) -> None:
        answer = cast.client(who).get(LIST)
        shapes.DecisionPage.model_validate_json(answer.content)
        assert slugs(answer) == seen

    def test_hides_what_is_only_known_by_its_link(self, cast: Cast) -> None:
        Decision.objects.filter(pk=cast.public.pk).update(visibility="link")
        assert slugs(cast.visitor.get(LIST)) == []
        assert cast.visitor.get(address("public-choice")).status_code == 200

    @pytest.mark.parametrize(
        ("query", "found"),
        [("search=PUBLIC", 1), ("search=choice+shared", 1), ("search=nothing", 0), ("team=platform", 3), ("team=x", 0),
         ("status=draft", 3), ("status=decided", 0), ("framework=flask", 3), ("framework=rails", 0), ("search=%25", 0)],
    )  # fmt: skip
    def test_filters(self, cast: Cast, query: str, found: int) -> None:
        assert len(slugs(cast.client("olga").get(f"{LIST}?{query}"))) == found

    def test_names_the_statuses_when_asked_for_another(self, cast: Cast) -> None:
        assert "draft" in refused(cast.visitor.get(LIST + "?status=done"), 400, "/status")["detail"]

    def test_pages_by_cursor_there_and_back(self, cast: Cast) -> None:
        client = cast.client("olga")
        first = client.get(LIST + "?page_size=2")
        second = client.get(first.json()["next"])
        assert slugs(first) + slugs(second) == ["private-choice", "public-choice", "shared-choice"]
        assert second.json()["next"] is None
        assert slugs(client.get(second.json()["previous"])) == slugs(first)

    @pytest.mark.parametrize(
        "query",
        [
            "cursor=x", "cursor=%FF", "cursor=cD0lMDA%3D", "search=%00",
            "page_size=0", "page_size=501", "page_size=x", "page_size=-1", "page_size=000500999",
        ],
    )  # fmt: skip
    def test_refuses_what_is_no_page(self, cast: Cast, query: str) -> None:
        refused(cast.visitor.get(f"{LIST}?{query}"), 400)

    def test_takes_one_query_for_a_visitor(self, cast: Cast) -> None:
        with CaptureQueriesContext(connection) as queries:
            cast.visitor.get(LIST)
        assert len(queries) == 1


class TestDetail:
    def test_gives_the_frame_and_where_the_rest_is(self, cast: Cast) -> None:
        answer = cast.visitor.get(address("public-choice"))
        shapes.DecisionDetail.model_validate_json(answer.content)
        body = answer.json()
        assert (body["slug"], body["team"], body["revision"], answer["ETag"]) == (
            "public-choice",
            "platform",
            1,
            '"1"',
        )
        assert body["may_edit"] is False
        for name, path in body["links"].items():
            assert cast.visitor.get(path).status_code == (405 if name == "evaluate" else 200), path

    def test_says_who_may_edit(self, cast: Cast) -> None:
        assert cast.client("edgar").get(address("public-choice")).json()["may_edit"] is True
        read_only = cast.visitor.get(address("public-choice"), headers=cast.bearer("edgar", "read"))
        assert read_only.json()["may_edit"] is False

    def test_is_304_for_who_has_it(self, cast: Cast) -> None:
        assert cast.visitor.get(address("public-choice"), headers={"If-None-Match": '"1"'}).status_code == 304


class TestAlternatives:
    def test_are_listed_in_order_with_their_printed_totals(self, cast: Cast) -> None:
        answer = cast.visitor.get(address("public-choice", "alternatives/"))
        page = shapes.AlternativePage.model_validate_json(answer.content)
        assert [(row.framework, row.published_total) for row in page.results][:2] == [
            ("fastapi", 9.5),
            ("django-rest-framework", 7.8),
        ]

    def test_are_found_by_framework(self, cast: Cast) -> None:
        assert (
            cast.visitor.get(address("public-choice", "alternatives/flask/")).json()["framework"] == "flask"
        )
        refused(cast.visitor.get(address("public-choice", "alternatives/rails/")), 404)


class TestGates:
    def test_are_listed_and_found_by_id(self, cast: Cast) -> None:
        gate = add_gate(cast.public, "auth-security", 6, name="Secure enough")
        page = cast.visitor.get(address("public-choice", "gates/"))
        shapes.GatePage.model_validate_json(page.content)
        (row,) = page.json()["results"]
        assert row == {
            "id": gate.pk, "name": "Secure enough", "criterion": "auth-security", "metric": None, "feature": None,
            "level": "", "unit": "", "comparison": "at_least", "threshold": 6, "mode": "excludes",
        }  # fmt: skip
        assert cast.visitor.get(address("public-choice", f"gates/{gate.pk}/")).json() == row
        refused(cast.visitor.get(address("shared-choice", f"gates/{gate.pk}/")), 404)

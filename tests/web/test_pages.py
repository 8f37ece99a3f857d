"""The list of decisions, the catalogue, signing in, the theme, and pages about errors."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from decision.matrix.models import Decision


@pytest.mark.usefixtures("seeded")
class TestDecisionList:
    def test_lists_every_decision_with_leader_margin_and_robustness(self, client: Client) -> None:
        html = client.get("/").content.decode()
        assert html.count('class="dl-title"') == 6
        assert "<b>FastAPI</b>" in html
        assert "+2.05" in html
        assert "97\xa0%" in html

    def test_what_is_up_for_a_decision_comes_before_drafts(self, client: Client) -> None:
        chips = re.findall(
            r'<span class="chip[^>]*>(?:<svg.*?</svg>)?([^<]+)</span>', client.get("/").content.decode()
        )
        assert chips == ["In review"] * 3 + ["Draft"] * 3

    def test_filters_by_text_and_status_in_the_address(self, client: Client) -> None:
        assert client.get("/?q=channels").content.decode().count('class="dl-title"') == 1
        assert client.get("/?status=draft").content.decode().count('class="dl-title"') == 3
        nothing = client.get("/?q=message+broker").content.decode()
        assert "No decision matches “message broker”" in nothing
        assert "6 decisions are hidden" in nothing

    def test_goes_on_after_fifty_and_filters_them_all(self, client: Client) -> None:
        Decision.objects.bulk_create(
            Decision(slug=f"more-{n}", title=f"More {n}", visibility="public", status="decided")
            for n in range(60)
        )
        first, second = (client.get(address).content.decode() for address in ("/", "/?page=2"))
        assert [html.count('class="dl-title"') for html in (first, second)] == [50, 16]
        assert "Page 1 of 2, 66 decisions" in first
        assert 'rel="next" href="?page=2"' in first
        assert client.get("/?q=more+59").content.decode().count('class="dl-title"') == 1
        assert client.get("/?q=FLASK").content.decode().count('class="dl-title"') == 3

    def test_takes_one_query_once_the_matrices_are_known(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client.get("/")
        with django_assert_num_queries(1):
            client.get("/")

    @pytest.mark.parametrize(
        "query", ["q=%00", "q=" + "x" * 5000, "status=nonsense", "q=%F0%28", "q=<script>"]
    )
    def test_odd_filters_do_no_harm(self, client: Client, query: str) -> None:
        answer = client.get(f"/?{query}")
        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()


@pytest.mark.usefixtures("seeded")
class TestCatalogue:
    def test_lists_filters_and_sorts_frameworks(self, client: Client) -> None:
        by_stars = client.get("/catalog/?sort=github-stars").content.decode()
        names = re.findall(r'class="dl-title" href="[^"]+">([^<]+)<', by_stars)
        assert names[:3] == ["Django REST", "FastAPI", "Flask"]
        assert "Tornado" in client.get("/catalog/?q=torn").content.decode()
        assert "Nothing in the catalogue matches" in client.get("/catalog/?q=zzz").content.decode()

    def test_a_frameworks_page_shows_every_claim_with_its_sources(self, client: Client) -> None:
        html = client.get("/catalog/tornado/").content.decode()
        for said in ("22.3K", "~22k", "2nd of 4", "Long polling", "Apache 2.0", "6.45"):
            assert said in html
        assert 'title="Python REST API Frameworks Comparison 2025, line 25"' in html or "line" in html

    def test_a_figure_of_a_relative_says_whose_it_is(self, client: Client) -> None:
        assert "measured on Django" in client.get("/catalog/django-rest-framework/").content.decode()

    def test_a_source_page_lists_all_its_claims_with_their_lines(self, client: Client) -> None:
        pages = [
            client.get(f"/sources/python-rest-api-frameworks-2025/?page={number}").content.decode()
            for number in (1, 2, 3)
        ]
        assert sum(html.count('id="claim-') for html in pages) > 400
        assert "002_9c54e0ee04fd6890.txt" in pages[0]
        assert "lines" in pages[0]

    def test_a_criterion_page_shows_scale_levels_and_claims(self, client: Client) -> None:
        html = client.get("/criteria/authentication-authorization/").content.decode()
        assert "Excellent" in html
        assert "Beneath it" in html
        assert "line 30" in html

    @pytest.mark.parametrize(
        ("address", "most"),
        [
            ("/catalog/", 4),
            ("/catalog/tornado/", 4),
            ("/criteria/performance/", 7),
            ("/sources/tornado-vs-django-2023/", 7),
        ],
    )
    def test_takes_few_queries_whatever_the_number_of_claims(
        self, client: Client, address: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        client.get("/")
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        "address", ["/catalog/no-such/", "/sources/no-such/", "/criteria/no-such/", "/nowhere/"]
    )
    def test_what_is_not_there_is_a_page_with_one_way_on(self, client: Client, address: str) -> None:
        answer = client.get(address)
        assert answer.status_code == 404
        assert "All decisions" in answer.content.decode()


class TestSigningIn:
    def test_signs_in_with_a_password_and_out_again(
        self, client: Client, signed_in: Callable[..., Client]
    ) -> None:
        signed_in("alice")
        wrong = client.post("/sign-in/", {"login": "alice", "password": "wrong"})
        assert 'role="alert"' in wrong.content.decode()
        right = client.post("/sign-in/", {"login": "alice", "password": "correct horse battery"})
        assert right.headers["Location"] == "/"
        assert "Signed in as <bdi>alice</bdi>" in client.get("/help/totals/").content.decode()
        client.post("/sign-out/")
        assert "Signed in as" not in client.get("/help/totals/").content.decode()

    def test_never_sends_anybody_to_another_host(
        self, client: Client, signed_in: Callable[..., Client]
    ) -> None:
        signed_in("alice")
        sent = {"login": "alice", "password": "correct horse battery", "next": "https://evil.example/"}
        assert client.post("/sign-in/", sent).headers["Location"] == "/"
        assert client.post("/theme/", {"theme": "dark", "next": "//evil.example/"}).headers["Location"] == "/"


class TestTheme:
    def test_keeps_the_choice_in_a_cookie_and_forgets_it(self, client: Client, db: None) -> None:
        client.post("/theme/", {"theme": "dark", "next": "/help/totals/"})
        assert 'data-theme="dark"' in client.get("/help/totals/").content.decode()
        client.post("/theme/", {"theme": "auto"})
        assert "data-theme=" not in client.get("/help/totals/").content.decode()

    def test_ignores_a_forged_cookie(self, client: Client, db: None) -> None:
        client.cookies["theme"] = '"><script>'
        assert "data-theme=" not in client.get("/help/totals/").content.decode()

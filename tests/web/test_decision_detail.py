"""The decision page: numbers of the engine, what-ifs in the address, hostile addresses, few queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from decision import engine
from decision.matrix.models import Decision
from decision.matrix.selectors import matrix_of, open_decision
from decision.teams.actors import visitor
from tests.builders import make_decision, make_wide_decision

DECISION = "/decisions/python-rest-api-framework/"
HX = {"HX-Request": "true"}
SLUGS = (
    "python-rest-api-framework", "twelve-requirements", "measured-performance", "tornado-or-django",
    "tornado-or-django-channels", "django-rest-framework-or-tornado",
)  # fmt: skip


def totals(html: str) -> list[str]:
    foot = html[html.index('id="totals"') :]
    return re.findall(r'<td role="cell" class="t [a-z]*">([^<]+)</td>', foot)


def verdict(html: str) -> str:
    found = re.search(r'<h2 id="verdict-h">(.*?)</h2>', html)
    assert found is not None
    return unescape(re.sub(r"<[^>]+>", "", found[1]))


@pytest.mark.usefixtures("seeded")
class TestSeededDecisions:
    def test_shows_the_documents_totals_recomputed_beside_the_printed_ones(self, client: Client) -> None:
        html = client.get(DECISION).content.decode()
        assert totals(html) == ["9.65", "7.60", "6.85", "6.45"]
        assert verdict(html) == "FastAPI leads by 2.05"
        for printed, off in (("9.5", "−0.15"), ("7.8", "+0.20"), ("7.0", "+0.15"), ("6.9", "+0.45")):
            assert f'{printed} <span class="d">{off}</span>' in html
        assert "4 of 4 printed totals differ from weights × scores. The order is the same." in html

    def test_names_the_tipping_points_beneath_the_criteria(self, client: Client) -> None:
        html = client.get(DECISION).content.decode()
        assert "Django REST leads above 72\xa0%" in html
        assert "Django REST leads above 53\xa0%" in html
        assert html.count("FastAPI leads at any weight") == 5

    @pytest.mark.parametrize("slug", SLUGS)
    def test_every_seeded_decision_states_the_engines_totals(self, client: Client, slug: str) -> None:
        loaded = matrix_of(open_decision(slug, by=visitor()))
        ranking = engine.rank(loaded.matrix)
        by_key = {standing.alternative: standing for standing in (*ranking.standings, *ranking.excluded)}
        shown = totals(client.get(f"/decisions/{slug}/").content.decode())
        for key, text in zip(loaded.matrix.alternatives, shown, strict=True):
            low = text.split(" to ")[0]
            assert abs(Decimal(low) - by_key[key].low) <= Decimal("0.005")

    @pytest.mark.parametrize("slug", SLUGS)
    def test_every_seeded_decision_states_the_apis_numbers(self, client: Client, slug: str) -> None:
        answer = client.get(f"/api/v1/decisions/{slug}/ranking/").json()
        html = client.get(f"/decisions/{slug}/").content.decode()
        for entry in answer["ranking"]:
            assert f"{Decimal(str(entry['total'])).quantize(Decimal('0.01'), 'ROUND_HALF_UP')}" in html

    def test_a_what_if_in_the_address_moves_the_totals_and_shows_what_they_were(self, client: Client) -> None:
        html = client.get(f"{DECISION}?scenario=ecosystem-first").content.decode()
        assert verdict(html) == "Django REST leads by 0.30"
        assert totals(html)[:2] == ["8.90", "9.20"]
        assert "At the document’s weights" in html
        assert "there FastAPI leads by 2.05" in html

    def test_a_moved_weight_answers_fragments_and_an_address_that_reproduces_them(
        self, client: Client
    ) -> None:
        answer = client.get(f"{DECISION}?moved=performance&to=40", headers=HX)
        assert answer.headers["HX-Replace-Url"].startswith(f"{DECISION}?w.performance=40&w.scalability=16")
        assert "HX-Request" in answer.headers["Vary"]
        assert "<html" not in answer.content.decode()
        again = client.get(answer.headers["HX-Replace-Url"]).content.decode()
        assert totals(again) == totals(answer.content.decode()) == ["9.72", "7.28", "6.88", "6.96"]

    def test_moving_a_weight_back_brings_the_bare_address_back(self, client: Client) -> None:
        answer = client.get(f"{DECISION}?moved=performance&to=25", headers=HX)
        assert answer.headers["HX-Replace-Url"] == DECISION

    def test_shares_always_add_up_to_a_hundred_percent(self, client: Client) -> None:
        for to in ("0", "33.3333", "99.99", "100"):
            answer = client.get(f"/decisions/twelve-requirements/?moved=open-source&to={to}", headers=HX)
            shares = re.findall(r"w\.[a-z-]+=([\d.]+)", answer.headers["HX-Replace-Url"])
            assert sum(map(Decimal, shares)) == 100

    def test_a_locked_weight_keeps_its_share_and_bounds_the_others(self, client: Client) -> None:
        answer = client.get(f"{DECISION}?lock=performance&moved=scalability&to=90", headers=HX)
        assert "w.performance=25&w.scalability=75&" in answer.headers["HX-Replace-Url"]

    def test_a_history_restore_gets_the_whole_page(self, client: Client) -> None:
        answer = client.get(DECISION, headers={**HX, "HX-History-Restore-Request": "true"})
        assert "<html" in answer.content.decode()

    def test_measured_scores_show_the_raw_figure_with_its_unit(self, client: Client) -> None:
        html = client.get("/decisions/measured-performance/").content.decode()
        assert '<span class="raw">2,847 req/s</span>' in html

    def test_measured_scores_all_show_two_decimals(self, client: Client) -> None:
        html = client.get("/decisions/measured-performance/").content.decode()
        shown = re.findall(r'<span class="v">([^<]+)</span><span class="ev">', html)
        assert len(shown) == 28
        assert all(re.fullmatch(r"\d+\.\d\d", one) for one in shown)

    def test_requirements_show_their_features_beneath(self, client: Client) -> None:
        html = client.get("/decisions/twelve-requirements/").content.decode()
        assert "OAuth2 mixins only, no JWT" in html
        assert html.count('class="feature"') >= 40

    @pytest.mark.parametrize(
        "query",
        [
            "w.performance=NaN", "w.performance=Infinity", "w.performance=-3", "w.performance=1e9999999",
            "w.performance=",
            "w.performance=9" * 50, "w.performance=10&w.performance=20", "w.nothing=5", "w.=5", "scenario=none-such",
            "lock=nothing", "moved=nothing&to=5", "moved=performance", "moved=performance&to=abc", "w.performance=%00",
            "was=1_2", "w.performance=٣", "moved=performance&to=50&lock=performance", "w.performance=%F0%28%8C%28",
        ],
    )  # fmt: skip
    def test_a_hostile_address_gives_a_message_and_a_working_page(self, client: Client, query: str) -> None:
        for headers in ({}, HX):
            answer = client.get(f"{DECISION}?{query}", headers=headers)
            html = answer.content.decode()
            assert answer.status_code == 200
            assert len(totals(html)) == 4
            if query != "was=1_2" and "٣" not in query:
                assert 'role="alert"' in html

    def test_weights_that_are_all_zero_keep_the_last_valid_ranking(self, client: Client) -> None:
        loaded = matrix_of(open_decision("python-rest-api-framework", by=visitor()))
        query = "&".join(f"w.{row.key}=0" for row in loaded.leaves)
        html = client.get(f"{DECISION}?{query}").content.decode()
        assert "Weights total 0" in html
        assert verdict(html) == "No ranking at these weights"
        assert "possible weightings" not in html
        assert totals(html) == ["9.65", "7.60", "6.85", "6.45"]

    def test_takes_six_queries_the_first_time_and_five_from_then_on(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        # * who may see the decision and at which revision * question, description, team
        # * rationales * features * tabs and banners (and the matrix itself, once a revision)
        client.get(DECISION)
        with django_assert_num_queries(5):
            client.get(DECISION)
        with django_assert_num_queries(1):
            client.get(f"{DECISION}?moved=performance&to=41", headers=HX)


class TestAnyDecision:
    def test_a_wide_matrix_takes_no_more_queries_and_moves_in_small_answers(
        self, client: Client, db: None, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_wide_decision(60, 30)
        with django_assert_max_num_queries(5):
            client.get("/decisions/wide/")
        answer = client.get("/decisions/wide/?moved=viewpoint-3&to=50", headers=HX)
        assert len(answer.content) < 60_000

    def test_missing_scores_are_drawn_empty_and_make_the_total_a_range(
        self, client: Client, db: None
    ) -> None:
        make_decision(scores=((8, None), (6, 9)))
        html = client.get("/decisions/pick-one/").content.decode()
        assert "Score missing" in html
        assert "4.80 to 8.80" in html
        assert "Left has no score on Price: its total lies between 4.80 and 8.80" in html

    def test_what_missing_scores_count_is_drawn_as_unknown(self, client: Client, db: None) -> None:
        decision = make_decision(scores=((8, None), (6, 9)))
        Decision.objects.filter(pk=decision.pk).update(missing_at=50)
        html = client.get("/decisions/pick-one/").content.decode()
        assert 'class="sg unknown" x="48%" y="0" width="20%"' in html
        assert "Left 6.80 is the sum of Speed 4.80, Price missing, counted 2.00." in html
        assert "4.80 to 8.80, 1 score missing" in html

    def test_equal_totals_are_said_to_tie(self, client: Client, db: None) -> None:
        make_decision(scores=((5, 5), (5, 5)))
        assert verdict(client.get("/decisions/pick-one/").content.decode()) == "Left and Right tie at 5.00"

    def test_an_only_alternative_is_not_said_to_hold_its_lead(self, client: Client, db: None) -> None:
        make_decision(frameworks=("left",), scores=((8, 5),))
        html = client.get("/decisions/pick-one/").content.decode()
        assert verdict(html) == "Left is the only one ranked"
        assert "No single weight" not in html

    def test_a_long_rationale_is_cut_short_beside_its_cell(self, client: Client, db: None) -> None:
        make_decision().scores.update(rationale="because " * 500)
        assert client.get("/decisions/pick-one/").content.decode().count("because") < 4 * 40

    def test_nothing_to_rank_is_a_page_too(self, client: Client, db: None) -> None:
        make_decision(frameworks=(), weights=(), scores=())
        assert client.get("/decisions/pick-one/").status_code == 200
        assert client.get("/").status_code == 200

    def test_outsiders_find_nothing_where_a_decision_is_private(
        self, client: Client, signed_in: Callable[..., Client]
    ) -> None:
        make_decision(visibility=Decision.Visibility.PRIVATE)
        missing = client.get("/decisions/no-such/").content.decode()
        for somebody in (client, signed_in("charlie")):
            answer = somebody.get("/decisions/pick-one/")
            assert answer.status_code == 404
            assert "Pick" not in answer.content.decode()
        assert "There is no decision “no-such” here." in missing
        assert signed_in("dana", is_staff=True).get("/decisions/pick-one/").status_code == 200

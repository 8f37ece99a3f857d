"""Two to four technologies side by side, by address."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from frameworks.models import Claim, Framework, Source

BOTH = "/catalog/compare/?with=tornado&with=django-rest-framework"


@pytest.mark.usefixtures("seeded")
class TestComparing:
    def test_says_who_is_ahead_on_what(self, client: Client) -> None:
        html = client.get(BOTH).content.decode()
        assert "<h1>Tornado or Django REST</h1>" in html
        assert "Tornado is ahead on 7 of 7 measured figures and 4 of 19 judged criteria" in html
        assert "Django REST is ahead on 14 of 19 judged criteria" in html

    def test_marks_what_differs_and_the_better_figure(self, client: Client) -> None:
        html = client.get(BOTH).content.decode()
        row = re.search(
            r'<tr role="row" class="differs"><th[^>]*><a[^>]*>Requests per second, simple GET.*?</tr>',
            html,
            re.S,
        )
        assert row is not None
        assert row[0].count("Better: ") == 1
        assert row[0].index("Better: ") < row[0].index("~2,500 RPS")
        assert "measured on Django" in row[0]

    def test_leaves_out_what_is_alike_where_the_address_says_so(self, client: Client) -> None:
        every = client.get(BOTH).content.decode()
        short = client.get(f"{BOTH}&only=differences").content.decode()
        assert "License type" in every
        assert "License type" not in short
        assert "Show everything" in short

    def test_names_all_there_are_as_a_reader_looks_them_up(self, client: Client) -> None:
        names = re.findall(r'name="with"[^>]*> ([^<]+)</label>', client.get(BOTH).content.decode())
        assert len(names) > 50
        assert names == sorted(names, key=str.casefold)

    def test_swaps_sides_and_leads_to_a_decision(self, client: Client) -> None:
        html = client.get(BOTH).content.decode()
        assert 'href="/catalog/compare/?with=django-rest-framework&amp;with=tornado"' in html
        assert 'href="/start/?with=tornado&amp;with=django-rest-framework"' in html

    def test_every_figure_leads_to_its_claim(self, client: Client) -> None:
        claim = Claim.objects.get(key="rest-2025-tornado-websocket-connections")
        place = f"/sources/python-rest-api-frameworks-2025/?claim={claim.pk}#claim-{claim.pk}"
        assert place in client.get(BOTH).content.decode()
        assert f'id="claim-{claim.pk}"' in client.get(place).content.decode()

    def test_takes_as_many_queries_for_four_as_for_two(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for address in (BOTH, f"{BOTH}&with=flask&with=fastapi"):
            with django_assert_num_queries(3):
                client.get(address)

    @pytest.mark.parametrize(
        ("query", "status", "said"),
        [
            ("", 200, "Choose 2 to 4 technologies to see side by side."),
            ("?with=flask", 400, "Choose 2 to 4 technologies (got 1)."),
            ("?with=flask&with=flask", 400, "(got 1)"),
            ("?with=flask&with=none", 400, "There is no “none” in the catalogue."),
            ("?with=%00&with=%3Cb%3E", 400, "There is no “” in the catalogue."),
            ("?with=flask&with=fastapi&with=django&with=tornado&with=rails", 400, "(got 5)"),
        ],
    )
    def test_other_numbers_and_unknown_names_are_told_with_a_choice(
        self, client: Client, query: str, status: int, said: str
    ) -> None:
        answer = client.get(f"/catalog/compare/{query}")
        assert answer.status_code == status
        assert said in answer.content.decode()
        assert 'value="fastapi"' in answer.content.decode()


def test_text_of_documents_stays_text(client: Client, db: None) -> None:
    source = Source.objects.create(slug="s", title="<i>S</i>")
    for slug in ("a", "b"):
        framework = Framework.objects.create(slug=slug, name=f"<b>{slug}</b>")
        Claim.objects.create(
            source=source, framework=framework, kind="strength", text="<script>x</script>", lines=[]
        )
    html = client.get("/catalog/compare/?with=a&with=b").content.decode()
    assert "<script>x" not in html
    assert "<b>a</b>" not in html
    assert "<i>S</i>" not in html

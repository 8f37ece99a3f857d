"""The recommendation: page, API and exports say it in the same words, whatever its kind."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from decision.matrix.models import Decision, Gate
from tests.builders import make_decision

SLUGS = (
    "python-rest-api-framework", "twelve-requirements", "measured-performance", "tornado-or-django",
    "tornado-or-django-channels", "django-rest-framework-or-tornado",
)  # fmt: skip


def visible(html: str) -> str:
    """The words of the result, as a reader has them."""
    result = html[html.index('id="result"') : html.index('id="matrix"')]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", result))).replace("\xa0", " ")


def answered(client: Client, slug: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/decisions/{slug}/ranking/").json()["recommendation"]
    return found


def said(found: dict[str, Any]) -> list[str]:
    """Every sentence of the API's recommendation but the summary, which says the headline at length."""
    often = found["robustness"]
    figures = [f"{often['word']}: {often['figure']}", often["meaning"]] if often else []
    own = (found["because"], found["argument"], *found["conditions"], *figures, *found["caveats"])
    return [found["headline"], *(sentence for sentence in own if sentence)]


def check_page(client: Client, slug: str) -> dict[str, Any]:
    """Everything that the API says of the recommendation stands on the page, and in the table, as it is."""
    client.get(f"/decisions/{slug}/audit/line/")  # which the page fetches when nobody has yet
    page, found = visible(client.get(f"/decisions/{slug}/").content.decode()), answered(client, slug)
    table = client.get(f"/api/v1/decisions/{slug}/export/?as=csv").content.decode().replace('""', '"')
    for sentence in said(found):
        assert sentence in page
        assert sentence in table
    assert found["summary"] in table
    exported = client.get(f"/api/v1/decisions/{slug}/export/?as=json").json()
    assert exported["ranking"]["recommendation"] == found
    return found


@pytest.mark.usefixtures("seeded")
class TestSeeded:
    @pytest.mark.parametrize("slug", SLUGS)
    def test_page_api_and_exports_say_the_same_in_the_same_words(self, client: Client, slug: str) -> None:
        assert check_page(client, slug)["headline"]

    def test_the_answer_comes_first_and_in_a_few_words(self, client: Client) -> None:
        page = visible(client.get(f"/decisions/{SLUGS[0]}/").content.decode())
        flips = "Django REST would lead if Community & Support alone rose above 53 % or Auth & Security above 72 %."
        assert page.index("FastAPI leads by 2.05") < page.index(flips) < page.index("97 %")
        html = client.get(f"/decisions/{SLUGS[0]}/").content.decode()
        assert html.count('class="flipat"') == 2
        assert "Moving 36 points" in html[html.index("<details><summary>robust") :]


@pytest.mark.django_db
class TestEveryKind:
    def of(self, client: Client, **given: Any) -> dict[str, Any]:
        make_decision(**given)
        return check_page(client, "pick-one")

    def test_a_winner(self, client: Client) -> None:
        assert self.of(client, scores=((9, 8), (5, 6)))["outcome"] == "winner"

    def test_a_close_call(self, client: Client) -> None:
        found = self.of(client, scores=(("6.03", 6), (6, 6)))
        assert found["headline"] == "Left leads by 0.02, too close to call"
        assert found["outcome"] == "close_call"

    def test_a_tie(self, client: Client) -> None:
        found = self.of(client, scores=((6, 4), (4, 7)))
        assert (found["outcome"], found["headline"]) == ("tie", "Left and Right tie at 5.20")

    def test_open_scores(self, client: Client) -> None:
        found = self.of(client, scores=((8, 7), (6, None)))
        assert "possible weightings and scores" in found["robustness"]["figure"]
        assert found["robustness"]["figure"] in visible_robustness(client)

    def test_the_only_one(self, client: Client) -> None:
        assert (
            self.of(client, frameworks=("left",), scores=((6, 4),))["headline"]
            == "Left is the only one ranked"
        )

    def test_nothing_to_rank(self, client: Client) -> None:
        found = self.of(client, scores=((None, None), (None, None)))
        assert (found["outcome"], found["headline"]) == ("undecidable", "Nothing to rank yet")

    @pytest.mark.parametrize(
        ("threshold", "mode", "outcome"),
        [(7, "warns", "winner"), (7, "excludes", "winner"), (9, "excludes", "undecidable")],
    )
    def test_must_haves_that_are_not_met(
        self, client: Client, threshold: int, mode: str, outcome: str
    ) -> None:
        decision = make_decision()
        self.gate(decision, threshold=threshold, mode=mode)
        found = check_page(client, "pick-one")
        assert found["outcome"] == outcome
        assert any("the must-have “Fast enough”" in caveat for caveat in found["caveats"])

    def gate(self, decision: Decision, **given: Any) -> None:
        weight = decision.weights.get(criterion__slug="speed")
        Gate.objects.create(decision=decision, criterion=weight, name="Fast enough", **given)

    def test_what_nobody_can_take_for_markup_or_a_formula(self, client: Client) -> None:
        decision = make_decision()
        decision.alternatives.filter(position=1).update(label="=<b>&R")
        html = client.get("/decisions/pick-one/").content.decode()
        assert "<b>&R" not in html
        assert answered(client, "pick-one")["headline"] == "=<b>&R leads by 0.40"
        assert "'=<b>&R leads" in client.get("/api/v1/decisions/pick-one/export/?as=csv").content.decode()


def visible_robustness(client: Client) -> str:
    html = client.get("/decisions/pick-one/robustness/").content.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))

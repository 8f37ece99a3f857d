"""GET /api/v1/frameworks/, sources/, claims/, criteria/ and metrics/"""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from criteria import serializers as criteria_shapes
from criteria.models import Criterion, Metric, ScaleLevel, ValueFunction
from frameworks import serializers as shapes
from frameworks.models import Claim, Framework, Source
from tests.api.asking import refused
from tests.builders import make_scale

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    """The claim that the API's contract shows."""
    source = Source.objects.create(
        slug="python-rest-api-frameworks-2025", title="Frameworks", document="two.txt"
    )
    drf = Framework.objects.create(
        slug="django-rest-framework", name="Django REST Framework", category="framework"
    )
    django = Framework.objects.create(slug="django", name="Django", summary="Batteries included")
    metric = Metric.objects.create(slug="github-stars", name="Stars", unit="stars")
    Claim.objects.create(source=source, framework=drf, related=django, kind="relation", text="built on")
    return Claim.objects.create(
        source=source, framework=drf, measured_on=django, kind="statistic", metric=metric, number=84400,
        text="84.4k+", unit="stars", qualifier="at_least", lines=[[15, 15]], as_of=datetime.date(2025, 1, 1),
    )  # fmt: skip


class TestClaims:
    def test_have_the_promised_form(self, claim: Claim) -> None:
        answer = Client().get(f"/api/v1/claims/{claim.pk}/")
        shapes.Claim.model_validate_json(answer.content)
        assert answer.json() == {
            "id": claim.pk, "framework": "django-rest-framework", "measured_on": "django", "kind": "statistic",
            "metric": "github-stars", "criterion": None, "related": None, "number": 84400, "number_to": None,
            "text": "84.4k+", "unit": "stars", "qualifier": "at_least", "source": "python-rest-api-frameworks-2025",
            "locator": {"document": "two.txt", "lines": [[15, 15]]}, "as_of": "2025-01-01", "version": "",
            "confidence": None, "status": "accepted",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("query", "found"),
        [("", 2), ("framework=django-rest-framework", 2), ("framework=django", 0),
         ("source=python-rest-api-frameworks-2025", 2), ("metric=github-stars", 1), ("criterion=x", 0),
         ("kind=relation", 1), ("as_of_before=2025-01-02", 1), ("as_of_before=2025-01-01", 0)],
    )  # fmt: skip
    def test_are_filtered(self, claim: Claim, query: str, found: int) -> None:
        answer = Client().get(f"/api/v1/claims/?{query}")
        shapes.ClaimPage.model_validate_json(answer.content)
        assert len(answer.json()["results"]) == found

    @pytest.mark.parametrize("query", ["kind=rumour", "as_of_before=soon", "as_of_before=2025-13-01",
                                       "framework=" + "x" * 300])  # fmt: skip
    def test_refuse_a_filter_that_makes_no_sense(self, claim: Claim, query: str) -> None:
        refused(Client().get(f"/api/v1/claims/?{query}"), 400, f"/{query.partition('=')[0]}")

    def test_that_are_not_there_are_not_found(self, claim: Claim) -> None:
        refused(Client().get("/api/v1/claims/999999/"), 404)
        refused(Client().get("/api/v1/claims/99999999999999999999999999/"), 404)
        refused(Client().get("/api/v1/claims/x/"), 404)


class TestFrameworks:
    @pytest.mark.parametrize(
        ("query", "found"),
        [("", 2), ("search=batteries", 1), ("search=django+rest", 1), ("category=Framework", 1), ("category=x", 0),
         ("claims_about=github-stars", 1), ("claims_about=nothing", 0)],
    )  # fmt: skip
    def test_are_filtered(self, claim: Claim, query: str, found: int) -> None:
        answer = Client().get(f"/api/v1/frameworks/?{query}")
        shapes.FrameworkPage.model_validate_json(answer.content)
        assert len(answer.json()["results"]) == found

    def test_tell_their_relations(self, claim: Claim) -> None:
        answer = Client().get("/api/v1/frameworks/django-rest-framework/")
        shapes.FrameworkDetail.model_validate_json(answer.content)
        assert answer.json()["relations"] == [
            {"framework": "django-rest-framework", "related": "django", "text": "built on"}
        ]
        assert answer.json()["claim_count"] == 2
        refused(Client().get("/api/v1/frameworks/rails/"), 404)


class TestSources:
    def test_are_listed_and_found(self, claim: Claim) -> None:
        page = Client().get("/api/v1/sources/?search=frame")
        shapes.SourcePage.model_validate_json(page.content)
        (row,) = page.json()["results"]
        assert row["claim_count"] == 2
        assert Client().get(f"/api/v1/sources/{row['slug']}/").json() == row
        refused(Client().get("/api/v1/sources/none/"), 404)


class TestCriteriaAndMetrics:
    def test_tell_scales_levels_and_value_functions(self) -> None:
        scale = make_scale()
        ScaleLevel.objects.create(scale=scale, word="Excellent", value=10)
        metric = Metric.objects.create(slug="requests", name="Requests", unit="req/s")
        ValueFunction.objects.create(slug="f", name="F", metric=metric, points=[[0, 0], [10, 1]])
        speed = Criterion.objects.create(slug="speed", name="Speed", scale=scale, metric=metric)
        Criterion.objects.create(slug="latency", name="Latency", scale=scale, parent=speed)
        page = Client().get("/api/v1/criteria/?search=sp")
        criteria_shapes.CriterionPage.model_validate_json(page.content)
        assert [row["slug"] for row in page.json()["results"]] == ["speed"]
        detail = Client().get("/api/v1/criteria/speed/")
        criteria_shapes.CriterionDetail.model_validate_json(detail.content)
        assert detail.json()["scale"]["levels"] == [{"word": "Excellent", "value": 10}]
        assert detail.json()["children"] == ["latency"]
        assert len(Client().get("/api/v1/criteria/?parent=speed").json()["results"]) == 1
        criteria_shapes.MetricPage.model_validate_json(Client().get("/api/v1/metrics/").content)
        functions = Client().get("/api/v1/metrics/requests/").json()["value_functions"]
        assert functions[0]["points"] == [[0, 0], [10, 1]]
        refused(Client().get("/api/v1/criteria/x/"), 404)
        refused(Client().get("/api/v1/metrics/x/"), 404)

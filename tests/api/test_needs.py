"""Needs over the API."""

from __future__ import annotations

import pytest
from django.test import Client

from criteria.models import Criterion
from frameworks.models import Claim, Framework, Need, Source
from frameworks.needs import serializers
from tests.builders import make_scale

from .asking import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    speed = Criterion.objects.create(slug="speed", name="Speed", scale=make_scale())
    Need.objects.create(
        slug="fast",
        label="Fast",
        criterion=speed,
        rules={"for": [{"criterion": "speed", "kinds": ["strength"]}]},
    )
    Need.objects.create(
        slug="light", label="Light", rules={"for": [{"kinds": ["strength"], "words": ["light"]}]}, position=1
    )
    source = Source.objects.create(slug="s", title="S")
    framework = Framework.objects.create(slug="f", name="F")
    return Claim.objects.create(
        source=source, framework=framework, criterion=speed, kind="strength", text="Quick", lines=[[1, 1]]
    )


def test_every_need_is_told_with_what_it_weighs(claim: Claim) -> None:
    answer = Client().get("/api/v1/needs/")
    serializers.Needs.model_validate_json(answer.content)
    assert [(one["slug"], one["criterion"]) for one in answer.json()["needs"]] == [
        ("fast", "speed"),
        ("light", None),
    ]
    assert answer.json()["matches"] == []


def test_who_meets_them_comes_with_the_claims_that_say_so(claim: Claim) -> None:
    answer = Client().get("/api/v1/needs/?need=fast,light")
    serializers.Needs.model_validate_json(answer.content)
    assert answer.json()["matches"] == [
        {
            "framework": "f", "met": 1, "contested": 0, "not_met": 0, "no_word": 1,
            "answers": [
                {"need": "fast", "word": "met", "claims_for": [claim.pk], "claims_against": []},
                {"need": "light", "word": "no word", "claims_for": [], "claims_against": []},
            ],
        }
    ]  # fmt: skip


@pytest.mark.parametrize("need", ["none", "fast,none", "x" * 300])
def test_a_need_that_is_not_there_is_refused_by_name(claim: Claim, need: str) -> None:
    refused(Client().get(f"/api/v1/needs/?need={need}"), 400, "/need")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("claims/?search=quick", 1),
        ("claims/?search=slow", 0),
        ("frameworks/?search=f", 1),
        ("sources/?search=s", 1),
    ],
)
def test_lists_are_searched_by_words(claim: Claim, path: str, found: int) -> None:
    assert len(Client().get(f"/api/v1/{path}").json()["results"]) == found


@pytest.mark.parametrize("path", ["claims", "frameworks", "sources", "criteria", "metrics"])
def test_what_cannot_be_searched_for_is_refused_with_the_reason(claim: Claim, path: str) -> None:
    refused(Client().get(f"/api/v1/{path}/?search=%21%21"), 400, "/search")

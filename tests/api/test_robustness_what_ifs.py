"""Robustness of what-ifs: moved weights, sources left out, a criterion added, must-haves switched."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from decision.matrix.models import Decision
from decision.robustness import shapes, varying
from decision.robustness.models import Study
from decision.robustness.turns import take_turn
from frameworks.models import Claim
from tests.api.asking import address, refused, send
from tests.builders import make_decision
from tests.cast import Cast, add_gate
from tests.evidence.test_pages import cite

SLUG = "python-rest-api-framework"
PLUS = "plus=metric.websocket-connections&w._plus=66"


def ask(client: Client, query: str, slug: str = "public-choice") -> dict[str, Any]:
    answer = client.get(address(slug, f"robustness/?draws=2000&{query}"))
    assert answer.status_code == 200, answer.content
    shapes.Robustness.model_validate_json(answer.content)
    found: dict[str, Any] = answer.json()
    return found


def studied(client: Client, slug: str, body: dict[str, object]) -> Any:
    begun = send(client, "POST", address(slug, "studies/"), {"draws": 2000, **body})
    assert begun.status_code == 202, begun.content
    while take_turn(30):
        pass
    return client.get(f"{begun['Location']}result/").json()


def test_moved_weights_are_percents_among_siblings_as_on_the_page(cast: Cast) -> None:
    answer = ask(cast.visitor, "w.auth-security=80")
    assert answer["points"]["auth-security"] == 80
    assert answer["recommendation"]["framework"] == "django-rest-framework"
    body = {"points": answer["points"]}
    assert studied(cast.visitor, "public-choice", body)["recommendation"] == answer["recommendation"]


def test_a_source_left_out_takes_its_scores_along(cast: Cast) -> None:
    cite(cast.public, "fastapi", "performance")
    stored, without = ask(cast.visitor, ""), ask(cast.visitor, "without=paper")
    assert without["without"] == ["paper"]
    totals = [row["alternatives"][0]["total"] for row in (stored, without)]
    assert totals == [9.65, 7.15]
    assert [(cell["framework"], cell["kind"]) for cell in without["open_cells"]] == [("fastapi", "missing")]
    assert ask(cast.visitor, "") == stored
    assert studied(cast.visitor, "public-choice", {"without": ["paper"]}) == without


def test_a_must_have_switched_off_excludes_nobody(cast: Cast) -> None:
    gate = add_gate(cast.public, "performance", 9)
    out = {row["framework"] for row in ask(cast.visitor, "")["alternatives"] if row["rank"] is None}
    assert out == {"django-rest-framework", "flask"}
    answer = ask(cast.visitor, f"gate.{gate.pk}=off")
    assert answer["gates"] == {str(gate.pk): "off"}
    assert all(row["rank"] for row in answer["alternatives"])
    assert studied(cast.visitor, "public-choice", {"gates": {str(gate.pk): "off"}}) == answer


@pytest.mark.usefixtures("seeded")
def test_an_added_criterion_counts_with_the_weight_it_is_given(client: Client) -> None:
    answer = ask(client, PLUS, SLUG)
    assert answer["plus"] == "metric.websocket-connections"
    assert answer["criteria"][-1]["criterion"] == "_plus"
    assert answer["criteria"][-1]["share"] == 0.66
    body = {"plus": answer["plus"], "points": answer["points"]}
    assert studied(client, SLUG, body)["criteria"] == answer["criteria"]


@pytest.mark.usefixtures("seeded")
def test_a_study_whose_figures_have_changed_says_so_and_is_not_taken_for_the_same(client: Client) -> None:
    body = {"plus": "metric.websocket-connections", "draws": 2000}
    begun = send(client, "POST", address(SLUG, "studies/"), body)
    Claim.objects.filter(metric__slug="websocket-connections", framework__slug="flask").delete()
    Claim.objects.filter(metric__slug="websocket-connections", framework__slug="fastapi").update(number=1)
    take_turn(30)
    study = Study.objects.get(pk=begun.json()["id"])
    assert (study.status, study.error) == ("failed", varying.CHANGED)
    assert send(client, "POST", address(SLUG, "studies/"), body)["Location"] != begun["Location"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("w.nothing=5", "/w.nothing"), ("w.performance=much", "/w.performance"), ("w.performance=-1", "/w.performance"),
        ("w.performance=101", "/w.performance"), ("w.performance=NaN", "/w.performance"), ("w._plus=5", "/w._plus"),
        ("without=nothing", "/without"), ("plus=metric.nothing", "/plus"), ("gate.0=off", "/gate.0"),
        ("gate.x=off", "/gate.x"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(cast: Cast, query: str, pointer: str) -> None:
    refused(cast.visitor.get(address("public-choice", f"robustness/?{query}")), 400, pointer)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"without": ["nothing"]}, "/without/0"), ({"plus": "metric.nothing"}, "/plus"),
        ({"gates": {"x": "off"}}, "/gates/x"), ({"gates": {"0": "off"}}, "/gates/0"),
        ({"gates": {"1": "gone"}}, "/gates/1"), ({"points": {"_plus": 5}}, "/points/_plus"),
    ],
)  # fmt: skip
def test_what_cannot_be_studied_is_refused_by_name(cast: Cast, body: object, pointer: str) -> None:
    refused(send(cast.visitor, "POST", address("public-choice", "studies/"), body), 400, pointer)


def test_weights_that_add_up_to_nothing_are_refused(cast: Cast) -> None:
    make_decision("two")
    refused(cast.visitor.get(address("two", "robustness/?w.speed=0&w.price=0")), 400, "/w")
    assert Decision.objects.filter(slug="two").exists()

"""GET …/history/compare/"""

from __future__ import annotations

from decimal import Decimal

import pytest

from decision.history.shapes import Comparison
from decision.matrix.models import Alternative, Decision, Score, Weight
from decision.matrix.services import (
    ScoreChange,
    add_alternative,
    change_matrix,
    describe_decision,
    remove_criterion,
    set_weights,
)
from frameworks.models import Framework
from tests.api.asking import address, refused
from tests.cast import Cast, add_gate

pytestmark = pytest.mark.django_db(transaction=True)
PATH = address("public-choice", "history/compare/")


def changed(cast: Cast) -> None:
    """Revision 2: Flask's documentation from 6 to 9, and weight moved to community."""
    change_matrix(
        decision="public-choice",
        points={"community-support": Decimal(10), "performance": Decimal(20)},
        scores=[ScoreChange(framework="flask", criterion="documentation", value=Decimal(9))],
        published_totals={},
        by=cast.actor("edgar"),
    )


class TestCompare:
    def test_puts_totals_and_ranks_side_by_side_with_effects_that_add_up(self, cast: Cast) -> None:
        changed(cast)
        answer = cast.visitor.get(PATH)
        Comparison.model_validate_json(answer.content)
        body = answer.json()
        assert (body["from"], body["to"], body["leader"]) == (1, 2, {"from": "fastapi", "to": "fastapi"})
        flask = next(one for one in body["alternatives"] if one["framework"] == "flask")
        assert flask["from"] == {"total": 6.85, "rank": 3}
        assert flask["to"] == {"total": 7.4, "rank": 3}
        assert flask["difference"] == 0.55
        assert {(part["cause"], part["criterion"]): part["effect"] for part in flask["effects"]} == {
            ("score", "documentation"): 0.45,
            ("weight", "performance"): -0.35,
            ("weight", "community-support"): 0.45,
        }
        assert flask["effects"][0] == {
            "cause": "score", "criterion": "documentation", "from": 6, "to": 9, "effect": 0.45,
        }  # fmt: skip
        assert flask["summary"] == (
            "+0.55 for Flask: Documentation 6 → 9 (+0.45), weights moved to Community-Support (+0.10)."
        )

    def test_tells_what_a_missing_score_counts_since(self, cast: Cast) -> None:
        Score.objects.filter(
            alternative__framework__slug="flask", weight__criterion__slug="documentation"
        ).delete()
        describe_decision(decision="public-choice", fields={"missing_at": 50}, by=cast.actor("edgar"))
        body = cast.visitor.get(f"{PATH}?from=2&to=3").json()
        assert {one["framework"]: one["summary"] for one in body["alternatives"]}["flask"] == (
            "+0.75 for Flask: Documentation missing, which counts in the middle of its scale now (+0.75)."
        )

    def test_works_backwards_and_with_the_same_revision(self, cast: Cast) -> None:
        changed(cast)
        back = cast.visitor.get(f"{PATH}?from=2&to=1").json()
        assert {one["framework"]: one["difference"] for one in back["alternatives"]}["flask"] == -0.55
        same = cast.visitor.get(f"{PATH}?from=2&to=2").json()
        assert {one["summary"] for one in same["alternatives"]} >= {"Nothing changed for Flask."}

    def test_tells_who_joined_what_went_and_which_must_have_fails_since(self, cast: Cast) -> None:
        Framework.objects.create(slug="django", name="Django")
        edgar = cast.actor("edgar")
        add_alternative(decision="public-choice", framework="django", fields={}, by=edgar)
        remove_criterion(decision="public-choice", criterion="documentation", by=edgar)
        add_gate(cast.public, "performance", 7, name="Fast")
        summaries = {
            one["framework"]: one["summary"]
            for one in cast.visitor.get(f"{PATH}?from=1").json()["alternatives"]
        }
        assert summaries["django"] == "Django joined with 0.00."
        assert "Documentation removed, had 15\u00a0% (−0.90)" in summaries["flask"]
        assert summaries["django-rest-framework"].endswith("fails “Fast” now.")

    def test_has_the_revision_as_its_tag(self, cast: Cast) -> None:
        changed(cast)
        answer = cast.visitor.get(PATH)
        assert answer["ETag"] == '"2"'
        assert cast.visitor.get(PATH, headers={"If-None-Match": '"2"'}).status_code == 304

    def test_refuses_what_is_not_on_record_or_cannot_be_ranked(self, cast: Cast) -> None:
        set_weights(decision="public-choice", points={"performance": Decimal(30)}, by=cast.actor("edgar"))
        refused(cast.visitor.get(f"{PATH}?from=1&to=7"), 404)
        refused(cast.visitor.get(f"{PATH}?from=0"), 404)
        refused(cast.visitor.get(f"{PATH}?from=x"), 400)
        refused(cast.visitor.get(f"{PATH}?from=99999999999"), 400)
        Weight.objects.filter(decision=cast.public).update(points=0)
        refused(cast.visitor.get(PATH), 409)
        refused(cast.visitor.get(address("private-choice", "history/compare/")), 404)

    def test_a_decision_at_its_first_revision_compares_with_itself(self, cast: Cast) -> None:
        assert cast.visitor.get(PATH).json()["from"] == 1
        assert Alternative.objects.filter(decision=Decision.objects.get(slug="public-choice")).count() == 4

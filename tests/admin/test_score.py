"""One score on its own page: the number, the reasons, the claims."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from decision.matrix.models import Decision, Score
from frameworks.models import Claim, Framework, Source

from .pages import change_url, form_of, revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def score(decision: Decision) -> Score:
    return decision.scores.get(value=8)


@pytest.fixture
def claim(decision: Decision) -> Claim:
    source = Source.objects.create(slug="paper", title="Paper")
    left = Framework.objects.get(slug="left")
    return Claim.objects.create(source=source, framework=left, kind="strength", text="Quick enough")


class TestTheScorePage:
    @pytest.mark.django_db(transaction=True)
    def test_saves_number_reasons_and_evidence_as_one_revision(
        self, client: Client, decision: Decision, score: Score, claim: Claim
    ) -> None:
        before = revision(decision)
        changes = {
            "value": "7.5", "low": "7", "high": "8", "confidence": "medium", "rule": "rating_level",
            "rationale": "It says so.", "claims": [claim.pk],
        }  # fmt: skip
        response = client.post(change_url(score), {**form_of(client, change_url(score)), **changes})
        assert response.status_code == 302
        score.refresh_from_db()
        assert (score.low, score.high, score.confidence, score.rule) == (7, 8, "medium", "rating_level")
        assert list(score.claims.all()) == [claim]
        assert revision(decision) == before + 1

    def test_clears_a_range_and_a_confidence(self, client: Client, score: Score) -> None:
        Score.objects.filter(pk=score.pk).update(low=7, high=9, confidence="high")
        form = form_of(client, change_url(score))
        client.post(change_url(score), {**form, "low": "", "high": "", "confidence": ""})
        score.refresh_from_db()
        assert (score.low, score.high, score.confidence) == (None, None, None)

    def test_keeps_the_citations_when_only_the_number_changes(
        self, client: Client, score: Score, claim: Claim
    ) -> None:
        score.claims.add(claim)
        form = {**form_of(client, change_url(score)), "claims": [claim.pk], "value": "6"}
        client.post(change_url(score), form)
        assert list(score.claims.all()) == [claim]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"value": "12"}, "A score here runs from 0 to 10 (got 12)."),
            ({"low": "9"}, "The low end cannot be above the score."),
            ({"claims": ["999999"]}, "999999"),
        ],
    )
    def test_says_what_is_wrong_and_saves_nothing(
        self, client: Client, score: Score, changes: dict[str, object], said: str
    ) -> None:
        form = {**form_of(client, change_url(score)), "rationale": "Not kept", **changes}
        assert said in client.post(change_url(score), form).content.decode()
        score.refresh_from_db()
        assert (score.value, score.rationale) == (8, "")

    def test_leads_to_the_public_cell_and_to_the_decision(
        self, client: Client, decision: Decision, score: Score
    ) -> None:
        page = client.get(change_url(score)).content.decode()
        assert reverse("cell-detail", args=[decision.slug, "speed", "left"]) in page
        assert change_url(decision) in page

    def test_looks_for_claims_about_its_framework_first(
        self, client: Client, score: Score, claim: Claim
    ) -> None:
        right = Framework.objects.get(slug="right")
        Claim.objects.create(source=claim.source, framework=right, kind="strength", text="Quick too")
        asked = {"term": "quick", "app_label": "matrix", "model_name": "score", "field_name": "claims"}
        found = [
            client.get("/admin/autocomplete/", {**asked, "about": about.pk}).json()["results"][0]["text"]
            for about in (claim.framework, right)
        ]
        assert "Quick enough" in found[0]
        assert "Quick too" in found[1]

    def test_makes_the_score_missing_when_deleted(self, client: Client, score: Score) -> None:
        with transaction.atomic():
            client.post(change_url(score).replace("change", "delete"), {"post": "yes"})
        assert not Score.objects.filter(pk=score.pk).exists()

    def test_cannot_add_scores_beside_the_grid(self, client: Client) -> None:
        assert client.get("/admin/matrix/score/add/").status_code == 403

    def test_history_tells_of_citations(self, client: Client, score: Score, claim: Claim) -> None:
        client.post(change_url(score), {**form_of(client, change_url(score)), "claims": [claim.pk]})
        page = client.get(change_url(score).replace("change", "history")).content.decode()
        assert "Quick enough" in page
        assert "carol" in page

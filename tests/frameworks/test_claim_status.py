"""What curators made of a claim decides who sees it and whether it counts."""

from __future__ import annotations

import pytest
from django.test import Client

from decision.matrix.models import Decision, Score
from decision.matrix.selectors import load_matrix
from frameworks.models import Claim, Framework, Source
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Status = Claim.Status


def a_claim(status: str, **more: object) -> Claim:
    source, _ = Source.objects.get_or_create(slug="paper", title="Paper")
    flask = Framework.objects.get(slug="flask")
    return Claim.objects.create(
        source=source, framework=flask, kind="strength", text=f"Is {status}", status=status, **more
    )


@pytest.fixture
def claims(cast: Cast) -> dict[str, Claim]:
    return {status: a_claim(status, proposed_by=cast.users["cora"]) for status in Status.values}


def listed(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/api/v1/claims/?source=paper{query}")
    assert answer.status_code == 200
    return [row["status"] for row in answer.json()["results"]]


class TestTheApi:
    def test_lists_what_counts_as_evidence_to_everybody(self, cast: Cast, claims: dict[str, Claim]) -> None:
        for who in ("visitor", "cora", "stella"):
            assert listed(cast.client(who)) == ["accepted", "stale"]

    @pytest.mark.parametrize(
        ("who", "seen"), [("visitor", 0), ("otto", 0), ("cora", 1), ("stella", 1)]
    )  # fmt: skip
    def test_shows_proposals_to_staff_and_who_made_them(
        self, cast: Cast, claims: dict[str, Claim], who: str, seen: int
    ) -> None:
        client = cast.client(who)
        assert listed(client, "&status=proposed") == ["proposed"] * seen
        answer = client.get(f"/api/v1/claims/{claims['proposed'].pk}/")
        assert answer.status_code == (200 if seen else 404)

    def test_counts_evidence_alone(self, cast: Cast, claims: dict[str, Claim]) -> None:
        assert cast.visitor.get("/api/v1/sources/paper/").json()["claim_count"] == 2
        assert cast.visitor.get("/api/v1/frameworks/flask/").json()["claim_count"] == 2

    def test_refuses_a_status_that_is_none(self, cast: Cast) -> None:
        assert cast.visitor.get("/api/v1/claims/?status=great").status_code == 400


class TestPages:
    @pytest.mark.parametrize("path", ["/catalog/flask/", "/sources/paper/"])
    def test_show_evidence_and_mark_what_is_out_of_date(
        self, cast: Cast, claims: dict[str, Claim], path: str
    ) -> None:
        page = cast.visitor.get(path).content.decode()
        assert "Is accepted" in page
        assert "Is stale" in page
        assert "marked as out of date" in page
        assert "Is proposed" not in page
        assert "Is rejected" not in page


class TestScores:
    @pytest.fixture
    def score(self, cast: Cast, claims: dict[str, Claim]) -> Score:
        score = cast.public.scores.get(
            weight__criterion__slug="performance", alternative__framework__slug="flask"
        )
        score.claims.set(claims.values())
        return score

    def test_rest_on_evidence_alone(self, cast: Cast, score: Score) -> None:
        loaded = load_matrix(cast.public.pk)
        assert loaded is not None
        assert loaded.cells["flask", "performance"].claim_count == 2
        page = cast.visitor.get("/decisions/public-choice/cells/performance/flask/").content.decode()
        assert "Is stale" in page
        assert "Is rejected" not in page
        rows = cast.visitor.get("/api/v1/decisions/public-choice/scores/").json()
        rows = rows["scores"]
        assert sorted(len(row["claims"]) for row in rows)[-1] == 2

    def test_cannot_cite_what_was_rejected(self, cast: Cast, claims: dict[str, Claim]) -> None:
        answer = cast.visitor.patch(
            "/api/v1/decisions/public-choice/scores/",
            data=[{"framework": "flask", "criterion": "performance", "claims": [claims["rejected"].pk]}],
            content_type="application/json",
            headers=cast.bearer("edgar"),
        )
        assert answer.status_code == 400, answer.content
        assert "is rejected: only accepted ones are cited" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_status_raises_the_revision_of_decisions_that_cite_the_claim(cast: Cast) -> None:
    claim = a_claim("accepted")
    cast.public.scores.all()[0].claims.add(claim)
    before = Decision.objects.get(pk=cast.public.pk).revision
    claim.status = Status.STALE
    claim.save()
    assert Decision.objects.get(pk=cast.public.pk).revision == before + 1

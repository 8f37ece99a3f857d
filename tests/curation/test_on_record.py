"""What the history of a decision tells of the curators' work, and what it keeps to itself."""

from __future__ import annotations

import json

import pytest

from criteria.models import Metric
from decision.curation.merging import merge
from decision.matrix.models import Decision, Gate
from decision.teams.actors import Actor
from frameworks.models import Claim, Framework, Source
from frameworks.services import propose_claim, review_claims
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def stella(cast: Cast) -> Actor:
    return cast.actor("stella")


def revision(cast: Cast) -> int:
    return Decision.objects.get(pk=cast.public.pk).revision


def history(cast: Cast) -> str:
    answer = cast.visitor.get("/api/v1/decisions/public-choice/history/?since=1")
    assert answer.status_code == 200
    return json.dumps(answer.json())


def test_a_verdict_is_told_without_the_curators_name(cast: Cast, stella: Actor) -> None:
    source = Source.objects.create(slug="paper", title="Paper")
    flask = Framework.objects.get(slug="flask")
    claim = Claim.objects.create(source=source, framework=flask, kind="strength", text="Quick")
    cast.public.scores.all()[0].claims.add(claim)
    before = revision(cast)
    review_claims(claims=[claim.pk], status="stale", reason="Newer figures", by=stella)
    assert revision(cast) == before + 1
    told = history(cast)
    assert '"field": "status"' in told
    assert '"to": "stale"' in told
    assert "reviewed_by" not in told
    assert "stella" not in told


def test_a_proposal_raises_no_revision_and_is_not_told_before_it_is_accepted(
    cast: Cast, stella: Actor
) -> None:
    metric = Metric.objects.create(slug="speed", name="Speed", unit="req/s")
    Gate.objects.create(decision=cast.public, metric=metric, threshold=5, name="Quick enough")
    flask = Framework.objects.get(slug="flask")
    source = Source.objects.create(slug="paper", title="Paper")
    before = revision(cast)
    fields = {
        "source": source, "framework": flask, "kind": "measurement", "metric": metric, "number": 7, "unit": "req/s",
        "text": "seven",
    }  # fmt: skip
    claim = propose_claim(fields=fields, by=cast.actor("otto"))
    assert revision(cast) == before
    assert "seven" not in history(cast)
    review_claims(claims=[claim.pk], status="accepted", by=stella)
    assert revision(cast) == before + 1
    review_claims(claims=[claim.pk], status="rejected", reason="Misread", by=stella)
    assert revision(cast) == before + 2


def test_a_decision_before_a_merge_can_be_opened_as_it_was(cast: Cast, stella: Actor) -> None:
    twin = Framework.objects.create(slug="flask-py", name="flask.py")
    flask = Framework.objects.get(slug="flask")
    before = revision(cast)
    merge(kind="framework", kept=twin.pk, dropped=flask.pk, by=stella)
    then = cast.visitor.get(f"/api/v1/decisions/public-choice/ranking/?revision={before}").json()
    now = cast.visitor.get("/api/v1/decisions/public-choice/ranking/").json()
    assert "flask" in json.dumps(then)
    assert "flask-py" not in json.dumps(then)
    assert "flask-py" in json.dumps(now)
    assert cast.visitor.get(f"/decisions/public-choice/revisions/{before}/").status_code == 200

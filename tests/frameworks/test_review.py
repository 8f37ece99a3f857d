"""Proposed, accepted, rejected, stale: who may say so, and what it does; one thing changed about many claims."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
from django.db import connection

from decision.problems import Conflicting, Forbidden, Invalid, NotThere
from decision.teams.actors import Actor, visitor
from decision.teams.curating import CATALOGUE
from frameworks.models import Claim, Framework, Source
from frameworks.services import (
    change_claims,
    preview_claims,
    propose_claim,
    review_claims,
    save_framework,
    save_source,
)

from .files import CURATOR, a_catalogue, a_claim

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper() -> Source:
    return a_catalogue()


class TestReviewing:
    def test_keeps_who_when_and_why_and_is_on_record(self) -> None:
        claims = [a_claim(status="proposed", text=text) for text in "ab"]
        assert (
            review_claims(
                claims=[one.pk for one in claims], status="rejected", reason=" Not  so ", by=CURATOR
            )
            == 2
        )
        claims[0].refresh_from_db()
        assert (claims[0].status, claims[0].review_reason) == ("rejected", "Not so")
        assert claims[0].reviewed_at is not None
        event = claims[0].events.latest("pgh_id")
        assert (event.status, event.pgh_context.metadata["actor"]) == ("rejected", "carol")

    def test_again_changes_nothing(self) -> None:
        claim = a_claim(status="proposed")
        assert review_claims(claims=[claim.pk], status="accepted", by=CURATOR) == 1
        assert review_claims(claims=[claim.pk], status="accepted", by=CURATOR) == 0

    @pytest.mark.parametrize(
        ("status", "reason", "said"),
        [
            ("rejected", "", "Say why these are rejected"),
            ("stale", " ", "Say why these are stale"),
            ("proposed", "x", "Accept, reject, or mark as stale"),
            ("great", "x", "Accept, reject, or mark as stale"),
            ("rejected", "x" * 301, "At most 300 characters"),
            ("rejected", "a\x00b", r"cannot be seen \(U\+0000\)"),
            ("stale", "evil\u202etxet", r"cannot be seen \(U\+202E\)"),
        ],
    )
    def test_asks_for_a_verdict_and_its_reason(self, status: str, reason: str, said: str) -> None:
        with pytest.raises(Invalid, match=said):
            review_claims(claims=[a_claim().pk], status=status, reason=reason, by=CURATOR)

    def test_is_all_or_nothing(self) -> None:
        claim = a_claim(status="proposed")
        with pytest.raises(NotThere, match="nothing was changed"):
            review_claims(claims=[claim.pk, 999_999], status="accepted", by=CURATOR)
        claim.refresh_from_db()
        assert claim.status == "proposed"

    def test_accepts_no_proposal_that_breaks_a_rule(self) -> None:
        claim = a_claim(status="proposed", as_of=date(2999, 1, 1))
        with pytest.raises(Invalid, match=f"Claim {claim.pk}: 2999-01-01 is in the future"):
            review_claims(claims=[claim.pk], status="accepted", by=CURATOR)

    def test_brings_back_no_relation_that_closes_a_circle(self) -> None:
        left, right = Framework.objects.get(slug="left"), Framework.objects.get(slug="right")
        relation = {"kind": "relation", "text": "built on"}
        stands = a_claim(**relation, framework=left, related=right)
        back = a_claim(**relation, framework=right, related=left, status="rejected", review_reason="No")
        for status in ("accepted", "stale"):
            with pytest.raises(Invalid, match="closes a circle"):
                review_claims(claims=[back.pk], status=status, reason="Yes", by=CURATOR)
        review_claims(claims=[stands.pk], status="rejected", reason="No", by=CURATOR)
        with pytest.raises(Invalid, match="closes a circle"):
            review_claims(claims=[stands.pk, back.pk], status="accepted", by=CURATOR)
        assert review_claims(claims=[back.pk], status="accepted", by=CURATOR) == 1

    def test_is_for_curators(self) -> None:
        with pytest.raises(Forbidden):
            review_claims(
                claims=[a_claim().pk], status="accepted", by=Actor(user_id=1, name="eve", can_write=True)
            )


def test_nobody_waits_long_for_somebody_elses_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("decision.teams.curating.PATIENCE", 50)
    claim = a_claim(status="proposed")
    with psycopg.connect(**connection.get_connection_params() | {"autocommit": True}) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [CATALOGUE])
        with pytest.raises(Conflicting, match="try again in a minute"):
            review_claims(claims=[claim.pk], status="accepted", by=CURATOR)
    assert review_claims(claims=[claim.pk], status="accepted", by=CURATOR) == 1


class TestTheOthers:
    @pytest.mark.parametrize("text", ["evil\u202etxet", "a\x00b", "zero\u200bwidth"])
    def test_have_names_that_read_as_they_are(self, text: str) -> None:
        with pytest.raises(Invalid, match="cannot be seen"):
            save_framework(framework=None, fields={"slug": "new", "name": text}, by=CURATOR)
        with pytest.raises(Invalid, match="cannot be seen"):
            save_source(source=None, fields={"slug": "new", "title": text}, by=CURATOR)

    def test_were_published_before_today(self, paper: Source) -> None:
        with pytest.raises(Invalid, match="2999-01-01 is in the future"):
            save_source(source=paper.pk, fields={"published_on": date(2999, 1, 1)}, by=CURATOR)

    def test_are_as_long_as_their_claims_say_at_least(self, paper: Source) -> None:
        claim = a_claim(lines=[[3, 3], [9, 11]])
        with pytest.raises(Invalid, match=f"Claim {claim.pk} names a line after 10"):
            save_source(source=paper.pk, fields={"line_count": 10}, by=CURATOR)
        assert save_source(source=paper.pk, fields={"line_count": 11}, by=CURATOR).line_count == 11


class TestProposing:
    def test_waits_for_a_curator(self, paper: Source, django_user_model: type) -> None:
        user = django_user_model.objects.create(username="pia")  # type: ignore[attr-defined]
        by = Actor(user_id=user.pk, name="pia", can_write=True)
        fields = {"source": paper, "kind": "strength", "text": "New", "lines": [[1, 1]]}
        claim = propose_claim(fields=fields, by=by)
        assert (claim.status, claim.proposed_by) == ("proposed", user)
        assert list(Claim.objects.evidence()) == []
        assert list(Claim.objects.visible_to(by)) == [claim]
        assert list(Claim.objects.visible_to(visitor())) == []

    def test_is_not_for_visitors_nor_for_claims_without_a_place(self, paper: Source) -> None:
        with pytest.raises(Forbidden):
            propose_claim(fields={}, by=visitor())
        with pytest.raises(Invalid, match="needs its lines in “paper"):
            propose_claim(
                fields={"source": paper, "kind": "strength", "text": "New"},
                by=Actor(user_id=None, name="command", can_write=True, door="command"),
            )
        assert not Claim.objects.exists()


class TestChangingMany:
    def test_shows_the_difference_first_and_then_makes_it(self) -> None:
        claims = [a_claim(text="a"), a_claim(text="b", version="2.0")]
        ids = [one.pk for one in claims]
        fields = {"version": "2.0", "confidence": "high"}
        preview = preview_claims(claims=ids, fields=fields, by=CURATOR)
        assert [one.fields for one in preview.changed] == [
            (("version", "—", "2.0"), ("confidence", "—", "high")), (("confidence", "—", "high"),),
        ]  # fmt: skip
        assert Claim.objects.filter(version="2.0").count() == 1
        assert change_claims(claims=ids, fields=fields, digest=preview.digest, by=CURATOR) == 2
        assert Claim.objects.filter(version="2.0", confidence="high").count() == 2

    def test_stops_when_a_claim_changed_meanwhile(self) -> None:
        claim = a_claim()
        preview = preview_claims(claims=[claim.pk], fields={"version": "2"}, by=CURATOR)
        Claim.objects.filter(pk=claim.pk).update(version="3")
        with pytest.raises(Conflicting, match="look at it again"):
            change_claims(claims=[claim.pk], fields={"version": "2"}, digest=preview.digest, by=CURATOR)

    def test_names_claims_that_may_not_be_changed_so(self) -> None:
        claims = [a_claim(), a_claim(text="b")]
        fields = {"as_of": date(2999, 1, 1)}
        preview = preview_claims(claims=[one.pk for one in claims], fields=fields, by=CURATOR)
        assert preview.is_refused
        with pytest.raises(Invalid, match=f"Claim {claims[0].pk}: 2999-01-01 is in the future"):
            change_claims(claims=[one.pk for one in claims], fields=fields, digest=preview.digest, by=CURATOR)
        assert not Claim.objects.filter(as_of__isnull=False).exists()

    @pytest.mark.parametrize("fields", [{}, {"text": "x"}, {"status": "accepted"}])
    def test_takes_the_fields_made_for_it_alone(self, fields: dict[str, str]) -> None:
        with pytest.raises(Invalid):
            preview_claims(claims=[a_claim().pk], fields=fields, by=CURATOR)

    def test_needs_claims_that_are_there(self) -> None:
        for ids in ([], [999_999]):
            with pytest.raises(Invalid):
                preview_claims(claims=ids, fields={"version": "1"}, by=CURATOR)

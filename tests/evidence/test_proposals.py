"""A contributor proposes another score, and somebody else makes it so."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

import pytest

from decision.evidence import services
from decision.evidence.models import Proposal
from decision.evidence.proposed import Wanted, lines_of
from decision.matrix.models import Decision, Revision, Score
from decision.matrix.services import Overwriting, ScoreChange, set_scores
from decision.problems import Conflicting, Forbidden, Invalid, NotThere
from decision.talk.models import Notification
from decision.waiting import waiting_for
from frameworks.models import Claim, Source
from tests.cast import Cast

SLUG = "public-choice"
CELL = {"framework": "flask", "criterion": "performance"}

pytestmark = pytest.mark.django_db


def score() -> Score:
    return Score.objects.get(
        decision__slug=SLUG, alternative__framework__slug="flask", weight__criterion__slug="performance"
    )


def propose(
    cast: Cast, value: int | None = 9, who: str = "cora", reason: str = "Measured.", **more: object
) -> Proposal:
    wanted = Wanted(value=None if value is None else Decimal(value), **more)  # type: ignore[arg-type]
    return services.propose_change(decision=SLUG, wanted=wanted, reason=reason, by=cast.actor(who), **CELL)


def accept(cast: Cast, row: Proposal, who: str = "edgar", *, anyway: bool = False) -> Proposal:
    return services.accept_proposal(decision=SLUG, proposal=row.pk, by=cast.actor(who), anyway=anyway)


def change(cast: Cast, value: int, **more: object) -> None:
    new = ScoreChange(**CELL, value=Decimal(value), **more)  # type: ignore[arg-type]
    set_scores(decision=SLUG, changes=[new], by=cast.actor("olga"))


def a_claim(**more: object) -> Claim:
    source, _ = Source.objects.get_or_create(slug="paper", defaults={"title": "Paper"})
    fields = {
        "source": source,
        "framework": score().alternative.framework,
        "kind": "strength",
        "text": "Quick",
    }
    return Claim.objects.create(**{**fields, **more})


def told(kind: str = "proposal") -> Collection[tuple[str, str]]:
    rows = Notification.objects.filter(kind=kind).order_by("user__username")
    return list(rows.values_list("user__username", "text"))


class TestProposing:
    def test_changes_nothing_but_tells_those_who_may(self, cast: Cast) -> None:
        row = propose(cast)
        assert (score().value, row.status, row.wanted) == (7, "open", {"value": "9"})
        assert Decision.objects.get(slug=SLUG).revision == 1
        text = "cora proposes another score: Flask on Performance in “Public-Choice”."
        assert told() == [("edgar", text), ("olga", text)]

    def test_waits_for_editors_but_not_for_who_made_it(self, cast: Cast) -> None:
        propose(cast)
        propose(cast, 8, "edgar")
        assert [one.text for one in waiting_for(cast.actor("olga"))] == ["2 changed scores are proposed"]
        assert [one.text for one in waiting_for(cast.actor("edgar"))] == ["A changed score is proposed"]
        assert waiting_for(cast.actor("cora")) == []

    @pytest.mark.parametrize("who", ["victor", "otto", "stella"])
    def test_takes_a_member_who_takes_part(self, cast: Cast, who: str) -> None:
        with pytest.raises(Forbidden):
            propose(cast, who=who)

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"value": 11}, "A score here runs from 0 to 10"),
            ({"value": 7}, "Nothing would change"),
            ({"reason": "  "}, "Give a reason"),
            ({"reason": "a\u202eb"}, "invisible character"),
            ({"sets_range": True, "low": Decimal(10)}, "The range must include the score"),
            ({"confidence": "sure"}, "Confidence is low, medium or high"),
            ({"rule": "guessed"}, "The rule is one of"),
            ({"cite": frozenset({10**9})}, "There is no claim"),
        ],
    )
    def test_says_what_could_not_be_stored(self, cast: Cast, more: dict[str, object], sentence: str) -> None:
        with pytest.raises(Invalid) as refused:
            propose(cast, **more)  # type: ignore[arg-type]
        assert sentence in refused.value.detail
        assert not Proposal.objects.exists()

    def test_names_no_claim_that_does_not_count(self, cast: Cast) -> None:
        with pytest.raises(Invalid, match="only accepted ones are cited"):
            propose(cast, cite=frozenset({a_claim(status="rejected").pk}))

    def test_is_for_cells_that_are_there(self, cast: Cast) -> None:
        with pytest.raises(NotThere):
            services.propose_change(
                decision=SLUG, framework="flask", criterion="nothing", wanted=Wanted(Decimal(3)), reason="So.",
                by=cast.actor("cora"),
            )  # fmt: skip

    def test_comes_once_a_person_and_score(self, cast: Cast) -> None:
        row = propose(cast)
        with pytest.raises(Conflicting, match="withdraw that one first"):
            propose(cast, 8)
        services.withdraw_proposal(decision=SLUG, proposal=row.pk, by=cast.actor("cora"))
        assert propose(cast, 8).status == "open"

    def test_ends_when_the_decision_is_taken(self, cast: Cast) -> None:
        row = propose(cast)
        Decision.objects.filter(slug=SLUG).update(status="decided")
        with pytest.raises(Forbidden):
            propose(cast, 8, "edgar")
        with pytest.raises(Forbidden):
            accept(cast, row)
        assert waiting_for(cast.actor("olga")) == []
        services.withdraw_proposal(decision=SLUG, proposal=row.pk, by=cast.actor("cora"))


class TestAccepting:
    @pytest.mark.django_db(transaction=True)  # each change is a revision of its own
    def test_changes_the_score_as_its_acceptors_with_its_reason_in_the_history(self, cast: Cast) -> None:
        claim = a_claim()
        row = accept(
            cast,
            propose(cast, confidence="high", sets_range=True, low=Decimal(8), cite=frozenset({claim.pk})),
        )
        now = score()
        assert (now.value, now.low, now.high, now.confidence) == (9, 8, None, "high")
        assert [one.pk for one in now.claims.all()] == [claim.pk]
        assert (row.status, row.decided_name) == ("accepted", "edgar")
        made = Revision.objects.filter(decision__slug=SLUG).latest("number")
        assert (made.actor, made.note) == ("edgar", "Proposed by cora: Measured.")
        assert ("cora", "edgar accepted your proposal: Flask on Performance.") in told()

    @pytest.mark.django_db(transaction=True)
    def test_tells_outsiders_neither_who_proposed_nor_why(self, cast: Cast) -> None:
        accept(cast, propose(cast))
        home = f"/decisions/{SLUG}/"
        for path in (f"{home}history/", f"{home}cells/performance/flask/", f"/api/v1{home}history/"):
            outside, inside = (cast.client(who).get(path).content.decode() for who in ("otto", "victor"))
            assert "Proposed by cora: Measured." in inside, path
            assert "Proposed by a member" in outside, path
            assert not any(word in outside for word in ("cora", "Measured.", "edgar")), path

    def test_is_for_others_with_the_right_to_edit(self, cast: Cast) -> None:
        row = propose(cast, who="edgar")
        for who in ("cora", "edgar"):
            with pytest.raises(Forbidden):
                accept(cast, row, who)
        assert accept(cast, row, "olga").status == "accepted"

    @pytest.mark.django_db(transaction=True)
    def test_meets_what_was_changed_meanwhile(self, cast: Cast) -> None:
        row = propose(cast)
        change(cast, 5)
        with pytest.raises(Overwriting):
            accept(cast, row)
        row.refresh_from_db()
        assert (score().value, row.status) == (5, "open")
        assert accept(cast, row, anyway=True).status == "accepted"
        assert score().value == 9

    @pytest.mark.django_db(transaction=True)
    def test_keeps_what_was_changed_in_other_fields(self, cast: Cast) -> None:
        row = propose(cast, None, confidence="low")
        change(cast, 5, rationale="Theirs.")
        accept(cast, row)
        now = score()
        assert (now.value, now.confidence, now.rationale) == (5, "low", "Theirs.")

    def test_refuses_a_claim_that_was_rejected_since_and_leaves_all_as_it_was(self, cast: Cast) -> None:
        claim = a_claim()
        row = propose(cast, cite=frozenset({claim.pk}))
        Claim.objects.filter(pk=claim.pk).update(status="rejected")
        with pytest.raises(Invalid, match="is rejected"):
            accept(cast, row)
        row.refresh_from_db()
        assert (score().value, row.status) == (7, "open")

    def test_happens_once(self, cast: Cast) -> None:
        row = propose(cast)
        accept(cast, row)
        with pytest.raises(Conflicting, match="was accepted by edgar already"):
            accept(cast, row)


class TestDeclining:
    def test_tells_why(self, cast: Cast) -> None:
        row = propose(cast)
        with pytest.raises(Invalid):
            services.decline_proposal(decision=SLUG, proposal=row.pk, reason="", by=cast.actor("edgar"))
        services.decline_proposal(decision=SLUG, proposal=row.pk, reason="Too kind.", by=cast.actor("edgar"))
        assert ("cora", "edgar declined your proposal: Flask on Performance. Too kind.") in told()
        assert score().value == 7

    def test_takes_an_editor(self, cast: Cast) -> None:
        row = propose(cast, who="edgar")
        with pytest.raises(Forbidden):
            services.decline_proposal(decision=SLUG, proposal=row.pk, reason="No.", by=cast.actor("cora"))

    def test_is_not_withdrawing_which_only_who_made_it_may(self, cast: Cast) -> None:
        row = propose(cast)
        with pytest.raises(Forbidden):
            services.withdraw_proposal(decision=SLUG, proposal=row.pk, by=cast.actor("olga"))


def test_every_act_is_on_record(cast: Cast) -> None:
    row = accept(cast, propose(cast))
    events = row._meta.get_field("events").related_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    assert list(events.values_list("pgh_label", "status")) == [("insert", "open"), ("update", "accepted")]


def test_goes_with_the_alternative_it_was_about(cast: Cast) -> None:
    propose(cast)
    cast.public.alternatives.get(framework__slug="flask").delete()
    assert not Proposal.objects.exists()


def test_is_said_in_words() -> None:
    wanted = {
        "value": "9.50", "low": None, "high": "10", "confidence": "low", "rule": "measured", "cite": [1],
        "uncite": [2, 3],
    }  # fmt: skip
    seen = {"value": None, "low": None, "high": None, "confidence": "", "rule": "judged"}
    assert lines_of(wanted, seen, {"2": "Quick", "3": "Light"}) == (
        ("Score", "none", "9.5"), ("High end", "none", "10"), ("Confidence", "not stated", "low"),
        ("Rule", "judged", "measured"), ("To cite", "", "a claim that no longer counts"),
        ("To cite no more", "", "“Quick” and “Light”"),
    )  # fmt: skip


class TestOverTheApi:
    PATH = f"/api/v1/decisions/{SLUG}/proposals/"

    def test_is_made_listed_and_accepted(self, cast: Cast) -> None:
        cora, edgar = cast.client("cora"), cast.client("edgar")
        body = {**CELL, "value": 9, "low": 8, "high": None, "reason": "Measured."}
        made = cora.post(self.PATH, body, content_type="application/json")
        assert made.status_code == 201
        assert made.json()["wanted"] == {"value": "9", "low": "8", "high": None}
        one = made["Location"]
        assert [row["id"] for row in edgar.get(f"{self.PATH}?status=open").json()["results"]] == [
            made.json()["id"]
        ]
        assert cora.patch(one, {"status": "accepted"}, content_type="application/json").status_code == 403
        done = edgar.patch(one, {"status": "accepted"}, content_type="application/json")
        assert (done.json()["status"], done.json()["decided_by"]) == ("accepted", "edgar")
        assert score().low == 8
        again = edgar.patch(one, {"status": "declined", "reason": "x"}, content_type="application/json")
        assert again.status_code == 409

    @pytest.mark.parametrize(
        "body",
        [
            {}, {**CELL, "reason": "x", "value": "many"}, {**CELL, "reason": "x", "value": 1e400},
            {**CELL, "reason": "x", "value": "9"}, {**CELL, "reason": "x", "low": "1e9999999", "high": 1},
            {**CELL, "reason": "x", "cite": ["1"]}, {**CELL, "reason": "x\x00", "value": 3}, {**CELL, "value": 3},
        ],
    )  # fmt: skip
    def test_refuses_what_it_cannot_use(self, cast: Cast, body: dict[str, object]) -> None:
        answer = cast.client("cora").post(self.PATH, body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["detail"]

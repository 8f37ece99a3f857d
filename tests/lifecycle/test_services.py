"""From draft to decided and back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from decision.lifecycle import services
from decision.lifecycle.models import Line, Outcome
from decision.lifecycle.selectors import reviews_for
from decision.lifecycle.telling import tell_due_reviews
from decision.matrix.models import Alternative, Decision, Score, Weight
from decision.matrix.services import set_weights
from decision.problems import Conflicting, Forbidden, Invalid, NotThere, Stale
from decision.talk.models import Notification
from decision.teams.actors import visitor
from frameworks.models import Framework
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

SLUG = "public-choice"
NEXT_YEAR = timezone.localdate() + timedelta(days=365)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def status() -> str:
    return Decision.objects.get(slug=SLUG).status


def decide(cast: Cast, **given: Any) -> Outcome:
    given = {"framework": "fastapi", "review_on": NEXT_YEAR, "by": cast.actor("edgar"), **given}
    return services.decide(decision=SLUG, **given)


class TestDeciding:
    def test_freezes_weights_and_keeps_who_chose_what_and_the_totals_of_that_day(self, cast: Cast) -> None:
        outcome = decide(cast)
        assert status() == "decided"
        assert (outcome.label, outcome.is_first, outcome.decided_by) == ("Fastapi", True, "edgar")
        assert [row["total"] for row in outcome.standings] == ["9.65", "7.6", "6.85", "6.45"]
        with pytest.raises(Forbidden, match="reopen it to change it"):
            set_weights(decision=SLUG, points={"performance": Decimal(1)}, by=cast.actor("edgar"))
        assert Weight.objects.get(decision=cast.public, criterion__slug="performance").points == 25

    def test_for_another_than_the_first_takes_a_reason(self, cast: Cast) -> None:
        with pytest.raises(Invalid, match="not ranked first"):
            decide(cast, framework="flask")
        assert status() == "draft"
        outcome = decide(cast, framework="flask", reason="We know it well.")
        assert (outcome.is_first, outcome.first, outcome.reason) == (False, "Fastapi", "We know it well.")

    def test_twice_is_refused_in_words_that_say_who_was_first(self, cast: Cast) -> None:
        decide(cast, framework="fastapi")
        with pytest.raises(Conflicting, match=r"was decided by edgar on .* for Fastapi"):
            decide(cast, framework="flask", reason="No!", by=cast.actor("olga"))
        assert Outcome.objects.count() == 1

    def test_what_changed_since_one_looked_is_refused(self, cast: Cast) -> None:
        now = Decision.objects.get(slug=SLUG).revision
        with pytest.raises(Stale):
            decide(cast, if_revision=now + 1)
        assert decide(cast, if_revision=now).revision >= now

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"framework": "pyramid"}, "takes no part"),
            ({"review_on": date(2020, 1, 1)}, "after today"),
            ({"review_on": date(2999, 1, 1)}, "years ahead"),
            ({"reason": "x" * 2001}, "2000 characters"),
        ],
    )
    def test_names_what_cannot_be(self, cast: Cast, given: dict[str, Any], said: str) -> None:
        with pytest.raises(Invalid, match=said):
            decide(cast, **given)
        assert status() == "draft"

    def test_is_for_owners_and_editors(self, cast: Cast) -> None:
        for by in (visitor(), *map(cast.actor, ("otto", "victor", "cora"))):
            with pytest.raises(Forbidden):
                decide(cast, by=by)
        with pytest.raises(NotThere):
            services.decide(
                decision="private-choice", framework="flask", review_on=NEXT_YEAR, by=cast.actor("otto")
            )


class TestSigning:
    def test_is_for_contributors_and_names_the_revision(self, cast: Cast) -> None:
        services.send_for_review(decision=SLUG, by=cast.actor("edgar"))
        row = services.sign(decision=SLUG, by=cast.actor("cora"), comment=" Agreed. ")
        assert (row.name, row.role, row.comment) == ("cora", "contributor", "Agreed.")
        assert row.revision == Decision.objects.get(slug=SLUG).revision
        for by in (visitor(), cast.actor("victor"), cast.actor("otto")):
            with pytest.raises(Forbidden):
                services.sign(decision=SLUG, by=by)

    def test_a_draft_is_refused_and_so_is_taking_back_what_one_never_signed(self, cast: Cast) -> None:
        with pytest.raises(Conflicting, match="is a draft"):
            services.sign(decision=SLUG, by=cast.actor("cora"))
        with pytest.raises(Conflicting, match="not signed"):
            services.withdraw_signature(decision=SLUG, by=cast.actor("cora"))

    def test_a_signature_stays_once_decided(self, cast: Cast) -> None:
        services.send_for_review(decision=SLUG, by=cast.actor("edgar"))
        services.sign(decision=SLUG, by=cast.actor("cora"))
        decide(cast)
        with pytest.raises(Conflicting):
            services.withdraw_signature(decision=SLUG, by=cast.actor("cora"))


class TestReopening:
    def test_keeps_names_of_any_length(self, cast: Cast) -> None:
        Alternative.objects.filter(decision=cast.public).update(label="")
        for slug in ("fastapi", "flask", "tornado"):
            Framework.objects.filter(slug=slug).update(name=f"{slug}{'A' * 120}"[:120])
        Score.objects.filter(decision=cast.public).update(value=5)
        cast.users["olga"].last_name = "o" * 150
        cast.users["olga"].first_name = "O" * 150
        cast.users["olga"].save()
        assert len(decide(cast).first) == 300
        line = services.reopen(decision=SLUG, reason="x" * 2000, by=cast.actor("olga"))
        assert line.opened_by.startswith("O" * 149)

    def test_begins_a_new_line_and_keeps_the_old(self, cast: Cast) -> None:
        decide(cast)
        line = services.reopen(decision=SLUG, reason="Licence changed.", by=cast.actor("olga"))
        assert (line.number, status()) == (2, "draft")
        decide(cast, framework="fastapi")
        lines = Line.objects.filter(decision=cast.public).order_by("number")
        assert [row.outcome.label for row in lines] == ["Fastapi", "Fastapi"]

    def test_takes_a_reason_and_something_to_reopen(self, cast: Cast) -> None:
        with pytest.raises(Conflicting, match="is a draft"):
            services.reopen(decision=SLUG, reason="Why not", by=cast.actor("olga"))
        decide(cast)
        with pytest.raises(Invalid, match="Say why"):
            services.reopen(decision=SLUG, reason=" ", by=cast.actor("olga"))


class TestSuperseding:
    def test_names_what_took_its_place_if_one_may_see_it(self, cast: Cast) -> None:
        decide(cast)
        with pytest.raises(Invalid, match="no decision “no-such” here"):
            services.supersede(decision=SLUG, reason="Old.", successor="no-such", by=cast.actor("olga"))
        with pytest.raises(Invalid, match="its own place"):
            services.supersede(decision=SLUG, reason="Old.", successor=SLUG, by=cast.actor("olga"))
        services.supersede(decision=SLUG, reason="Old.", successor="shared-choice", by=cast.actor("olga"))
        assert status() == "superseded"
        assert Outcome.objects.get().superseded_by == cast.shared


class TestReviews:
    def test_are_listed_for_whoever_may_find_the_decision(self, cast: Cast) -> None:
        services.decide(
            decision="shared-choice", framework="fastapi", review_on=NEXT_YEAR, by=cast.actor("edgar")
        )
        assert [row.slug for row in reviews_for(cast.actor("victor"))] == ["shared-choice"]
        assert reviews_for(cast.actor("otto")) == []

    def test_tell_editors_and_signers_once_when_they_are_due(self, cast: Cast) -> None:
        services.send_for_review(decision=SLUG, by=cast.actor("edgar"))
        services.sign(decision=SLUG, by=cast.actor("cora"))
        decide(cast)
        assert tell_due_reviews() == 0
        Outcome.objects.update(review_on=timezone.localdate())
        assert (tell_due_reviews(), tell_due_reviews()) == (1, 0)
        told = Notification.objects.filter(kind="review_due").values_list("user__username", flat=True)
        assert sorted(told) == ["cora", "edgar", "olga"]

    def test_are_those_of_the_line_that_holds(self, cast: Cast) -> None:
        decide(cast)
        services.reopen(decision=SLUG, reason="New figures.", by=cast.actor("olga"))
        decide(cast)
        Outcome.objects.filter(line__number=1).update(review_on=timezone.localdate())
        assert tell_due_reviews() == 0


@pytest.mark.django_db(transaction=True)
def test_history_says_what_was_decided(cast: Cast) -> None:
    outcome = decide(cast)
    made = cast.public.revisions.get(number=outcome.revision)
    assert (made.actor, made.note) == ("edgar", "decided: Fastapi")

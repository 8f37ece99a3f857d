"""What the home page asks of whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from decision.lifecycle import services as lifecycle
from decision.lifecycle.models import Outcome
from decision.matrix.models import Decision
from decision.rounds import services as rounds
from decision.teams.actors import visitor
from decision.waiting import waiting_for
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def texts(cast: Cast, name: str) -> list[str]:
    return [row.text for row in waiting_for(cast.actor(name))]


class TestWaitingForYou:
    def test_are_ballots_of_those_who_take_part(self, cast: Cast) -> None:
        rounds.open_round(decision="shared-choice", wanted=rounds.NewRound(), by=cast.actor("edgar"))
        assert texts(cast, "cora") == ["Round 1 is open, and your ballot is not finished"]
        assert texts(cast, "victor") == texts(cast, "otto") == waiting_for(visitor()) == []
        Decision.objects.filter(pk=cast.shared.pk).update(status="decided")
        assert texts(cast, "cora") == []

    def test_are_signatures_in_review_until_one_has_signed(self, cast: Cast) -> None:
        lifecycle.send_for_review(decision="shared-choice", by=cast.actor("edgar"))
        assert texts(cast, "cora") == ["In review, and not signed by you"]
        lifecycle.sign(decision="shared-choice", by=cast.actor("cora"))
        assert texts(cast, "cora") == []

    def test_are_reviews_that_are_due_for_editors(self, cast: Cast) -> None:
        day = timezone.localdate() + timedelta(days=30)
        by = cast.actor("edgar")
        lifecycle.decide(decision="shared-choice", framework="fastapi", review_on=day, by=by)
        assert texts(cast, "edgar") == []
        Outcome.objects.update(review_on=timezone.localdate())
        assert texts(cast, "edgar") == [f"Due for review since {timezone.localdate()}"]
        assert texts(cast, "cora") == []

    def test_say_nothing_of_private_decisions_to_who_may_not_see_them(self, cast: Cast) -> None:
        lifecycle.send_for_review(decision="private-choice", by=cast.actor("edgar"))
        assert texts(cast, "olga") == ["In review, and not signed by you"]
        assert texts(cast, "cora") == []

    def test_stand_on_the_home_page(self, cast: Cast) -> None:
        rounds.open_round(decision="shared-choice", wanted=rounds.NewRound(), by=cast.actor("edgar"))
        assert "Waiting for you" in cast.client("cora").get("/").content.decode()
        assert "Waiting for you" not in cast.visitor.get("/").content.decode()

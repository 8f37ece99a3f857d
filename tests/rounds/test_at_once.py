"""Several people at the same moment: each act comes before or after another, never in between."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from decision.problems import Conflicting, Refused
from decision.rounds import services
from decision.rounds.models import Ballot, Round
from decision.rounds.services import NewRound
from decision.talk.models import Notification
from tests.cast import Cast

from .voting import EVEN, SECURE, opened, vote

pytestmark = pytest.mark.django_db(transaction=True)
SLUG = "shared-choice"


def together(*acts: Callable[[], object]) -> list[object]:
    """What each of these, started at the same moment on a connection of its own, gives or is refused with."""
    start = Barrier(len(acts))

    def act(do: Callable[[], object]) -> object:
        start.wait()
        try:
            return do()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(act, acts))


def refusals(outcomes: list[object]) -> list[object]:
    return [outcome for outcome in outcomes if isinstance(outcome, Refused)]


def test_two_who_open_a_round_open_one(cast: Cast) -> None:
    def opening(who: str) -> Callable[[], object]:
        return lambda: services.open_round(decision=SLUG, wanted=NewRound(), by=cast.actor(who))

    outcomes = together(opening("olga"), opening("edgar"))
    assert [type(refusal) for refusal in refusals(outcomes)] == [Conflicting]
    assert Round.objects.count() == 1


def test_two_who_reveal_reveal_once_and_tell_once(cast: Cast) -> None:
    opened(cast)
    vote(cast, "cora", EVEN)

    def revealing(who: str) -> Callable[[], object]:
        return lambda: services.reveal_round(decision=SLUG, number=1, by=cast.actor(who))

    outcomes = together(revealing("olga"), revealing("edgar"))
    (refusal,) = refusals(outcomes)
    assert str(refusal) == "Round 1 is revealed already."
    told = Notification.objects.filter(kind="round_revealed")
    assert told.filter(user=cast.users["cora"]).count() == 1


def test_who_finishes_while_it_is_revealed_is_in_or_is_told(cast: Cast) -> None:
    for number in range(1, 4):
        opened(cast, reveal="by_editor")
        vote(cast, "cora", EVEN)
        services.save_ballot(decision=SLUG, points=SECURE, by=cast.actor("olga"))
        outcomes = together(
            lambda: services.finish_ballot(decision=SLUG, by=cast.actor("olga")),
            lambda at=number: services.reveal_round(decision=SLUG, number=at, by=cast.actor("edgar")),
        )
        row = Round.objects.get(number=number)
        is_in = Ballot.objects.filter(round=row, name="olga", finished_at__lte=row.revealed_at).exists()
        assert row.status == "revealed"
        assert is_in == (not refusals(outcomes))


def test_the_last_two_who_finish_reveal_it_once(cast: Cast) -> None:
    opened(cast)
    vote(cast, "cora", EVEN)
    for who in ("olga", "edgar"):
        services.save_ballot(decision=SLUG, points=EVEN, by=cast.actor(who))

    def finishing(who: str) -> Callable[[], object]:
        return lambda: services.finish_ballot(decision=SLUG, by=cast.actor(who))

    assert not refusals(together(finishing("olga"), finishing("edgar")))
    assert Round.objects.get().status == "revealed"
    assert Notification.objects.filter(kind="round_revealed", user=cast.users["cora"]).count() == 1


def test_a_member_who_saves_twice_at_once_keeps_both_answers(cast: Cast) -> None:
    opened(cast)

    def saving(criterion: str) -> Callable[[], object]:
        points = {criterion: EVEN[criterion]}
        return lambda: services.save_ballot(decision=SLUG, points=points, by=cast.actor("cora"))

    assert not refusals(together(saving("performance"), saving("scalability")))
    assert Ballot.objects.get(name="cora").weights.count() == 2


def test_applying_twice_at_once_is_refused_to_the_second(cast: Cast) -> None:
    opened(cast)
    vote(cast, "cora", SECURE)
    services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))

    def applying(who: str) -> Callable[[], object]:
        return lambda: services.apply_outcome(decision=SLUG, number=1, by=cast.actor(who), if_revision=1)

    assert len(refusals(together(applying("olga"), applying("edgar")))) == 1

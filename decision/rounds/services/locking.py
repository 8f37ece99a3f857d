"""Taking hold of a round and of a ballot, and finding them as they should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from decision.matrix.selectors import OpenDecision, open_decision
from decision.matrix.services.editing import FROZEN
from decision.matrix.telling import tell
from decision.problems import Conflicting, NotThere
from decision.teams.actors import Actor
from decision.teams.models import Membership
from decision.teams.people import shown_name
from decision.teams.permissions import Guarded, require_contribute
from decision.teams.recording import recording

from ..models import Ballot, Round

CLOSED = {
    Round.Status.REVEALED: "is revealed: its ballots are closed. Wait for the next round.",
    Round.Status.CANCELLED: "was cancelled: its ballots are closed. Wait for the next round.",
}


@contextmanager
def round_locked(
    slug: str, number: int, *, by: Actor, require: Callable[[Actor, Guarded], None]
) -> Iterator[tuple[OpenDecision, Round]]:
    """Hold round `number` for one recorded change by `by`. Raises `NotThere`, or what `require` raises."""
    with transaction.atomic(), recording(by):
        opened = open_decision(slug, by=by)
        require(by, opened)
        row = Round.objects.select_for_update(no_key=True).filter(decision=opened.id, number=number).first()
        if row is None:
            raise NotThere(f"This decision has no round {number}.")
        yield opened, row


@contextmanager
def voting(
    slug: str, *, by: Actor, number: int | None = None
) -> Iterator[tuple[OpenDecision, Round, Ballot]]:
    """Hold `by`'s ballot in the open round, making it where they joined the team since the opening.

    Raises `Conflicting` where no round is open (any more), where another than `number` is, and where the decision
    is decided.
    """
    with transaction.atomic(), recording(by):
        opened = open_decision(slug, by=by)
        require_contribute(by, opened)
        row = _open_round(opened, number)
        if opened.status in FROZEN:
            raise Conflicting("The decision was decided meanwhile: its ballots wait until it is reopened.")
        yield opened, row, _ballot(row, by)


def _open_round(opened: OpenDecision, number: int | None) -> Round:
    rows = Round.objects.filter(decision=opened.id)
    is_over = Q(closes_at__isnull=False, closes_at__lte=Now())
    row = rows.select_for_update(no_key=True).filter(~is_over, status=Round.Status.OPEN).first()
    if row is not None and number in (None, row.number):
        return row
    latest = rows.order_by("-number").first() if number is None else rows.filter(number=number).first()
    if latest is None:
        raise Conflicting("No round is open: ask an owner or editor to open one.")
    if latest.status == Round.Status.OPEN:
        raise Conflicting(f"The time of round {latest.number} is over: its ballots are closed.")
    raise Conflicting(f"Round {latest.number} {CLOSED[Round.Status(latest.status)]}")


def _ballot(row: Round, by: Actor) -> Ballot:
    mine = Ballot.objects.select_for_update(no_key=True).filter(round=row, member=by.user_id).first()
    if mine is not None:
        return mine
    member = Membership.objects.select_related("user").filter(team=row.decision.team, user=by.user_id).first()
    if member is None:
        raise NotThere("You are not on this decision's team any more.")
    tell(row.decision_id, "round")  # everybody sees who takes part
    return Ballot.objects.create(round=row, member=member.user, name=shown_name(member.user))

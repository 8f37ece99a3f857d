"""Ending a round: revealing its ballots, or cancelling it and showing none."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from decision.matrix.models import Decision
from decision.matrix.selectors import OpenDecision
from decision.matrix.telling import tell
from decision.problems import Conflicting
from decision.talk.services import notify
from decision.teams.actors import Actor, command
from decision.teams.permissions import require_run_rounds
from decision.teams.recording import recording

from ..models import Ballot, Round
from ..selectors import due_rounds, takes_part
from .locking import round_locked

CLOCK = replace(command(), name="the clock")


def reveal_round(*, decision: str, number: int, by: Actor) -> Round:
    """Show all members all finished ballots now; unfinished ones are left out and stay their members' alone.

    Raises `Conflicting` where the round is not open, and where nobody has finished.
    """
    with round_locked(decision, number, by=by, require=require_run_rounds) as (opened, row):
        _require_open(row)
        if not Ballot.objects.filter(takes_part(), round=row, finished_at__isnull=False).exists():
            raise Conflicting("Nobody has finished a ballot yet: wait, or cancel the round.")
        reveal_now(opened, row, by=by)
    return row


def cancel_round(*, decision: str, number: int, by: Actor) -> Round:
    """End a round without showing anybody's ballot, now or later. Raises `Conflicting` where it is not open."""
    with round_locked(decision, number, by=by, require=require_run_rounds) as (opened, row):
        _require_open(row)
        row.status, row.cancelled_by_id = Round.Status.CANCELLED, by.user_id
        row.cancelled_at = Now()
        row.save(update_fields=["status", "cancelled_by", "cancelled_at"])
        row.refresh_from_db(fields=["cancelled_at"])
        tell(opened.id, "round")
    return row


def reveal_due(*, decision: str | None = None) -> int:
    """Reveal what is due by the database's clock, or because all are in: of one decision, or of all. How many.

    Asked before every reading and voting, and by the operator's command; nobody needs a permission for it, and
    whoever happens to come by is not the one who revealed it.
    """
    due = due_rounds() if decision is None else due_rounds().filter(decision__slug=decision)
    return sum(_reveal_if_due(pk) for pk in list(due.order_by("pk").values_list("pk", flat=True)))


def reveal_now(opened: OpenDecision, row: Round, *, by: Actor, by_itself: bool = False) -> None:
    """Reveal a round that is held and open, and tell its members; `by_itself` with the last ballot or by the clock."""
    row.status, row.revealed_by_id = Round.Status.REVEALED, None if by_itself else by.user_id
    row.revealed_at = Now()
    row.save(update_fields=["status", "revealed_by", "revealed_at"])
    row.refresh_from_db(fields=["revealed_at"])
    ballots = Ballot.objects.filter(round=row, member__isnull=False)
    notify(
        decision=opened.id, kind="round_revealed", by=by, text=_words(opened, row),
        to=list(ballots.values_list("member_id", flat=True)),
        path=reverse("decision-team", args=[opened.slug]),
    )  # fmt: skip
    tell(opened.id, "round")


def _words(opened: OpenDecision, row: Round) -> str:
    return f"Round {row.number} on “{opened.title}” is revealed: see where the team stands."


def _reveal_if_due(pk: int) -> int:
    with transaction.atomic(), recording(CLOCK):
        row = Round.objects.select_for_update(no_key=True).filter(pk=pk, status=Round.Status.OPEN).first()
        if row is None or not due_rounds().filter(pk=pk).exists():
            return 0
        reveal_now(_opened(row.decision), row, by=CLOCK, by_itself=True)
    return 1


def _opened(decision: Decision) -> OpenDecision:
    return OpenDecision(
        id=decision.pk, slug=decision.slug, title=decision.title, revision=decision.revision,
        status=decision.status, visibility=decision.visibility, role=None,
    )  # fmt: skip


def _require_open(row: Round) -> None:
    if row.status == Round.Status.REVEALED:
        raise Conflicting(f"Round {row.number} is revealed already.")
    if row.status == Round.Status.CANCELLED:
        raise Conflicting(f"Round {row.number} was cancelled already.")

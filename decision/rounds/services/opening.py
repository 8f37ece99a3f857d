"""Opening a round: everybody who may vote gets a ballot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.urls import reverse

from decision.matrix.loading import LoadedMatrix, load_matrix
from decision.matrix.models import Decision
from decision.matrix.services.editing import editing, summary
from decision.matrix.telling import tell
from decision.problems import Conflicting, Invalid
from decision.talk.services import notify
from decision.teams.actors import Actor
from decision.teams.models import Membership
from decision.teams.people import shown_name
from decision.teams.permissions import require_run_rounds

from ..asking import Asked, Questions, asked_of
from ..models import Ballot, Round
from ..selectors import members_who_vote

LONGEST_NOTE = 300
MOST_COUNTS = Decimal(1000)
Errors = list[tuple[str, str]]


@dataclass(frozen=True)
class NewRound:
    """What to ask, when to reveal it, how to sum it up; `counts` gives members (by username) more or less weight
    than 1 in the aggregate."""

    asks: str = Round.Asks.WEIGHTS
    reveal: str = Round.Reveal.WHEN_ALL_IN
    closes_at: datetime | None = None
    aggregate: str = Round.Aggregate.ARITHMETIC
    note: str = ""
    counts: Mapping[str, Decimal] = field(default_factory=dict)


def open_round(*, decision: str, wanted: NewRound, by: Actor, if_revision: int | None = None) -> Round:
    """Open the next round and tell the members.

    Raises `Conflicting` while another is open, `Invalid` naming everything that is wrong with `wanted`.
    """
    with editing(decision, by=by, if_revision=if_revision, require=require_run_rounds) as locked:
        latest = locked.rounds.order_by("-number").first()
        if (still := locked.rounds.filter(status=Round.Status.OPEN).first()) is not None:
            raise Conflicting(f"Round {still.number} is still open: reveal or cancel it first.")
        members, loaded = members_who_vote(locked), load_matrix(locked.pk)
        errors = _wrong(wanted, members) + _nothing_to_ask(loaded, wanted)
        if errors:
            raise Invalid(summary(errors), errors=errors, title="Invalid round")
        opened = Round.objects.create(
            decision=locked, number=latest.number + 1 if latest else 1, asks=wanted.asks, reveal=wanted.reveal,
            closes_at=wanted.closes_at if wanted.reveal == Round.Reveal.AT_TIME else None,
            aggregate=wanted.aggregate, note=wanted.note.strip(), opened_by_id=by.user_id,
            asked=asked_of(loaded),
        )  # fmt: skip
        Ballot.objects.bulk_create(
            Ballot(
                round=opened, member=row.user, name=shown_name(row.user),
                counts=wanted.counts.get(row.user.username, Decimal(1)),
            )
            for row in members
        )  # fmt: skip
        _tell_of_opening(locked, opened, [row.user_id for row in members], by)
    return opened


def _wrong(wanted: NewRound, members: list[Membership]) -> Errors:
    errors: Errors = []
    for name, choices in (("asks", Round.Asks), ("reveal", Round.Reveal), ("aggregate", Round.Aggregate)):
        if getattr(wanted, name) not in choices.values:
            errors.append((f"/{name}", f"“{name}” is one of {', '.join(choices.values)}."))
    if len(wanted.note.strip()) > LONGEST_NOTE:
        errors.append(("/note", f"The note has at most {LONGEST_NOTE} characters."))
    if wanted.reveal == Round.Reveal.AT_TIME:
        errors += _wrong_time(wanted.closes_at)
    elif wanted.closes_at is not None:
        errors.append(("/closes_at", "A time belongs to a round that is revealed “at_time” only."))
    return errors + _wrong_counts(wanted.counts, members)


def _wrong_time(closes_at: datetime | None) -> Errors:
    """The time must lie ahead by the database's clock, which also reveals the round."""
    if closes_at is None:
        return [("/closes_at", "Say when the round is to be revealed.")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp() < %s", [closes_at])
        (is_ahead,) = cursor.fetchone()
    return [] if is_ahead else [("/closes_at", "The time of the reveal must lie ahead.")]


def _wrong_counts(counts: Mapping[str, Decimal], members: list[Membership]) -> Errors:
    known = {row.user.username for row in members}
    errors: Errors = []
    for name, value in counts.items():
        place = f"/member_weights/{name}"
        if name not in known:
            errors.append((place, f"“{name}” does not take part in this decision's rounds."))
        elif not value.is_finite() or not 0 < value <= MOST_COUNTS or value != round(value, 2):
            errors.append((place, f"A member counts more than 0, at most {MOST_COUNTS}, with two decimals."))
    return errors


def _nothing_to_ask(loaded: LoadedMatrix, wanted: NewRound) -> Errors:
    asked = Asked.model_validate(asked_of(loaded))
    questions = Questions(wanted.asks != Round.Asks.SCORES, wanted.asks != Round.Asks.WEIGHTS, asked, loaded)
    errors: Errors = []
    if questions.asks_weights and len(loaded.leaves) < 2:
        errors.append(("/asks", "Weights are worth a round when there are at least two criteria."))
    if questions.asks_scores and not questions.cells:
        errors.append(
            ("/asks", "There is nothing to score: add alternatives and criteria that are not measured.")
        )
    return errors


def _tell_of_opening(decision: Decision, opened: Round, members: list[int], by: Actor) -> None:
    notify(
        decision=decision.pk, kind="round_opened", to=members, by=by,
        text=f"Round {opened.number} on “{decision.title}” is open: give your {opened.get_asks_display()}.",
        path=reverse("ballot", args=[decision.slug]),
    )  # fmt: skip
    tell(decision.pk, "round")

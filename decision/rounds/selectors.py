"""Reading rounds. Everything here is for members of the decision's team; of ballots that are not revealed it gives
only the reader's own, and of the others who has finished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, FloatField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Now

from decision.matrix.loading import LoadedMatrix
from decision.matrix.models import Decision
from decision.matrix.selectors import OpenDecision
from decision.problems import Conflicting, NotThere
from decision.teams.models import Membership
from decision.teams.people import shown_name
from decision.teams.permissions import CONTRIBUTING_ROLES, EDITING_ROLES, roles_that_vote

from .asking import Asked, Cell, Questions
from .models import Ballot, BallotScore, BallotWeight, Round


@dataclass(frozen=True, slots=True)
class Participant:
    """A member's part in a round, without what they answered. `takes_part` is false where they have left the team
    or may no longer vote in it."""

    ballot: int
    user_id: int | None
    username: str
    name: str
    counts: Decimal
    finished_at: datetime | None
    takes_part: bool

    @property
    def has_finished(self) -> bool:
        return self.finished_at is not None


@dataclass(frozen=True, slots=True)
class OwnBallot:
    """What one member has answered so far; a score of None is "no opinion"."""

    points: Mapping[str, Decimal]
    scores: Mapping[Cell, Decimal | None]
    weighing: Mapping[str, Any] | None
    saved_at: datetime | None
    finished_at: datetime | None


EMPTY = OwnBallot({}, {}, None, None, None)


@dataclass(frozen=True, slots=True)
class Vote:
    """A revealed, finished ballot of somebody who takes part."""

    who: Participant
    points: Mapping[str, Decimal]
    scores: Mapping[Cell, float | None]


def takes_part() -> Q:
    """Over ballots: their member is on the team and may vote on this decision today."""
    member = Membership.objects.filter(team=OuterRef("round__decision__team"), user=OuterRef("member"))
    may_vote = Exists(member.filter(role__in=EDITING_ROLES)) | (
        ~Q(round__decision__visibility="private") & Exists(member.filter(role__in=CONTRIBUTING_ROLES))
    )
    return Q(member__is_active=True) & may_vote


def due_rounds() -> QuerySet[Round]:
    """The open rounds that are to be revealed by now: their time has come by the database's clock, or all are in."""
    ballots = Ballot.objects.filter(takes_part(), round=OuterRef("pk"))
    is_late = Q(reveal=Round.Reveal.AT_TIME, closes_at__lte=Now())
    all_in = (
        Q(reveal=Round.Reveal.WHEN_ALL_IN)
        & Exists(ballots.filter(finished_at__isnull=False))
        & ~Exists(ballots.filter(finished_at__isnull=True))
    )
    return Round.objects.filter(is_late | all_in, status=Round.Status.OPEN)


def rounds_of(opened: OpenDecision) -> list[Round]:
    """The decision's rounds, the latest first, each with `finished_count` and `people_count`; one query."""
    return list(
        Round.objects.filter(decision=opened.id)
        .select_related("opened_by", "revealed_by", "cancelled_by", "applied_by")
        .annotate(
            people_count=Count("ballots"),
            finished_count=Count("ballots", filter=Q(ballots__finished_at__isnull=False)),
        )
        .order_by("-number")
    )


def members_who_vote(opened: OpenDecision | Decision) -> list[Membership]:
    """The members of the decision's team who may take part in its rounds, with their users; one query."""
    rows = Membership.objects.filter(
        team__decisions=opened.id, role__in=roles_that_vote(opened.visibility), user__is_active=True
    )
    return list(rows.select_related("user").order_by("id"))


def find_round(opened: OpenDecision, number: int) -> Round:
    """Round `number` of a decision. Raises `NotThere`."""
    people = ("opened_by", "revealed_by", "cancelled_by", "applied_by")
    row = Round.objects.filter(decision=opened.id, number=number).select_related(*people).first()
    if row is None:
        raise NotThere(f"This decision has no round {number}.")
    return row


def revealed_before(row: Round) -> Round | None:
    """The revealed round that came before this one."""
    earlier = Round.objects.filter(decision=row.decision_id, number__lt=row.number)
    return earlier.filter(status=Round.Status.REVEALED).order_by("-number").first()


def questions_of(row: Round, loaded: LoadedMatrix) -> Questions:
    """What a ballot of this round answers, given the decision as it stands."""
    return Questions(
        asks_weights=row.asks != Round.Asks.SCORES,
        asks_scores=row.asks != Round.Asks.WEIGHTS,
        asked=Asked.model_validate(row.asked),
        loaded=loaded,
    )


def people_of(row: Round) -> list[Participant]:
    """Who takes part in a round, in the order in which they joined; one query."""
    rows = Ballot.objects.filter(round=row).select_related("member").annotate(part=takes_part())
    people = [_participant(ballot) for ballot in rows.order_by("id")]
    bearers = Counter(who.name for who in people)
    return [replace(who, name=_told_apart(who)) if bearers[who.name] > 1 else who for who in people]


def _told_apart(who: Participant) -> str:
    """A name that several members bear, with the user name behind it."""
    return f"{who.name} ({who.username})" if who.username else who.name


def _participant(ballot: Ballot) -> Participant:
    return Participant(
        ballot=ballot.pk, user_id=ballot.member_id,
        name=shown_name(ballot.member) if ballot.member else ballot.name, counts=ballot.counts,
        username=ballot.member.username if ballot.member else "",
        finished_at=ballot.finished_at, takes_part=bool(ballot.part),  # type: ignore[attr-defined]
    )  # fmt: skip


def own_ballot(row: Round, user_id: int | None) -> OwnBallot:
    """What this member has answered, empty where nothing is; three queries."""
    ballot = Ballot.objects.filter(round=row, member=user_id).first() if user_id is not None else None
    if ballot is None:
        return EMPTY
    return OwnBallot(
        points=dict(ballot.weights.values_list("criterion__slug", "points")),
        scores={
            (framework, criterion): value
            for framework, criterion, value in ballot.scores.values_list(
                "framework__slug", "criterion__slug", "value"
            )
        },
        weighing=ballot.weighing,
        saved_at=ballot.saved_at,
        finished_at=ballot.finished_at,
    )


def votes_of(row: Round) -> tuple[list[Vote], list[Participant]]:
    """The finished ballots of a revealed round, and everybody whose ballot is not in it; three queries.

    Raises `Conflicting` before the reveal: this is the only way to other members' answers.
    """
    if row.status != Round.Status.REVEALED:
        raise Conflicting(f"Round {row.number} is not revealed: its ballots are their members' alone.")
    people = people_of(row)
    voting = {who.ballot: who for who in people if who.takes_part and who.has_finished}
    weights = _arrays(BallotWeight.objects.filter(ballot__in=voting), "criterion__slug", "points")
    points = {ballot: dict(zip(keys, values, strict=True)) for ballot, keys, values in weights}
    scores = _scores_by_ballot(voting)
    votes = [Vote(who, points.get(pk, {}), scores.get(pk, {})) for pk, who in voting.items()]
    return votes, [who for who in people if who.ballot not in voting]


def _scores_by_ballot(ballots: Mapping[int, Participant]) -> dict[int, dict[Cell, float | None]]:
    rows = BallotScore.objects.filter(ballot__in=ballots).annotate(number=Cast("value", FloatField()))
    return {
        ballot: dict(zip(zip(frameworks, criteria, strict=True), values, strict=True))
        for ballot, frameworks, criteria, values in _arrays(
            rows, "framework__slug", "criterion__slug", "number"
        )
    }


def _arrays(rows: QuerySet[Any], *columns: str) -> list[tuple[Any, ...]]:
    """One row per ballot, its votes as an array per column: a third of the cost of a row per vote."""
    arrays = {f"all_{name}": ArrayAgg(name, order_by="id") for name in columns}
    return list(rows.order_by().values("ballot").annotate(**arrays).values_list("ballot", *arrays))

"""Answering a round: a ballot is saved as it grows, finished when it is whole, reopened as long as nobody sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from decision.matrix.loading import LoadedMatrix
from decision.matrix.selectors import OpenDecision, matrix_of
from decision.matrix.services.editing import summary
from decision.matrix.telling import tell
from decision.problems import Conflicting, Errors, Invalid
from decision.talk.services import notify
from decision.teams.actors import Actor

from ..asking import Cell, Progress, Questions, progress_of, weightless_groups
from ..models import Ballot, Round
from ..selectors import due_rounds, people_of, questions_of
from ..votes import ScoreVote, Votes, invalid_votes
from .closing import reveal_due, reveal_now
from .locking import voting

__all__ = ["BallotState", "ScoreVote", "answer_ballot", "finish_ballot", "reopen_ballot", "save_ballot"]

NAMED = 6


@dataclass(frozen=True, slots=True)
class BallotState:
    """How far a ballot has come after a change; `errors` names what was left out of a lenient one."""

    round: int
    progress: Progress
    finished_at: datetime | None
    errors: Errors = ()


def save_ballot(
    *,
    decision: str,
    points: Mapping[str, Decimal | None],
    scores: Sequence[ScoreVote] = (),
    by: Actor,
    number: int | None = None,
    replace: bool = False,
    weighing: Mapping[str, Any] | None = None,
    lenient: bool = False,
) -> BallotState:
    """Keep some answers, all or nothing, and say what is missing. With `replace` all others are forgotten; a
    `lenient` change keeps what can be kept and names the rest.

    `weighing` records how the weights came about, where a guided way gave them. Raises `Invalid` naming every answer
    that is out of range or about something that is not asked (any more), `Conflicting` for a finished ballot and
    where no round is open.
    """
    reveal_due(decision=decision)
    with voting(decision, by=by, number=number) as (opened, row, ballot):
        if ballot.finished_at is not None:
            raise Conflicting("Your ballot is finished: reopen it to change it.")
        questions = questions_of(row, matrix_of(opened))
        wrong = invalid_votes(questions, points, scores)
        if wrong and not lenient:
            raise Invalid(summary(wrong), errors=wrong, title="Invalid ballot")
        points, scores = _usable(points, scores, {place for place, _ in wrong})
        votes = Votes(ballot)
        before = votes.points
        votes.write(points, scores, replace=replace)
        if weighing is not None:
            ballot.weighing = {**(ballot.weighing or {}), weighing.get("group") or "": dict(weighing)}
        elif votes.points != before:
            ballot.weighing = None  # moved by hand since
        Ballot.objects.filter(pk=ballot.pk).update(saved_at=Now(), weighing=ballot.weighing)
        return BallotState(row.number, progress_of(questions, votes.points, votes.scores), None, wrong)


def finish_ballot(
    *, decision: str, by: Actor, number: int | None = None, rest_empty: bool = False
) -> BallotState:
    """Hand a ballot in. With `rest_empty` what is not answered counts as 0 points and as no opinion.

    The round is revealed with it where it waited for this one. Raises `Invalid` naming what is missing, and where the
    weights are all 0; `Conflicting` where no round is open.
    """
    reveal_due(decision=decision)
    with voting(decision, by=by, number=number) as (opened, row, ballot):
        loaded = matrix_of(opened)
        questions = questions_of(row, loaded)
        votes = Votes(ballot)
        progress = progress_of(questions, votes.points, votes.scores)
        if rest_empty and not progress.is_complete:
            votes.write(
                dict.fromkeys(progress.missing_weights, Decimal(0)),
                [ScoreVote(framework, criterion) for framework, criterion in progress.missing_scores],
            )
            progress = progress_of(questions, votes.points, votes.scores)
        if errors := _unfinished(questions, progress, votes.points):
            raise Invalid(summary(errors), errors=errors, title="Unfinished ballot")
        if ballot.finished_at is None:
            Ballot.objects.filter(pk=ballot.pk).update(saved_at=Now(), finished_at=Now())
            ballot.refresh_from_db(fields=["finished_at"])
            tell(opened.id, "round")
            _go_on(opened, loaded, row, by)
        return BallotState(row.number, progress, ballot.finished_at)


def reopen_ballot(*, decision: str, by: Actor, number: int | None = None) -> BallotState:
    """Take a finished ballot back to change it, as long as the round is open."""
    reveal_due(decision=decision)
    with voting(decision, by=by, number=number) as (opened, row, ballot):
        if ballot.finished_at is not None:
            Ballot.objects.filter(pk=ballot.pk).update(finished_at=None)
            tell(opened.id, "round")
        votes = Votes(ballot)
        questions = questions_of(row, matrix_of(opened))
        return BallotState(row.number, progress_of(questions, votes.points, votes.scores), None)


def answer_ballot(
    *, decision: str, points: Mapping[str, Decimal | None], scores: Sequence[ScoreVote], by: Actor,
    replace: bool = False, finished: bool | None = None,
) -> None:  # fmt: skip
    """Take a ballot back (`finished` false), keep answers, hand it in (true): all that is asked for, or nothing.

    Raises as `reopen_ballot`, `save_ballot` and `finish_ballot`.
    """
    reveal_due(decision=decision)
    with transaction.atomic():
        if finished is False:
            reopen_ballot(decision=decision, by=by)
        if replace or points or scores:
            save_ballot(decision=decision, points=points, scores=scores, by=by, replace=replace)
        if finished:
            finish_ballot(decision=decision, by=by)


def _usable(
    points: Mapping[str, Decimal | None], scores: Sequence[ScoreVote], wrong: set[str]
) -> tuple[Mapping[str, Decimal | None], Sequence[ScoreVote]]:
    """The answers that nothing is wrong with."""
    if not wrong:
        return points, scores
    kept = {key: value for key, value in points.items() if f"/weights/{key}" not in wrong}
    bad = {place.split("/")[2] for place in wrong if place.startswith("/scores/")}
    return kept, [vote for index, vote in enumerate(scores) if str(index) not in bad]


def _unfinished(
    questions: Questions, progress: Progress, points: Mapping[str, Decimal]
) -> list[tuple[str, str]]:
    errors = [
        (f"/weights/{key}", f"“{questions.name(key)}” has no points yet (0 is an answer too).")
        for key in progress.missing_weights
    ]
    errors += [(f"/scores/{framework}/{criterion}", _unscored(questions, (framework, criterion)))
               for framework, criterion in progress.missing_scores]  # fmt: skip
    if errors:
        return errors
    return [
        ("/weights", "All weights are 0: give at least one criterion more than 0 points.")
        if parent is None
        else (f"/weights/{parent}", f"“{questions.name(parent)}” has points, but nothing beneath it has any.")
        for parent in weightless_groups(questions, points)
    ]


def _unscored(questions: Questions, cell: Cell) -> str:
    framework, criterion = cell
    return f"{questions.name(framework)} has no score on “{questions.name(criterion)}” yet (or no opinion)."


def _go_on(opened: OpenDecision, loaded: LoadedMatrix, row: Round, by: Actor) -> None:
    """Reveal the round if it waited for this ballot; else tell who is the last that it waits for."""
    if due_rounds().filter(pk=row.pk).exists():
        reveal_now(opened, row, by=by, by_itself=True)
        return
    waiting = [who for who in people_of(row) if who.takes_part and not who.has_finished]
    if row.reveal == Round.Reveal.WHEN_ALL_IN and len(waiting) == 1 and waiting[0].user_id is not None:
        notify(
            decision=opened.id, kind="round_opened", to=[waiting[0].user_id], by=by,
            text=f"Round {row.number} on “{loaded.title}” waits for your ballot only.",
            path=reverse("ballot", args=[opened.slug]),
        )  # fmt: skip

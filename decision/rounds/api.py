"""Rounds and ballots over the API. Answers change without the decision's revision, so they are not to be kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from decision.api.describing import IF_MATCH, described, query
from decision.api.pagination import whole_list
from decision.api.parameters import whole
from decision.api.reading import read
from decision.matrix.api.base import DecisionView, unkept
from decision.matrix.selectors import OpenDecision, matrix_of, open_decision
from decision.problems import Invalid
from decision.teams.authentication import actor_of
from decision.teams.permissions import require_contribute, require_run_rounds, require_see_rounds

from . import services, shapes
from .asking import progress_of
from .comparison import compare
from .models import Round
from .selectors import find_round, own_ballot, people_of, questions_of, rounds_of, votes_of
from .serializers import comparison_answer, own_answer, round_answer, round_line, vote_answer

READS = (400, 401, 403, 404)
WRITES = (*READS, 409, 413, 415)
AGGREGATE = query("aggregate", "How to sum up.", choices=Round.Aggregate.values)
ROUND = query("round", "The round's number; the latest that was not cancelled when left out.", int)


class _RoundView(DecisionView):
    """A view of a decision's rounds: for the members of its team."""

    def seen(self, request: Request, slug: str) -> OpenDecision:
        """The decision, for a member; what is due is revealed first."""
        services.reveal_due(decision=slug)
        opened = self.open(request, slug)
        require_see_rounds(actor_of(request), opened)
        return opened


class RoundList(_RoundView):
    """The decision's rounds."""

    require = staticmethod(require_run_rounds)

    @described("list_rounds", shapes.RoundPage, refusals=READS, tag="decision")
    def get(self, request: Request, slug: str) -> HttpResponse:
        """The latest first."""
        return unkept(whole_list([round_line(row) for row in rounds_of(self.seen(request, slug))]))

    @described(
        "open_round", shapes.RoundAnswer, body=shapes.NewRoundBody, refusals=(*WRITES, 412), status=201,
        parameters=[IF_MATCH], tag="decision",
    )  # fmt: skip
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Ask the members; they are told."""
        given = read(shapes.NewRoundBody, request.data, title="Invalid round")
        expected = self.expected(request, slug)
        wanted = services.NewRound(
            asks=given.asks, reveal=given.reveal, closes_at=given.closes_at, aggregate=given.aggregate,
            note=given.note, counts=given.member_weights,
        )  # fmt: skip
        row = services.open_round(decision=slug, wanted=wanted, by=actor_of(request), if_revision=expected)
        response = _round(open_decision(slug, by=actor_of(request)), row.number, status=201)
        response["Location"] = reverse("api:decision-round", args=[slug, row.number])
        return response


def _round(opened: OpenDecision, number: int, status: int = 200) -> HttpResponse:
    row = find_round(opened, number)
    questions = questions_of(row, matrix_of(opened))
    return unkept(round_answer(row, questions, people_of(row)), status)


class RoundDetail(_RoundView):
    """One round."""

    require = staticmethod(require_run_rounds)

    @described("get_round", shapes.RoundAnswer, refusals=READS, tag="decision")
    def get(self, request: Request, slug: str, number: int) -> HttpResponse:
        """What it asks, and who has finished."""
        return _round(self.seen(request, slug), number)

    @described("end_round", shapes.RoundAnswer, body=shapes.RoundChange, refusals=WRITES, tag="decision")
    def patch(self, request: Request, slug: str, number: int) -> HttpResponse:
        """Reveal it now, or cancel it: then no ballot is ever shown."""
        given = read(shapes.RoundChange, request.data, title="Invalid round")
        end = services.reveal_round if given.status == "revealed" else services.cancel_round
        end(decision=slug, number=number, by=actor_of(request))
        return _round(self.open(request, slug), number)


class RoundComparison(_RoundView):
    """A revealed round, compared."""

    @described(
        "compare_round", shapes.Comparing, parameters=[AGGREGATE], refusals=(*READS, 409), tag="decision"
    )
    def get(self, request: Request, slug: str, number: int) -> HttpResponse:
        """Members beside each other, on the decision as it is now. 409 before the reveal."""
        opened = self.seen(request, slug)
        loaded = matrix_of(opened)
        comparison = compare(find_round(opened, number), loaded, request.query_params.get("aggregate"))
        return unkept(comparison_answer(loaded, comparison))


class RoundApply(_RoundView):
    """Taking a revealed round's outcome into the decision."""

    require = staticmethod(require_run_rounds)

    @described(
        "apply_round",
        shapes.AppliedAnswer,
        body=shapes.ApplyBody,
        refusals=WRITES,
        tag="decision",
        revision=True,
    )
    def post(self, request: Request, slug: str, number: int) -> HttpResponse:
        """Set the decision's weights and scores to the group's, as one recorded change."""
        given = read(shapes.ApplyBody, request.data or {}, title="Invalid body")
        expected = self.expected(request, slug)
        revision = services.apply_outcome(
            decision=slug,
            number=number,
            aggregate=given.aggregate,
            by=actor_of(request),
            if_revision=expected,
        )
        row = find_round(self.open(request, slug), number)
        return unkept(
            {"decision": slug, "revision": revision, "round": number, "aggregate": row.applied_aggregate}
        )


class Ballots(_RoundView):
    """The ballots of a round: one's own, and after the reveal all that were finished."""

    require = staticmethod(require_contribute)

    @described("list_ballots", shapes.BallotPage, parameters=[ROUND], refusals=READS, tag="decision")
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Before the reveal your own ballot alone, whoever you are."""
        opened = self.seen(request, slug)
        number = whole(request, "round")
        row = find_round(opened, number) if number is not None else _latest(opened)
        if row is None:
            return unkept(whole_list([]))
        if row.status == Round.Status.REVEALED:
            votes, _ = votes_of(row)
            return unkept(whole_list([vote_answer(row, vote) for vote in votes]))
        own = _own(request, opened, row)
        return unkept(whole_list([own] if own else []))

    @described("replace_ballot", shapes.BallotAnswer, body=shapes.BallotBody, refusals=WRITES, tag="decision")
    def put(self, request: Request, slug: str) -> HttpResponse:
        """All answers at once: those not named are forgotten."""
        return self._write(request, slug, replace=True)

    @described(
        "change_ballot", shapes.BallotAnswer, body=shapes.BallotChange, refusals=WRITES, tag="decision"
    )
    def patch(self, request: Request, slug: str) -> HttpResponse:
        """Some answers; the others stay."""
        return self._write(request, slug, replace=False)

    def _write(self, request: Request, slug: str, *, replace: bool) -> HttpResponse:
        given = read(shapes.BallotBody, request.data, title="Invalid ballot")
        by = actor_of(request)
        services.answer_ballot(
            decision=slug, points=given.weights, by=by, replace=replace, finished=given.finished,
            scores=[services.ScoreVote(each.framework, each.criterion, each.value) for each in given.scores],
        )  # fmt: skip
        opened = self.open(request, slug)
        row = _latest(opened)
        own = _own(request, opened, row) if row else None
        if own is None:
            raise Invalid("Send weights, scores or “finished”.", errors=[("", "The body holds no answer.")])
        return unkept(own)


def _latest(opened: OpenDecision) -> Round | None:
    return next((row for row in rounds_of(opened) if row.status != Round.Status.CANCELLED), None)


def _own(request: Request, opened: OpenDecision, row: Round) -> dict[str, object] | None:
    """The asker's own ballot; None where they have none."""
    by = actor_of(request)
    mine = next(
        (who for who in people_of(row) if who.user_id is not None and who.user_id == by.user_id), None
    )
    if mine is None:
        return None
    own = own_ballot(row, by.user_id)
    progress = progress_of(questions_of(row, matrix_of(opened)), own.points, own.scores)
    return own_answer(row, own, progress, username=by.name, name=mine.name)

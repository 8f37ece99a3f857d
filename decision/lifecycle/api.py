"""A decision's status and its signatures over the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from decision.api.describing import described
from decision.api.reading import read
from decision.matrix.api.base import DecisionView, unkept
from decision.matrix.models import Decision
from decision.matrix.selectors import OpenDecision, open_decision
from decision.problems import Invalid
from decision.teams.actors import Actor
from decision.teams.authentication import actor_of
from decision.teams.permissions import require_contribute

from . import services
from .models import Line, Outcome
from .selectors import is_member, lines_of, signed, successor_of
from .shapes import SignatureGiven, StatusChange, StatusShape

Status = Decision.Status
WRITES = (401, 403, 409, 413, 415)


class DecisionStatus(DecisionView):
    """Where a decision stands, what was chosen and who signed."""

    @described("get_status", StatusShape, refusals=[400, 404], tag="decision")
    def get(self, request: Request, slug: str) -> HttpResponse:
        return _answer(self.open(request, slug), actor_of(request))

    @described(
        "change_status", StatusShape, body=StatusChange, refusals=WRITES, tag="decision", revision=True
    )
    def put(self, request: Request, slug: str) -> HttpResponse:
        """Send for review, decide, reopen or supersede."""
        asked = read(StatusChange, request.data, title="Invalid status")
        expected = self.expected(request, slug)
        by = actor_of(request)
        change_status(self.open(request, slug), asked, by=by, if_revision=expected)
        return _answer(open_decision(slug, by=by), by)


def change_status(opened: OpenDecision, asked: StatusChange, *, by: Actor, if_revision: int | None) -> None:
    """The act that leads from where `opened` stands to what is `asked`. Raises `Refused` where none does."""
    slug = opened.slug
    match asked.status:
        case "in_review":
            services.send_for_review(decision=slug, by=by, if_revision=if_revision)
        case "draft" if opened.status == Status.IN_REVIEW:
            services.take_back(decision=slug, by=by, if_revision=if_revision)
        case "draft":
            services.reopen(decision=slug, reason=asked.reason, by=by, if_revision=if_revision)
        case "superseded":
            services.supersede(
                decision=slug, reason=asked.reason, successor=asked.successor, by=by, if_revision=if_revision
            )
        case "decided" if opened.status == Status.DECIDED and not asked.framework and asked.review_on:
            services.set_review(decision=slug, review_on=asked.review_on, by=by, if_revision=if_revision)
        case "decided":
            if asked.review_on is None:
                sentence = "Deciding takes the day on which it is looked at again, like 2027-05-01."
                raise Invalid(sentence, errors=[("/review_on", sentence)])
            services.decide(
                decision=slug, framework=asked.framework, reason=asked.reason, review_on=asked.review_on,
                by=by, if_revision=if_revision,
            )  # fmt: skip


class DecisionSignatures(DecisionView):
    """One's own signature: given, renewed or withdrawn."""

    require = staticmethod(require_contribute)

    @described(
        "sign_decision",
        StatusShape,
        body=SignatureGiven,
        refusals=WRITES,
        tag="decision",
        revision=True,
        status=201,
    )
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Stand behind the decision as it is now."""
        given = read(SignatureGiven, request.data, title="Invalid signature")
        by = actor_of(request)
        services.sign(decision=slug, by=by, comment=given.comment, if_revision=self.expected(request, slug))
        return _answer(open_decision(slug, by=by), by, status=201)

    @described("withdraw_signature", StatusShape, refusals=WRITES, tag="decision", revision=True)
    def delete(self, request: Request, slug: str) -> HttpResponse:
        """Take it back, as long as nothing is decided."""
        by = actor_of(request)
        services.withdraw_signature(decision=slug, by=by)
        return _answer(open_decision(slug, by=by), by)


def _answer(opened: OpenDecision, by: Actor, status: int = 200) -> HttpResponse:
    return unkept(status_answer(opened, by), status)


def status_answer(opened: OpenDecision, by: Actor) -> dict[str, Any]:
    """A decision's way for one reader; three queries, and one for each successor."""
    sees_names = is_member(by, opened.id)
    lines = lines_of(opened.id)
    outcome: Outcome | None = getattr(lines[0], "outcome", None) if lines else None
    review_on = outcome.review_on if outcome and opened.status == Status.DECIDED else None
    return {
        "decision": opened.slug, "revision": opened.revision, "status": opened.status, "review_on": review_on,
        "is_review_due": review_on is not None and review_on <= timezone.localdate(),
        "lines": [_line(line, opened, by, sees_names) for line in lines],
    }  # fmt: skip


def _line(line: Line, opened: OpenDecision, by: Actor, sees_names: bool) -> dict[str, Any]:
    outcome: Outcome | None = getattr(line, "outcome", None)
    spoken_of = outcome.revision - 1 if outcome else opened.revision
    return {
        "number": line.number, "from_revision": line.from_revision, "opened_at": line.opened_at,
        "reason": line.reason, "outcome": _outcome(outcome, by, sees_names) if outcome else None,
        "signatures": [
            {
                "name": row.name if sees_names else None, "role": row.role, "revision": row.revision,
                "is_current": row.is_current, "comment": row.comment if sees_names else None,
                "signed_at": row.signed_at,
            }
            for row in (signed(each, revision=spoken_of) for each in line.signatures.all())
        ],
    }  # fmt: skip


def _outcome(outcome: Outcome, by: Actor, sees_names: bool) -> dict[str, Any]:
    successor = successor_of(outcome, by)
    return {
        "framework": outcome.framework.slug, "label": outcome.label, "is_first": outcome.is_first,
        "first": outcome.first, "reason": outcome.reason, "revision": outcome.revision,
        "decided_by": outcome.decided_by if sees_names else None, "decided_at": outcome.decided_at,
        "review_on": outcome.review_on, "superseded_by": successor.slug if successor else None,
        "superseded_why": outcome.superseded_why,
        "totals": [{**row, "total": float(row["total"])} for row in outcome.standings],
    }  # fmt: skip

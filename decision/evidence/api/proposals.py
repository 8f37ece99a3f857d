"""Proposed scores over the API, for the members of a decision's team. They change without the decision's revision,
until one is accepted."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from decision.api.describing import PAGING, described, query
from decision.api.pagination import page_of
from decision.api.parameters import choice, text
from decision.api.reading import read
from decision.matrix.api.base import DecisionView, unkept
from decision.matrix.selectors import OpenDecision
from decision.teams.authentication import actor_of
from decision.teams.permissions import require_contribute, require_read_talk

from .. import services
from ..models import Proposal
from ..proposal_shapes import NewProposal, ProposalChange, ProposalPage, ProposalShape, proposal_answer
from ..proposed import Wanted
from ..selectors.proposals import proposal_of, proposals_of

READS = (400, 401, 403, 404)
WRITES = (*READS, 409, 413, 415)
FILTERS = (
    query("status", "Only what became this.", choices=list(Proposal.Status.values)),
    query("framework", "Only for this alternative (slug)."),
    query("criterion", "Only on this criterion (slug)."),
)


class _ProposalView(DecisionView):
    """A view of what is proposed: for the team and staff, as what the team says."""

    def seen(self, request: Request, slug: str) -> OpenDecision:
        """The decision, for somebody who may read what its team says."""
        opened = self.open(request, slug)
        require_read_talk(actor_of(request), opened)
        return opened

    def one(self, request: Request, slug: str, proposal: int, status: int = 200) -> HttpResponse:
        """A proposal as it stands."""
        return unkept(proposal_answer(proposal_of(self.seen(request, slug).id, proposal)), status)


class ProposalList(_ProposalView):
    """Changes of scores that were asked for."""

    ordering = ("id",)
    require = staticmethod(require_contribute)

    @described("list_proposals", ProposalPage, parameters=(*FILTERS, *PAGING), refusals=READS, tag="decision")
    def get(self, request: Request, slug: str) -> HttpResponse:
        """In the order in which they were made."""
        rows = proposals_of(
            self.seen(request, slug).id, status=choice(request, "status", Proposal.Status.values),
            framework=text(request, "framework"), criterion=text(request, "criterion"),
        )  # fmt: skip
        return unkept(page_of(rows, request, self, proposal_answer))

    @described("propose_score", ProposalShape, body=NewProposal, refusals=WRITES, status=201, tag="decision")
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Ask for a score to be changed; whoever may edit the decision is told."""
        given = read(NewProposal, request.data, title="Invalid proposal")
        wanted = Wanted(
            value=given.value, sets_range=bool({"low", "high"} & given.model_fields_set), low=given.low,
            high=given.high, confidence=given.confidence, rule=given.rule, cite=frozenset(given.cite),
            uncite=frozenset(given.uncite),
        )  # fmt: skip
        row = services.propose_change(
            decision=slug, framework=given.framework, criterion=given.criterion, wanted=wanted,
            reason=given.reason, by=actor_of(request),
        )  # fmt: skip
        response = self.one(request, slug, row.pk, status=201)
        response["Location"] = reverse("api:decision-proposal", args=[slug, row.pk])
        return response


class ProposalDetail(_ProposalView):
    """One proposal."""

    require = staticmethod(services.require_take_part)

    @described("get_proposal", ProposalShape, refusals=READS, tag="decision")
    def get(self, request: Request, slug: str, id: int) -> HttpResponse:
        return self.one(request, slug, id)

    @described("settle_proposal", ProposalShape, body=ProposalChange, refusals=WRITES, tag="decision")
    def patch(self, request: Request, slug: str, id: int) -> HttpResponse:
        """Accept it (the score is changed), decline it with a reason, or withdraw one's own."""
        given = read(ProposalChange, request.data, title="Invalid answer to a proposal")
        by = actor_of(request)
        if given.status == "accepted":
            services.accept_proposal(decision=slug, proposal=id, by=by, anyway=given.anyway)
        elif given.status == "declined":
            services.decline_proposal(decision=slug, proposal=id, reason=given.reason, by=by)
        else:
            services.withdraw_proposal(decision=slug, proposal=id, by=by)
        return self.one(request, slug, id)

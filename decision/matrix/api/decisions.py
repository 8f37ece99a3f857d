"""The list of decisions, and one decision with its frame."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from decision.api.describing import PAGING, described, query
from decision.api.listing import Listing, Row
from decision.api.parameters import choice, text
from decision.problems import NotThere
from decision.teams.authentication import actor_of
from decision.teams.permissions import may_edit

from ..models import Decision
from ..selectors import OpenDecision, decisions_matching, frameworks_in, matrix_of
from ..serializers import alternative_answer, criterion_answer
from ..shapes import DecisionDetail as DetailShape
from ..shapes import DecisionPage
from .base import CACHING, VARY, DecisionView, answer

LINE = ("slug", "title", "question", "status", "visibility", "revision", "updated_at")
PARTS = (
    "alternatives", "weights", "scores", "gates", "scenarios", "ranking", "evaluate", "audit", "history", "export",
    "badge", "events",
)  # fmt: skip


class DecisionList(Listing):
    """The decisions that the caller may see."""

    def rows(self, request: Request) -> Any:
        return decisions_matching(
            by=actor_of(request),
            search=text(request, "search"),
            team=text(request, "team"),
            status=choice(request, "status", Decision.Status.values),
            framework=text(request, "framework"),
        ).values(*LINE, team_slug=F("team__slug"), options=frameworks_in())

    def form(self, row: Row) -> Row:
        line = {key: row[key] for key in LINE}
        return {**line, "team": row["team_slug"], "alternatives": row["options"]}

    @described(
        "list_decisions",
        DecisionPage,
        parameters=[
            query("search", "Words in the title or the question."),
            query("team", "The team, by slug."),
            query("status", "Where the decision stands.", choices=Decision.Status.values),
            query("framework", "Only decisions with this alternative, by slug."),
            *PAGING,
        ],
        refusals=[400],
        tag="decision",
    )
    def get(self, request: Request) -> HttpResponse:
        response = self.page(request)
        response["Cache-Control"], response["Vary"] = CACHING, VARY
        return response


class DecisionDetail(DecisionView):
    """One decision: its question, status, alternatives and criteria, and where the rest is."""

    @described("get_decision", DetailShape, tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        unchanged = self.unchanged(request, decision)
        if unchanged is not None:
            return unchanged
        detail = detail_of(decision)
        detail["may_edit"] = may_edit(actor_of(request), decision)
        return answer(detail, detail["revision"])


def detail_of(decision: OpenDecision) -> dict[str, Any]:
    """A decision with its frame; two queries, one where its matrix is known."""
    fields = (*LINE, "description", "close_call_margin", "claims_good_for_months", "missing_at", "created_at")
    row = Decision.objects.filter(pk=decision.id).values(*fields, team_slug=F("team__slug")).first()
    if row is None:
        raise NotThere("This decision is gone.")
    loaded = matrix_of(decision)
    team = row.pop("team_slug")
    return {
        **row,
        "team": team,
        "revision": loaded.revision,
        "may_edit": False,
        "alternatives": [alternative_answer(each) for each in loaded.alternatives],
        "criteria": [criterion_answer(each) for each in loaded.criteria],
        "links": {part: reverse(f"api:decision-{part}", args=[decision.slug]) for part in PARTS},
    }

"""Must-haves that the evidence suggests, over the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from pydantic import BaseModel, Field
from rest_framework.request import Request

from decision.api.describing import Page, described
from decision.api.pagination import whole_list
from decision.engine import GateResult
from decision.matrix.api.base import DecisionView, answer
from decision.matrix.selectors import matrix_of

from ..page.gates import suggested
from ..selectors.facts import topics_about
from ..suggesting import Outcome, Suggestion


class SuggestedOutcome(BaseModel):
    """What a must-have would say of an alternative, and the claim (by id) that it would go by."""

    framework: str
    result: GateResult
    claim: int | None
    text: str
    is_proxy: bool = Field(description="Whether the figure was measured on a relative.")


class SuggestedGate(BaseModel):
    """A must-have that could be added: what POST …/gates/ takes, and what it would do."""

    metric: str | None
    feature: str | None
    level: str
    comparison: str
    threshold: float
    outcomes: list[SuggestedOutcome]


class SuggestedGates(Page):
    results: list[SuggestedGate]


class GateSuggestions(DecisionView):
    """Must-haves that part the alternatives where the evidence about them differs most."""

    @described("suggest_gates", SuggestedGates, tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """At most twelve, those on what the decision cites first; none that is a must-have already."""
        loaded = matrix_of(self.open(request, slug))
        made = suggested(loaded, topics_about(loaded))
        return answer(whole_list([_suggestion(one) for one in made]), loaded.revision)


def _suggestion(one: Suggestion) -> dict[str, Any]:
    return {
        "metric": one.slug if one.kind == "metric" else None,
        "feature": one.slug if one.kind == "feature" else None,
        "level": one.level, "comparison": one.comparison, "threshold": one.threshold,
        "outcomes": [_outcome(each) for each in one.outcomes],
    }  # fmt: skip


def _outcome(each: Outcome) -> dict[str, Any]:
    return {
        "framework": each.alternative, "result": each.result.value, "claim": each.seen.claim if each.seen else None,
        "text": each.seen.text if each.seen else "", "is_proxy": bool(each.seen and each.seen.is_proxy),
    }  # fmt: skip

"""Looking back over the API: two revisions compared, a change taken back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from decision.api.describing import described, query
from decision.api.parameters import whole
from decision.api.problems import BadParameter, Conflict
from decision.api.reading import read
from decision.engine import EngineError
from decision.matrix.api.base import DecisionView, answer
from decision.matrix.api.record import change_answer
from decision.matrix.api.weights import WRITES
from decision.matrix.models import Revision
from decision.matrix.selectors import OpenDecision, open_decision
from decision.record.selectors import Asked, changes_of
from decision.teams.authentication import actor_of

from . import shapes
from .comparing import Comparison, Moved, Part, comparison_of
from .selectors import slug_now
from .services import undo_change, undo_revision

Json = dict[str, Any]


class HistoryCompare(DecisionView):
    """Two revisions side by side."""

    @described(
        "compare_revisions",
        shapes.Comparison,
        parameters=[
            query("from", "The earlier revision; the one before `to` where it is left out.", int),
            query("to", "The later revision; the current one where it is left out.", int),
        ],
        refusals=[409],
        tag="decision",
        revision=True,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        before, after = _asked(request, decision)
        if (unchanged := self.unchanged(request, decision)) is not None:
            return unchanged
        try:
            found = comparison_of(decision, before, after)
        except EngineError as error:
            raise Conflict(error.detail, errors=error.errors) from None
        return answer(comparison_answer(decision.slug, found), decision.revision)


def _asked(request: Request, decision: OpenDecision) -> tuple[int, int]:
    """The two revisions that the query asks for."""
    after = whole(request, "to")
    after = decision.revision if after is None else after
    before = whole(request, "from")
    before = max(after - 1, 1) if before is None else before
    if max(before, after) > 2**31 - 1:
        raise BadParameter("A revision is a whole number up to 2147483647.")
    return before, after


class HistoryUndo(DecisionView):
    """Taking a change back, as a new change."""

    @described(
        "undo_change",
        shapes.Undone,
        body=shapes.Undo,
        refusals=[409, *WRITES],
        tag="decision",
        revision=True,
    )
    def post(self, request: Request, slug: str) -> HttpResponse:
        asked = read(shapes.Undo, request.data, title="Invalid undo")
        opened = self.open(request, slug)
        expected, by = self.expected(request, slug), actor_of(request)
        if asked.revision is not None:
            revision = undo_revision(
                decision=slug, revision=asked.revision, by=by, anyway=asked.anyway, if_revision=expected
            )
        else:
            revision = undo_change(
                decision=slug, change=asked.change or "", by=by, anyway=asked.anyway, if_revision=expected
            )
        decision = open_decision(slug_now(opened.id), by=by)
        return answer(undone_answer(decision, revision), decision.revision)


def undone_answer(decision: OpenDecision, revision: int) -> Json:
    """The revision that an undo made."""
    made = Revision.objects.get(decision=decision.id, number=revision)
    changes = changes_of(decision.id, Asked(low=revision, high=revision))
    return {
        "decision": decision.slug,
        "revision": revision,
        "note": made.note,
        "changes": [change_answer(change) for change in changes],
    }


def comparison_answer(slug: str, found: Comparison) -> Json:
    """A comparison, in numbers and in words."""
    return {
        "decision": slug,
        "from": found.before,
        "to": found.after,
        "leader": {"from": found.leader_before, "to": found.leader_after},
        "alternatives": [_moved(one) for one in found.alternatives],
    }


def _moved(one: Moved) -> Json:
    return {
        "framework": one.key,
        "from": None if one.total_before is None else {"total": one.total_before, "rank": one.rank_before},
        "to": None if one.total_after is None else {"total": one.total_after, "rank": one.rank_after},
        "difference": one.amount,
        "effects": [_part(part) for part in one.parts],
        "summary": one.summary,
    }


def _part(part: Part) -> Json:
    return {
        "cause": part.cause.value,
        "criterion": part.criterion,
        "from": part.before,
        "to": part.after,
        "effect": part.amount,
    }

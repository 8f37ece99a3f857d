"""What happened to a decision, over the API."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from decision.api.describing import PAGING, described, query
from decision.api.pagination import CursorPagination
from decision.api.parameters import choice, text, whole
from decision.problems import Forbidden
from decision.record.selectors import KINDS, Asked, Change, HistoryPage, history_of, nameless
from decision.teams.authentication import actor_of
from decision.teams.permissions import may_view_team

from ..selectors import OpenDecision, require_revision
from ..shapes import History
from .base import DecisionView, answer


class DecisionHistory(DecisionView):
    """Every change, the latest first, as the database recorded it."""

    @described(
        "get_history",
        History,
        parameters=[
            query("revision", "Only the changes that made this revision.", int),
            query("since", "Only changes after this revision.", int),
            query("who", "Only changes by this person. For members of the decision's team."),
            query("what", "Only changes of this kind of row.", choices=KINDS),
            *PAGING,
        ],
        tag="decision",
        revision=True,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        size = CursorPagination().get_page_size(request)
        first = whole(request, "cursor")
        sees_names = may_view_team(actor_of(request), decision.role)
        asked = _asked(request, decision, sees_names)
        unchanged = self.unchanged(request, decision)
        if unchanged is not None:
            return unchanged
        page = history_of(decision.id, first=first, size=size, asked=asked)
        if not sees_names:
            page = replace(page, changes=[nameless(change) for change in page.changes])
        return answer(_page(request, page, size), decision.revision)


def _asked(request: Request, decision: OpenDecision, sees_names: bool) -> Asked:
    """The changes that the query asks for.

    Raises `NotThere` for a revision that is not on record, `Forbidden` where an outsider asks for somebody's changes.
    """
    what, who = choice(request, "what", KINDS), text(request, "who")
    if who is not None and not sees_names:
        raise Forbidden(
            "Who changed what is told to the members of this decision's team. Sign in as one of them."
        )
    low, high = (whole(request, "since") or 0) + 1, decision.revision
    if (revision := whole(request, "revision")) is not None:
        require_revision(decision, revision)
        low = high = revision
    return Asked(low, high, (what,) if what else KINDS, who)


def _page(request: Request, page: HistoryPage, size: int) -> dict[str, Any]:
    address = request.build_absolute_uri(request.path)
    rest = request.GET.copy()
    rest.pop("cursor", None)
    later = min(page.first + size, page.count)

    def at(place: int) -> str:
        rest["cursor"] = str(place)
        return f"{address}?{rest.urlencode()}"

    return {
        "next": at(page.last - 1) if page.last > 1 else None,
        "previous": at(later) if later > page.first else None,
        "results": [change_answer(change) for change in page.changes],
    }


def change_answer(change: Change) -> dict[str, Any]:
    """One change as it is answered."""
    return {
        "id": change.id,
        "who": change.who,
        "when": change.when,
        "door": change.door,
        "revision": change.revision,
        "action": change.action,
        "what": change.what,
        "framework": change.framework,
        "criterion": change.criterion,
        "name": change.name,
        "field": change.field,
        "from": change.old,
        "to": change.new,
        "note": change.note,
    }

"""What happened to a decision, and what its source printed, over the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.settings import api_settings

from decision.api.describing import PAGING, described
from decision.api.pagination import CursorPagination
from decision.api.parameters import whole
from decision.record.selectors import Change, HistoryPage, history_of

from ..selectors import matrix_of
from ..serializers import audit_answer
from ..shapes import Audit, History
from .base import DecisionView, answer
from .ranking import ranked


class DecisionHistory(DecisionView):
    """Every change, the latest first, as the database recorded it."""

    @described("get_history", History, parameters=PAGING, tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        size = CursorPagination().get_page_size(request)
        first = whole(request, "cursor")
        unchanged = self.unchanged(request, decision)
        if unchanged is not None:
            return unchanged
        page = history_of(decision.id, first=first, size=size)
        return answer(_page(request, page, size), decision.revision)


def _page(request: Request, page: HistoryPage, size: int) -> dict[str, Any]:
    address = request.build_absolute_uri(request.path)
    shown = "" if size == api_settings.PAGE_SIZE else f"&page_size={size}"
    later = min(page.first + size, page.count)
    return {
        "next": f"{address}?cursor={page.last - 1}{shown}" if page.last > 1 else None,
        "previous": f"{address}?cursor={later}{shown}" if later > page.first else None,
        "results": [_change(change) for change in page.changes],
    }


def _change(change: Change) -> dict[str, Any]:
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
    }


class DecisionAudit(DecisionView):
    """The published totals beside the recomputed ones."""

    @described("get_audit", Audit, refusals=[409], tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        unchanged = self.unchanged(request, decision)
        if unchanged is not None:
            return unchanged
        loaded = matrix_of(decision)
        return answer(audit_answer(loaded, ranked(loaded)), loaded.revision)

"""Pages of a decision as it stood at a revision: to read and to play what-if with, and nothing to keep."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import replace_url, trigger_client_event

from decision.record.selectors import unnamed
from decision.teams.permissions import may_view_team
from decision.teams.sign_in import actor_of

from .forms import read_what_if
from .loading import LoadedMatrix, PastWords, words_as_of
from .page import decision_page
from .page.cell import cell_page
from .page.context import Header
from .page.reading import figures_beside, past_score_of
from .page.rows import is_dense_size
from .selectors import OpenDecision, matrix_of, open_decision, past
from .views import HtmxRequest, changed


@dataclass(frozen=True, slots=True)
class Moment:
    """Which revision a page shows, when it came about and by whom, and where the decision is as it is now."""

    revision: int
    at: datetime
    who: str
    now: str
    history: str


@require_safe
@vary_on_headers("HX-Request")
def decision_past(request: HtmxRequest, slug: str, revision: int) -> HttpResponse:
    """One decision as it was at a revision, at the weights in the address."""
    opened, loaded = _opened(request, slug, revision)
    if opened.now is None:
        query = request.META.get("QUERY_STRING", "")
        return redirect(reverse("decision-detail", args=[slug]) + (f"?{query}" if query else ""))
    what_if = read_what_if(request.GET, loaded)
    words = words_as_of(opened.id, revision)
    origin = f"{request.scheme}://{request.get_host()}"
    only_moved = bool(request.htmx) and what_if.moved is not None
    page = decision_page(
        loaded, what_if, status=words.status, can_edit=False, origin=origin,
        header=Header(words.question, words.description, "", words.at),
        rationales=words.rationales if not is_dense_size(loaded) else None, with_cells=not only_moved,
    )  # fmt: skip
    if only_moved:
        response = render(request, "matrix/_moved.html", {"page": page, "moment": True})
        trigger_client_event(response, "weights-changed", changed(page, what_if))
        return replace_url(response, page.path + (f"?{page.query}" if page.query else ""))
    is_whole = not request.htmx or request.htmx.history_restore_request
    template = "matrix/decision_past.html" if is_whole else "matrix/_refreshed.html"
    sees_names = may_view_team(actor_of(request), opened.role)
    context = {
        "page": page,
        "opened": opened,
        "section": "decisions",
        "moment": _moment(opened, words, sees_names),
    }
    return render(request, template, context)


@require_safe
@vary_on_headers("HX-Request")
def cell_past(request: HtmxRequest, slug: str, revision: int, criterion: str, framework: str) -> HttpResponse:
    """What stood behind one score at a revision."""
    _, loaded = _opened(request, slug, revision)
    what_if = read_what_if(request.GET, loaded)
    score = past_score_of(loaded, criterion, framework)
    page = cell_page(
        loaded, what_if, score, criterion=criterion, framework=framework, can_edit=False,
        beside=figures_beside(loaded, score), typed={},
    )  # fmt: skip
    template = "matrix/_cell_detail.html" if request.htmx else "matrix/cell_detail.html"
    return render(request, template, {"page": page, "section": "decisions"})


def _opened(request: HtmxRequest, slug: str, revision: int) -> tuple[OpenDecision, LoadedMatrix]:
    """The decision at the revision. Raises `NotThere` for one that is not on record."""
    opened = past(open_decision(slug, by=actor_of(request)), revision)
    return opened, replace(matrix_of(opened), is_past=opened.now is not None)


def _moment(opened: OpenDecision, words: PastWords, sees_names: bool) -> Moment:
    return Moment(
        opened.revision, words.at, words.name if sees_names else unnamed(words.actor, words.door),
        reverse("decision-detail", args=[opened.slug]), f"{reverse('decision-detail', args=[opened.slug])}history/",
    )  # fmt: skip

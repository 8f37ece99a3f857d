"""Pages of decisions. Each view authorises, parses, makes one domain call and renders."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import replace_url, trigger_client_event
from django_htmx.middleware import HtmxDetails

from decision.problems import Stale
from decision.teams.permissions import may_edit
from decision.teams.sign_in import actor_of

from . import services
from .forms import (
    WhatIf,
    plain,
    read_revision,
    read_seen_weights,
    read_varied,
    read_what_if,
    without_nul,
)
from .loading import LoadedMatrix
from .page import Conflict, DecisionPage, conflict_of, decision_page, differing
from .page.listing import decision_list_page
from .page.meanwhile import who_changed_weights
from .page.reading import features_of, header_of, rationales_of
from .page.rows import is_dense_size
from .page.scene import past_address
from .renewing import TOKEN, for_reader, rendered
from .selectors import OpenDecision, matrix_of, open_decision


class HtmxRequest(HttpRequest):
    """A request as the middleware of django-htmx leaves it."""

    htmx: HtmxDetails


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """The decisions that the reader may see."""
    page = decision_list_page(actor_of(request), request.GET)
    return render(request, "matrix/decision_list.html", {"page": page, "section": "decisions"})


@require_safe
@vary_on_headers("HX-Request")
def decision_detail(request: HtmxRequest, slug: str) -> HttpResponse:
    """One decision at the weights in the address: the whole page, or what a moved slider changes."""
    if "revision" in request.GET:
        return redirect(past_address(slug, request.GET))
    opened, loaded, what_if = _at(request, slug)
    htmx = request.htmx
    if not htmx or htmx.history_restore_request:
        return _whole(request, opened, _page(request, opened, loaded, what_if), "matrix/decision_detail.html")
    if what_if.moved is None:
        return _refreshed(request, opened, loaded, what_if)
    page = _page(request, opened, loaded, what_if, only_moved=True)
    response = render(request, "matrix/_moved.html", {"page": page})
    trigger_client_event(response, "weights-changed", changed(page, what_if))
    return replace_url(response, page.path + (f"?{page.query}" if page.query else ""))


def _at(request: HttpRequest, slug: str) -> tuple[OpenDecision, LoadedMatrix, WhatIf]:
    opened = open_decision(slug, by=actor_of(request))
    return opened, *read_varied(request.GET, matrix_of(opened))


def _page(
    request: HttpRequest, opened: OpenDecision, loaded: LoadedMatrix, what_if: WhatIf, *, only_moved: bool = False,
    conflict: Conflict | None = None,
) -> DecisionPage:  # fmt: skip
    can_edit = may_edit(actor_of(request), opened) and not opened.is_frozen and not loaded.is_varied
    origin = f"{request.scheme}://{request.get_host()}"
    if only_moved:
        return decision_page(
            loaded, what_if, status=opened.status, can_edit=can_edit, origin=origin, with_cells=False
        )
    reads_words = not is_dense_size(loaded)
    saw = request.GET.get("saw", "") if conflict is None else ""
    return decision_page(
        loaded, what_if, status=opened.status, can_edit=can_edit, origin=origin,
        header=header_of(opened.id, loaded.without), rationales=rationales_of(opened.id) if reads_words else None,
        features=features_of(loaded) if reads_words else None, conflict=conflict,
        saw=saw if read_seen_weights(saw, loaded) else "",
    )  # fmt: skip


def _whole(
    request: HttpRequest, opened: OpenDecision, page: DecisionPage, template: str, status: int = 200
) -> HttpResponse:
    context = {"page": page, "opened": opened, "section": "decisions"}
    return render(request, template, context, status=status)


def _refreshed(
    request: HttpRequest, opened: OpenDecision, loaded: LoadedMatrix, what_if: WhatIf
) -> HttpResponse:
    """All numbers anew. Everybody who has the page open asks for them after a change, so they are made once."""

    def make() -> str:
        page = _page(request, opened, loaded, what_if)
        context = {"page": page, "opened": opened, "section": "decisions", "csrf_token": TOKEN}
        return render_to_string("matrix/_refreshed.html", context, request)

    can_edit = may_edit(actor_of(request), opened) and not opened.is_frozen
    address = request.scheme, request.get_host(), request.META.get("QUERY_STRING", "")
    html = rendered.get((opened.id, opened.revision, can_edit, address), make)
    return HttpResponse(for_reader(request, html))


def changed(page: DecisionPage, what_if: WhatIf) -> dict[str, object]:
    """What the script needs to know of a move: who leads, what to say, and the weights as they are now."""
    return {
        "leader": page.ranking.recommendation.alternative,
        "sentences": page.leader_sentences,
        "moved": page.moved,
        "percents": {key: plain(round(percent, 4)) for key, percent in what_if.percents.items()},
    }


@require_POST
@vary_on_headers("HX-Request")
def weights_save(request: HtmxRequest, slug: str) -> HttpResponse:
    """Keep the weights in the address as the decision's own; others' changes to the same ones are not overwritten."""
    _, loaded, what_if = _at(request, slug)
    points = {key: round(percent, 4) for key, percent in what_if.percents.items()}
    seen = read_seen_weights(request.POST.get("saw", ""), loaded)
    stale = read_revision(request.POST) if seen is None else None
    try:
        services.set_weights(decision=slug, points=points, by=actor_of(request), if_revision=stale, seen=seen)
    except Stale as conflict:
        return _conflict(request, slug, conflict)
    if request.htmx:
        opened = open_decision(slug, by=actor_of(request))
        loaded = matrix_of(opened)
        page = _page(request, opened, loaded, read_what_if(QueryDict(), loaded))
        return _whole(request, opened, page, "matrix/_refreshed.html")
    messages.success(request, "Weights saved.")
    return redirect(reverse("decision-detail", args=[slug]))


def _conflict(request: HtmxRequest, slug: str, conflict: Stale) -> HttpResponse:
    """Both sets of weights to choose from: above the page, or alone for its script."""
    opened, loaded, what_if = _at(request, slug)
    both = conflict.fields if isinstance(conflict, services.Overwriting) else differing(loaded, what_if)
    shown = conflict_of(loaded, what_if, both, who_changed_weights(opened.id, both))
    page = _page(request, opened, loaded, what_if, conflict=shown)
    template = "matrix/_conflict.html" if request.htmx else "matrix/decision_detail.html"
    return _whole(request, opened, page, template, status=409)


@require_POST
def scenario_save(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the weights in the address as a named scenario."""
    _, _, what_if = _at(request, slug)
    name = without_nul(request.POST.get("name", ""))[:120]
    points = {key: round(percent, 4) for key, percent in what_if.percents.items()}
    key = slugify(name)[:80]
    is_open = what_if.scenario is not None and what_if.scenario.slug == key
    services.save_scenario(
        decision=slug, slug=key, name=name, points=points, by=actor_of(request), is_new=not is_open,
        if_revision=read_revision(request.POST) if is_open else None,
    )  # fmt: skip
    messages.success(request, f"Saved as “{name.strip()}”.")
    return redirect(f"{reverse('decision-detail', args=[slug])}?scenario={key}")


@require_POST
def gate_mode(request: HttpRequest, slug: str, gate: int) -> HttpResponse:
    """Let a must-have exclude, or only warn."""
    _, _, what_if = _at(request, slug)
    services.set_gate_mode(decision=slug, gate=gate, mode=request.POST.get("mode", ""), by=actor_of(request))
    query = f"?{what_if.query}" if what_if.query else ""
    return redirect(f"{reverse('decision-detail', args=[slug])}{query}#matrix")


def numbers_after(request: HtmxRequest, slug: str) -> HttpResponse:
    """All numbers of the decision's page at the weights in the address, for a script that changed something."""
    opened, loaded, what_if = _at(request, slug)
    return _whole(request, opened, _page(request, opened, loaded, what_if), "matrix/_refreshed.html")

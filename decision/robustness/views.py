"""The page of a decision's robustness. Each view authorises, parses, makes one domain call and renders."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from decision.matrix.forms import read_what_if
from decision.matrix.selectors import matrix_of, open_decision
from decision.teams.permissions import may_edit
from decision.teams.sign_in import actor_of

from .forms import read_look
from .page.context import robustness_page


@require_safe
def decision_robustness(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the winner can be trusted, at the weights in the address."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    loaded = matrix_of(opened)
    what_if = read_what_if(request.GET, loaded)
    look = read_look(request.GET, loaded, parse_qsl(what_if.query))
    page = robustness_page(loaded, what_if, look, can_edit=may_edit(by, opened) and not opened.is_frozen)
    context = {"page": page, "opened": opened, "tab": "robustness", "section": "decisions"}
    return render(request, "robustness/robustness.html", context)

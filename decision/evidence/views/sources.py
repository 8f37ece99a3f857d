"""Pages of what a decision rests on, and of the criterion that it lacks."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from decision import engine
from decision.engine import EngineError
from decision.matrix.loading import LoadedMatrix
from decision.matrix.selectors import OpenDecision, matrix_of, open_decision
from decision.problems import Invalid
from decision.teams.permissions import may_edit
from decision.teams.sign_in import actor_of
from decision.typed import typed_percent, typed_text

from .. import services
from ..audit.stakes import Stakes
from ..missing.candidates import candidates
from ..page.missing import MissingPage, missing_page
from ..page.sources import sources_page
from ..selectors.missing import topics_of
from ..selectors.titles import titles_of


@require_safe
def decision_sources(request: HttpRequest, slug: str) -> HttpResponse:
    """The sources on and off: `without` names those that are left out, as often as there are any."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    loaded = matrix_of(opened)
    titles = titles_of(loaded)
    if "ticked" in request.GET:  # the form says which are used
        used = set(request.GET.getlist("use"))
        query = urlencode([("without", source) for source in sorted(titles) if source not in used])
        home = reverse("decision-sources", args=[slug])
        return redirect(f"{home}?{query}" if query else home)
    asked = dict.fromkeys(request.GET.getlist("without"))
    context = _context(request, opened, "sources")
    context["unknown"] = sum(source not in titles for source in asked)
    try:
        context["page"] = sources_page(loaded, titles, [source for source in asked if source in titles])
    except EngineError as error:
        context["unrankable"] = error.detail
    return render(request, "evidence/sources.html", context)


@require_safe
def decision_missing(request: HttpRequest, slug: str) -> HttpResponse:
    """For each loser: which evidence that is no criterion yet would make it win, and at what share."""
    return _missing(request, slug)


def _missing(request: HttpRequest, slug: str, problem: Invalid | None = None) -> HttpResponse:
    opened = open_decision(slug, by=actor_of(request))
    context = _context(request, opened, "missing")
    context["problem"] = problem
    try:
        context["page"] = _page(matrix_of(opened))
    except EngineError as error:
        context["unrankable"] = error.detail
    return render(request, "evidence/missing.html", context, status=400 if problem else 200)


def _page(loaded: LoadedMatrix) -> MissingPage:
    stakes = Stakes(loaded, engine.rank(loaded.matrix, None, loaded.labels))
    topics = topics_of(loaded)
    found = candidates(loaded, stakes, [(one.topic, one.plus) for one in topics])
    best = float(stakes.totals[stakes.ranked].max(initial=0.0))
    behind = {key: best - float(stakes.totals[stakes.rows[key]]) for key in found}
    return missing_page(loaded, found, topics, behind)


@require_POST
def missing_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Judge by one criterion more, scored by the figures on record."""
    percent = typed_percent(request.POST.get("percent", "")) or Decimal(0)
    try:
        services.add_measured_criterion(
            decision=slug,
            criterion=typed_text(request.POST, "criterion"),
            percent=percent,
            by=actor_of(request),
        )
    except Invalid as problem:
        return _missing(request, slug, problem)
    messages.success(request, "Added, and scored by the figures on record.")
    return redirect(reverse("decision-detail", args=[slug]))


def _context(request: HttpRequest, opened: OpenDecision, part: str) -> dict[str, object]:
    return {
        "opened": opened, "tab": "evidence", "part": part, "section": "decisions",
        "can_edit": may_edit(actor_of(request), opened) and not opened.is_frozen,
    }  # fmt: skip

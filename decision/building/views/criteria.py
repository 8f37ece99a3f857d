"""The page of a decision's criteria and alternatives: each view authorises, parses, makes one call and renders."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from decision.matrix import services as matrix
from decision.matrix.forms import read_revision
from decision.matrix.selectors import open_decision
from decision.problems import Invalid, Stale
from decision.teams.permissions import require_edit
from decision.teams.sign_in import actor_of

from .. import services
from ..forms import read_text
from ..page.criteria import criteria_page
from ..selectors.building import built_of, parent_named
from .base import done, shared


@require_http_methods(["GET", "HEAD", "POST"])
def decision_criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """What the decision is built of; editors add criteria, of the catalogue (`criterion`) or of a metric (`metric`)."""
    if request.method != "POST":
        return _page(request, slug)
    by = actor_of(request)
    require_edit(by, open_decision(slug, by=by))
    metric, criterion = read_text(request.POST, "metric"), read_text(request.POST, "criterion")
    try:
        if metric:
            revision = services.judge_by_metric(decision=slug, metric=metric, by=by)
        else:
            revision = services.judge_by(decision=slug, criterion=criterion, by=by)
    except (Invalid, Stale) as problem:
        return _page(request, slug, problem)
    messages.success(
        request, "The criterion is added." + (" Its scores are the figures on record." if metric else "")
    )
    return done(reverse("decision-criteria", args=[slug]), revision)


@require_POST
def criterion_change(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """Move a criterion up or down, put it beneath another, or take it out with its scores.

    What the writer has not seen is neither taken along nor overwritten, here as in the other views: a form carries the
    revision that it showed.
    """
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    require_edit(by, opened)
    do = request.POST.get("do", "")
    try:
        if do in ("up", "down"):
            revision = matrix.move_criterion(decision=slug, criterion=criterion, up=do == "up", by=by)
        elif do == "remove":
            revision = matrix.remove_criterion(
                decision=slug, criterion=criterion, by=by, if_revision=read_revision(request.POST)
            )
        elif do == "parent":
            fields = {"parent": parent_named(opened.id, read_text(request.POST, "parent"))}
            revision = matrix.change_criterion(
                decision=slug,
                criterion=criterion,
                fields=fields,
                by=by,
                if_revision=read_revision(request.POST),
            )
        else:
            raise Invalid("Say what to do: up, down, parent or remove.", errors=[("/do", "Unknown.")])
    except (Invalid, Stale) as problem:
        return _page(request, slug, problem)
    messages.success(request, "The criterion is removed, with its scores." if do == "remove" else "Moved.")
    return done(reverse("decision-criteria", args=[slug]), revision)


@require_POST
def alternative_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a technology of the catalogue take part."""
    by = actor_of(request)
    require_edit(by, open_decision(slug, by=by))
    try:
        revision = matrix.add_alternative(
            decision=slug, framework=read_text(request.POST, "framework"), fields={}, by=by
        )
    except (Invalid, Stale) as problem:
        return _page(request, slug, problem)
    messages.success(request, "It takes part now; its scores are missing until they are given.")
    return done(reverse("decision-criteria", args=[slug]), revision)


@require_POST
def alternative_change(request: HttpRequest, slug: str, framework: str) -> HttpResponse:
    """Call an alternative by another name here, or take it out with its scores."""
    by = actor_of(request)
    require_edit(by, open_decision(slug, by=by))
    try:
        seen = read_revision(request.POST)
        if request.POST.get("do") == "remove":
            revision = matrix.remove_alternative(decision=slug, framework=framework, by=by, if_revision=seen)
        else:
            label = read_text(request.POST, "label")
            revision = matrix.change_alternative(
                decision=slug, framework=framework, fields={"label": label}, by=by, if_revision=seen
            )
    except (Invalid, Stale) as problem:
        return _page(request, slug, problem)
    messages.success(request, "Saved.")
    return done(reverse("decision-criteria", args=[slug]), revision)


def _page(request: HttpRequest, slug: str, problem: Invalid | Stale | None = None) -> HttpResponse:
    opened = open_decision(slug, by=actor_of(request))
    context = {**shared(request, opened, "criteria"), "problem": problem}
    query = read_text(request.GET, "q")[:100]
    built = built_of(opened.id, query, with_catalogue=bool(context["can_edit"]))
    context["page"] = criteria_page(slug, built, query)
    status = 200 if problem is None else 409 if isinstance(problem, Stale) else 400
    return render(request, "building/criteria.html", context, status=status)

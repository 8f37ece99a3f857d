"""The page of one criterion in a decision. Each view authorises, parses, makes one domain call and renders."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from criteria.models import Direction
from decision import engine
from decision.matrix.forms import read_revision
from decision.matrix.selectors import matrix_of, open_decision
from decision.problems import Invalid, Stale
from decision.teams.permissions import require_edit
from decision.teams.sign_in import actor_of

from .. import services
from ..anchors import proposed
from ..forms import read_anchors, read_text, typed_anchors
from ..page.measured import measured_page
from ..selectors.facts import Topic, claims_by_id, topics_about
from ..selectors.measured import Yardstick, figures_of, yardstick_of
from ..services.measured import read_function
from .base import done, shared


@require_http_methods(["GET", "HEAD", "POST"])
def decision_criterion(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """Judged and measured side by side; editors move the anchors. An address with anchors only tries them."""
    if request.method != "POST":
        return _page(request, slug, criterion, request.GET)
    by = actor_of(request)
    require_edit(by, open_decision(slug, by=by))
    try:
        kind, points = read_anchors(request.POST)
        revision = services.set_value_function(
            decision=slug, criterion=criterion, function=read_function(kind, points), by=by,
            for_all=request.POST.get("for") == "all", if_revision=read_revision(request.POST),
        )  # fmt: skip
    except (Invalid, Stale) as problem:
        status = 409 if isinstance(problem, Stale) else 400
        return _page(request, slug, criterion, request.POST, problem, status=status)
    messages.success(request, "The anchors are saved.")
    return done(reverse("decision-criterion", args=[slug, criterion]), revision)


@require_POST
def measured_use(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """Let one score, or every one with a figure, be what was measured."""
    by = actor_of(request)
    require_edit(by, open_decision(slug, by=by))
    try:
        kind, points = read_anchors(request.POST)
        revision = services.use_measured(
            decision=slug, criterion=criterion, metric=read_text(request.POST, "metric"),
            function=read_function(kind, points), framework=read_text(request.POST, "framework") or None, by=by,
            if_revision=read_revision(request.POST),
        )  # fmt: skip
    except (Invalid, Stale) as problem:
        status = 409 if isinstance(problem, Stale) else 400
        return _page(request, slug, criterion, request.POST, problem, status=status)
    messages.success(request, "Scored as measured; each score cites its figure.")
    return done(reverse("decision-criterion", args=[slug, criterion]), revision)


def _page(
    request: HttpRequest, slug: str, criterion: str, asked: QueryDict, problem: Invalid | Stale | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    context: dict[str, Any] = {
        **shared(request, opened, "criteria"),
        "problem": problem,
        "criterion": criterion,
    }
    loaded = matrix_of(opened)
    row = next((one for one in loaded.criteria if one.key == criterion), None)
    if row is None or row.is_group:
        raise Http404
    topics = topics_about(loaded)
    yardstick = yardstick_of(loaded, criterion, _metric(asked, topics, criterion), by=by)
    figures = figures_of(loaded, yardstick.metric.slug, topics) if yardstick.metric else {}
    numbers = [one.number for one in figures.values()]
    function, is_proposed, refused = _function(asked, yardstick, numbers)
    context["problem"] = problem or refused
    hrefs = {key: reverse("cell-detail", args=[slug, criterion, key]) for key in loaded.matrix.alternatives}
    typed = typed_anchors(asked) if "x0" in asked and (problem or refused) else None
    context["page"] = measured_page(
        loaded, row, yardstick, function, figures, claims_by_id({one.claim for one in figures.values()}), topics,
        is_proposed=is_proposed, hrefs=hrefs, typed=typed,
    )  # fmt: skip
    context["may_curate"] = by.is_staff and by.can_write
    context["is_tried"] = "x0" in asked and not context["problem"]
    return render(
        request, "building/criterion.html", context, status=400 if refused and status == 200 else status
    )


def _metric(asked: QueryDict, topics: Sequence[Topic], criterion: str) -> str:
    """The metric asked for, else the one whose figures are about the criterion, the cited first."""
    named = read_text(asked, "metric")
    if named:
        return named
    metrics = [topic for topic in topics if topic.kind == "metric"]
    about = [topic for topic in metrics if any(row["feature"] == criterion for row in topic.rows)]
    return about[0].slug if about else ""


def _function(
    asked: QueryDict, yardstick: Yardstick, numbers: Sequence[Decimal]
) -> tuple[engine.ValueFunction | None, bool, Invalid | None]:
    """The function to show: typed where it can be, else stored, else proposed; and what was wrong with the typed."""
    refused = None
    if "x0" in asked:
        try:
            return read_function(*read_anchors(asked)), False, None
        except Invalid as problem:
            refused = problem
    if yardstick.curve is not None:
        return yardstick.curve, False, refused
    if yardstick.metric is None:
        return None, False, refused
    better = yardstick.metric.direction == Direction.BENEFIT
    return proposed(numbers, more_is_better=better), True, refused

"""The page of the must-haves. Each view authorises, parses, makes one domain call and renders."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from decision.engine import EngineError
from decision.matrix import services
from decision.matrix.forms import read_revision
from decision.matrix.selectors import matrix_of, open_decision
from decision.problems import Invalid, Stale
from decision.teams.permissions import require_edit
from decision.teams.sign_in import actor_of

from ..forms import gate_values, number_or_none, read_text
from ..page.gates import claims_needed, gates_page, suggested
from ..selectors.catalogue import levels_of_features, subjects_of
from ..selectors.facts import claims_by_id, topics_about
from .base import done, shared

SEEN = ("name", "comparison", "mode", "level", "threshold")


@require_http_methods(["GET", "HEAD", "POST"])
def decision_gates(request: HttpRequest, slug: str) -> HttpResponse:
    """What every alternative must have, who does not, and by which claim; editors add to it."""
    if request.method != "POST":
        return _page(request, slug)
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    require_edit(by, opened)
    try:
        fields = services.gate_fields(matrix_of(opened), {**_subject(request), **gate_values(request.POST)})
        revision = services.save_gate(decision=slug, gate=None, fields=fields, by=by)
    except Invalid as problem:
        return _page(request, slug, {"problem": problem, "typed": request.POST, "at": "new"}, status=400)
    messages.success(request, "The must-have is added.")
    return done(reverse("decision-gates", args=[slug]), revision)


def _subject(request: HttpRequest) -> dict[str, object]:
    """`metric:<slug>`, `criterion:<slug>` or `feature:<slug>`, as the form's list sends it."""
    kind, _, slug = read_text(request.POST, "on").partition(":")
    if kind not in ("metric", "criterion", "feature") or not slug:
        raise Invalid("Choose what the must-have is on.", errors=[("/on", "Choose one.")])
    return {kind: slug}


@require_POST
def gate_change(request: HttpRequest, slug: str, gate: int) -> HttpResponse:
    """Another threshold, name or mode; what somebody else changed meanwhile is not overwritten."""
    by = actor_of(request)
    require_edit(by, open_decision(slug, by=by))
    try:
        fields = gate_values(request.POST)
        revision = services.save_gate(
            decision=slug, gate=gate, fields=fields, by=by, seen=_seen(request, fields)
        )
    except (Invalid, Stale) as problem:
        more = {"problem": problem, "typed": request.POST, "at": gate}
        return _page(request, slug, more, status=409 if isinstance(problem, Stale) else 400)
    messages.success(request, "The must-have is changed.")
    return done(f"{reverse('decision-gates', args=[slug])}#gate-{gate}", revision)


def _seen(request: HttpRequest, fields: dict[str, object]) -> dict[str, object] | None:
    seen: dict[str, object] = {}
    for name in SEEN:
        if f"saw_{name}" in request.POST and name in fields:
            text = read_text(request.POST, f"saw_{name}")
            seen[name] = number_or_none(text) if name == "threshold" else text
    return seen or None


@require_POST
def gate_remove(request: HttpRequest, slug: str, gate: int) -> HttpResponse:
    """Nobody has to meet it any more."""
    by = actor_of(request)
    require_edit(by, open_decision(slug, by=by))
    try:
        seen = read_revision(request.POST)
        revision = services.remove_gate(decision=slug, gate=gate, by=by, if_revision=seen)
    except (Invalid, Stale) as problem:
        status = 409 if isinstance(problem, Stale) else 400
        return _page(request, slug, {"problem": problem}, status=status)
    messages.success(request, "The must-have is removed.")
    return done(reverse("decision-gates", args=[slug]), revision)


def _page(
    request: HttpRequest, slug: str, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    opened = open_decision(slug, by=actor_of(request))
    context = {**shared(request, opened, "gates"), **(more or {})}
    try:
        loaded = matrix_of(opened)
    except EngineError as error:
        context["unrankable"] = error.detail
        return render(request, "building/gates.html", context, status=status)
    topics = topics_about(loaded)
    made = suggested(loaded, topics)
    claims = claims_by_id(claims_needed(loaded, made))
    levels = levels_of_features(gate.feature for gate in loaded.gates if gate.feature)
    context["page"] = gates_page(loaded, topics, made, claims, levels)
    if context["can_edit"]:
        context["subjects"] = subjects_of(loaded, topics)
    return render(request, "building/gates.html", context, status=status)

"""Starting a decision from technologies and needs: what it would hold, and making it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from decision.matrix.services.starting import start_decision
from decision.problems import Forbidden, Invalid, Refused
from decision.teams.actors import Actor
from decision.teams.forms import read_id
from decision.teams.selectors import teams_edited
from decision.teams.sign_in import actor_of

from .plan import Plan, read_plan


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What the decision would hold; once a title and a team are sent, the decision."""
    by = actor_of(request)
    if not by.can_write:
        raise Forbidden("Sign in to start a decision.")
    try:
        plan = read_plan(request.GET)
    except Invalid as problem:
        return _page(request, by, None, problem)
    if request.method != "POST":
        return _page(request, by, plan)
    try:
        decision = start_decision(
            title=request.POST.get("title", ""), question=plan.question, team=read_id(request.POST.get("team", "")),
            frameworks=[row.slug for row in plan.frameworks], criteria=plan.criteria, scores=plan.scores, by=by,
        )  # fmt: skip
    except (Invalid, Forbidden) as problem:
        return _page(request, by, plan, problem)
    messages.success(request, "Started. It is a draft: weigh, score and add what is missing.")
    return redirect("decision-detail", decision.slug)


def _page(request: HttpRequest, by: Actor, plan: Plan | None, problem: Refused | None = None) -> HttpResponse:
    context = {
        "plan": plan, "problem": problem, "teams": teams_edited(by), "is_staff": by.is_staff, "section": "catalog",
        "title": request.POST.get("title", plan.title if plan else ""), "team": request.POST.get("team", ""),
    }  # fmt: skip
    status = 200 if problem is None else 403 if isinstance(problem, Forbidden) else 400
    return render(request, "frameworks/decision_start.html", context, status=status)

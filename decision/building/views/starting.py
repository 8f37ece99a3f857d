"""Opening a decision: a title, a question, a team, and what to begin with."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from criteria.selectors import page_criteria
from decision.matrix.services.starting import StartCriterion, start_decision
from decision.problems import Forbidden, Invalid
from decision.teams.forms import read_id
from decision.teams.selectors import teams_edited
from decision.teams.sign_in import actor_of

from ..forms import read_text
from ..selectors.building import technologies

MOST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decision_new(request: HttpRequest) -> HttpResponse:
    """An empty draft, or one with the technologies and criteria that are ticked."""
    if request.method != "POST":
        return _page(request)
    by = actor_of(request)
    frameworks, criteria = (request.POST.getlist(name) for name in ("with", "criterion"))
    try:
        if max(len(frameworks), len(criteria)) > MOST:
            raise Invalid(
                f"Begin with at most {MOST} alternatives and {MOST} criteria; others can be added later."
            )
        decision = start_decision(
            title=read_text(request.POST, "title"), question=read_text(request.POST, "question"),
            team=read_id(request.POST.get("team", "")),
            frameworks=[slug.replace("\x00", "") for slug in dict.fromkeys(frameworks)],
            criteria=[StartCriterion(slug.replace("\x00", ""), Decimal(1)) for slug in dict.fromkeys(criteria)],
            scores=[], by=by,
        )  # fmt: skip
    except (Invalid, Forbidden) as problem:
        return _page(request, problem)
    messages.success(
        request, "It is a draft. Add what it is judged by, then weigh and score it in the matrix."
    )
    return redirect("decision-criteria", decision.slug)


def _page(request: HttpRequest, problem: Invalid | Forbidden | None = None) -> HttpResponse:
    by = actor_of(request)
    context = {
        "problem": problem, "teams": teams_edited(by), "is_staff": by.is_staff, "section": "decisions",
        "typed": request.POST, "with": request.POST.getlist("with"), "judged": request.POST.getlist("criterion"),
        "technologies": technologies(),
        "criteria": page_criteria().filter(parent__isnull=True, metric__isnull=True),
    }  # fmt: skip
    status = 200 if problem is None else 403 if isinstance(problem, Forbidden) else 400
    return render(request, "building/new.html", context, status=status)

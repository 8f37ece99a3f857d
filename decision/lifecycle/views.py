"""The pages of a decision's way: sign-off, and the list of reviews."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from decision.matrix.forms import read_revision
from decision.matrix.selectors import open_decision
from decision.problems import Conflicting, Invalid, Stale
from decision.teams.sign_in import actor_of
from decision.typed import typed_text
from frameworks.paging import pages_of

from . import services
from .forms import read_day
from .page import status_page
from .selectors import reviews_for

PER_PAGE = 100


@require_safe
def decision_status(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a decision stands: outcome, signatures, and what the reader may do next."""
    return _page(request, slug)


def _page(
    request: HttpRequest, slug: str, problem: Invalid | Stale | Conflicting | None = None
) -> HttpResponse:
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    context = {
        "opened": opened, "page": status_page(opened, by), "tab": "status", "section": "decisions",
        "problem": problem, "typed": request.POST,
        "errors": {place.lstrip("/"): text for place, text in problem.errors} if problem else {},
    }  # fmt: skip
    status = 200 if problem is None else 400 if isinstance(problem, Invalid) else 409
    return render(request, "lifecycle/decision_status.html", context, status=status)


@require_POST
def status_change(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """One act on a decision's way; what was typed is shown again where it cannot be accepted."""
    if act not in ACTS:
        raise Http404
    try:
        said = ACTS[act](request, slug)
    except (Invalid, Stale, Conflicting) as problem:
        return _page(request, slug, problem)
    messages.success(request, said)
    return redirect("decision-status", slug)


def _review(request: HttpRequest, slug: str) -> str:
    services.send_for_review(decision=slug, by=actor_of(request), if_revision=read_revision(request.POST))
    return "Sent for review. The team was told."


def _draft(request: HttpRequest, slug: str) -> str:
    services.take_back(decision=slug, by=actor_of(request))
    return "It is a draft again."


def _sign(request: HttpRequest, slug: str) -> str:
    comment = typed_text(request.POST, "comment")
    revision = read_revision(request.POST)
    services.sign(decision=slug, by=actor_of(request), comment=comment, if_revision=revision)
    return "Signed."


def _unsign(request: HttpRequest, slug: str) -> str:
    services.withdraw_signature(decision=slug, by=actor_of(request))
    return "Your signature is withdrawn."


def _decide(request: HttpRequest, slug: str) -> str:
    outcome = services.decide(
        decision=slug,
        framework=request.POST.get("framework", ""),
        reason=typed_text(request.POST, "reason"),
        review_on=read_day(request.POST.get("review_on", "")),
        by=actor_of(request),
        if_revision=read_revision(request.POST),
    )
    return f"Decided: {outcome.label}. Weights and scores are frozen."


def _reopen(request: HttpRequest, slug: str) -> str:
    line = services.reopen(decision=slug, reason=typed_text(request.POST, "reason"), by=actor_of(request))
    return f"Reopened as line {line.number}. What was decided before stays below."


def _supersede(request: HttpRequest, slug: str) -> str:
    services.supersede(
        decision=slug,
        reason=typed_text(request.POST, "reason"),
        successor=typed_text(request.POST, "successor").strip(),
        by=actor_of(request),
    )
    return "Marked as superseded."


def _review_date(request: HttpRequest, slug: str) -> str:
    day = read_day(request.POST.get("review_on", ""))
    services.set_review(decision=slug, review_on=day, by=actor_of(request))
    return f"Review on {day:%-d %B %Y}."


ACTS: dict[str, Callable[[HttpRequest, str], str]] = {
    "review": _review,
    "draft": _draft,
    "sign": _sign,
    "unsign": _unsign,
    "decide": _decide,
    "reopen": _reopen,
    "supersede": _supersede,
    "review-date": _review_date,
}


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """Decided decisions by the day on which they are looked at again."""
    reviews = reviews_for(actor_of(request))
    pages = pages_of(request.GET, len(reviews), PER_PAGE)
    shown = reviews[pages.first : pages.first + PER_PAGE]
    context = {
        "due": [row for row in shown if row.is_due],
        "coming": [row for row in shown if not row.is_due],
        "pages": pages,
        "section": "decisions",
    }
    return render(request, "lifecycle/review_list.html", context)

"""The Team tab. Each view authorises, parses, makes one domain call and renders."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from decision.matrix.forms import read_revision
from decision.matrix.selectors import OpenDecision, matrix_of, open_decision
from decision.matrix.services import FROZEN
from decision.problems import Conflicting, Invalid, Stale
from decision.teams.permissions import (
    may_contribute,
    may_run_rounds,
    may_see_rounds,
    require_run_rounds,
    require_see_rounds,
)
from decision.teams.sign_in import actor_of

from .. import services
from ..forms import read_new_round
from ..models import Round
from ..page.applying import applying_page
from ..page.revealed import revealed_round
from ..page.team import hidden_round, opening, round_lines
from ..selectors import (
    find_round,
    members_who_vote,
    own_ballot,
    people_of,
    questions_of,
    rounds_of,
)
from .tab import tab

SHOWS = ("dots", "table")


@require_safe
@never_cache
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """The decision's open round, else the last revealed one, else how to begin."""
    services.reveal_due(decision=slug)
    opened = open_decision(slug, by=actor_of(request))
    if not may_see_rounds(actor_of(request), opened):
        return render(request, "rounds/outside.html", tab(opened))
    rounds = rounds_of(opened)
    shown = next((row for row in rounds if row.status != Round.Status.CANCELLED), None)
    return _round(request, opened, rounds, shown)


@require_safe
@never_cache
def round_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One round: hidden while it is open, compared once it is revealed."""
    services.reveal_due(decision=slug)
    opened = open_decision(slug, by=actor_of(request))
    require_see_rounds(actor_of(request), opened)
    return _round(request, opened, rounds_of(opened), find_round(opened, number))


def _round(
    request: HttpRequest, opened: OpenDecision, rounds: list[Round], row: Round | None
) -> HttpResponse:
    actor = actor_of(request)
    may_run = may_run_rounds(actor, opened)
    may_open = may_run and opened.status not in FROZEN
    context = tab(opened) | {
        "rounds": round_lines(rounds, row.number if row else None),
        "may_run": may_run,
        "next_number": rounds[0].number + 1 if rounds else 1,
        "may_open": may_open and not any(each.status == Round.Status.OPEN for each in rounds),
    }
    if row is None:
        form = opening(1, members_who_vote(opened)) if may_open else None
        return render(request, "rounds/none.html", context | {"opening": form})
    if row.status == Round.Status.CANCELLED:
        return render(request, "rounds/cancelled.html", context | {"row": row})
    if row.status == Round.Status.OPEN:
        page = hidden_round(
            row, questions_of(row, matrix_of(opened)), people_of(row), own_ballot(row, actor.user_id),
            me=actor.user_id, may_vote=may_contribute(actor, opened), may_run=may_run,
        )  # fmt: skip
        return render(request, "rounds/hidden.html", context | {"page": page})
    shown = request.GET.get("as", "")
    page_of = revealed_round(
        row, matrix_of(opened), wanted=request.GET.get("by"), me=actor.user_id, may_run=may_run,
        shows=shown if shown in SHOWS else SHOWS[0],
    )  # fmt: skip
    return render(request, "rounds/revealed.html", context | {"page": page_of})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def round_open(request: HttpRequest, slug: str) -> HttpResponse:
    """The form that opens a round, and opening it."""
    opened = open_decision(slug, by=actor_of(request))
    require_run_rounds(actor_of(request), opened)
    if opened.status in FROZEN:
        messages.warning(request, "This decision is decided: reopen it to open a round.")
        return redirect("decision-team", slug)
    members = members_who_vote(opened)
    problem: Invalid | None = None
    if request.method == "POST":
        try:
            wanted = read_new_round(request.POST, [row.user.username for row in members])
            row = services.open_round(decision=slug, wanted=wanted, by=actor_of(request))
        except Invalid as invalid:
            problem = invalid
        else:
            messages.success(request, f"Round {row.number} is open: the members have been told.")
            return redirect("decision-team", slug)
    rounds = rounds_of(opened)
    sentences = [sentence for _, sentence in problem.errors] if problem else []
    form = opening(
        rounds[0].number + 1 if rounds else 1, members, request.POST.dict(), sentences
    )  # fmt: skip
    return render(
        request, "rounds/open.html", tab(opened) | {"opening": form}, status=400 if problem else 200
    )


@require_POST
def round_reveal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show all members all finished ballots, now."""
    return _ended(request, slug, number, services.reveal_round, f"Round {number} is revealed.")


@require_POST
def round_cancel(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """End a round without showing any ballot."""
    return _ended(request, slug, number, services.cancel_round, f"Round {number} is cancelled.")


def _ended(
    request: HttpRequest, slug: str, number: int, end: Callable[..., Round], done: str
) -> HttpResponse:
    try:
        end(decision=slug, number=number, by=actor_of(request))
    except Conflicting as conflict:
        messages.warning(request, conflict.detail)
    else:
        messages.success(request, done)
    return redirect("decision-team", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def round_apply(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the outcome would change, and taking it into the decision."""
    opened = open_decision(slug, by=actor_of(request))
    require_run_rounds(actor_of(request), opened)
    if opened.status in FROZEN:
        messages.warning(request, "This decision is decided: reopen it to apply a round’s outcome.")
        return redirect("round-detail", slug, number)
    wanted = request.POST.get("by") or request.GET.get("by") or None
    problem = None
    if request.method == "POST":
        try:
            services.apply_outcome(
                decision=slug, number=number, aggregate=wanted, by=actor_of(request),
                if_revision=read_revision(request.POST),
            )  # fmt: skip
        except Stale as stale:
            problem = stale
            opened = open_decision(slug, by=actor_of(request))
        else:
            messages.success(request, f"The outcome of round {number} is the decision’s now.")
            return redirect("decision-detail", slug)
    row = find_round(opened, number)
    page = applying_page(row, matrix_of(opened), wanted=wanted)
    context = tab(opened) | {"page": page, "problem": problem}
    return render(request, "rounds/apply.html", context, status=409 if problem else 200)


@require_POST
def round_scenario(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Keep the round's weights as a scenario beside the decision's own."""
    wanted = request.POST.get("by") or None
    scenario = services.save_outcome(decision=slug, number=number, aggregate=wanted, by=actor_of(request))
    messages.success(request, f"Round {number} is kept as a scenario.")
    query = urlencode({"scenario": scenario})
    return HttpResponseRedirect(f"{reverse('decision-detail', args=[slug])}?{query}")

"""The ballot of whoever asks. Each view authorises, parses, makes one domain call and renders."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from decision.matrix.selectors import OpenDecision, matrix_of, open_decision
from decision.matrix.services import FROZEN
from decision.matrix.views import HtmxRequest
from decision.problems import Conflicting, Invalid
from decision.teams.permissions import (
    require_contribute,
)
from decision.teams.sign_in import actor_of

from .. import services
from ..forms import read_ballot
from ..models import Round
from ..page.ballot import ballot_page
from ..selectors import (
    own_ballot,
    questions_of,
    rounds_of,
)
from .tab import tab


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@vary_on_headers("HX-Request")
def ballot(request: HtmxRequest, slug: str) -> HttpResponse:
    """The reader's ballot in the open round; what is sent is saved, as far as it can be."""
    services.reveal_due(decision=slug)
    opened = open_decision(slug, by=actor_of(request))
    require_contribute(actor_of(request), opened)
    row = _open_row(opened)
    if row is None:
        return _closed(request, opened)
    if request.method == "POST":
        return _save(request, opened, row)
    if opened.status in FROZEN:
        return _closed(request, opened, "This decision is decided: its ballots wait until it is reopened.")
    own = own_ballot(row, actor_of(request).user_id)
    page = ballot_page(row, questions_of(row, matrix_of(opened)), own)
    return render(request, "rounds/ballot.html", tab(opened) | {"page": page})


def _open_row(opened: OpenDecision) -> Round | None:
    return next((row for row in rounds_of(opened) if row.status == Round.Status.OPEN), None)


def _closed(
    request: HttpRequest, opened: OpenDecision, why: str = "No round is open: ballots are closed."
) -> HttpResponse:
    """Nothing can be answered (any more): say so where the reader can go on."""
    messages.warning(request, why)
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(reverse("decision-team", args=[opened.slug]))
    return redirect("decision-team", opened.slug)


def _save(request: HtmxRequest, opened: OpenDecision, row: Round) -> HttpResponse:
    """Keep what can be kept; show what cannot beside its field. htmx gets the state of the ballot only."""
    questions = questions_of(row, matrix_of(opened))
    points, scores, unread = read_ballot(request.POST, questions)
    errors = dict(unread)
    try:
        state = services.save_ballot(
            decision=opened.slug, points=points, scores=scores, by=actor_of(request), number=row.number,
            lenient=True,
        )  # fmt: skip
    except Conflicting as conflict:
        errors, done = {"": conflict.detail}, ""
    else:
        errors |= {_named(place, scores): sentence for place, sentence in state.errors}
        done = f"Saved: {state.progress.answered} of {state.progress.asked} answered."
    own = own_ballot(row, actor_of(request).user_id)
    page = ballot_page(row, questions, own, typed=request.POST.dict(), errors=errors)
    if request.htmx:
        return render(request, "rounds/_ballot_state.html", {"page": page, "state": page.state})
    if errors:
        status = 400 if done else 409
        return render(request, "rounds/ballot.html", tab(opened) | {"page": page}, status=status)
    messages.success(request, done)
    return redirect("ballot", opened.slug)


def _named(place: str, scores: list[services.ScoreVote]) -> str:
    """The pointer of a score by its cell in place of its number in the list."""
    parts = place.split("/")
    if parts[1] != "scores":
        return place
    vote = scores[int(parts[2])]
    return f"/scores/{vote.framework}/{vote.criterion}"


@require_POST
def ballot_finish(request: HttpRequest, slug: str) -> HttpResponse:
    """Save what is sent, and hand the ballot in."""
    services.reveal_due(decision=slug)
    opened = open_decision(slug, by=actor_of(request))
    require_contribute(actor_of(request), opened)
    row = _open_row(opened)
    if row is None:
        return _closed(request, opened)
    actor, questions = actor_of(request), questions_of(row, matrix_of(opened))
    points, scores, unread = read_ballot(request.POST, questions)
    errors, status = dict(unread), 400
    try:
        if points or scores:
            state = services.save_ballot(
                decision=slug, points=points, scores=scores, by=actor, number=row.number, lenient=True
            )
            errors |= {_named(place, scores): sentence for place, sentence in state.errors}
        if not errors:
            services.finish_ballot(
                decision=slug, by=actor, number=row.number, rest_empty=bool(request.POST.get("rest_empty"))
            )
            messages.success(request, "Your ballot is in. Nobody sees it before the reveal.")
            return redirect("decision-team", slug)
    except Invalid as invalid:
        errors |= dict(invalid.errors)
    except Conflicting as conflict:
        errors[""], status = conflict.detail, 409
    own = own_ballot(row, actor.user_id)
    if own.finished_at is not None:  # pressed twice, or handed in from another window
        messages.warning(request, "Your ballot is in already: reopen it to change it.")
        return redirect("decision-team", slug)
    page = ballot_page(row, questions, own, typed=request.POST.dict(), errors=errors)
    return render(request, "rounds/ballot.html", tab(opened) | {"page": page}, status=status)


@require_POST
def ballot_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the reader's finished ballot back, to change it."""
    try:
        services.reopen_ballot(decision=slug, by=actor_of(request))
    except Conflicting as conflict:
        messages.warning(request, conflict.detail)
        return redirect("decision-team", slug)
    messages.success(request, "Your ballot is open again: finish it when you are done.")
    return redirect("ballot", slug)

"""The page of a decision's robustness. Each view authorises, parses, makes one domain call and renders."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zlib import decompress

import orjson
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from decision.matrix.forms import WhatIf, read_varied
from decision.matrix.loading import LoadedMatrix
from decision.matrix.selectors import OpenDecision, matrix_of, open_decision
from decision.problems import Conflicting, Invalid, NotThere
from decision.teams.permissions import may_edit
from decision.teams.sign_in import actor_of

from . import services
from .asking import Asked
from .forms import REFINED, STUDIED, Look, asked_of, read_look
from .limiting import FIELDS
from .models import Study
from .ordering import PLACE
from .page.addresses import with_query
from .page.context import robustness_page
from .page.study import StudyView, study_view
from .selectors import result_of, study_of, titles_of


@require_safe
@vary_on_headers("HX-Request")
def decision_robustness(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the winner can be trusted, at the weights in the address: the page, or what of it comes aside."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    loaded, what_if, look = _at(request.GET, opened)
    if any(
        name.startswith((PLACE, *FIELDS)) for name in request.GET
    ):  # the address says what the fields said
        for sentence in look.problems:
            messages.warning(request, sentence)
        return redirect(_back(slug, look))
    is_aside = request.headers.get("HX-Request") == "true"
    study = _study(opened, loaded, what_if, look)
    if is_aside and study is not None and request.GET.get("part") == "study":
        return render(request, "robustness/_study.html", {"study": study})
    page = robustness_page(
        loaded, what_if, look, can_edit=may_edit(by, opened) and not opened.is_frozen and not loaded.is_varied,
        titles=titles_of(loaded.without), is_whole=is_aside or look.is_full, study=study,
    )  # fmt: skip
    context = {"page": page, "opened": opened, "tab": "robustness", "section": "decisions"}
    return render(request, f"robustness/{'_examined' if is_aside else 'robustness'}.html", context)


def _at(query: QueryDict, opened: OpenDecision) -> tuple[LoadedMatrix, WhatIf, Look]:
    loaded, what_if = read_varied(query, matrix_of(opened))
    return loaded, what_if, read_look(query, loaded, what_if)


def _study(opened: OpenDecision, loaded: LoadedMatrix, what_if: WhatIf, look: Look) -> StudyView | None:
    """The study in the address; None where there is none, or no longer."""
    if look.study is None:
        return None
    try:
        found = study_of(opened, look.study)
        answer: Any = (
            orjson.loads(decompress(result_of(found))) if found.status == Study.Status.DONE else None
        )
    except NotThere:
        return None
    asked = Asked.restored(found.asked)
    return study_view(
        found, look=look, slug=opened.slug, is_current=found.revision == loaded.revision,
        is_same=asked == asked_of(look, loaded, what_if, asked.draws or 0), labels=loaded.labels, answer=answer,
    )  # fmt: skip


@require_POST
def robustness_study(request: HttpRequest, slug: str) -> HttpResponse:
    """Have more weightings drawn aside, and go where they can be watched."""
    by = actor_of(request)
    loaded, what_if, look = _at(request.POST, open_decision(slug, by=by))
    given = request.POST.get("draws", "")
    draws = int(given) if given in map(str, STUDIED) else REFINED[0]
    try:
        begun = services.begin_study(decision=slug, asked=asked_of(look, loaded, what_if, draws), by=by)
    except (Conflicting, Invalid) as refusal:
        messages.error(request, refusal.detail)
        return redirect(_back(slug, look))
    return redirect(_back(slug, look, f"study={begun.study.pk}"))


@require_POST
def robustness_study_cancel(request: HttpRequest, slug: str, study: UUID) -> HttpResponse:
    """Call a study off, and stay where it was watched."""
    by = actor_of(request)
    _, _, look = _at(request.POST, open_decision(slug, by=by))
    services.cancel_study(decision=slug, study=study, by=by)
    return redirect(_back(slug, look, f"study={study}"))


def _back(slug: str, look: Look, *more: str) -> str:
    return with_query(reverse("decision-robustness", args=[slug]), look.query("study"), *more, at="finishes")

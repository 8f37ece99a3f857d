"""Pages of looking back: the history, two revisions compared, a change taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from decision.engine import EngineError
from decision.matrix.selectors import OpenDecision, open_decision, require_revision
from decision.problems import Conflicting, Invalid, NotThere
from decision.teams.permissions import may_edit, may_view_team, require_edit
from decision.teams.sign_in import actor_of
from decision.typed import own_path

from .comparing import comparison_of
from .page import FILTERS, Filter, history_page
from .selectors import last_revision_by, slug_now
from .services import undo_change, undo_revision

MOST = 2**31 - 1
LONGEST = 200


@require_safe
def decision_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every change to a decision by revision, the latest first."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    wanted, sees_names = _filter(request, opened), may_view_team(by, opened.role)
    if not sees_names:
        wanted = replace(wanted, who="")
    page = history_page(opened, wanted, can_edit=may_edit(by, opened), sees_names=sees_names)
    return _render(request, opened, "history/history.html", {"page": page})


def _filter(request: HttpRequest, opened: OpenDecision) -> Filter:
    what = request.GET.get("what", "")
    only = _number(request, "revision")
    if only is not None:
        require_revision(opened, only)
    return Filter(
        who=request.GET.get("who", "").replace("\x00", "")[:LONGEST], what=what if what in FILTERS else "",
        below=_number(request, "before"), only=only,
    )  # fmt: skip


def _number(request: HttpRequest, name: str) -> int | None:
    """A revision of the query. Raises `NotThere` for what can be none."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= MOST):
        raise NotThere("There is no such revision.")
    return int(text)


@require_safe
def history_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two revisions side by side, the earlier first, and what each difference comes from."""
    opened = open_decision(slug, by=actor_of(request))
    after = _number(request, "to")
    after = opened.revision if after is None else after
    before = _number(request, "from")
    before = max(after - 1, 1) if before is None else before
    first, last = min(before, after), max(before, after)
    context: dict[str, object] = {"before": first, "after": last}
    try:
        context["comparison"] = comparison_of(opened, first, last)
    except EngineError as error:
        context["unrankable"] = error.detail
    return _render(request, opened, "history/compare.html", context)


@require_POST
def history_undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a revision or one change back; what stands in the way is shown, with a way on."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    require_edit(by, opened)
    change, revision = request.POST.get("change", "")[:LONGEST], _named(request, opened)
    anyway = request.POST.get("anyway") == "1"
    back = _back(request, opened)
    try:
        if change:
            made = undo_change(decision=slug, change=change, by=by, anyway=anyway)
        elif revision.isascii() and revision.isdigit() and len(revision) <= 9:
            made = undo_revision(decision=slug, revision=int(revision), by=by, anyway=anyway)
        else:
            raise NotThere("Name the revision or the change to undo.")
    except (Conflicting, Invalid) as problem:
        context = {"problem": problem, "change": change, "undone": revision, "back": back, "anyway": anyway}
        return _render(request, opened, "history/undo.html", context, status=409)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    messages.success(request, f"Undone: revision {made} brings back what was there before.")
    now = slug_now(opened.id)
    return redirect(back if now == slug else reverse("decision-history", args=[now]))


def _named(request: HttpRequest, opened: OpenDecision) -> str:
    """The revision that is named, or the last one that the reader made (`mine`)."""
    if request.POST.get("mine"):
        return str(last_revision_by(opened.id, actor_of(request).user_id) or "")
    return request.POST.get("revision", "")


def _back(request: HttpRequest, opened: OpenDecision) -> str:
    """Where the reader came from, where that is here."""
    return own_path(request.POST.get("next", ""), reverse("decision-history", args=[opened.slug]))


def _render(
    request: HttpRequest,
    opened: OpenDecision,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    shared = {"opened": opened, "tab": "history", "section": "decisions"}
    return render(request, template, {**shared, **context}, status=status)

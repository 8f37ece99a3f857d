"""The drawer of one cell, which is a page of its own too. Each view authorises, parses, makes one call and renders."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from decision.engine import EngineError
from decision.matrix.forms import WhatIf, read_revision, read_score, read_varied
from decision.matrix.loading import LoadedMatrix
from decision.matrix.models import Score
from decision.matrix.page.cell import cell_page
from decision.matrix.page.meanwhile import who_changed_score
from decision.matrix.page.reading import StoredScore, cell_behind, cited_and_beside
from decision.matrix.selectors import OpenDecision, matrix_of, open_decision
from decision.matrix.services import set_scores
from decision.matrix.views import HtmxRequest, numbers_after
from decision.problems import Conflicting, Invalid, NotThere, Refused, Stale
from decision.teams.permissions import may_contribute, may_edit, may_read_talk, require_edit
from decision.teams.sign_in import actor_of
from decision.typed import typed_text

from .. import services
from ..kept import Audit, audit_of
from ..page.cell import Drawer, Refusal, drawer
from ..selectors.cell import behind_cell


@dataclass(frozen=True, slots=True)
class Cell:
    """Which cell an address names."""

    slug: str
    criterion: str
    framework: str

    def address(self, request: HttpRequest, anchor: str = "") -> str:
        """Of its page, with the what-if of the request."""
        path = reverse("cell-detail", args=[self.slug, self.criterion, self.framework])
        query = request.META.get("QUERY_STRING", "")
        return f"{path}{f'?{query}' if query else ''}{anchor}"


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def cell_detail(request: HtmxRequest, slug: str, criterion: str, framework: str) -> HttpResponse:
    """What stands behind one score; editors change it here."""
    cell = Cell(slug, criterion, framework)
    return _save_score(request, cell) if request.method == "POST" else cell_shown(request, cell)


def cell_shown(
    request: HtmxRequest,
    cell: Cell,
    problem: Refused | None = None,
    refusal: Refusal | None = None,
    said: str = "",
) -> HttpResponse:
    """The drawer, or its page. `problem` is why its form was refused, `refusal` why another thing in it was, `said`
    what was done just now."""
    by = actor_of(request)
    opened = open_decision(cell.slug, by=by)
    loaded, what_if = read_varied(request.GET, matrix_of(opened))
    is_free = not opened.is_frozen and not loaded.is_varied
    can_edit = may_edit(by, opened) and is_free
    can_propose = may_contribute(by, opened) and is_free and not can_edit
    page = _drawer(request, opened, loaded, what_if, cell, can_edit, can_propose, problem, refusal)
    is_shut = not is_free and (may_edit(by, opened) or may_contribute(by, opened))
    refused = problem or refusal
    is_late = isinstance(problem, Stale | Conflicting) or (refusal is not None and refusal.is_late)
    status = 200 if refused is None else 409 if is_late else 400
    context = {
        "drawer": page, "page": page.cell, "opened": opened, "section": "decisions", "can_edit": can_edit,
        "can_propose": can_propose, "sees_names": may_read_talk(by, opened),
        "can_keep": may_edit(by, opened) and not loaded.is_varied, "said": said,
        "is_shut": is_shut,
    }  # fmt: skip
    template = "evidence/_cell.html" if request.htmx else "evidence/cell.html"
    return render(request, template, context, status=status)


def _drawer(
    request: HtmxRequest, opened: OpenDecision, loaded: LoadedMatrix, what_if: WhatIf, cell: Cell, can_edit: bool,
    can_propose: bool, problem: Refused | None, refusal: Refusal | None,
) -> Drawer:  # fmt: skip
    by = actor_of(request)
    stored = cell_behind(loaded, cell.criterion, cell.framework)
    behind = behind_cell(loaded, cell.criterion, cell.framework)
    claims, beside = cited_and_beside(loaded, stored.id) if stored else ((), {})
    score = None
    if stored is not None:
        value = loaded.values[cell.framework, cell.criterion]
        score = StoredScore(
            value.value, value.low, value.high, stored.confidence, behind.rationale, stored.rule, claims
        )
    is_stale = isinstance(problem, Stale)
    page = cell_page(
        loaded, what_if, score, criterion=cell.criterion, framework=cell.framework, can_edit=can_edit or can_propose,
        beside=beside, typed=request.POST.dict(), problem=problem,
        other=who_changed_score(opened.id, cell.criterion, cell.framework) if is_stale else None,
    )  # fmt: skip
    return drawer(
        loaded, what_if, page, claims=claims, beside=beside, behind=behind, audit=_audit(opened, loaded),
        user_id=by.user_id, is_member=may_read_talk(by, opened),
        can_edit=may_edit(by, opened) and not opened.is_frozen, refusal=refusal, rules=Score.Rule.choices,
    )  # fmt: skip


def _audit(opened: OpenDecision, loaded: LoadedMatrix) -> Audit | None:
    if loaded.is_varied:
        return None
    try:
        return audit_of(opened)
    except EngineError:
        return None


def _save_score(request: HtmxRequest, cell: Cell) -> HttpResponse:
    try:
        change = read_score(request.POST, criterion=cell.criterion, framework=cell.framework)
        stale = read_revision(request.POST) if change.seen is None else None
        reason = typed_text(request.POST, "reason")
        set_scores(
            decision=cell.slug, changes=[change], by=actor_of(request), if_revision=stale, reason=reason
        )
    except (Invalid, Stale) as problem:
        return cell_shown(request, cell, problem)
    if request.htmx:
        return numbers_after(request, cell.slug)
    messages.success(request, "Score saved.")
    query = request.META.get("QUERY_STRING", "")
    home = reverse("decision-detail", args=[cell.slug])
    return redirect(f"{home}{f'?{query}' if query else ''}#cell-{cell.criterion}-{cell.framework}")


@require_POST
@vary_on_headers("HX-Request")
def finding_keep(request: HtmxRequest, slug: str, criterion: str, framework: str) -> HttpResponse:
    """Let a finding about the score stand, with a reason; or open it again (`reopen`)."""
    cell, by = Cell(slug, criterion, framework), actor_of(request)
    require_edit(by, open_decision(slug, by=by))
    finding, reason = typed_text(request.POST, "finding"), typed_text(request.POST, "reason")
    again = request.POST.get("reopen", "")
    try:
        if again:
            services.reopen_finding(decision=slug, acknowledgement=_number(again), by=by)
        else:
            services.acknowledge_finding(
                decision=slug, finding=finding, reason=reason, by=by,
                fingerprint=request.POST.get("fingerprint") or None,
            )  # fmt: skip
    except (Invalid, Conflicting, NotThere) as problem:
        if isinstance(problem, NotThere) and not finding:
            raise
        is_late = isinstance(problem, Conflicting | NotThere)
        return cell_shown(request, cell, refusal=Refusal(finding, problem.detail, reason, is_late=is_late))
    return done(request, cell, "The finding is open again." if again else "Kept, with your reason.")


def done(request: HtmxRequest, cell: Cell, sentence: str, anchor: str = "") -> HttpResponse:
    """The drawer as it is now for a script, else the way back to its page."""
    if request.htmx:
        request.POST = request.POST.__class__()
        return cell_shown(request, cell, said=sentence)
    messages.success(request, sentence)
    return redirect(cell.address(request, anchor))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise NotThere("There is no such acknowledgement here.")
    return int(text)

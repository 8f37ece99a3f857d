"""The page of the audit. Each view authorises, parses, makes one domain call and renders."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from decision.engine import EngineError
from decision.matrix.selectors import open_decision
from decision.problems import Conflicting, Invalid, NotThere
from decision.teams.permissions import may_edit, may_view_team, require_edit
from decision.teams.sign_in import actor_of
from decision.typed import typed_text

from .. import services
from ..kept import audit_of
from ..page.audit import Refusal, audit_page
from ..page.audit import audit_line as line_of
from ..selectors import acknowledgements_of


@require_safe
def decision_audit(request: HttpRequest, slug: str) -> HttpResponse:
    """What the decision's own data say against it."""
    return _audit(request, slug)


def _audit(
    request: HttpRequest, slug: str, refused: Refusal | None = None, status: int = 200
) -> HttpResponse:
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    context: dict[str, object] = {
        "opened": opened, "tab": "evidence", "part": "audit", "section": "decisions",
        "can_edit": may_edit(by, opened), "sees_names": may_view_team(by, opened.role),
    }  # fmt: skip
    try:
        audit = audit_of(opened)
    except EngineError as error:
        context["unrankable"] = error.detail
    else:
        kind = request.GET.get("kind", "")
        context["page"] = audit_page(
            audit, acknowledgements_of(opened.id), slug=slug, kind=kind, refused=refused
        )
    return render(request, "evidence/audit.html", context, status=status)


@require_POST
def audit_acknowledge(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a finding stand, with a reason; a refusal is shown where it was typed."""
    by = actor_of(request)
    require_edit(by, open_decision(slug, by=by))
    finding, reason = typed_text(request.POST, "finding"), typed_text(request.POST, "reason")
    try:
        services.acknowledge_finding(
            decision=slug, finding=finding, reason=reason, by=by,
            fingerprint=request.POST.get("fingerprint") or None,
        )  # fmt: skip
    except (Invalid, Conflicting) as problem:
        refused = Refusal(finding, problem.detail, reason)
        return _audit(request, slug, refused, status=409 if isinstance(problem, Conflicting) else 400)
    except NotThere as problem:
        messages.error(request, problem.detail)
    else:
        messages.success(request, "Acknowledged. It opens again if its facts change.")
    return redirect(reverse("decision-audit", args=[slug]))


@require_POST
def audit_reopen(request: HttpRequest, slug: str, acknowledgement: int) -> HttpResponse:
    """Take an acknowledgement back."""
    services.reopen_finding(decision=slug, acknowledgement=acknowledgement, by=actor_of(request))
    messages.success(request, "The finding is open again.")
    return redirect(reverse("decision-audit", args=[slug]))


@require_safe
def audit_line(request: HttpRequest, slug: str) -> HttpResponse:
    """What the decision's page says of the audit, fetched once the page is there."""
    opened = open_decision(slug, by=actor_of(request))
    try:
        line = line_of(audit_of(opened))
    except EngineError:
        line = None
    return render(request, "evidence/_line.html", {"opened": opened, "line": line})

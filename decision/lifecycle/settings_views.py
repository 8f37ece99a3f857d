"""Pages about a decision itself: its name, who may see it, a copy of it, and its end."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from decision.matrix import services
from decision.matrix.forms import read_revision
from decision.matrix.models import Decision
from decision.matrix.selectors import OpenDecision, open_decision
from decision.problems import Forbidden, Invalid, Stale
from decision.teams.actors import Actor
from decision.teams.forms import read_id
from decision.teams.models import Team
from decision.teams.permissions import require_edit
from decision.teams.selectors import teams_edited
from decision.teams.sign_in import actor_of
from decision.typed import typed_text

from .forms import read_margin, read_missing, read_months

WORDS = ("title", "question", "description")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decision_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the decision is called, whose it is and who may see it."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    require_edit(by, opened)
    if request.method != "POST":
        return _settings(request, opened, by)
    try:
        services.describe_decision(
            decision=slug, fields=_fields(request, opened, by), by=by, if_revision=read_revision(request.POST)
        )
    except (Invalid, Stale, Forbidden) as problem:
        return _settings(request, opened, by, problem)
    messages.success(request, "Saved.")
    return redirect("decision-settings", slug)


def _fields(request: HttpRequest, opened: OpenDecision, by: Actor) -> dict[str, object]:
    fields: dict[str, object] = {name: typed_text(request.POST, name).strip() for name in WORDS}
    fields["visibility"] = request.POST.get("visibility", "")
    fields["close_call_margin"] = read_margin(request.POST.get("close_call_margin", ""))
    if "claims_good_for_months" in request.POST:
        fields["claims_good_for_months"] = read_months(request.POST["claims_good_for_months"])
    if "missing_at" in request.POST:
        fields["missing_at"] = read_missing(request.POST["missing_at"])
    team = request.POST.get("team", "")
    found = _teams(by, opened.id).filter(pk=read_id(team) or 0).first()
    if found is not None:
        fields["team"] = found
    elif team:
        sentence = "Choose a team that you own or edit."
        raise Invalid(sentence, errors=[("/team", sentence)])
    return fields


def _settings(
    request: HttpRequest, opened: OpenDecision, by: Actor, problem: Invalid | Stale | Forbidden | None = None
) -> HttpResponse:
    row = Decision.objects.get(pk=opened.id)
    shown = (*WORDS, "visibility", "close_call_margin", "claims_good_for_months", "missing_at")
    typed = {name: getattr(row, name) for name in shown}
    typed["close_call_margin"] = f"{row.close_call_margin.normalize():f}"
    typed["team"] = str(row.team_id or "")
    if problem:
        typed |= {name: request.POST[name] for name in typed if name in request.POST}
    context = {
        "opened": opened, "tab": "settings", "section": "decisions", "problem": problem, "typed": typed,
        "errors": {place.lstrip("/"): text for place, text in problem.errors} if problem else {},
        "visibilities": Decision.Visibility.choices, "teams": _teams(by, opened.id),
        "is_frozen": opened.status in services.FROZEN,
    }  # fmt: skip
    status = 200 if problem is None else {Stale: 409, Forbidden: 403}.get(type(problem), 400)
    return render(request, "lifecycle/decision_settings.html", context, status=status)


def _teams(by: Actor, decision_id: int) -> QuerySet[Team]:
    """The teams that `by` may give a decision to, the one that has it included."""
    return Team.objects.filter(Q(pk__in=teams_edited(by)) | Q(decisions=decision_id)).distinct()


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decision_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a decision that one may read one's own."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    problem = None
    if request.method == "POST":
        try:
            copy = services.copy_decision(
                decision=slug,
                title=typed_text(request.POST, "title"),
                team=read_id(request.POST.get("team", "")),
                by=by,
            )
        except (Invalid, Forbidden) as refused:
            problem = refused
        else:
            messages.success(request, "Copied. It is a draft that only its team can see.")
            return redirect(copy.get_absolute_url())
    context = {
        "opened": opened, "tab": "", "section": "decisions", "teams": teams_edited(by), "problem": problem,
        "title": request.POST.get("title", f"{opened.title} (copy)"), "is_staff": by.is_staff,
        "team": request.POST.get("team", ""),
    }  # fmt: skip
    return render(request, "lifecycle/decision_copy.html", context, status=400 if problem else 200)


@require_POST
def decision_delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove a decision for good, once its address was typed."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    require_edit(by, opened)
    if request.POST.get("confirm", "").strip() != slug:
        problem = Invalid(
            f"To delete it, type its address: {slug}.", errors=[("/confirm", "Not its address.")]
        )
        return _settings(request, opened, by, problem)
    services.delete_decision(decision=slug, by=by)
    messages.success(request, f"“{opened.title}” is deleted.")
    return redirect("decision-list")

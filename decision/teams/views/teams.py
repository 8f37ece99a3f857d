"""Teams: mine, one more, one of them with its people, invitations and decisions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from decision.problems import Invalid

from .. import selectors, services
from ..forms import ROLES, InviteForm, TeamForm, show_refusal
from ..models import Role
from ..permissions import may_manage_team
from ..selectors import OpenTeam
from ..sign_in import actor_of

DECISIONS_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team_list(request: HttpRequest) -> HttpResponse:
    """My teams, and a form for a new one."""
    form, by = TeamForm(request.POST or None), actor_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            team = services.create_team(name=form.cleaned_data["name"], by=by)
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"The team “{team}” is yours. Invite people to it below.")
            return redirect("team-detail", team.slug)
    context = {"form": form, "teams": selectors.teams_of(by), "section": "teams"}
    return render(request, "teams/team_list.html", context, status=400 if form.errors else 200)


@require_safe
@login_required
def team_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A team: who is on it, whom it invites, what it decides."""
    return team_page(request, selectors.open_team(slug, by=actor_of(request)))


def team_page(
    request: HttpRequest, team: OpenTeam, *, refused: Invalid | None = None, **more: Any
) -> HttpResponse:
    """The page of a team; with what was refused and why, where something was."""
    by = actor_of(request)
    may_manage = may_manage_team(by, team.role)
    members = selectors.members_of(team.id)
    decisions = selectors.decisions_of(team, by=by)
    count = decisions.count()
    context = {
        "team": team,
        "section": "teams",
        "members": members,
        "heirs": [member for member in members if member.user_id != by.user_id and member.is_active],
        "is_last_owner": team.role == Role.OWNER
        and sum(member.role == Role.OWNER for member in members) == 1,
        "roles": ROLES,
        "may_manage": may_manage,
        "invitations": selectors.invitations_of(team, by=by, now=timezone.now()),
        "decisions": decisions[:DECISIONS_SHOWN],
        "decision_count": count,
        "decisions_hidden": max(0, count - DECISIONS_SHOWN),
        "invite_form": InviteForm() if may_manage else None,
        "rename_form": TeamForm(initial={"name": team.name}) if may_manage else None,
        "refused": refused,
        **more,
    }
    is_wrong = refused is not None or any(getattr(form, "errors", None) for form in more.values())
    return render(request, "teams/team_detail.html", context, status=400 if is_wrong else 200)


@require_POST
@login_required
def team_rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a team another name."""
    by, form = actor_of(request), TeamForm(request.POST)
    team = selectors.open_team(slug, by=by)
    if form.is_valid():
        try:
            renamed = services.rename_team(team=team.id, name=form.cleaned_data["name"], by=by)
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"The team is called “{renamed}” now.")
            return redirect("team-detail", slug)
    return team_page(request, team, rename_form=form)


@require_POST
@login_required
def team_delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete a team that has no decisions."""
    by = actor_of(request)
    team = selectors.open_team(slug, by=by)
    try:
        services.delete_team(team=team.id, by=by)
    except Invalid as refused:
        return team_page(request, team, refused=refused)
    messages.success(request, f"The team “{team.name}” is deleted.")
    return redirect("team-list")

"""Who is on a team and as what: changing roles, removing, handing over, leaving."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from decision.problems import Invalid

from .. import selectors, services
from ..forms import read_id
from ..models import Membership
from ..people import shown_name
from ..selectors import OpenTeam
from ..sign_in import actor_of
from .teams import team_page


@require_POST
@login_required
def member_role(request: HttpRequest, slug: str, user: int) -> HttpResponse:
    """Give a member another role."""
    role = request.POST.get("role", "")

    def change(team: OpenTeam) -> str:
        member = services.set_role(team=team.id, user=user, role=role, by=actor_of(request))
        return _now(member)

    return _changed(request, slug, change)


@require_POST
@login_required
def member_remove(request: HttpRequest, slug: str, user: int) -> HttpResponse:
    """Take somebody off the team."""

    def change(team: OpenTeam) -> str:
        services.remove_member(team=team.id, user=user, by=actor_of(request))
        return "They are off the team and no longer see what it keeps to itself."

    return _changed(request, slug, change)


@require_POST
@login_required
def team_transfer(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand the team over to another member."""
    heir = read_id(request.POST.get("to", ""))

    def change(team: OpenTeam) -> str:
        if heir is None:
            raise Invalid("Choose whom to hand the team over to.")
        return (
            _now(services.transfer_team(team=team.id, to=heir, by=actor_of(request))) + " You are an editor."
        )

    return _changed(request, slug, change)


@require_POST
@login_required
def team_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Go."""

    def change(team: OpenTeam) -> str:
        services.leave_team(team=team.id, by=actor_of(request))
        return f"You have left “{team.name}”."

    return _changed(request, slug, change, to="team-list")


def _now(member: Membership) -> str:
    article = "an" if member.role[0] in "aeiou" else "a"
    return f"{shown_name(member.user)} is {article} {member.role} now."


def _changed(
    request: HttpRequest, slug: str, change: Callable[[OpenTeam], str], to: str = ""
) -> HttpResponse:
    """Make one change and go back to the team; what is refused is said on its page, where nothing has changed."""
    by = actor_of(request)
    team = selectors.open_team(slug, by=by)
    try:
        messages.success(request, change(team))
    except Invalid as refused:
        return team_page(request, team, refused=refused)
    return redirect(to) if to else redirect("team-detail", slug)

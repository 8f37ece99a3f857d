"""Reading teams: which ones, who is on them, what they decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower

from decision.problems import NotThere

from ..actors import Actor
from ..models import Invitation, Membership, Role, Team
from ..people import name_of
from ..permissions import edited_by, may_manage_team, may_view_team, visible_to

ORDER = (Role.OWNER, Role.EDITOR, Role.CONTRIBUTOR, Role.VIEWER)


@dataclass(frozen=True, slots=True)
class OpenTeam:
    """A team that the actor may see, with their role in it (None for staff who are not on it)."""

    id: int
    slug: str
    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One team in somebody's list."""

    slug: str
    name: str
    role: str
    members: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a team, as other members see them."""

    user_id: int
    username: str
    name: str
    role: str
    is_active: bool


def open_team(slug: str, *, by: Actor) -> OpenTeam:
    """The team at `slug` as `by` may see it, in one query. Raises `NotThere` for outsiders."""
    mine = Membership.objects.filter(team=OuterRef("pk"), user=by.user_id).values("role")
    row = Team.objects.filter(slug=slug).values_list("id", "slug", "name", Subquery(mine)).first()
    found = OpenTeam(*row) if row else None
    if found is None or not may_view_team(by, found.role):
        raise NotThere(f"There is no team “{slug}” here.")
    return found


def teams_edited(by: Actor) -> QuerySet[Team]:
    """The teams that a decision of `by` may belong to, by name."""
    return Team.objects.filter(edited_by(by)).order_by("name")


def teams_of(by: Actor) -> list[TeamLine]:
    """The teams that `by` is on, by name, in one query; `decisions` counts those that `by` may find in a list."""
    if by.user_id is None:
        return []
    members = (
        Membership.objects.filter(team=OuterRef("team")).values("team").annotate(n=Count("pk")).values("n")
    )
    rows = list(
        Membership.objects.filter(user_id=by.user_id)
        .order_by(Lower("team__name"), "team_id")
        .values_list("team_id", "team__slug", "team__name", "role", Subquery(members))
    )
    decided = _visible_decisions_by_team([row[0] for row in rows], by)
    return [
        TeamLine(slug, name, role, members, decided.get(team, 0)) for team, slug, name, role, members in rows
    ]


def _visible_decisions_by_team(teams: Sequence[int], by: Actor) -> dict[int, int]:
    found = _decisions().filter(visible_to(by), team_id__in=teams)
    return dict(found.order_by().values_list("team_id").annotate(Count("pk")))


def _decisions() -> QuerySet[Any]:
    """All decisions, which this part must not import: by their relation to teams."""
    return Team._meta.get_field("decisions").related_model._default_manager.all()


def decisions_of(team: OpenTeam, *, by: Actor) -> QuerySet[Any]:
    """The team's decisions that `by` may find in a list, the latest edited first."""
    return _decisions().filter(visible_to(by), team_id=team.id).order_by("-updated_at", "title")


def members_of(team_id: int) -> list[Member]:
    """Who is on a team, owners first, then by name; one query."""
    return _members(Membership.objects.filter(team_id=team_id))


def members_deciding(decision_id: int) -> list[Member]:
    """Who is on the team of a decision, in the same order; one query, nobody where it has no team."""
    return _members(Membership.objects.filter(team__decisions=decision_id))


def _members(memberships: QuerySet[Membership]) -> list[Member]:
    rows = memberships.values_list(
        "user_id", "user__username", "user__first_name", "user__last_name", "role", "user__is_active"
    )
    members = [
        Member(user, username, name_of(first, last, username), role, is_active)
        for user, username, first, last, role, is_active in rows
    ]
    return sorted(
        members, key=lambda member: (ORDER.index(Role(member.role)), member.name.lower(), member.user_id)
    )


def invitations_of(team: OpenTeam, *, by: Actor, now: datetime) -> list[Invitation]:
    """The invitations that may still be accepted, the newest first; nothing for who does not manage the team."""
    if not may_manage_team(by, team.role):
        return []
    rows = team_invitations(team.id).filter(revoked_at=None, expires_at__gt=now)
    return [row for row in rows if row.standing == "open"]


def team_invitations(team_id: int) -> QuerySet[Invitation]:
    """All invitations to a team with who made them."""
    return Invitation.objects.filter(team_id=team_id).select_related("made_by").order_by("-created_at", "-id")

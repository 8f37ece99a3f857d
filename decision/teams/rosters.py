"""Operators curating teams and who is on them; a team's own owners do it through `services`."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth import get_user_model

from decision.problems import NotThere

from .actors import Actor
from .curating import curating, delete_row, locked_row, refused_field, save_row
from .models import Membership, Role, Team
from .services.managing import refuse_ownerless


def save_team(*, team: int | None, fields: Mapping[str, object], by: Actor) -> Team:
    """Add (`team` None) or change a team."""
    with curating(by):
        return save_row(locked_row(Team, team), fields)


def delete_team(*, team: int, by: Actor) -> None:
    """Remove a team that has no decisions; its memberships go with it."""
    with curating(by):
        delete_row(locked_row(Team, team))


def set_role(*, team: int, username: str, role: str, by: Actor) -> Membership:
    """Give a person a role in a team, joining it if need be.

    Raises `Invalid` for an unknown person or role, and when nobody would own the team any more.
    """
    with curating(by):
        locked = locked_row(Team, team)
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise refused_field("user", f"There is no user “{username}”.")
        member = locked.memberships.filter(user=user).first() or Membership()
        was_owner = member.role == Role.OWNER
        member = save_row(member, {"team": locked, "user": user, "role": role})
        if was_owner:
            refuse_ownerless(locked)
    return member


def remove_member(*, team: int, username: str, by: Actor) -> None:
    """Take a person off a team. Raises `Invalid` when nobody would own it any more."""
    with curating(by):
        locked = locked_row(Team, team)
        member = locked.memberships.filter(user__username=username).first()
        if member is None:
            raise NotThere(f"“{username}” is not on this team.")
        delete_row(member)
        if member.role == Role.OWNER:
            refuse_ownerless(locked)

"""One recorded transaction on one team: its row is locked first, so that whoever changes it takes turns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from decision.problems import Invalid, NotThere

from ..actors import Actor
from ..models import Membership, Role, Team
from ..permissions import may_view_team, require_manage_team
from ..recording import recording


@contextmanager
def team_locked(team: int, *, by: Actor) -> Iterator[Team]:
    """The locked team, whoever asks. Raises `NotThere` when it is gone."""
    with transaction.atomic(), recording(by):
        locked = Team.objects.select_for_update(no_key=True).filter(pk=team).first()
        if locked is None:
            raise NotThere("There is no such team here.")
        yield locked


@contextmanager
def on_team(team: int, *, by: Actor) -> Iterator[tuple[Team, str | None]]:
    """The locked team and `by`'s role in it. Raises `NotThere` for outsiders."""
    with team_locked(team, by=by) as locked:
        role = locked.memberships.filter(user=by.user_id).values_list("role", flat=True).first()
        if not may_view_team(by, role):
            raise NotThere("There is no such team here.")
        yield locked, role


@contextmanager
def managing(team: int, *, by: Actor) -> Iterator[Team]:
    """The locked team, for a change that only its owners may make. Raises `Forbidden` for other members."""
    with on_team(team, by=by) as (locked, role):
        require_manage_team(by, role)
        yield locked


def refuse_ownerless(team: Team) -> None:
    """Raise `Invalid` where nobody with a working account owns the team any more."""
    if not team.memberships.filter(role=Role.OWNER, user__is_active=True).exists():
        raise Invalid(f"“{team}” would have no owner left: make somebody else an owner first.")


def member_in(team: Team, user: int) -> Membership:
    """Somebody's membership. Raises `NotThere` for who is not, or no longer, on the team."""
    found = team.memberships.select_related("user").filter(user_id=user).first()
    if found is None:
        raise NotThere("This person is not on the team (any more).")
    return found


def known_role(role: str) -> Role:
    """The role of this name. Raises `Invalid` for any other."""
    if role not in Role.values:
        sentence = f"The role is one of {', '.join(Role.values)} (got {role[:20]!r})."
        raise Invalid(sentence, errors=[("/role", sentence)])
    return Role(role)

"""Making, renaming and deleting teams; who is on them and as what."""

from __future__ import annotations

import secrets
from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from decision.problems import Forbidden, Invalid

from ..actors import Actor
from ..curating import delete_row
from ..models import Membership, Role, Team
from ..names import clean_line
from ..permissions import require_person
from ..recording import recording
from .managing import known_role, managing, member_in, on_team, refuse_ownerless

LONGEST_NAME = 120
LONGEST_SLUG = 70
MOST_TEAMS = 200  # that one person owns
LEAVE_FIRST = "You are the last owner of “{team}”: hand it over to somebody else first, or delete it."


def create_team(*, name: str, by: Actor) -> Team:
    """A new team with `by` as its owner. Raises `Invalid` for a name that cannot be shown."""
    user = require_person(by)
    name = clean_line(name, field="name", longest=LONGEST_NAME)
    if Membership.objects.filter(user_id=user, role=Role.OWNER).count() >= MOST_TEAMS:
        raise Invalid(f"You own {MOST_TEAMS} teams: delete one that you no longer need first.")
    with transaction.atomic(), recording(by):
        team = _at_free_address(name)
        Membership.objects.create(team=team, user_id=user, role=Role.OWNER)
    return team


def _at_free_address(name: str) -> Team:
    """A team whose address is made of its name, with something behind where that is taken or empty."""
    slug = slugify(name)[:LONGEST_SLUG].strip("-")
    if slug and not Team.objects.filter(slug=slug).exists():
        with suppress(IntegrityError), transaction.atomic():  # somebody may take it at this very moment
            return Team.objects.create(slug=slug, name=name)
    return Team.objects.create(slug=f"{slug or 'team'}-{secrets.token_hex(4)}", name=name)


def rename_team(*, team: int, name: str, by: Actor) -> Team:
    """Give a team another name; its address stays."""
    with managing(team, by=by) as locked:
        locked.name = clean_line(name, field="name", longest=LONGEST_NAME)
        locked.save(update_fields=["name"])
    return locked


def delete_team(*, team: int, by: Actor) -> None:
    """Delete a team without decisions, memberships and invitations with it. Raises `Invalid` when it has some."""
    with managing(team, by=by) as locked:
        delete_row(locked)


def set_role(*, team: int, user: int, role: str, by: Actor) -> Membership:
    """Give a member another role. Raises `Invalid` when nobody would own the team any more."""
    with managing(team, by=by) as locked:
        member = member_in(locked, user)
        member.role = known_role(role)
        member.save(update_fields=["role"])
        refuse_ownerless(locked)
    return member


def remove_member(*, team: int, user: int, by: Actor) -> None:
    """Take somebody else off a team."""
    with managing(team, by=by) as locked:
        if user == by.user_id:
            raise Invalid("To go yourself, leave the team.")
        member_in(locked, user).delete()
        refuse_ownerless(locked)


def transfer_team(*, team: int, to: int, by: Actor) -> Membership:
    """Make another member the owner and `by` an editor, in one act."""
    user = require_person(by)
    with managing(team, by=by) as locked:
        heir = member_in(locked, to)
        if to == user or not heir.user.is_active:
            raise Invalid("Hand the team over to another member whose account works.")
        heir.role = Role.OWNER
        heir.save(update_fields=["role"])
        locked.memberships.filter(user_id=user).update(role=Role.EDITOR)
    return heir


def leave_team(*, team: int, by: Actor) -> None:
    """Go. Raises `Invalid` for the last owner."""
    user = require_person(by)
    with on_team(team, by=by) as (locked, role):
        if role is None:
            raise Forbidden("You are not on this team.")
        member_in(locked, user).delete()
        if not locked.memberships.filter(role=Role.OWNER, user__is_active=True).exists():
            raise Invalid(LEAVE_FIRST.format(team=locked))

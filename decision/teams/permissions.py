"""Who may do what: the only place that knows roles and visibility.

Outsiders must not learn that a decision exists (404); readers who write are told so (403).
"""

from __future__ import annotations

from typing import Protocol

from django.db.models import Exists, OuterRef, Q

from decision.problems import Forbidden

from .actors import Actor
from .models import Membership, Role

READABLE_BY_ADDRESS = ("public", "link")
OPEN_TO_VIEWERS = ("team", *READABLE_BY_ADDRESS)
EDITING_ROLES = (Role.OWNER, Role.EDITOR)
CONTRIBUTING_ROLES = (*EDITING_ROLES, Role.CONTRIBUTOR)


class Guarded(Protocol):
    """What a permission question needs to know of a decision."""

    @property
    def visibility(self) -> str: ...
    @property
    def role(self) -> str | None:
        """The actor's role in the decision's team, None for outsiders."""


def visible_to(actor: Actor) -> Q:
    """The decisions that `actor` may find in a list."""
    if actor.is_staff:
        return Q()
    public = Q(visibility="public")
    if actor.user_id is None:
        return public
    member = Membership.objects.filter(team=OuterRef("team"), user_id=actor.user_id)
    editor = member.filter(role__in=EDITING_ROLES)
    return public | (~Q(visibility="private") & Exists(member)) | Exists(editor)


def readable_by(actor: Actor) -> Q:
    """The decisions that `actor` may read whose address they know: `may_view` over rows of decisions."""
    return Q() if actor.is_staff else visible_to(actor) | Q(visibility__in=READABLE_BY_ADDRESS)


def may_view(actor: Actor, decision: Guarded) -> bool:
    """Whether `actor` may read a decision whose address they know."""
    if actor.is_staff or decision.visibility in READABLE_BY_ADDRESS:
        return True
    return decision.role in EDITING_ROLES if decision.visibility == "private" else decision.role is not None


def edited_by(actor: Actor) -> Q:
    """The teams that may be given a decision by `actor`, over rows of teams: those they own or edit, to staff all."""
    if actor.is_staff:
        return Q()
    mine = Membership.objects.filter(user_id=actor.user_id or 0, role__in=EDITING_ROLES)
    return Q(pk__in=mine.values("team"))


def may_edit(actor: Actor, decision: Guarded) -> bool:
    """Whether `actor` may change weights, scores and the like."""
    return actor.can_write and (actor.is_staff or decision.role in EDITING_ROLES)


def require_edit(actor: Actor, decision: Guarded) -> None:
    """Raise `Forbidden`, saying what would help, unless `actor` may edit."""
    if may_edit(actor, decision):
        return
    if actor.is_visitor:
        raise Forbidden("Sign in as an editor of this decision to change it; what-if needs no sign-in.")
    if not actor.can_write:
        raise Forbidden("This token may only read; use one with the write scope.")
    raise Forbidden("Only the owners and editors of this decision's team may change it.")


def may_contribute(actor: Actor, decision: Guarded) -> bool:
    """Whether `actor` may vote and comment: a member of the team, viewers excepted. Staff as such may not."""
    return actor.can_write and may_view(actor, decision) and decision.role in CONTRIBUTING_ROLES


def require_contribute(actor: Actor, decision: Guarded) -> None:
    """Raise `Forbidden`, saying what would help, unless `actor` may vote and comment."""
    if may_contribute(actor, decision):
        return
    if actor.is_visitor:
        raise Forbidden("Sign in as a member of this decision's team to take part.")
    if not actor.can_write:
        raise Forbidden("This token may only read; use one with the write scope.")
    raise Forbidden("Only owners, editors and contributors of this decision's team take part in it.")


def inside(actor: Actor) -> Q:
    """The decisions whose talk `actor` may read, over rows of decisions: those of their own teams, public or not."""
    if actor.is_staff:
        return Q()
    member = Membership.objects.filter(team=OuterRef("team"), user_id=actor.user_id)  # type: ignore[misc]
    return (~Q(visibility="private") & Exists(member)) | Exists(member.filter(role__in=EDITING_ROLES))


def insiders(decision: int) -> Q:
    """The people who may read the talk of a decision, over rows of users: `inside` from the other end."""
    there = Q(team__decisions=decision) & (
        Q(team__decisions__visibility__in=OPEN_TO_VIEWERS) | Q(role__in=EDITING_ROLES)
    )
    return Q(is_active=True) & (
        Q(is_staff=True) | Q(Exists(Membership.objects.filter(there, user=OuterRef("pk"))))
    )


def may_read_talk(actor: Actor, decision: Guarded) -> bool:
    """Whether `actor` may read what the decision's team says among itself: its members and staff, never visitors."""
    return actor.is_staff or (decision.role is not None and may_view(actor, decision))


def require_read_talk(actor: Actor, decision: Guarded) -> None:
    """Raise `Forbidden` unless `actor` may read what the decision's team says among itself."""
    if not may_read_talk(actor, decision):
        raise Forbidden("What a team says about its decision is for its members. Sign in as one of them.")


def roles_that_vote(visibility: str) -> tuple[Role, ...]:
    """Who takes part in the rounds of a decision: contributors too, where they may see it."""
    return EDITING_ROLES if visibility == "private" else CONTRIBUTING_ROLES


def may_see_rounds(actor: Actor, decision: Guarded) -> bool:
    """Whether `actor` may see rounds, and ballots once revealed: the team's members. Staff as such may not."""
    return decision.role is not None and may_view(actor, decision)


def require_see_rounds(actor: Actor, decision: Guarded) -> None:
    """Raise `Forbidden` unless `actor` may see the decision's rounds."""
    if not may_see_rounds(actor, decision):
        raise Forbidden("Rounds are between the members of this decision's team. Sign in as one of them.")


def may_run_rounds(actor: Actor, decision: Guarded) -> bool:
    """Whether `actor` may open, reveal and cancel rounds: the team's owners and editors. Staff as such may not."""
    return actor.can_write and may_view(actor, decision) and decision.role in EDITING_ROLES


def require_run_rounds(actor: Actor, decision: Guarded) -> None:
    """Raise `Forbidden`, saying what would help, unless `actor` may open, reveal and cancel rounds."""
    if may_run_rounds(actor, decision):
        return
    if not actor.is_visitor and not actor.can_write:
        raise Forbidden("This token may only read; use one with the write scope.")
    raise Forbidden("Only the owners and editors of this decision's team open, reveal and cancel its rounds.")


def require_curator(actor: Actor) -> None:
    """Raise `Forbidden` unless `actor` may change the catalogue."""
    if not (actor.is_staff and actor.can_write):
        raise Forbidden("Only staff may change the catalogue.")


def require_view_members(actor: Actor, decision: Guarded) -> None:
    """Raise `Forbidden` unless `actor` may see who decides: members of the team and staff."""
    if not may_view_team(actor, decision.role):
        raise Forbidden("Only members of this decision's team see who is on it.")


def may_view_team(actor: Actor, role: str | None) -> bool:
    """Whether `actor`, who has `role` in a team, may see who is on it."""
    return actor.is_staff or role is not None


def may_manage_team(actor: Actor, role: str | None) -> bool:
    """Whether `actor` may change a team and who is on it: its owners; staff as operators, in the admin."""
    is_operator = actor.is_staff and actor.door in ("admin", "command")
    return actor.can_write and (role == Role.OWNER or is_operator)


def require_manage_team(actor: Actor, role: str | None) -> None:
    """Raise `Forbidden`, saying what would help, unless `actor` may manage the team."""
    if may_manage_team(actor, role):
        return
    if not actor.can_write:
        raise Forbidden("This token may only read; use one with the write scope.")
    raise Forbidden("Only owners of this team may change it and who is on it: ask one of them.")


def require_person(actor: Actor) -> int:
    """The id of the signed-in person who acts. Raises `Forbidden` for visitors, commands and reading tokens."""
    if actor.user_id is None or not actor.can_write:
        raise Forbidden("Sign in to do this.")
    return actor.user_id

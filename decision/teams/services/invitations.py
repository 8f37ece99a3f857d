"""Inviting by link: making one, revoking it, accepting it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils import timezone

from decision.problems import Forbidden, Invalid, NotThere

from ..actors import Actor
from ..models import Invitation, Membership, Team
from ..permissions import require_person
from ..selectors.invitations import invitation_by_text
from ..tokens import digest_of
from .managing import known_role, managing, team_locked

LONGEST_DAYS = 90
MOST_USES = 50
MOST_OPEN = 100
LONGEST_EMAIL = 254  # as mail servers take them

GONE = {
    "used": "This invitation has been used as often as it may: ask for a new one.",
    "expired": "This invitation has expired: ask for a new one.",
    "revoked": "This invitation was withdrawn: ask for a new one if you still need it.",
}


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation at the only moment when the text of its link is known."""

    row: Invitation
    text: str


def invite(
    *, team: int, role: str, days: int, most_uses: int = 1, email: str = "", by: Actor
) -> NewInvitation:
    """A link that makes up to `most_uses` people members within `days`; with `email`, only whom it belongs to.

    Raises `Invalid`, naming the fields, for what makes no sense.
    """
    email = email.strip().lower()
    with managing(team, by=by) as locked:
        _check(locked, days, most_uses, email)
        text = secrets.token_urlsafe(32)
        row = Invitation.objects.create(
            team=locked, role=known_role(role), digest=digest_of(text), email=email, most_uses=most_uses,
            made_by_id=by.user_id, expires_at=timezone.now() + timedelta(days=days),
        )  # fmt: skip
    return NewInvitation(row, text)


def _check(team: Team, days: int, most_uses: int, email: str) -> None:
    errors = []
    if not 1 <= days <= LONGEST_DAYS:
        errors.append(("/days", f"An invitation lasts from 1 to {LONGEST_DAYS} days (got {days})."))
    if not 1 <= most_uses <= MOST_USES:
        errors.append(("/most_uses", f"An invitation is for 1 to {MOST_USES} people (got {most_uses})."))
    if email:
        try:
            validate_email(email)
            MaxLengthValidator(LONGEST_EMAIL)(email)
        except ValidationError:
            errors.append(("/email", "This is no e-mail address."))
        if most_uses > 1:
            errors.append(("/most_uses", "An invitation for one address is for one person."))
    if (
        not errors
        and team.invitations.filter(revoked_at=None, expires_at__gt=timezone.now()).count() >= MOST_OPEN
    ):
        errors.append(("", f"This team has {MOST_OPEN} open invitations: withdraw some first."))
    if errors:
        raise Invalid(errors[0][1], errors=errors, title="Invalid invitation")


def revoke_invitation(*, team: int, invitation: int, by: Actor) -> Invitation:
    """End an invitation at once; one that has ended already stays so."""
    with managing(team, by=by) as locked:
        row = locked.invitations.select_for_update().filter(pk=invitation).first()
        if row is None:
            raise NotThere("There is no such invitation to this team.")
        if row.revoked_at is None:
            row.revoked_at = timezone.now()
            row.save(update_fields=["revoked_at"])
    return row


def is_for_other(invitation: Invitation, user: int) -> bool:
    """Whether it names an address that this account has not confirmed as its own."""
    mine = EmailAddress.objects.filter(user_id=user, email__iexact=invitation.email, verified=True)
    return bool(invitation.email) and not mine.exists()


def accept_invitation(*, text: str, by: Actor) -> Membership:
    """Become a member. Who is one already stays what they are, and nothing is used up.

    Raises `NotThere` for a text that is no invitation, `Invalid` for one that has ended, `Forbidden` where it is
    somebody else's.
    """
    user = require_person(by)
    with team_locked(invitation_by_text(text).team_id, by=by) as team:
        invitation = invitation_by_text(text)
        if member := team.memberships.filter(user_id=user).first():
            return member
        if (standing := invitation.standing) != "open":
            raise Invalid(GONE[standing])
        if is_for_other(invitation, user):
            raise Forbidden(
                "This invitation is for another e-mail address: sign in with the account it belongs to."
            )
        invitation.uses += 1
        invitation.save(update_fields=["uses"])
        return Membership.objects.create(team=team, user_id=user, role=invitation.role)

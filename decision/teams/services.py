"""Making and revoking API tokens."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from decision.problems import Forbidden, Invalid, NotThere

from .actors import Actor
from .models import ApiToken
from .tokens import PREFIX, digest_of

LONGEST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token at the only moment when its text is known."""

    row: ApiToken
    text: str


def _require_self_or_operator(by: Actor, user_id: int) -> None:
    if by.door != "command" and not (by.can_write and by.user_id == user_id):
        raise Forbidden("Everybody makes and revokes their own tokens only.")


@transaction.atomic
def create_token(*, username: str, name: str, scope: str, days: int | None = None, by: Actor) -> NewToken:
    """A new token for a person, shown once; `days` until it expires, None for never.

    Raises `NotThere` for an unknown person, `Invalid` for a nameless token or an unknown scope.
    """
    user = get_user_model().objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotThere(f"There is no active user “{username}”.")
    _require_self_or_operator(by, user.pk)
    errors = []
    if not 1 <= len(name.strip()) <= 80:
        errors.append(("/name", "Give the token a name of 1 to 80 characters, so that you know it again."))
    if scope not in ApiToken.Scope.values:
        errors.append(("/scope", f"The scope is one of {', '.join(ApiToken.Scope.values)} (got {scope!r})."))
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        errors.append(("/days", f"A token lasts from 1 to {LONGEST_DAYS} days (got {days})."))
    if errors:
        raise Invalid(errors[0][1], errors=errors, title="Invalid token")
    text = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        user=user,
        name=name.strip(),
        scope=scope,
        digest=digest_of(text),
        expires_at=None if days is None else timezone.now() + timedelta(days=days),
    )
    return NewToken(row, text)


@transaction.atomic
def revoke_token(*, token: int, by: Actor) -> ApiToken:
    """End a token at once. Raises `NotThere` when there is none; one that is revoked already stays so."""
    row = ApiToken.objects.select_for_update(of=("self",)).select_related("user").filter(pk=token).first()
    if row is None:
        raise NotThere(f"There is no token {token}.")
    _require_self_or_operator(by, row.user_id)
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
    return row

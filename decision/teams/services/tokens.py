"""Making and revoking API tokens."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from decision.problems import Forbidden, Invalid, NotThere

from ..actors import Actor
from ..models import ApiToken
from ..names import clean_line
from ..recording import recording
from ..tokens import PREFIX, digest_of

LONGEST_DAYS = 3650
MOST_TOKENS = 100  # that work, of one person


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token at the only moment when its text is known."""

    row: ApiToken
    text: str


def _require_self_or_operator(by: Actor, user_id: int) -> None:
    if by.door == "api":
        raise Forbidden("Tokens are made and revoked by people: on the page of your account.")
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
    errors: list[tuple[str, str]] = []
    try:
        name = clean_line(name, field="name", longest=80)
    except Invalid as refused:
        errors.extend(refused.errors)
    if scope not in ApiToken.Scope.values:
        errors.append(("/scope", f"The scope is one of {', '.join(ApiToken.Scope.values)} (got {scope!r})."))
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        errors.append(("/days", f"A token lasts from 1 to {LONGEST_DAYS} days (got {days})."))
    if not errors and user.api_tokens.filter(revoked_at=None).count() >= MOST_TOKENS:
        errors.append(("", f"{username} has {MOST_TOKENS} tokens: revoke some first."))
    if errors:
        raise Invalid(errors[0][1], errors=errors, title="Invalid token")
    text = PREFIX + secrets.token_urlsafe(32)
    expires = None if days is None else timezone.now() + timedelta(days=days)
    with recording(by):
        row = ApiToken.objects.create(
            user=user, name=name, scope=scope, digest=digest_of(text), expires_at=expires
        )
    return NewToken(row, text)


@transaction.atomic
def revoke_token(*, token: int, by: Actor) -> ApiToken:
    """End a token at once. Raises `NotThere` when there is none; one that is revoked already stays so."""
    row = ApiToken.objects.select_for_update(of=("self",)).select_related("user").filter(pk=token).first()
    if row is None or (by.door == "page" and row.user_id != by.user_id):
        raise NotThere(f"There is no token {token}.")
    _require_self_or_operator(by, row.user_id)
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        with recording(by):
            row.save(update_fields=["revoked_at"])
    return row

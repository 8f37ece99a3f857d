"""Reading an API token: one statement finds its owner and notes its use, at most once a minute."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.db import connection

PREFIX = "steelyard_"
_FORM = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}\Z")

# The update runs only when the last use noted is older than a minute; most requests only read.
_USE = """
WITH used AS (
    UPDATE teams_apitoken SET last_used_at = now()
     WHERE digest = %s AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
       AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
)
SELECT token.id, token.name, token.scope, owner.id, owner.username, owner.is_staff
  FROM teams_apitoken token JOIN auth_user owner ON owner.id = token.user_id
 WHERE token.digest = %s AND owner.is_active AND token.revoked_at IS NULL
   AND (token.expires_at IS NULL OR token.expires_at > now())
"""


@dataclass(frozen=True, slots=True)
class TokenInUse:
    """A valid token and whom it acts for."""

    id: int
    name: str
    scope: str
    user_id: int
    username: str
    is_staff: bool


def digest_of(token: str) -> str:
    """What is stored of a token: it cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def use_token(token: str) -> TokenInUse | None:
    """The token's owner and scope, None unless it is known, in time and not revoked; one query."""
    if not _FORM.match(token):
        return None
    digest = digest_of(token)
    with connection.cursor() as cursor:
        cursor.execute(_USE, [digest, digest])
        row = cursor.fetchone()
    return TokenInUse(*row) if row else None

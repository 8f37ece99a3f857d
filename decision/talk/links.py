"""Addresses that stand in mails: absolute, and for leaving them signed, so that nobody has to sign in."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from decision.problems import NotThere

from .timing import GROUPS

SALT = "decision.talk.unsubscribe"
EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Leaving:
    """Whose mails end: those of a group (`timing.GROUPS`), or all (None)."""

    user: int
    group: str | None


def absolute(path: str) -> str:
    """A path of this site as others reach it."""
    return f"{settings.SITE_URL}{path}"


def unsubscribe_path(user: int, group: str | None) -> str:
    """Where one person ends mails of one group, or all of them, without signing in."""
    token = signing.dumps([user, group or EVERYTHING], salt=SALT, compress=False)
    return reverse("unsubscribe", args=[token])


def read_token(token: str) -> Leaving:
    """What a link means. Raises `NotThere` for one that is not ours; ours never expire, as the mails that hold them."""
    try:
        user, group = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise NotThere(
            "This link is incomplete: copy it whole, or sign in and choose your mails there."
        ) from None
    return Leaving(int(user), group if group in GROUPS else None)

"""Who a page request comes from."""

from __future__ import annotations

from django.http import HttpRequest

from .actors import Actor, visitor


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a page request: somebody signed in, or a visitor."""
    user = request.user
    if not user.is_authenticated:
        return visitor()
    return Actor(
        user_id=user.pk,
        name=user.get_username(),
        is_staff=bool(user.is_staff),
        can_write=bool(user.is_active),
    )

"""Who asks the API: a Bearer token, a signed-in session (with CSRF protection), or a visitor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from decision.problems import Forbidden

from .actors import Actor, visitor
from .tokens import TokenInUse, use_token

CHALLENGE = 'Bearer realm="Steelyard"'
VISITOR = visitor("api")


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer steelyard_…`."""

    def authenticate(self, request: Request) -> tuple[AbstractUser, TokenInUse] | None:
        header = request.META.get("HTTP_AUTHORIZATION")
        if not header:
            return None
        kind, _, token = header.partition(" ")
        if kind.lower() != "bearer":
            raise AuthenticationFailed(f"Authorization takes a Bearer token, not {kind[:20]!r}.")
        used = use_token(token.strip())
        if used is None:
            raise AuthenticationFailed(
                "This token is unknown, expired or revoked. Make a new one on your account's page: /account/tokens/."
            )
        user = get_user_model()(pk=used.user_id, username=used.username, is_staff=used.is_staff)
        return user, used

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session; whatever writes needs the CSRF token in X-CSRFToken."""

    def authenticate(self, request: Request) -> Any:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        return super().authenticate(request)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Bearer tokens in the OpenAPI document."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made on your account's page (/account/tokens/) or by `manage.py api_token create`.",
        }


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The session in the OpenAPI document."""

    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


def actor_of(request: Request) -> Actor:
    """The actor behind an API request. A token acts for its owner, within its scope."""
    user = request.user
    if not user.is_authenticated:
        return VISITOR
    token = request.auth
    can_write = token.scope == "write" if isinstance(token, TokenInUse) else True
    return Actor(
        user_id=user.pk,
        name=user.get_username(),
        is_staff=bool(user.is_staff),
        can_write=can_write,
        door="api",
    )


class ReadOrWriter(BasePermission):
    """Everybody reads and computes; who stores something must be signed in with the right to write.

    Views that store nothing whatever the method say so by `computes_only`; views of one decision ask for the
    right to edit that decision instead.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS or getattr(view, "computes_only", False):
            return True
        actor = actor_of(request)
        if actor.is_visitor:
            raise NotAuthenticated("Sign in or send a token to change anything.")
        if not actor.can_write:
            raise Forbidden("This token may only read; use one with the write scope.")
        return True

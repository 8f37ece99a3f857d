"""What pages before the sign-in need to know of how one enters here."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django import template
from django.conf import settings
from django.http import HttpRequest

register = template.Library()


@register.simple_tag(takes_context=True)
def may_sign_up(context: template.Context) -> bool:
    """Whether this visitor may make an account."""
    request: HttpRequest = context["request"]
    return bool(get_adapter(request).is_open_for_signup(request))


@register.simple_tag
def is_by_invitation() -> bool:
    """Whether an invitation would open the way to an account."""
    return bool(settings.SIGN_UP == "invited")


@register.simple_tag
def is_local() -> bool:
    """Whether this is a trial on one's own machine, with its one-time link."""
    return bool(settings.LOCAL)

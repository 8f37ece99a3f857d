"""`{% waiting_for_me %}`: what waits for the reader, on the home page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from decision.teams.sign_in import actor_of
from decision.waiting import waiting_for

register = template.Library()


@register.inclusion_tag("_waiting.html", takes_context=True)
def waiting_for_me(context: RequestContext) -> dict[str, Any]:
    """A card with what the reader is asked to do; nothing where there is nothing."""
    return {"waiting": waiting_for(actor_of(context["request"]))}

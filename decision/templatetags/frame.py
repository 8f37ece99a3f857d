"""`{% decision_frame opened "matrix" %}` and `{% decision_status opened %}`: what every page of a decision shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import RequestContext

from decision.frame import frame_of, status_of
from decision.matrix.selectors import OpenDecision
from decision.teams.sign_in import actor_of

register = template.Library()

WHAT_IF = ("without", "plus", "scenario", "lock")


@register.inclusion_tag("_frame.html", takes_context=True)
def decision_frame(context: RequestContext, opened: OpenDecision, current: str) -> dict[str, Any]:
    """Tabs and banners above a page of the decision `opened`; the rest of the block may use `frame` too."""
    request = context["request"]
    what_if = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name in WHAT_IF or name.startswith(("w.", "gate."))
    ]
    context["frame"] = frame_of(opened, actor_of(request), current, urlencode(what_if))
    return {"frame": context["frame"]}


@register.inclusion_tag("_status.html")
def decision_status(opened: OpenDecision) -> dict[str, Any]:
    """The decision's status as a chip."""
    return {"status": status_of(opened)}

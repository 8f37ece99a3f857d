"""`{% audit_acts opened %}`: what was said of the audit's findings, on the page of the decision's history."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from decision.evidence.selectors.acts import acts_of
from decision.matrix.selectors import OpenDecision
from decision.teams.permissions import may_view_team
from decision.teams.sign_in import actor_of

register = template.Library()


@register.inclusion_tag("evidence/_acts.html", takes_context=True)
def audit_acts(context: RequestContext, opened: OpenDecision) -> dict[str, Any]:
    """Acknowledgements do not change the matrix and have no revision, so they stand beside the revisions."""
    sees_names = may_view_team(actor_of(context["request"]), opened.role)
    return {"acts": acts_of(opened.id, sees_names=sees_names), "opened": opened}

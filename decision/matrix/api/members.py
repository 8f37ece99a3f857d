"""Who decides: the members of a decision's team, over the API."""

from __future__ import annotations

from django.http import HttpResponse
from pydantic import BaseModel
from rest_framework.request import Request

from decision.api.describing import described
from decision.api.views import json_response
from decision.teams.authentication import actor_of
from decision.teams.permissions import require_view_members
from decision.teams.selectors import members_deciding

from .base import CACHING, VARY, DecisionView


class MemberShape(BaseModel):
    """Somebody on the team, by the name they are shown by; nobody's e-mail address."""

    username: str
    name: str
    role: str


class Members(BaseModel):
    """Everybody on the team of a decision, owners first; nobody where it has no team."""

    decision: str
    members: list[MemberShape]


class DecisionMembers(DecisionView):
    """Names and roles, for members of the team and staff. Others who may read the decision get 401 or 403."""

    @described("list_members", Members, refusals=[401, 403, 404], tag="decision")
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        require_view_members(actor_of(request), decision)
        members = [
            {"username": member.username, "name": member.name, "role": member.role}
            for member in members_deciding(decision.id)
            if member.is_active
        ]
        response = json_response({"decision": decision.slug, "members": members})
        response.headers["Cache-Control"], response.headers["Vary"] = CACHING, VARY
        return response

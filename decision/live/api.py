"""The API's side of event streams: who may listen, and where the decision stands now."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from decision.api.views import ApiView
from decision.live.messages import (
    CONTENT_TYPE,
    DECISION_HEADER,
    READER_HEADER,
    STREAM_HEADERS,
    revision_event,
)
from decision.live.readers import VIEWS, Reader, session_name
from decision.matrix.selectors import OpenDecision, open_decision
from decision.teams.authentication import actor_of
from decision.teams.models import ApiToken
from decision.teams.tokens import TokenInUse

VIEW = OpenApiParameter(
    "view", enum=list(VIEWS), description="The page that is open, for teammates to see. For browsers."
)


class DecisionEvents(ApiView):
    """One answer of an event stream. The live part asks for it when a stream opens and goes on from there."""

    @extend_schema(
        operation_id="decision_events",
        summary="Be told of new revisions",
        description='A stream of server-sent events: `event: revision`, `data: {"revision": 13}`, first the current '
        'one, then every new one; `event: news`, `data: {"topic": "comments"}` (or round, status, studies; all after '
        "a break); `event: presence`, to members in a browser; `event: alive` every 20 seconds; `event: end` when "
        "who may read is another. It ends after some minutes, too; clients reconnect by themselves.",
        parameters=[VIEW],
        responses={(200, "text/event-stream"): OpenApiResponse(OpenApiTypes.STR, description="The stream")},
        tags=["decisions"],
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        """The current revision as an event, with the decision's id and the person's for the live part."""
        actor = actor_of(request)
        opened = open_decision(slug, by=actor)
        headers = dict(STREAM_HEADERS)
        if request.method == "GET":
            headers[DECISION_HEADER] = str(opened.id)
            if actor.user_id is not None:
                headers[READER_HEADER] = _reader(request, actor.user_id, opened).to_header()
        return HttpResponse(revision_event(opened.revision), content_type=CONTENT_TYPE, headers=headers)


def _reader(request: Request, user: int, opened: OpenDecision) -> Reader:
    """Who listens, for the live part: to be seen by teammates, and to be sent away when the right to read ends."""
    is_member = opened.role is not None
    if isinstance(request.auth, TokenInUse):
        ends = ApiToken.objects.filter(pk=request.auth.id).values_list("expires_at", flat=True).first()
        return Reader(user, token=request.auth.id, until=ends.timestamp() if ends else None, member=is_member)
    session = session_name(request.session.session_key or "")
    view = request.query_params.get("view")
    return Reader(user, session=session, member=is_member, view=view if view in VIEWS else "decision")

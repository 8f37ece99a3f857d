"""The API's side of event streams: who may listen, and where the decision stands now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from decision.api.views import ApiView
from decision.live.messages import (
    CONTENT_TYPE,
    DECISION_HEADER,
    STREAM_HEADERS,
    USER_HEADER,
    revision_event,
)
from decision.matrix.selectors import open_decision
from decision.teams.authentication import actor_of


class EventStreamRenderer(BaseRenderer):
    """Lets a client ask for text/event-stream; what it renders itself is only a refusal."""

    media_type = "text/event-stream"
    format = "events"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data)


class DecisionEvents(ApiView):
    """One answer of an event stream. The live part asks for it when a stream opens and goes on from there."""

    renderer_classes = [EventStreamRenderer]

    @extend_schema(
        operation_id="decision_events",
        summary="Be told of new revisions",
        description='A stream of server-sent events: `event: revision`, `data: {"revision": 13}`, first the current '
        "one, then every new one. It ends after some minutes; clients reconnect by themselves.",
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
                headers[USER_HEADER] = str(actor.user_id)
        return HttpResponse(revision_event(opened.revision), content_type=CONTENT_TYPE, headers=headers)

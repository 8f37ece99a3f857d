"""What every address of one decision does: find it as the actor may see it, honour revisions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from decision.api.encoding import encode
from decision.api.preconditions import etag, expected_revision, is_known
from decision.api.views import JSON, ApiView
from decision.teams.authentication import actor_of
from decision.teams.permissions import require_edit

from ..loading import LoadedMatrix
from ..selectors import OpenDecision, matrix_of, open_decision

CACHING = "private, no-cache"
VARY = "Authorization, Cookie"


class EditsDecision(BasePermission):
    """Who may not see the decision gets 404; who may only read it is told so before the body is looked at."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS or view.computes_only:
            return True
        actor = actor_of(request)
        view.opened = open_decision(view.kwargs["slug"], by=actor)
        view.require(actor, view.opened)
        return True


class DecisionView(ApiView):
    """A view of one decision."""

    permission_classes = [EditsDecision]
    require = staticmethod(require_edit)  # what a write takes
    opened: OpenDecision | None = None

    def open(self, request: Request, slug: str) -> OpenDecision:
        """The decision as the actor may see it; one query a request."""
        if self.opened is None:
            self.opened = open_decision(slug, by=actor_of(request))
        return self.opened

    def unchanged(self, request: Request, decision: OpenDecision, day: str = "") -> HttpResponse | None:
        """304 where the client has this revision; of this day, where the answer depends on one."""
        if not is_known(request, decision.revision, day):
            return None
        response = with_revision(HttpResponse(status=304), decision.revision, day)
        del response["Content-Type"]
        return response

    def matrix(self, request: Request, slug: str) -> LoadedMatrix:
        """The decision's matrix."""
        return matrix_of(self.open(request, slug))

    def expected(self, request: Request, slug: str) -> int | None:
        """The revision that the client means to change, if it says."""
        return expected_revision(request, self.open(request, slug).revision)

    def matrix_after(self, request: Request, slug: str) -> LoadedMatrix:
        """The matrix as it stands after a write."""
        return matrix_of(open_decision(slug, by=actor_of(request)))


def unkept(data: object, status: int = 200) -> HttpResponse:
    """An answer that changes without the decision's revision: not to be kept by anybody."""
    response = HttpResponse(encode(data), status=status, content_type=JSON)
    response.headers["Cache-Control"], response.headers["Vary"] = "private, no-store", VARY
    return response


def answer(data: object, revision: int, status: int = 200) -> HttpResponse:
    """An answer about a decision at a revision."""
    return body_answer(encode(data), revision, status)


def body_answer(body: bytes, revision: int, status: int = 200, day: str = "") -> HttpResponse:
    """An answer that is JSON already."""
    return with_revision(HttpResponse(body, status=status, content_type=JSON), revision, day)


def with_revision(response: HttpResponse, revision: int, day: str = "") -> HttpResponse:
    """The response, tagged with the revision it speaks of, and with the day if it depends on that."""
    headers = response.headers
    headers["ETag"] = etag(revision, day)
    headers["Cache-Control"] = CACHING
    headers["Vary"] = VARY
    return response

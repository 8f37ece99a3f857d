"""A decision's weights over the API."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from decision.api.describing import described
from decision.api.reading import read_points
from decision.teams.authentication import actor_of

from ..serializers import weights_answer
from ..services import set_weights
from .base import DecisionView, answer

POINTS = {
    "type": "object",
    "additionalProperties": {"type": "number", "minimum": 0},
    "examples": [{"performance": 30}],
}
WRITES = (401, 403, 413, 415)


class DecisionWeights(DecisionView):
    """Points by criterion, groups included."""

    @described("get_weights", POINTS, tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        unchanged = self.unchanged(request, self.open(request, slug))
        if unchanged is not None:
            return unchanged
        loaded = self.matrix(request, slug)
        return answer(weights_answer(loaded), loaded.revision)

    @described(
        "replace_weights",
        POINTS,
        body={"application/json": POINTS},
        refusals=WRITES,
        tag="decision",
        revision=True,
    )
    def put(self, request: Request, slug: str) -> HttpResponse:
        """All criteria at once, all or nothing."""
        return self._write(request, slug, replace=True)

    @described(
        "change_weights",
        POINTS,
        body={"application/json": POINTS},
        refusals=WRITES,
        tag="decision",
        revision=True,
    )
    def patch(self, request: Request, slug: str) -> HttpResponse:
        """Some criteria; the others keep their points."""
        return self._write(request, slug, replace=False)

    def _write(self, request: Request, slug: str, *, replace: bool) -> HttpResponse:
        points = read_points(request.data)
        expected = self.expected(request, slug)
        set_weights(decision=slug, points=points, by=actor_of(request), if_revision=expected, replace=replace)
        loaded = self.matrix_after(request, slug)
        return answer(weights_answer(loaded), loaded.revision)

"""The must-haves of a decision over the API."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from decision.api.describing import described
from decision.api.pagination import whole_list
from decision.api.reading import read
from decision.problems import Invalid
from decision.teams.authentication import actor_of

from .. import shapes
from ..serializers import gate_answer
from ..services import gate_fields, remove_gate, save_gate
from .base import answer, with_revision
from .parts import PartView, only
from .weights import WRITES


class GateList(PartView):
    """The must-haves."""

    @described("list_gates", shapes.GatePage, tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        return self.part(request, slug, lambda loaded: whole_list([gate_answer(row) for row in loaded.gates]))

    @described(
        "add_gate", shapes.GateInDecision, body=shapes.NewGate, refusals=WRITES, status=201, tag="decision",
        revision=True,
    )  # fmt: skip
    def post(self, request: Request, slug: str) -> HttpResponse:
        """One more must-have: on a criterion of the decision, on a metric, or on a feature and a level of its scale."""
        given = read(shapes.NewGate, request.data, title="Invalid must-have")
        before = {row.id for row in self.matrix(request, slug).gates}
        fields = gate_fields(self.matrix(request, slug), given.model_dump(exclude_none=True))
        save_gate(
            decision=slug, gate=None, fields=fields, by=actor_of(request), if_revision=self.expected(request, slug)
        )  # fmt: skip
        loaded = self.matrix_after(request, slug)
        made = max(row.id for row in loaded.gates if row.id not in before)
        body = only((gate_answer(row) for row in loaded.gates if row.id == made), "must-have")
        response = answer(body, loaded.revision, status=201)
        response["Location"] = reverse("api:decision-gate", args=[slug, made])
        return response


class GateDetail(PartView):
    """One must-have."""

    @described("get_gate", shapes.GateInDecision, tag="decision", revision=True)
    def get(self, request: Request, slug: str, id: int) -> HttpResponse:
        return self.part(
            request,
            slug,
            lambda loaded: only((gate_answer(row) for row in loaded.gates if row.id == id), "must-have"),
        )

    @described(
        "change_gate", shapes.GateInDecision, body=shapes.GatePatch, refusals=WRITES, tag="decision", revision=True
    )  # fmt: skip
    def patch(self, request: Request, slug: str, id: int) -> HttpResponse:
        """Its name, comparison, threshold or level, or whether it excludes; what is left out stays."""
        given = read(shapes.GatePatch, request.data, title="Invalid must-have")
        fields = given.model_dump(exclude_unset=True)
        if empty := [name for name, value in fields.items() if value is None]:
            raise Invalid(
                "A must-have's field cannot be null.", errors=[(f"/{empty[0]}", "This cannot be null.")]
            )
        save_gate(
            decision=slug, gate=id, fields=fields, by=actor_of(request), if_revision=self.expected(request, slug)
        )  # fmt: skip
        loaded = self.matrix_after(request, slug)
        return answer(
            only((gate_answer(row) for row in loaded.gates if row.id == id), "must-have"), loaded.revision
        )

    @described("remove_gate", None, refusals=(401, 403), status=204, tag="decision", revision=True)
    def delete(self, request: Request, slug: str, id: int) -> HttpResponse:
        """Nobody has to meet it any more."""
        expected = self.expected(request, slug)
        revision = remove_gate(decision=slug, gate=id, by=actor_of(request), if_revision=expected)
        return with_revision(HttpResponse(status=204), revision)

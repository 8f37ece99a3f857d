"""Alternatives and scenarios of a decision over the API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from rest_framework.request import Request

from decision.api.describing import described
from decision.api.pagination import whole_list
from decision.api.reading import read
from decision.problems import Invalid, NotThere
from decision.teams.authentication import actor_of

from .. import shapes
from ..loading import LoadedMatrix
from ..serializers import alternative_answer, scenario_answer
from ..services import add_alternative, change_alternative, remove_alternative, remove_scenario, save_scenario
from .base import DecisionView, answer, with_revision
from .weights import WRITES

Json = dict[str, Any]


class PartView(DecisionView):
    """Reads a part of the loaded matrix."""

    def part(self, request: Request, slug: str, read_part: Callable[[LoadedMatrix], Json]) -> HttpResponse:
        """What `read_part` makes of the matrix, or 304."""
        unchanged = self.unchanged(request, self.open(request, slug))
        if unchanged is not None:
            return unchanged
        loaded = self.matrix(request, slug)
        return answer(read_part(loaded), loaded.revision)


def only(rows: Iterable[Json], what: str) -> Json:
    """The first of some rows; raises `NotThere` when there is none."""
    for row in rows:
        return row
    raise NotThere(f"This decision has no such {what}.")


class AlternativeList(PartView):
    """The frameworks that take part."""

    @described("list_alternatives", shapes.AlternativePage, tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        return self.part(
            request, slug, lambda loaded: whole_list([alternative_answer(row) for row in loaded.alternatives])
        )

    @described(
        "add_alternative", shapes.Alternative, body=shapes.NewAlternative, refusals=WRITES, status=201, tag="decision",
        revision=True,
    )  # fmt: skip
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Let a technology of the catalogue take part; its scores are missing until they are given."""
        given = read(shapes.NewAlternative, request.data, title="Invalid alternative")
        expected = self.expected(request, slug)
        add_alternative(
            decision=slug, framework=given.framework, fields={"label": given.label}, by=actor_of(request),
            if_revision=expected,
        )  # fmt: skip
        loaded = self.matrix_after(request, slug)
        response = answer(_alternative(loaded, given.framework), loaded.revision, status=201)
        response["Location"] = reverse("api:decision-alternative", args=[slug, given.framework])
        return response


class AlternativeDetail(PartView):
    """One framework that takes part."""

    @described("get_alternative", shapes.Alternative, tag="decision", revision=True)
    def get(self, request: Request, slug: str, framework: str) -> HttpResponse:
        return self.part(request, slug, lambda loaded: _alternative(loaded, framework))

    @described(
        "change_alternative", shapes.Alternative, body=shapes.AlternativePatch, refusals=WRITES, tag="decision",
        revision=True,
    )  # fmt: skip
    def patch(self, request: Request, slug: str, framework: str) -> HttpResponse:
        """What it is called here; empty for its own name."""
        given = read(shapes.AlternativePatch, request.data, title="Invalid alternative")
        expected = self.expected(request, slug)
        change_alternative(
            decision=slug, framework=framework, fields={"label": given.label}, by=actor_of(request),
            if_revision=expected,
        )  # fmt: skip
        loaded = self.matrix_after(request, slug)
        return answer(_alternative(loaded, framework), loaded.revision)

    @described("remove_alternative", None, refusals=(401, 403), status=204, tag="decision", revision=True)
    def delete(self, request: Request, slug: str, framework: str) -> HttpResponse:
        """Take it out; its scores go with it."""
        expected = self.expected(request, slug)
        revision = remove_alternative(
            decision=slug, framework=framework, by=actor_of(request), if_revision=expected
        )
        return with_revision(HttpResponse(status=204), revision)


def _alternative(loaded: LoadedMatrix, key: str) -> Json:
    return only((alternative_answer(row) for row in loaded.alternatives if row.key == key), "alternative")


class ScenarioList(PartView):
    """The named sets of weights."""

    @described("list_scenarios", shapes.ScenarioPage, tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        return self.part(
            request, slug, lambda loaded: whole_list([scenario_answer(row) for row in loaded.scenarios])
        )

    @described(
        "add_scenario",
        shapes.ScenarioInDecision,
        body=shapes.NewScenario,
        refusals=(*WRITES, 409),
        status=201,
        tag="decision",
        revision=True,
    )
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Keep a named set of weights; the name of one made here before is written over."""
        given = read(shapes.NewScenario, request.data, title="Invalid scenario")
        expected = self.expected(request, slug)
        chosen = given.slug or slugify(given.name)[:80]
        try:
            save_scenario(
                decision=slug, slug=chosen, name=given.name, points=given.weights, by=actor_of(request),
                if_revision=expected,
            )  # fmt: skip
        except Invalid as invalid:
            errors = [(_in_body(place), sentence) for place, sentence in invalid.errors]
            raise Invalid(invalid.detail, errors=errors, title=invalid.title) from None
        loaded = self.matrix_after(request, slug)
        response = answer(scenario_answer(loaded.scenario(chosen)), loaded.revision, status=201)
        response["Location"] = reverse("api:decision-scenario", args=[slug, chosen])
        return response


def _in_body(place: str) -> str:
    return place if place == "/name" else f"/weights{place}"


class ScenarioDetail(PartView):
    """One named set of weights."""

    @described("get_scenario", shapes.ScenarioInDecision, tag="decision", revision=True)
    def get(self, request: Request, slug: str, scenario: str) -> HttpResponse:
        return self.part(request, slug, lambda loaded: scenario_answer(loaded.scenario(scenario)))

    @described("remove_scenario", None, refusals=(401, 403), status=204, tag="decision", revision=True)
    def delete(self, request: Request, slug: str, scenario: str) -> HttpResponse:
        """Forget a set that was made here; what a source published stays."""
        expected = self.expected(request, slug)
        revision = remove_scenario(decision=slug, slug=scenario, by=actor_of(request), if_revision=expected)
        return with_revision(HttpResponse(status=204), revision)

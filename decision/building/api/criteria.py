"""The criteria of a decision, and the value functions of those that are measured."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from django.urls import reverse
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr
from rest_framework.request import Request

from criteria.models import ValueFunction
from decision import engine
from decision.api.describing import Page, among, described
from decision.api.pagination import whole_list
from decision.api.reading import Number, read
from decision.engine.values import ValueKind
from decision.matrix.api.base import answer, with_revision
from decision.matrix.api.parts import PartView, only
from decision.matrix.api.weights import WRITES
from decision.matrix.loading import LoadedMatrix
from decision.matrix.serializers import criterion_answer
from decision.matrix.services import change_criterion, remove_criterion
from decision.matrix.shapes import CriterionInDecision
from decision.problems import Invalid
from decision.teams.authentication import actor_of

from .. import services
from ..selectors.building import parent_named
from ..selectors.measured import value_function_of

Json = dict[str, object]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DecisionCriterionPage(Page):
    results: list[CriterionInDecision]


class NewCriterion(_Body):
    """One of `criterion`, of the catalogue, and `metric`, whose figures on record become the scores."""

    criterion: StrictStr | None = None
    metric: StrictStr | None = None


class CriterionPatch(_Body):
    """Its points, or the group that it stands in: null for none. What is left out stays."""

    points: Number | None = None
    parent: StrictStr | None = None


class MeasuredBy(BaseModel):
    """How figures become values from 0 to 10: fixed anchors, each a figure with its value."""

    metric: str
    unit: str
    kind: str = Field(json_schema_extra=among(ValueFunction.Kind))
    points: list[tuple[float, float]]
    bend: float | None = Field(
        description="The r of an exponential one: (1 − exp(−r z))/(1 − exp(−r)) of the way from end to end; else null."
    )
    is_shared: bool = Field(description="Whether it is the catalogue's, which other decisions may use too.")


class Anchors(_Body):
    """A value function; `for_all` changes the catalogue's own, which only staff may."""

    kind: ValueKind
    points: Annotated[list[tuple[Number, Number]], Field(min_length=2)]
    for_all: StrictBool = False


class CriterionList(PartView):
    """What the decision judges by."""

    @described("list_decision_criteria", DecisionCriterionPage, tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Groups included, in the order of the matrix."""
        return self.part(
            request, slug, lambda loaded: whole_list([criterion_answer(row) for row in loaded.criteria])
        )

    @described(
        "add_decision_criterion", CriterionInDecision, body=NewCriterion, refusals=WRITES, status=201, tag="decision",
        revision=True,
    )  # fmt: skip
    def post(self, request: Request, slug: str) -> HttpResponse:
        """One more, which weighs as much as the others do on average."""
        given = read(NewCriterion, request.data, title="Invalid criterion")
        if (given.criterion is None) == (given.metric is None):
            raise Invalid("Name either a criterion of the catalogue or a metric.", title="Invalid criterion")
        before = {row.key for row in self.matrix(request, slug).criteria}
        which = {"decision": slug, "by": actor_of(request), "if_revision": self.expected(request, slug)}
        if given.metric is not None:
            services.judge_by_metric(metric=given.metric, **which)  # type: ignore[arg-type]
        else:
            services.judge_by(criterion=given.criterion or "", **which)  # type: ignore[arg-type]
        loaded = self.matrix_after(request, slug)
        made = next(row.key for row in loaded.criteria if row.key not in before)
        response = answer(_criterion(loaded, made), loaded.revision, status=201)
        response["Location"] = reverse("api:decision-criterion", args=[slug, made])
        return response


class CriterionDetail(PartView):
    """One criterion of a decision."""

    @described("get_decision_criterion", CriterionInDecision, tag="decision", revision=True)
    def get(self, request: Request, slug: str, criterion: str) -> HttpResponse:
        return self.part(request, slug, lambda loaded: _criterion(loaded, criterion))

    @described(
        "change_decision_criterion", CriterionInDecision, body=CriterionPatch, refusals=WRITES, tag="decision",
        revision=True,
    )  # fmt: skip
    def patch(self, request: Request, slug: str, criterion: str) -> HttpResponse:
        """Its points here, and the group that it stands in."""
        given = read(CriterionPatch, request.data, title="Invalid criterion")
        fields: Json = given.model_dump(exclude_unset=True)
        if not fields:
            raise Invalid("Say what to change: points or parent.", title="Invalid criterion")
        if "points" in fields and given.points is None:
            raise Invalid("Points are a number.", errors=[("/points", "This cannot be null.")])
        opened, expected = self.open(request, slug), self.expected(request, slug)
        if "parent" in fields:
            fields["parent"] = parent_named(opened.id, given.parent or "")
        by = actor_of(request)
        try:
            change_criterion(decision=slug, criterion=criterion, fields=fields, by=by, if_revision=expected)
        except Invalid as invalid:  # a rule of the whole row: where one field was given, it is that one
            only_one = f"/{next(iter(fields))}" if len(fields) == 1 else ""
            errors = [(place or only_one, sentence) for place, sentence in invalid.errors]
            raise Invalid(invalid.detail, errors=errors, title=invalid.title) from None
        loaded = self.matrix_after(request, slug)
        return answer(_criterion(loaded, criterion), loaded.revision)

    @described(
        "remove_decision_criterion", None, refusals=(401, 403), status=204, tag="decision", revision=True
    )
    def delete(self, request: Request, slug: str, criterion: str) -> HttpResponse:
        """Judge by it no more; its scores go with it."""
        expected = self.expected(request, slug)
        revision = remove_criterion(
            decision=slug, criterion=criterion, by=actor_of(request), if_revision=expected
        )
        return with_revision(HttpResponse(status=204), revision)


class CriterionAnchors(PartView):
    """The value function of a measured criterion."""

    @described("get_value_function", MeasuredBy, tag="decision", revision=True)
    def get(self, request: Request, slug: str, criterion: str) -> HttpResponse:
        opened = self.open(request, slug)
        return self.unchanged(request, opened) or answer(
            _measured_by(value_function_of(opened.id, criterion)), opened.revision
        )

    @described("put_value_function", MeasuredBy, body=Anchors, refusals=WRITES, tag="decision", revision=True)
    def put(self, request: Request, slug: str, criterion: str) -> HttpResponse:
        """Measure by other anchors: a copy for this decision, since the catalogue's may be used elsewhere."""
        given = read(Anchors, request.data, title="Invalid value function")
        function = services.read_function(given.kind, given.points)
        expected = self.expected(request, slug)
        revision = services.set_value_function(
            decision=slug, criterion=criterion, function=function, by=actor_of(request), for_all=given.for_all,
            if_revision=expected,
        )  # fmt: skip
        return answer(_measured_by(value_function_of(self.open(request, slug).id, criterion)), revision)


def _criterion(loaded: LoadedMatrix, key: str) -> Json:
    return only((criterion_answer(row) for row in loaded.criteria if row.key == key), "criterion")


def _measured_by(function: ValueFunction) -> Json:
    shape = engine.ValueFunction.model_validate({"kind": function.kind, "points": function.points})
    bend = round(float(shape.bend), 10) + 0.0 if shape.kind == "exponential" else None
    return {
        "metric": function.metric.slug, "unit": function.metric.unit, "kind": function.kind,
        "points": function.points, "bend": bend,
        "is_shared": function.is_shared,
    }  # fmt: skip

"""A decision's ranking and what-if over the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework.request import Request

from decision import engine
from decision.api.describing import described, query
from decision.api.encoding import encode
from decision.api.parameters import choice, text, whole
from decision.api.parsers import WhatIfParser
from decision.api.preconditions import expected_revision
from decision.api.problems import Conflict
from decision.api.reading import read
from decision.engine.methods import METHODS
from decision.problems import Invalid, NotThere, Stale

from ..loading import LoadedMatrix
from ..selectors import OpenDecision, matrix_of, past
from ..serializers import METHOD, method_answer, ranking_answer, sets_answer
from ..shapes import Evaluate, MethodRanking, Ranking, SetRankings
from ..what_if import what_if_matrix
from .base import DecisionView, answer, body_answer
from .kept import rankings

SCENARIO = query("scenario", "Weights of this scenario, by slug, in place of the decision's own.")
METHOD_PARAMETER = query("method", "How to rank: weighted_sum unless told.", choices=METHODS)
RANKINGS = PolymorphicProxySerializer(
    component_name="AnyRanking",
    serializers=[Ranking, MethodRanking],  # type: ignore[list-item]
    resource_type_field_name=None,
)
REVISION = query("revision", "The ranking as it was at this revision; without it, as it is now.", int)


class DecisionRanking(DecisionView):
    """Totals, ranks, contributions and the recommendation."""

    @described(
        "get_ranking", RANKINGS, parameters=[SCENARIO, METHOD_PARAMETER, REVISION], refusals=[409], tag="decision",
        revision=True,
    )  # fmt: skip
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        scenario, method = None, METHOD
        if request.META.get("QUERY_STRING"):
            scenario = text(request, "scenario")
            method = choice(request, "method", METHODS) or METHOD
            decision = _at(decision, whole(request, "revision"))
        key, days = (decision.id, decision.revision, scenario, method), self.days()
        for day in days:
            if (body := rankings.get((*key, day))) is not None:
                return self.unchanged(request, decision, day) or body_answer(body, decision.revision, day=day)
        loaded = matrix_of(decision)
        day = self.day_of(loaded) if method == METHOD and decision.now is None else ""
        if (
            loaded.revision == decision.revision
            and (known := self.unchanged(request, decision, day)) is not None
        ):
            return known
        if method == METHOD:
            data = ranking_answer(loaded, ranked(loaded, scenario), scenario=scenario)
            if decision.now is None:
                found = data["recommendation"]
                found["caveats"] = [*found["caveats"], *self.more_caveats(loaded)]
            body = encode(data)
        else:
            body = encode(method_answer(loaded, ranked_by(method, loaded, scenario), scenario=scenario))
        rankings.keep((loaded.decision_id, loaded.revision, scenario, method, day), body)
        return body_answer(body, loaded.revision, day=day)

    def days(self) -> Sequence[str]:
        """The days that an answer kept may speak of; nothing for one that depends on none."""
        return ("",)

    def day_of(self, loaded: LoadedMatrix) -> str:
        """The day that the answer speaks of, where it depends on one."""
        return ""

    def more_caveats(self, loaded: LoadedMatrix) -> Sequence[str]:
        """What to know besides what the engine says, for parts that know more."""
        return ()


def ranked(loaded: LoadedMatrix, scenario: str | None = None) -> engine.Ranking:
    """The ranking at stored weights. Raises `Conflict` where the stored rows allow none."""
    points = loaded.scenario(scenario).points if scenario else None
    try:
        return engine.rank(loaded.matrix, points, loaded.labels)
    except engine.EngineError as error:
        raise Conflict(error.detail, errors=error.errors) from None


def ranked_by(method: str, loaded: LoadedMatrix, scenario: str | None = None) -> engine.MethodRanking:
    """The ranking by another method at stored weights. Raises `Conflict` where the stored rows allow none."""
    points = loaded.scenario(scenario).points if scenario else None
    try:
        return engine.rank_by(method, loaded.matrix, points, loaded.labels)
    except engine.EngineError as error:
        raise Conflict(error.detail, errors=error.errors) from None


def _at(decision: OpenDecision, revision: int | None) -> OpenDecision:
    """The decision as of a revision, the current one where none is asked for. Raises `NotThere` for one to come."""
    if revision is None or revision == decision.revision:
        return decision
    if revision > decision.revision or revision == 0:
        raise NotThere(f"This decision has no revision {revision}: it is at revision {decision.revision}.")
    return past(decision, revision)


class DecisionEvaluate(DecisionView):
    """What if the weights or the scores were others? Anybody who may read may ask; nothing is stored."""

    computes_only = True
    parser_classes = [WhatIfParser]

    @described(
        "evaluate_decision",
        PolymorphicProxySerializer(
            component_name="Evaluation",
            serializers=[Ranking, MethodRanking, SetRankings],  # type: ignore[list-item]
            resource_type_field_name=None,
        ),
        body=Evaluate,
        refusals=[412, 413, 415],
        tag="decision",
        revision=True,
    )
    def post(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        asked = read(Evaluate, self.body(request), title="Invalid what-if")
        if "HTTP_IF_MATCH" in request.META:
            _check_expected(request, decision)
        loaded = matrix_of(decision)
        return answer(evaluated(loaded, asked), loaded.revision)


def _check_expected(request: Request, decision: OpenDecision) -> None:
    if expected_revision(request, decision.revision) not in (None, decision.revision):
        raise Stale(decision.revision)


def evaluated(loaded: LoadedMatrix, asked: Evaluate) -> dict[str, Any]:
    """The answer to a what-if. Raises `EngineError` or `Refused` that point into the body."""
    if asked.weights is not None and asked.weight_sets is not None:
        raise Invalid(
            "Give either weights or weight_sets, not both.", errors=[("/weight_sets", "Not beside weights.")]
        )
    method = asked.method
    if asked.options or method != METHOD:
        engine.read_options(method, asked.options)
    points = loaded.scenario(asked.scenario).points if asked.scenario else {}
    matrix = what_if_matrix(loaded, scores=asked.scores, exclude_sources=asked.exclude_sources)
    if asked.weight_sets is None:
        points = {**points, **(asked.weights or {})}
        if method == METHOD:
            ranking = engine.rank(matrix, points, loaded.labels)
            kept = matrix is loaded.matrix
            return ranking_answer(loaded, ranking, scenario=asked.scenario, how_often=kept)
        found = engine.rank_by(method, matrix, points, loaded.labels, asked.options)
        return method_answer(loaded, found, scenario=asked.scenario)
    sets = asked.weight_sets
    if points:
        own = {key: float(value) for key, value in points.items()}
        sets = [{**own, **given} for given in sets]
    if method == METHOD:
        return sets_answer(loaded, engine.evaluate_sets(matrix, sets), scenario=asked.scenario)
    results = engine.evaluate_sets_by(method, matrix, sets, loaded.labels, asked.options)
    return sets_answer(loaded, results, scenario=asked.scenario, method=method)

"""Exports and the badge over the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request

from decision import engine
from decision.api.describing import described, query
from decision.api.encoding import encode
from decision.api.parameters import choice
from decision.api.problems import Conflict
from decision.evidence.advising import advised, day_of
from decision.matrix.api.base import DecisionView, with_revision
from decision.matrix.api.decisions import detail_of
from decision.matrix.api.ranking import ranked
from decision.matrix.loading import LoadedMatrix
from decision.matrix.selectors import OpenDecision, matrix_of, scores_of
from decision.matrix.serializers import gate_answer, ranking_answer, scenario_answer, score_answer
from decision.problems import Invalid
from decision.robustness.selectors import robustness_of
from decision.robustness.serializers import headline_answer

from .badge import badge_svg
from .tables import csv_of

FORMATS = ("json", "csv")


def _ranking_or_none(loaded: LoadedMatrix) -> engine.Ranking | None:
    try:
        return ranked(loaded)
    except Conflict:
        return None


def _advised_or_none(loaded: LoadedMatrix) -> engine.Ranking | None:
    ranking = _ranking_or_none(loaded)
    return None if ranking is None else advised(loaded, ranking)


class DecisionExport(DecisionView):
    """The whole decision as one file."""

    @described(
        "export_decision",
        OpenApiTypes.ANY,
        media=["application/json", "text/csv"],
        parameters=[query("as", "The format: json (the default) or csv.", choices=FORMATS)],
        tag="decision",
        revision=True,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        form = choice(request, "as", FORMATS) or "json"
        loaded = matrix_of(decision)
        day = day_of(loaded)
        unchanged = self.unchanged(request, decision, day)
        if unchanged is not None:
            return unchanged
        if form == "csv":
            response = HttpResponse(
                csv_of(loaded, _advised_or_none(loaded)), content_type="text/csv; charset=utf-8"
            )
        else:
            response = HttpResponse(_document(decision, loaded), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="{decision.slug}.{form}"'
        return with_revision(response, loaded.revision, day)


def _document(decision: OpenDecision, loaded: LoadedMatrix) -> bytes:
    detail = detail_of(decision)
    for of_the_caller in ("may_edit", "links"):
        del detail[of_the_caller]
    ranking = _advised_or_none(loaded)
    return encode(
        {
            **detail,
            "scores": [score_answer(row) for row in scores_of(decision)],
            "gates": [gate_answer(row) for row in loaded.gates],
            "scenarios": [scenario_answer(row) for row in loaded.scenarios],
            "ranking": ranking and ranking_answer(loaded, ranking, scenario=None),
            "robustness": _headline_or_none(loaded) if ranking else None,
        }
    )


def _headline_or_none(loaded: LoadedMatrix) -> dict[str, Any] | None:
    """The headline of the robustness; None where the matrix is too large for one request."""
    try:
        return headline_answer(robustness_of(loaded))
    except Invalid:
        return None


class DecisionBadge(DecisionView):
    """The outcome as a picture."""

    @described("get_badge", OpenApiTypes.STR, media=["image/svg+xml"], tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        unchanged = self.unchanged(request, decision)
        if unchanged is not None:
            return unchanged
        loaded = matrix_of(decision)
        svg = badge_svg(loaded, _ranking_or_none(loaded))
        return with_revision(HttpResponse(svg, content_type="image/svg+xml; charset=utf-8"), loaded.revision)

"""Shares from judgements or data, and agreement of rankings: computed and forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from pydantic import Field, RootModel
from rest_framework.request import Request

from decision import engine
from decision.engine.elicitation import METHODS
from decision.engine.elicitation import requests as shapes
from decision.problems import Invalid

from .describing import described
from .evaluate import MOST_CELLS, cells_in
from .problems import TooLarge
from .views import ApiView, json_response


class Ordering(shapes.Order):
    method: Literal["equal", "rank_order_centroid", "rank_sum", "rank_reciprocal"]


class Swing(shapes.Swings):
    method: Literal["swing"]


class PointsGiven(shapes.GivenPoints):
    method: Literal["points"]


class PairwiseRows(shapes.PairwiseMatrix):
    method: Literal["pairwise"]


class PairwisePairs(shapes.PairwiseMap):
    method: Literal["pairwise"]


class BestWorst(shapes.BestWorst):
    method: Literal["best_worst"]


class TradeOff(shapes.TradeOffs):
    method: Literal["trade_off"]


class FromData(shapes.Data):
    method: Literal["entropy", "critic"]


class WeightsRequest(
    RootModel[Ordering | Swing | PointsGiven | PairwiseRows | PairwisePairs | BestWorst | TradeOff | FromData]
):
    """Judgements or data, by method."""


class WeightsAnswer(
    RootModel[
        Annotated[
            engine.PairwiseAnswer | engine.BestWorstAnswer | engine.TradeOffAnswer | engine.WeightsAnswer,
            Field(union_mode="left_to_right"),
        ]
    ]
):
    """Shares, and what the method has to say besides."""


class FindWeights(ApiView):
    """Turns judgements or data into shares; nothing is stored."""

    computes_only = True

    @described("find_weights", WeightsAnswer, body=WeightsRequest, refusals=[400, 413, 415], tag="evaluate")
    def post(self, request: Request) -> HttpResponse:
        data = _object(request.data)
        method = data.get("method")
        if not isinstance(method, str):
            raise Invalid(
                f"Name a method: {', '.join(METHODS)}.", errors=[("/method", "This field is required.")]
            )
        _check_size(data, "scores")
        judgements = {key: value for key, value in data.items() if key != "method"}
        return json_response(engine.weights_from(method, judgements).model_dump())


class Agree(ApiView):
    """Says how far rankings of the same objects agree; nothing is stored."""

    computes_only = True

    @described(
        "find_agreement",
        engine.AgreementAnswer,
        body=engine.AgreementRequest,
        refusals=[400, 413, 415],
        tag="evaluate",
    )
    def post(self, request: Request) -> HttpResponse:
        data = _object(request.data)
        _check_size(data, "rankings")
        return json_response(engine.agreement(engine.read_rankings(data)).model_dump())


def _check_size(data: Mapping[str, Any], field: str) -> None:
    if cells_in(data, field) > MOST_CELLS:
        raise TooLarge(f"At most {MOST_CELLS:,} numbers can be computed with in one request.")


def _object(data: Any) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise Invalid("The body must be a JSON object.", errors=[("", "This must be an object.")])
    return data

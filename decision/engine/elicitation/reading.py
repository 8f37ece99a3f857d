"""One door for all ways to weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from decision.engine.elicitation.answers import WeightsAnswer
from decision.engine.elicitation.best_worst import from_best_worst
from decision.engine.elicitation.direct import from_points, from_swings
from decision.engine.elicitation.from_data import from_critic, from_entropy
from decision.engine.elicitation.ordering import RULES, from_order
from decision.engine.elicitation.pairwise import from_map, from_matrix
from decision.engine.elicitation.requests import (
    BestWorst,
    Data,
    GivenPoints,
    Order,
    PairwiseMap,
    PairwiseMatrix,
    Swings,
    TradeOffs,
)
from decision.engine.elicitation.trade_off import from_trade_offs
from decision.engine.errors import InvalidJudgements, UnsupportedMethod
from decision.engine.table import Strict, problems_of

Shape = TypeVar("Shape", bound=Strict)

_WAYS: dict[str, tuple[type[Strict], Callable[[Any], WeightsAnswer]]] = {
    "points": (GivenPoints, from_points),
    "swing": (Swings, from_swings),
    "best_worst": (BestWorst, from_best_worst),
    "trade_off": (TradeOffs, from_trade_offs),
    "entropy": (Data, from_entropy),
    "critic": (Data, from_critic),
}
METHODS = (*RULES, "pairwise", *_WAYS)


def weights_from(method: str, judgements: Mapping[str, Any]) -> WeightsAnswer:
    """Shares from judgements or data, by any of `METHODS`; `judgements` as the API takes them, less the
    method.

    The answer is a PairwiseAnswer, BestWorstAnswer or TradeOffAnswer where the method has more to say.
    Raises UnsupportedMethod, InvalidJudgements, DuplicateKey, NegativeWeight or AllWeightsZero.
    """
    if method in RULES:
        return from_order(method, _read(Order, judgements))
    if method == "pairwise":
        if isinstance(judgements.get("judgements"), Mapping):
            return from_map(_read(PairwiseMap, judgements))
        return from_matrix(_read(PairwiseMatrix, judgements))
    if method not in _WAYS:
        ways = ", ".join(METHODS)
        raise UnsupportedMethod(
            f"There is no method {method!s:.60}: use one of {ways}.", [("/method", f"Use {ways}.")]
        )
    shape, way = _WAYS[method]
    return way(_read(shape, judgements))


def _read(shape: type[Shape], judgements: Mapping[str, Any]) -> Shape:
    try:
        return shape.model_validate(judgements)
    except ValidationError as error:
        problems = problems_of(error)
    place, first = problems[0]
    raise InvalidJudgements(f"{place or 'The judgements'}: {first}", problems)

"""What each way to weights asks for, as sent to the weights address without its `method`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from decision.engine.table import Exactly, ExactlyOrMissing, Key, Strict
from decision.engine.values import Direction

MOST_CRITERIA = 1_000
MOST_PAIRED = 200
"""The most criteria for methods that compare in pairs or solve programs."""


def _place(given: object) -> tuple[str, ...]:
    """One place of an order: a key, or a list of keys that tie."""
    keys = given if isinstance(given, list) and given else [given]
    if not all(isinstance(key, str) and 0 < len(key) <= 200 for key in keys):
        raise PydanticCustomError("not_a_place", "must be a key or a list of keys that tie")
    return tuple(keys)


Place = Annotated[
    tuple[str, ...],
    PlainValidator(_place),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Points = Annotated[dict[Key, Exactly], Field(min_length=1, max_length=MOST_CRITERIA)]


class Order(Strict):
    """Criteria from the most to the least important; a list within the list ties."""

    order: Annotated[list[Place], Field(min_length=1, max_length=MOST_CRITERIA)]


class Swings(Strict):
    """How much the step from the worst to the best end of each scale is worth, the greatest step being 100."""

    swings: Points


class GivenPoints(Strict):
    """Points, 0 or more, as one would hand them out."""

    points: Points


class PairwiseMatrix(Strict):
    """How many times as important the row is as the column; null where nobody has judged."""

    criteria: Annotated[list[Key], Field(min_length=1, max_length=MOST_PAIRED)]
    judgements: list[list[ExactlyOrMissing]]


class PairwiseMap(Strict):
    """How many times as important the first key is as the second; pairs may be left out."""

    criteria: Annotated[list[Key], Field(min_length=1, max_length=MOST_PAIRED)] | None = None
    judgements: Annotated[dict[Key, dict[Key, Exactly]], Field(max_length=MOST_PAIRED)]


class BestWorst(Strict):
    """The most and the least important criterion, and how many times as important each pair is (1 or more)."""

    best: Key
    worst: Key
    best_to_others: Annotated[dict[Key, Exactly], Field(max_length=MOST_PAIRED)]
    others_to_worst: Annotated[dict[Key, Exactly], Field(max_length=MOST_PAIRED)]
    model: Literal["linear", "nonlinear"] = "linear"


class Rate(Strict):
    """An exchange: one point of `one` is worth `worth` points of `of`."""

    one: Key
    of: Key
    worth: Exactly


class TradeOffs(Strict):
    """Exchanges that connect all criteria. With `ranges` the points are units of each criterion's own scale,
    and the weights are those of whole scales.
    """

    criteria: Annotated[list[Key], Field(min_length=1, max_length=MOST_PAIRED)] | None = None
    trade_offs: Annotated[list[Rate], Field(max_length=MOST_PAIRED * MOST_PAIRED)]
    ranges: dict[Key, tuple[Exactly, Exactly]] | None = None


class DataCriterion(Strict):
    """A column of data."""

    key: Key
    direction: Direction = Direction.BENEFIT


class Data(Strict):
    """`scores` has a row per alternative and a column per criterion."""

    criteria: Annotated[list[DataCriterion], Field(min_length=1, max_length=MOST_CRITERIA)]
    scores: Annotated[list[list[Exactly]], Field(min_length=1, max_length=MOST_CRITERIA)]

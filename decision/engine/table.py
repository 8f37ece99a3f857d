"""A matrix of the caller's own, as sent to the evaluate address: its form and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from decision.engine.errors import InvalidTable, Problem, pointer
from decision.engine.exact import usable
from decision.engine.normalization import Normalization
from decision.engine.values import Direction

MOST_ROWS = 1_000
MOST_COLUMNS = 1_000
MOST_CELLS = 200_000


def _number(given: object) -> Decimal:
    """A JSON number as the decimal that was written (its shortest form, so 0.1 is one tenth)."""
    if isinstance(given, bool) or not isinstance(given, (int, float, Decimal)):
        raise PydanticCustomError("not_a_number", "must be a number")
    number = Decimal(repr(given)) if isinstance(given, float) else Decimal(given)
    if not usable(number):
        raise PydanticCustomError("not_usable", "must be a finite number of ordinary size")
    return number


def _number_or_missing(given: object) -> Decimal | None:
    return None if given is None else _number(given)


Exactly = Annotated[Decimal, PlainValidator(_number), WithJsonSchema({"type": "number"})]
ExactlyOrMissing = Annotated[
    Decimal | None,
    PlainValidator(_number_or_missing),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "null"}]}),
]
Key = Annotated[str, Field(min_length=1, max_length=200, strict=True)]


class Strict(BaseModel):
    """Base of what a caller sends and gets: immutable, no field too many."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TablePreference(Strict):
    """How much a difference counts under promethee_ii, with thresholds in the criterion's units: indifference q,
    preference p, inflection s. A type takes those it needs and leaves the others aside.
    """

    type: Literal["usual", "u_shape", "v_shape", "level", "linear", "gaussian"]
    q: ExactlyOrMissing = None
    p: ExactlyOrMissing = None
    s: ExactlyOrMissing = None


class TableCriterion(Strict):
    """A column: its weight in points, its direction, and its scale where one is needed or known. `preference` is
    its own under promethee_ii, in place of the one in `options`.
    """

    key: Key
    weight: Exactly
    direction: Direction = Direction.BENEFIT
    scale: tuple[Exactly, Exactly] | None = None
    preference: TablePreference | None = None


class TableRequest(Strict):
    """`scores` has a row per alternative and a column per criterion; null is missing.

    `method`: weighted_sum, weighted_product, topsis, vikor, promethee_ii, copras or moora. `options`: `v` from 0 to 1
    for vikor (0.5), `preference` for promethee_ii (usual). The last four have a normalization of their own.
    """

    alternatives: Annotated[list[Key], Field(min_length=1, max_length=MOST_ROWS)]
    criteria: Annotated[list[TableCriterion], Field(min_length=1, max_length=MOST_COLUMNS)]
    scores: list[list[ExactlyOrMissing]]
    method: Annotated[str, Field(strict=True)] = "weighted_sum"
    normalization: Normalization | None = None
    options: dict[str, Any] = Field(default_factory=dict)


Figure = float | SkipJsonSchema[None]


class TableRow(Strict):
    """One alternative: numbers with 10 decimals. `low`, `high` and `contributions` (null for a missing score that
    weighs something) come with weighted sums; every other method has figures of its own beside `total`.
    """

    alternative: str
    rank: int
    tied: bool
    total: float
    missing: list[str]
    low: Figure = None
    high: Figure = None
    contributions: dict[str, float | None] | SkipJsonSchema[None] = None
    distance_to_ideal: Figure = None
    distance_to_anti_ideal: Figure = None
    s: Figure = None
    r: Figure = None
    positive_flow: Figure = None
    negative_flow: Figure = None
    s_plus: Figure = None
    s_minus: Figure = None


class TableFlag(Strict):
    """Something about a column that a reader should know."""

    criterion: str
    flag: Literal["constant"]
    detail: str


class VikorConditions(Strict):
    """Whether the first by Q leads by 1 / (m - 1) at least, and whether it is also first by S or by R."""

    acceptable_advantage: bool
    acceptable_stability: bool


class TableAnswer(Strict):
    """The ranking by rank, then by name; `weights` are shares. VIKOR adds the alternatives that it proposes together,
    and its conditions.
    """

    method: str
    normalization: Normalization
    higher_is_better: bool
    weights: dict[str, float]
    ranking: list[TableRow]
    flags: list[TableFlag]
    compromise: list[str] | SkipJsonSchema[None] = None
    conditions: VikorConditions | SkipJsonSchema[None] = None


def read_table(data: bytes | str | Mapping[str, Any]) -> TableRequest:
    """Read a request from JSON or from what JSON was parsed to. Raises InvalidTable, with a pointer to each
    problem.
    """
    try:
        if isinstance(data, (bytes, str)):
            return TableRequest.model_validate_json(data)
        return TableRequest.model_validate(data)
    except ValidationError as error:
        problems = problems_of(error)
    place, first = problems[0]
    raise InvalidTable(f"{place or 'The body'}: {first}", problems)


def problems_of(error: ValidationError) -> list[Problem]:
    """What pydantic refused, as pointers into the body and sentences."""
    return [
        _problem(item["loc"], item["type"], item["msg"], item.get("ctx", {}))
        for item in error.errors(include_url=False, include_input=False)
    ]


_SENTENCES = {
    "missing": "This field is required.",
    "extra_forbidden": "There is no such field.",
    "not_a_number": "This must be a number.",
    "not_usable": "This must be a finite number of ordinary size.",
    "string_type": "This must be text.",
    "list_type": "This must be a list.",
    "tuple_type": "This must be a list of two numbers, low and high.",
    "model_type": "This must be an object.",
    "dict_type": "This must be an object.",
    "string_too_short": "This must not be empty.",
    "too_short": "This must not be empty.",
    "too_long": "There may be at most {max_length} here.",
}


def _problem(place: tuple[int | str, ...], kind: str, message: str, context: Mapping[str, Any]) -> Problem:
    if kind == "json_invalid":
        return "", f"This is not valid JSON: {message.removeprefix('Invalid JSON: ')}."
    if kind in _SENTENCES:
        return pointer(*place), _SENTENCES[kind].format(**context)
    return pointer(*place), f"{message.replace('Input should be', 'This must be')}."

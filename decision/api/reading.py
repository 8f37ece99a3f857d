"""Bodies as typed values: pydantic checks the form, refusals point at the place."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, PlainValidator, TypeAdapter, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError

from decision.engine.errors import pointer
from decision.engine.exact import usable
from decision.problems import Invalid

Shape = TypeVar("Shape", bound=BaseModel)
T = TypeVar("T")
ERRORS_AT_MOST = 100


def to_decimal(given: object) -> Decimal:
    """A JSON number as the decimal that was written (0.1 is one tenth). Raises a pydantic error otherwise."""
    if isinstance(given, bool) or not isinstance(given, (int, float, Decimal)):
        raise PydanticCustomError("not_a_number", "must be a number")
    number = Decimal(repr(given)) if isinstance(given, float) else Decimal(given)
    if not usable(number):
        raise PydanticCustomError("not_usable", "must be a finite number of ordinary size")
    return number


Number = Annotated[Decimal, PlainValidator(to_decimal), WithJsonSchema({"type": "number"})]
MaybeNumber = Annotated[
    Decimal | None,
    PlainValidator(lambda given: None if given is None else to_decimal(given)),
    WithJsonSchema({"type": ["number", "null"]}),
]

_SENTENCES = {
    "missing": "This field is required.",
    "extra_forbidden": "There is no such field.",
    "not_a_number": "This must be a number.",
    "not_usable": "This must be a finite number of ordinary size.",
    "float_type": "This must be a number.",
    "finite_number": "This must be a finite number.",
    "string_type": "This must be text.",
    "bool_type": "This must be true or false.",
    "int_type": "This must be a whole number.",
    "list_type": "This must be a list.",
    "model_type": "This must be an object.",
    "model_attributes_type": "This must be an object.",
    "dict_type": "This must be an object.",
    "too_short": "This must not be empty.",
    "date_type": "This must be a day, like 2027-05-01.",
    "date_parsing": "This must be a day, like 2027-05-01.",
    "date_from_datetime_parsing": "This must be a day, like 2027-05-01.",
    "date_from_datetime_inexact": "This must be a day, like 2027-05-01.",
    "too_long": "There may be at most {max_length} here (got {actual_length}).",
}


def read(shape: type[Shape], data: object, *, title: str = "Invalid input") -> Shape:
    """`data` as a `shape`. Raises `Invalid` with a pointer to everything that is wrong."""
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        raise _invalid(error, title) from None


def read_as(adapter: TypeAdapter[T], data: object, *, title: str = "Invalid input") -> T:
    """`data` as the adapter's type. Raises `Invalid` with a pointer to everything that is wrong."""
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        raise _invalid(error, title) from None


_POINTS: TypeAdapter[dict[str, Decimal]] = TypeAdapter(dict[str, Number])


def read_points(data: object) -> dict[str, Decimal]:
    """Points by criterion. Raises `Invalid` naming each that is no number."""
    if not isinstance(data, Mapping):
        raise Invalid(
            'Weights are an object of points by criterion, like {"performance": 30}.', title="Invalid weights"
        )
    return read_as(_POINTS, data, title="Invalid weights")


def _invalid(error: ValidationError, title: str) -> Invalid:
    items = error.errors(include_url=False, include_input=False)
    errors = [(pointer(*item["loc"]), _sentence(item)) for item in items[:ERRORS_AT_MOST]]
    place, sentence = errors[0]
    more = f" ({len(items) - 1} more of the kind: see errors.)" if len(items) > 1 else ""
    return Invalid(f"{place or 'The body'}: {sentence}{more}", errors=errors, title=title)


def _sentence(item: Mapping[str, Any]) -> str:
    if item["type"] in _SENTENCES:
        return _SENTENCES[item["type"]].format(**item.get("ctx", {}))
    message: str = item["msg"]
    return message.removeprefix("Value error, ").replace("Input should be", "This must be").rstrip(".") + "."

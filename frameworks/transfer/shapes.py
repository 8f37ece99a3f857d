"""The shapes of one claim in a file and over the API. References are by slug; unknown fields are refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ..models import Claim
from ..places import read_lines

SLUG = r"^[-a-zA-Z0-9_]+$"


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _none_if_empty(value: object) -> object:
    value = _stripped(value)
    return None if value == "" else value


def _number(value: object) -> object:
    """Floats become the decimal they print as, and texts that are no plain number are refused in words."""
    value = _none_if_empty(value)
    if isinstance(value, bool):
        raise ValueError("is not a number")
    if isinstance(value, float):
        return str(value)
    if isinstance(value, str):
        bare = value.removeprefix("-")
        if not (bare.replace(".", "", 1).isascii() and bare.replace(".", "", 1).isdigit()):
            raise ValueError(f"“{value[:40]}” is not a number: write it like 2847 or 2847.5")
    return value


def _lines(value: object) -> object:
    return _read_lines(value) if isinstance(value, str) else value


@lru_cache(maxsize=1_000)  # a file names few places again and again
def _read_lines(value: str) -> list[list[int]]:
    places, errors = read_lines(value)
    if errors:
        raise ValueError(errors[0])
    return places


def _date(value: object) -> object:
    value = _none_if_empty(value)
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError("is not a date: write it like 2025-01-31")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"“{value[:40]}” is not a date: write it like 2025-01-31") from None


Slug = Annotated[str, BeforeValidator(_stripped), Field(pattern=SLUG, max_length=80)]
OptionalSlug = Annotated[
    Annotated[str, Field(pattern=SLUG, max_length=80)] | None, BeforeValidator(_none_if_empty)
]
Key = Annotated[Annotated[str, Field(pattern=SLUG, max_length=160)] | None, BeforeValidator(_none_if_empty)]
Number = Annotated[
    Annotated[Decimal, Field(allow_inf_nan=False, max_digits=20, decimal_places=4)] | None,
    BeforeValidator(_number),
]
Line = Annotated[int, Field(ge=1, le=9_999_999)]
Word = Annotated[str, BeforeValidator(_stripped)]


Kind = Annotated[
    Literal[
        "measurement", "statistic", "release", "license", "rating", "feature", "score", "weight",
        "published_total", "strength", "weakness", "use_case", "verdict", "relation",
    ],
    BeforeValidator(_stripped),
]  # fmt: skip
Status = Literal["proposed", "accepted", "rejected", "stale"]


class Statement(BaseModel):
    """What one source says, and where: `lines` are places like [[46, 46], [112, 114]], counted from 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Slug
    framework: OptionalSlug = None
    measured_on: OptionalSlug = None
    related: OptionalSlug = None
    kind: Kind
    metric: OptionalSlug = None
    criterion: OptionalSlug = None
    number: Number = None
    number_to: Number = None
    text: str = Field(default="", max_length=400)
    unit: Annotated[Word, Field(max_length=40)] = ""
    qualifier: Annotated[Literal["exact", "about", "at_least"], BeforeValidator(_stripped)] = "exact"
    lines: Annotated[tuple[tuple[Line, Line], ...], BeforeValidator(_lines)] = ()
    as_of: Annotated[date | None, BeforeValidator(_date)] = None
    version: Annotated[Word, Field(max_length=40)] = ""
    confidence: Annotated[Literal["low", "medium", "high"] | None, BeforeValidator(_none_if_empty)] = None

    @model_validator(mode="after")
    def _lines_rise(self) -> Self:
        if any(first > last for first, last in self.lines):
            raise ValueError("lines: each place is [from, to] with from ≤ to")
        return self


class ClaimRow(Statement):
    """One claim of a file with what curators made of it; a field that is not given is left as it is stored."""

    key: Key = None
    status: Annotated[Status, BeforeValidator(_stripped)] = "accepted"
    reason: Annotated[Word, Field(max_length=300)] = ""


class ClaimChange(Statement):
    """What a curator makes of a claim. What is left out stays; rejecting it and marking it as stale need a reason."""

    source: OptionalSlug = None  # type: ignore[assignment]  # none given is none changed
    kind: Kind | None = None  # type: ignore[assignment]
    status: Literal["accepted", "rejected", "stale"] | None = None
    reason: Annotated[Word, Field(max_length=300)] = ""


COLUMNS = ("key", *Statement.model_fields, "status", "reason")
PLAIN = (
    "key", "kind", "number", "number_to", "text", "unit", "qualifier", "as_of", "version", "confidence", "status",
)  # fmt: skip
REQUIRED = ("source", "kind")
REFERENCES = ("source", "framework", "measured_on", "related", "metric", "criterion")
# What tells claims without a key apart: what is said of whom, and by which source.
IDENTITY = (
    "source",
    "framework",
    "measured_on",
    "related",
    "kind",
    "metric",
    "criterion",
    "number",
    "number_to",
    "text",
)


def row_of(claim: Claim) -> ClaimRow:
    """A stored claim, its references loaded, as its row; trusted as it is."""
    values: dict[str, Any] = {name: getattr(claim, name) for name in PLAIN}
    values |= {name: getattr(getattr(claim, name), "slug", None) for name in REFERENCES}
    values |= {"lines": tuple((first, last) for first, last in claim.lines), "reason": claim.review_reason}
    return ClaimRow.model_construct(**values)

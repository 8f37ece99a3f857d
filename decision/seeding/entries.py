"""The shape of every fixture entry. References are by slug or claim key; unknown fields are refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from decision.engine.values import ValueKind
from frameworks.needs import Rules

SLUG = r"^[-a-zA-Z0-9_]+$"
Slug = Annotated[str, Field(pattern=SLUG, max_length=80)]
Key = Annotated[str, Field(pattern=SLUG, max_length=160)]


def _as_printed(value: object) -> object:
    """Floats become the decimal they print as: 9.65 stays 9.65."""
    return str(value) if isinstance(value, float) else value


Number = Annotated[
    Decimal, BeforeValidator(_as_printed), Field(allow_inf_nan=False, max_digits=20, decimal_places=4)
]
Points = Annotated[Number, Field(ge=0)]
Line = Annotated[int, Field(ge=1)]


class Entry(BaseModel):
    """One entry of a fixture file."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class SourceEntry(Entry):
    slug: Slug
    title: str = Field(min_length=1, max_length=200)
    publisher: str = Field(default="", max_length=120)
    kind: str = Field(default="", max_length=40)
    published_on: date | None = None
    document: str = Field(default="", max_length=200)
    checksum: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    line_count: int | None = Field(default=None, ge=1)


class LevelEntry(Entry):
    word: str = Field(min_length=1, max_length=80)
    value: Number


class ScaleEntry(Entry):
    slug: Slug
    name: str = Field(min_length=1, max_length=120)
    kind: Literal["numeric", "ordered"]
    low: Number
    high: Number
    low_label: str = Field(default="", max_length=200)
    high_label: str = Field(default="", max_length=200)
    levels: tuple[LevelEntry, ...] = ()

    @model_validator(mode="after")
    def _levels_inside(self) -> ScaleEntry:
        if self.low >= self.high:
            raise ValueError("low must be below high")
        for level in self.levels:
            if not self.low <= level.value <= self.high:
                raise ValueError(f"level “{level.word}” ({level.value}) is outside {self.low} to {self.high}")
        return self


class MetricEntry(Entry):
    slug: Slug
    name: str = Field(min_length=1, max_length=120)
    unit: str = Field(default="", max_length=40)
    direction: Literal["benefit", "cost"]
    description: str = ""
    low: Number | None = None
    high: Number | None = None


class ValueFunctionEntry(Entry):
    slug: Slug
    metric: Slug
    name: str = Field(min_length=1, max_length=120)
    kind: ValueKind
    points: tuple[tuple[Number, Number], ...]


class CriterionEntry(Entry):
    slug: Slug
    name: str = Field(min_length=1, max_length=120)
    question: str = Field(default="", max_length=300)
    description: str = ""
    direction: Literal["benefit", "cost"] = "benefit"
    scale: Slug
    parent: Slug | None = None
    metric: Slug | None = None


class FrameworkEntry(Entry):
    slug: Slug
    name: str = Field(min_length=1, max_length=120)
    short_name: str = Field(default="", max_length=40)
    category: str = Field(default="", max_length=60)
    summary: str = Field(default="", max_length=300)
    package_name: str = Field(default="", pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]*)?$", max_length=100)


class ClaimEntry(Entry):
    key: Key
    framework: Slug | None = None
    measured_on: Slug | None = None
    related: Slug | None = None
    kind: Literal[
        "measurement", "statistic", "release", "license", "rating", "feature", "score", "weight",
        "published_total", "strength", "weakness", "use_case", "verdict", "relation",
    ]  # fmt: skip
    metric: Slug | None = None
    criterion: Slug | None = None
    number: Number | None = None
    number_to: Number | None = None
    text: str = Field(default="", max_length=400)
    unit: str = Field(default="", max_length=40)
    qualifier: Literal["exact", "about", "at_least"] = "exact"
    lines: tuple[tuple[Line, Line], ...] = Field(min_length=1)
    as_of: date | None = None
    version: str = Field(default="", max_length=40)
    confidence: Literal["low", "medium", "high"] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> ClaimEntry:
        if self.number is None and not self.text:
            raise ValueError("a claim needs a number or a text")
        if self.number_to is not None and (self.number is None or self.number > self.number_to):
            raise ValueError("a range needs its lower end in number and its upper end in number_to")
        if self.kind == "relation" and not (self.framework and self.related):
            raise ValueError("a relation needs framework and related")
        if any(first > last for first, last in self.lines):
            raise ValueError("lines are [from, to] with from ≤ to")
        return self


class NeedEntry(Rules):
    """A need with the claims for and against it; `criterion` is what a decision that starts from it weighs."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    slug: Slug
    label: str = Field(min_length=1, max_length=80)
    question: str = Field(default="", max_length=200)
    criterion: Slug | None = None


class AlternativeEntry(Entry):
    framework: Slug
    label: str = Field(default="", max_length=60)
    published_total: Number | None = None


class WeightEntry(Entry):
    criterion: Slug
    points: Points
    parent: Slug | None = None
    value_function: Slug | None = None


class ScenarioEntry(Entry):
    slug: Slug
    name: str = Field(min_length=1, max_length=120)
    kind: Literal["published", "custom"] = "custom"
    source: Slug | None = None
    points: dict[Slug, Points]


class GateEntry(Entry):
    name: str = Field(min_length=1, max_length=120)
    criterion: Slug | None = None
    metric: Slug | None = None
    feature: Slug | None = None
    level: str = Field(default="", max_length=80)
    comparison: Literal["at_least", "at_most"] = "at_least"
    threshold: Number
    mode: Literal["excludes", "warns"] = "excludes"

    @model_validator(mode="after")
    def _one_subject(self) -> GateEntry:
        if sum(one is not None for one in (self.criterion, self.metric, self.feature)) != 1:
            raise ValueError("a must-have needs either a criterion or a metric, or else a feature")
        if (self.feature is None) == bool(self.level):
            raise ValueError("a must-have on a feature names a level of its scale; no other does")
        return self


class ScoreEntry(Entry):
    framework: Slug
    criterion: Slug
    value: Number
    low: Number | None = None
    high: Number | None = None
    confidence: Literal["low", "medium", "high"] | None = None
    rationale: str = ""
    rule: Literal["judged", "rating_level", "measured"] = "judged"
    claims: tuple[Key, ...] = ()


class DecisionEntry(Entry):
    slug: Slug
    title: str = Field(min_length=1, max_length=160)
    question: str = Field(default="", max_length=300)
    description: str = ""
    status: Literal["draft", "in_review", "decided", "superseded"] = "draft"
    visibility: Literal["private", "team", "link", "public"] = "public"
    close_call_margin: Points = Decimal("0.05")
    alternatives: tuple[AlternativeEntry, ...]
    weights: tuple[WeightEntry, ...]
    scenarios: tuple[ScenarioEntry, ...] = ()
    gates: tuple[GateEntry, ...] = ()
    scores: tuple[ScoreEntry, ...] = ()

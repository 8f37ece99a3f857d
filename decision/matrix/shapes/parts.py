"""Decisions and what they are made of: alternatives, criteria, must-haves, scenarios."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StrictStr

from decision.api.describing import Page, among
from decision.api.reading import Number

from ..models import Decision, Gate, Scenario
from .base import Body


class DecisionLine(BaseModel):
    """A decision in a list."""

    slug: str
    title: str
    question: str
    status: str = Field(json_schema_extra=among(Decision.Status))
    visibility: str = Field(json_schema_extra=among(Decision.Visibility))
    team: str | None
    revision: int
    updated_at: datetime
    alternatives: list[str]


class DecisionPage(Page):
    results: list[DecisionLine]


class Alternative(BaseModel):
    """A framework taking part."""

    framework: str
    name: str
    label: str
    published_total: float | None


class NewAlternative(Body):
    """A technology of the catalogue, and what it is called here if not by its own name."""

    framework: StrictStr
    label: Annotated[StrictStr, Field(max_length=60)] = ""


class AlternativePatch(Body):
    """What it is called here."""

    label: Annotated[StrictStr, Field(max_length=60)]


class AlternativePage(Page):
    results: list[Alternative]


class CriterionInDecision(BaseModel):
    """A criterion as it stands in a decision; groups carry no scores."""

    criterion: str
    name: str
    question: str
    parent: str | None
    points: float
    direction: Literal["benefit", "cost"]
    low: float
    high: float
    low_label: str
    high_label: str
    unit: str
    is_measured: bool = Field(description="Whether its scores are figures, valued by a value function.")
    is_group: bool


class DecisionDetail(DecisionLine):
    """A decision with its frame; scores and rankings have addresses of their own, under `links`."""

    description: str
    close_call_margin: float
    claims_good_for_months: int
    missing_at: int = Field(
        description="Where on its scale a missing score counts, in percent from the worst end (0) to the best (100)."
    )
    created_at: datetime
    may_edit: bool
    alternatives: list[Alternative]  # type: ignore[assignment]
    criteria: list[CriterionInDecision]
    links: dict[str, str]


class GateInDecision(BaseModel):
    """A must-have on a criterion's score, a metric's figure, or the word that claims have for a feature."""

    id: int
    name: str
    criterion: str | None
    metric: str | None
    feature: str | None = Field(description="A criterion of the catalogue, by what claims call it.")
    level: str = Field(description="The word of the feature's scale that must be reached.")
    unit: str
    comparison: str = Field(json_schema_extra=among(Gate.Comparison))
    threshold: float
    mode: str = Field(json_schema_extra=among(Gate.Mode))


class NewGate(Body):
    """A must-have on one of `criterion` (of the decision), `metric` or `feature` (a criterion of the catalogue).

    A criterion and a metric take a `threshold`, a feature takes a `level` of its scale. Without a name it gets one.
    """

    name: Annotated[StrictStr, Field(max_length=120)] = ""
    criterion: StrictStr | None = None
    metric: StrictStr | None = None
    feature: StrictStr | None = None
    level: Annotated[StrictStr, Field(max_length=80)] | None = None
    threshold: Number | None = None
    comparison: Literal["at_least", "at_most"] = "at_least"
    mode: Literal["excludes", "warns"] = "excludes"


class GatePatch(Body):
    """What should become of a must-have; what it is on stays."""

    name: Annotated[StrictStr, Field(max_length=120)] | None = None
    level: Annotated[StrictStr, Field(max_length=80)] | None = None
    threshold: Number | None = None
    comparison: Literal["at_least", "at_most"] | None = None
    mode: Literal["excludes", "warns"] | None = None


class GatePage(Page):
    results: list[GateInDecision]


class ScenarioInDecision(BaseModel):
    """A named set of points."""

    slug: str
    name: str
    kind: str = Field(json_schema_extra=among(Scenario.Kind))
    source: str | None
    weights: dict[str, float]


class NewScenario(Body):
    """A named set of points beside the decision's own; the slug is made of the name when left out."""

    name: Annotated[StrictStr, Field(max_length=120)]
    slug: Annotated[StrictStr, Field(max_length=80, pattern=r"^[-a-z0-9]+$")] | None = None
    weights: dict[str, Number]


class ScenarioPage(Page):
    results: list[ScenarioInDecision]

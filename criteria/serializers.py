"""The forms in which the API answers criteria and metrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from decision.api.describing import Page, among

from .models import Direction
from .models import Scale as ScaleModel


class Scale(BaseModel):
    """The range that scores on a criterion run over."""

    slug: str
    name: str
    kind: str = Field(json_schema_extra=among(ScaleModel.Kind))
    low: float
    high: float
    low_label: str
    high_label: str


class Level(BaseModel):
    """A word and the value it stands for."""

    word: str
    value: float


class ScaleWithLevels(Scale):
    levels: list[Level]


class Criterion(BaseModel):
    """A viewpoint to judge by."""

    slug: str
    name: str
    question: str
    description: str
    direction: str = Field(json_schema_extra=among(Direction))
    parent: str | None
    metric: str | None
    scale: Scale


class CriterionDetail(Criterion):
    """A criterion with the words of its scale and the criteria beneath it."""

    scale: ScaleWithLevels
    children: list[str]


class Metric(BaseModel):
    """What a measurement measures."""

    slug: str
    name: str
    unit: str
    direction: str = Field(json_schema_extra=among(Direction))
    description: str


class ValueFunction(BaseModel):
    """How a measurement becomes a value: fixed anchors [measurement, value]."""

    slug: str
    name: str
    kind: str
    points: list[tuple[float, float]]


class MetricDetail(Metric):
    value_functions: list[ValueFunction] = Field(description="The ways in which decisions value it.")


class CriterionPage(Page):
    results: list[Criterion]


class MetricPage(Page):
    results: list[Metric]


SCALE = ("slug", "name", "kind", "low", "high", "low_label", "high_label")
CRITERION_FIELDS = (
    "slug", "name", "question", "description", "direction", "parent__slug", "metric__slug",
    *(f"scale__{field}" for field in SCALE),
)  # fmt: skip
METRIC_FIELDS = ("slug", "name", "unit", "direction", "description")


def criterion_form(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of `CRITERION_FIELDS` as it is answered."""
    return {
        "slug": row["slug"], "name": row["name"], "question": row["question"], "description": row["description"],
        "direction": row["direction"], "parent": row["parent__slug"], "metric": row["metric__slug"],
        "scale": {field: row[f"scale__{field}"] for field in SCALE},
    }  # fmt: skip

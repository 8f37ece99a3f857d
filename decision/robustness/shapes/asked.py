"""What may be asked: how to draw, what to study."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Strict, StrictStr, model_validator

from decision.api.reading import Number

from ..asking import MOST_DRAWS, MOST_SEED, Nearest, ScoreKind, WeightKind

Whole = Annotated[int, Strict()]
Float = Annotated[float, Field(allow_inf_nan=False)]
GateMode = Literal["off", "warns", "excludes"]


class WeightLimit(BaseModel):
    """What a criterion's share is at least, or at most: a part of all weight, or so many times the share of another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    criterion: StrictStr
    at_least: Float | None = None
    at_most: Float | None = None
    over: StrictStr | None = Field(
        default=None, description="Another criterion: at_least 2 is then twice its share."
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("A limit has either at_least or at_most.")
        return self


class RobustnessOptions(BaseModel):
    """How to draw; what is left out is as usual."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    draws: Annotated[Whole, Field(ge=1, le=MOST_DRAWS)] | None = None
    seed: Annotated[Whole, Field(ge=0, le=MOST_SEED)] = 0
    weights: WeightKind = "uniform"
    spread: Float = 0.5
    order: Annotated[list[StrictStr | list[StrictStr]], Field(max_length=1000)] = Field(
        default=[],
        description="With ordered: criteria from the most to the least important; a list within is a tie.",
    )
    limits: Annotated[list[WeightLimit], Field(max_length=1000)] = Field(
        default=[], description="With limited: what all drawn weights keep."
    )
    scores: ScoreKind = "ranges"
    locked: Annotated[list[StrictStr], Field(max_length=1000)] = Field(
        default=[], description="Criteria whose share stays in the smallest moves and the joint flip."
    )
    nearest: Nearest = "points"


class NewStudy(RobustnessOptions):
    """What to study: the decision as it stands, at a scenario's weights or other points if any are given."""

    scenario: StrictStr | None = None
    points: dict[str, Number] = Field(default={}, description="A what-if: points left out stay as they are.")
    without: Annotated[list[StrictStr], Field(max_length=1000)] = Field(
        default=[], description="Sources left out: scores that rest on these alone count as missing."
    )
    plus: StrictStr = Field(
        default="",
        description="One more criterion, `_plus`: metric.<slug> or criterion.<slug> of the catalogue.",
    )
    gates: dict[str, GateMode] = Field(default={}, description="Must-haves switched, by id.")

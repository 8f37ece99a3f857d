"""The matrix of scores, and changes of its cells."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, RootModel, Strict, StrictStr

from decision.api.describing import among
from decision.api.reading import MaybeNumber
from frameworks.models import Confidence

from ..models import Score
from .base import Body
from .parts import CriterionInDecision

MOST_CELLS = 10_000


class ScorePatch(Body):
    """A change of one cell: what is left out stays; a null value removes the score, null ends remove the range."""

    framework: StrictStr
    criterion: StrictStr
    value: MaybeNumber = None
    low: MaybeNumber = None
    high: MaybeNumber = None
    confidence: Confidence | None = None
    rationale: StrictStr | None = None
    rule: Score.Rule | None = None
    claims: list[Annotated[int, Strict(), Field(ge=1, lt=2**63)]] | None = None


class ScorePatches(RootModel[Annotated[list[ScorePatch], Field(max_length=MOST_CELLS)]]):
    """Changes of many cells, all or nothing."""


class ReasonedPatches(Body):
    """Changes of many cells, all or nothing, and why: the reason stands beside them in the history."""

    scores: Annotated[list[ScorePatch], Field(max_length=MOST_CELLS)]
    reason: StrictStr = Field(default="", description="One line of up to 600 characters.")


class ScoreInDecision(BaseModel):
    """One cell, in the criterion's own units, with the claims it rests on (by id)."""

    framework: str
    criterion: str
    value: float
    low: float | None
    high: float | None
    confidence: Confidence | None
    rationale: str
    rule: str = Field(json_schema_extra=among(Score.Rule))
    claims: list[int]


class ScoreMatrix(BaseModel):
    """The matrix; a cell that is not among `scores` is missing."""

    decision: str
    revision: int
    alternatives: list[str]
    criteria: list[CriterionInDecision]
    scores: list[ScoreInDecision]

"""The forms of the history's bodies and answers."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Strict, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from decision.matrix.shapes import Change


class Effect(BaseModel):
    """What one changed score, weight, scale or criterion adds to a total; `from` and `to` are scores, or shares."""

    cause: Literal["score", "weight", "rule", "criterion_added", "criterion_removed"]
    criterion: str
    old: float | None = Field(alias="from")
    new: float | None = Field(alias="to")
    effect: float


class Place(BaseModel):
    """Where an alternative stood; its rank is null where a must-have excluded it."""

    total: float
    rank: int | None


class Moved(BaseModel):
    """One alternative at both revisions, null where it did not take part; effects add up to the difference."""

    framework: str
    old: Place | None = Field(alias="from")
    new: Place | None = Field(alias="to")
    difference: float | None
    effects: list[Effect]
    summary: str


class Leaders(BaseModel):
    """Who was ahead, null where nobody was."""

    old: str | None = Field(alias="from")
    new: str | None = Field(alias="to")


class Comparison(BaseModel):
    """Two revisions side by side, and what each difference comes from."""

    decision: str
    old: int = Field(alias="from")
    new: int = Field(alias="to")
    leader: Leaders
    alternatives: list[Moved]


class Undo(BaseModel):
    """What to take back: a revision, or one change by its id in the history."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    revision: Annotated[int, Strict(), Field(ge=1, lt=2**31)] | None = None
    change: StrictStr | None = None
    anyway: bool = Field(
        default=False, description="Also where later changes to the same thing are lost by it."
    )

    @model_validator(mode="after")
    def _names_one_thing(self) -> Self:
        if (self.revision is None) == (self.change is None):
            raise PydanticCustomError("one_of", "Name either a revision or a change.")
        return self


class Undone(BaseModel):
    """The new revision, and the changes that made it."""

    decision: str
    revision: int
    note: str
    changes: list[Change]

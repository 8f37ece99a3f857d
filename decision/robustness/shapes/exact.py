"""What is exact: flips, moves, proofs, possible ranks, other methods."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Shares = dict[str, float]


class ShareChange(BaseModel):
    """A criterion's share before and after."""

    model_config = ConfigDict(populate_by_name=True)
    criterion: str
    from_: float = Field(alias="from")
    to: float


class WeightMove(BaseModel):
    """The smallest change of weights that does it. `moved` is half the sum of absolute share changes, 0 to 1."""

    moved: float | None = Field(description="Null where no weights do.")
    weights: Shares | None = Field(description="The new shares.")
    points: Shares | None = Field(description="Points that make these shares, ready for a what-if.")
    against: str = Field(description="Whom it brings the alternative level with.")
    changes: list[ShareChange]
    only_way: bool = Field(description="False where other moves of the same size do as well.")
    impossible: str | None = Field(description="Why there is none: dominated, or the locks.")


class MixturePart(BaseModel):
    """A rival's part in a mixture; the parts sum to 1."""

    framework: str
    part: float
    fraction: str = Field(description="The same exactly, like 3/7.")


class MixtureComparison(BaseModel):
    """The alternative's value on a criterion, and the mixture's."""

    criterion: str
    own: float
    mixture: float


class PossibleRank(BaseModel):
    """What uncertain and missing scores allow under today's weights."""

    best: int | None
    worst: int | None
    low: float
    high: float
    can_lead: bool
    must_lead: bool


class ShareFlip(BaseModel):
    """Past the share `at`, `winner` leads."""

    at: float
    winner: str


class LeadZone(BaseModel):
    """Between two shares these lead."""

    model_config = ConfigDict(populate_by_name=True)
    from_: float = Field(alias="from")
    to: float
    leaders: list[str]


class TotalLine(BaseModel):
    """An alternative's total at share 0, today and at 1; straight between."""

    framework: str
    at_zero: float | None
    today: float
    at_one: float | None


class WeightChange(BaseModel):
    """With its weight changed by this percentage of it, the others unchanged, `rising` draws level with `falling`."""

    percent: float
    falling: str
    rising: str


class Criticality(BaseModel):
    """How critical a criterion is, after Triantaphyllou & Sánchez 1997. Null where no change of its weight does it."""

    percent_top: WeightChange | None = Field(description="Until anybody draws level with the leader.")
    percent_any: WeightChange | None = Field(description="Until any two change places.")


class CriterionRobustness(BaseModel):
    """One share moved alone, the others in proportion."""

    criterion: str
    share: float
    stable_from: float
    stable_to: float
    flips: list[ShareFlip] = Field(
        description="Down, then up: the nearest share at which the leader changes."
    )
    is_movable: bool
    criticality: Criticality
    zones: list[LeadZone]
    lines: list[TotalLine]


class DominancePair(BaseModel):
    """`winner` is at least as good everywhere and better somewhere; `strict`: better everywhere."""

    winner: str
    loser: str
    strict: bool


class ScoreFlip(BaseModel):
    """A score whose change alone would tie first place, in raw units and inside its scale."""

    model_config = ConfigDict(populate_by_name=True)
    framework: str
    criterion: str
    from_: float | None = Field(alias="from", description="Null where it is missing.")
    to: float
    winner: str
    effort: float | None = Field(description="The change as a part of the scale.")


class ScoreChange(BaseModel):
    """One score, before and after."""

    model_config = ConfigDict(populate_by_name=True)
    framework: str
    criterion: str
    from_: float = Field(alias="from")
    to: float
    effort: float


class JointFlip(BaseModel):
    """The nearest flip over weights and one score together: `distance` = share moved + part of the score's scale."""

    framework: str
    against: str
    distance: float
    moved: float
    score: ScoreChange | None
    move: WeightMove | None


class ComparedMethod(BaseModel):
    """The same matrix ranked another way."""

    method: str
    label: str
    note: str
    kind: Literal["own", "method", "weights", "data"]
    winner: str | None = Field(description="Null under a tie for first, or where the method refuses.")
    winners: list[str]
    ranks: dict[str, int]
    totals: dict[str, float]
    higher_is_better: bool
    kendall_tau: float | None = Field(description="With the decision's own order.")
    moved: list[str]
    why: str
    weights: Shares | None
    refusal: str


class MethodAgreement(BaseModel):
    """How far the other ways to rank agree with the decision's own."""

    compared: int = Field(description="How many others rank this matrix.")
    same_winner: int = Field(description="How many of them put the same first.")
    same_order: int = Field(description="How many of them put all in the same order.")
    summary: str


class OpenCell(BaseModel):
    """A score that is missing or uncertain, and how far it can carry a total."""

    framework: str
    criterion: str
    kind: Literal["missing", "uncertain"]
    share: float
    lowest: float
    highest: float
    spread: float
    decides: bool
    can_lead: bool

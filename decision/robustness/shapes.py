"""The forms of the API's bodies and answers about robustness: checked on the way in, documented on the way out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Strict, StrictStr, model_validator

from decision.api.describing import Page, among
from decision.api.reading import Number

from . import models
from .asking import MOST_DRAWS, MOST_SEED, Nearest, ScoreKind, WeightKind

Whole = Annotated[int, Strict()]
Float = Annotated[float, Field(allow_inf_nan=False)]
Shares = dict[str, float]
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
        default=[], description="Criteria whose share stays in the smallest moves."
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


class AlternativeRobustness(BaseModel):
    """Everything that is said of one alternative."""

    framework: str
    rank: int | None = Field(description="Today's, null where a gate excludes it.")
    total: float
    can_win: bool = Field(description="Some weights put it first, alone or tied.")
    grounds: Literal["leads", "best_on", "weights", "dominated", "mixture", "excluded"]
    proof: str = Field(description="How, or why not, so that a reader can check it by hand.")
    winning_weights: Shares | None
    winning_points: Shares | None = Field(description="The same as points for a what-if.")
    tied_with: list[str] = Field(description="Who else is first at the winning weights.")
    mixture: list[MixturePart] = Field(description="The mixture of rivals that beats it everywhere.")
    comparisons: list[MixtureComparison]
    margin: float | None = Field(description="By how much the mixture is better at least.")
    at_best: bool | None = Field(description="Whether it could win with its open scores at their best.")
    nearest_flip: WeightMove | None = Field(
        description="The fewest points that make it first against everybody; null for the winner and what cannot win."
    )
    smallest_move: WeightMove | None = Field(
        description="The fewest points that bring it level with the leader alone."
    )
    nearest_by_distance: WeightMove | None = Field(
        description="The same by Euclidean distance, with nearest=distance."
    )
    rank_acceptability: list[float] = Field(
        description="The share of draws at each rank from 1; rows and columns sum to 1."
    )
    standard_error: list[float] = Field(description="√(b(1 − b)/draws) of each.")
    interval: tuple[float, float] | None = Field(
        description="Wilson's 95 % interval of the share of first places."
    )
    mean_rank: float | None
    central_weights: Shares | None = Field(
        description="Mean weights of the draws it wins; null when never first."
    )
    confidence_factor: float | None = Field(description="Null unless scores are uncertain.")
    possible_ranks: PossibleRank


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


class UnknownScore(BaseModel):
    """A score that is not known exactly: the chance that knowing it changes the winner, alone and with all others."""

    framework: str
    criterion: str
    is_missing: bool
    alone: float
    alone_error: float
    together: float
    together_error: float
    mostly: str | None


class MeasureNext(BaseModel):
    """What to measure next, the most telling first; `changes`: the chance that another wins once all is known."""

    changes: float
    changes_error: float
    draws: int
    seed: int | None
    cells: list[UnknownScore]


class TotalOff(BaseModel):
    """What 5, 50 and 95 % of an alternative's totals do not exceed, and how often it comes first."""

    framework: str
    low: float
    middle: float
    high: float
    first: float


class OffByOne(BaseModel):
    """Every score within a point of value of its own, or within its stated range; weights as they are."""

    off_by: float
    draws: int
    seed: int
    totals: list[TotalOff]


class UniverseShare(BaseModel):
    """How often an alternative comes first when everything varies; `held`: with one factor as the decision has it."""

    framework: str
    share: float
    standard_error: float
    interval: tuple[float, float]
    held: Shares


class Multiverse(BaseModel):
    """Weights, scores, sources left out and method varied together."""

    draws: int
    seed: int
    weights: dict[str, Any]
    scores: dict[str, Any]
    left_out: float
    sources: list[str]
    methods: list[str]
    methods_left_out: dict[str, str]
    shares: list[UniverseShare]


class Recommended(BaseModel):
    """Today's outcome, as in the ranking."""

    outcome: Literal["winner", "tie", "close_call", "undecidable"]
    framework: str | None
    runner_up: str | None
    summary: str


class FirstPlaceCauses(BaseModel):
    """Of the variance of first places: what weights alone, scores alone and both together explain."""

    weights: float
    scores: float
    together: float
    draws: int


class Robustness(BaseModel):
    """How far the winner can be trusted, at one revision."""

    decision: str
    revision: int
    scenario: str | None
    points: Shares
    without: list[str] = Field(description="Sources left out: scores that rest on these alone are missing.")
    plus: str | None = Field(description="What a criterion is made of that is only a what-if, `_plus`.")
    gates: dict[str, str] = Field(description="Must-haves switched, by id: off, warns or excludes.")
    draws: int
    seed: int
    weights: WeightKind
    spread: float | None
    order: list[list[str]]
    limits: list[WeightLimit]
    scores: ScoreKind
    locked: list[str]
    nearest: Nearest
    recommendation: Recommended
    alternatives: list[AlternativeRobustness]
    criteria: list[CriterionRobustness]
    dominance: list[DominancePair]
    equals: list[list[str]] = Field(description="Alternatives with the same scores everywhere.")
    score_flips: list[ScoreFlip]
    joint_flip: JointFlip | None
    decided: bool = Field(description="Whether one is first whatever open scores turn out to be.")
    open_cells: list[OpenCell]
    methods: list[ComparedMethod]
    agreement: MethodAgreement
    acceptance: float | None = Field(
        description="The share of all possible weights that keep the limits: 1 without any, null where it is under 1 %."
    )
    pairwise: dict[str, Shares] | None = Field(
        description="The share of draws in which the first beats the second, ties half; null for many alternatives."
    )
    causes: FirstPlaceCauses | None
    off_by_one: OffByOne
    measure_next: MeasureNext
    multiverse: Multiverse


class FirstPlaces(BaseModel):
    """How often an alternative comes first so far."""

    framework: str
    share: float
    standard_error: float


class Study(BaseModel):
    """A study: how far it is, and what it says so far of who comes first."""

    id: str
    decision: str
    revision: int = Field(description="The decision's revision that is studied.")
    is_current: bool = Field(description="Whether the decision is still at this revision.")
    status: Annotated[str, Field(json_schema_extra=among(models.Study.Status))]
    step: str = Field(description="What is being computed, in words.")
    draws: int
    draws_done: int
    progress: float = Field(description="The share of the draws that are made.")
    asked: dict[str, Any]
    first: list[FirstPlaces] = Field(description="The 50 that come first most often.")
    error: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    result: str | None = Field(description="Where the whole answer is, once the study is done.")


class StudyPage(Page):
    """Studies, the newest first."""

    results: list[Study]

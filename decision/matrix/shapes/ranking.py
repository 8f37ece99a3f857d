"""Rankings and what-ifs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, Strict, StrictStr
from pydantic.json_schema import SkipJsonSchema

from decision import engine
from decision.api.reading import MaybeNumber, Number

from .base import Body

MOST_SETS = 10_000


Method = Literal["weighted_sum", "weighted_product", "topsis", "vikor", "promethee_ii", "copras", "moora"]
OtherMethod = Literal["weighted_product", "topsis", "vikor", "promethee_ii", "copras", "moora"]
Float = Annotated[float, Strict(), Field(allow_inf_nan=False)]


class Evaluate(Body):
    """A what-if. Points left out keep the scenario's, or the decision's own."""

    weights: dict[str, Number] | None = None
    weight_sets: Annotated[list[dict[str, Float]], Field(max_length=MOST_SETS)] | None = Field(
        default=None, description="Up to 10,000 weight sets at once, in place of `weights`."
    )
    exclude_sources: list[StrictStr] = Field(
        default=[], description="Scores that rest only on these sources count as missing."
    )
    scenario: StrictStr | None = None
    method: Method = Field(
        default="weighted_sum",
        description="Another method runs on the decision's values (larger is better) and needs every score.",
    )
    options: dict[str, Any] = Field(
        default={},
        description="For vikor `v` from 0 to 1, for promethee_ii one `preference` for all criteria, its thresholds in "
        "points of value.",
    )
    scores: dict[str, dict[str, MaybeNumber]] = Field(
        default={}, description="Other scores, by framework and criterion; null is missing."
    )


class Standing(BaseModel):
    """One alternative. `total` counts missing scores where the decision says
    (`missing_at`); `low` and `high` are worst and best."""

    framework: str
    rank: int | None = Field(description="Null where a gate excludes it.")
    tied: bool
    total: float
    low: float
    high: float
    contributions: dict[str, float | None]
    missing: list[str]
    failed_gates: list[str]
    published_total: float | None
    discrepancy: float | None = Field(description="Total less published total.")


class Advantage(BaseModel):
    """What a criterion adds to the winner's lead."""

    criterion: str
    advantage: float


class HowOften(BaseModel):
    """How often the winner comes first when weights are drawn evenly, and open scores with them; `figure` says it in
    words, `meaning` explains.
    """

    share: float
    word: Literal["robust", "leaning", "contested", "fragile"]
    standard_error: float
    draws: int
    seed: int
    figure: str
    meaning: str


class Recommendation(BaseModel):
    """What the ranking recommends, and what would change it; page and exports say it in the same words."""

    outcome: Literal["winner", "tie", "close_call", "undecidable"]
    framework: str | None
    runner_up: str | None
    margin: float | None
    headline: str = Field(
        description="Who leads and by how much, in a few words; “so far” where a missing score could undo it."
    )
    summary: str = Field(description="The same in whole sentences, with both totals and `because`.")
    because: str | None = Field(description="What carries the winner, or why nothing is decided.")
    reasons: list[Advantage]
    against: list[Advantage]
    conditions: list[str] = Field(
        description="What would change the winner: the nearest single weights, how many more there are, who leads at "
        "no single weight, then a smaller mix if there is one."
    )
    caveats: list[str]
    argument: str | None = Field(description="The strongest argument against the winner, in a sentence.")
    robustness: HowOften | None = Field(
        description="Null without a winner or a rival, and in a what-if that changes scores."
    )


class Ranking(BaseModel):
    """A decision's ranking at one revision; `weights` are shares and sum to 1."""

    decision: str
    revision: int
    method: Literal["weighted_sum"]
    scenario: str | None
    weights: dict[str, float]
    ranking: list[Standing]
    excluded: list[Standing]
    recommendation: Recommendation


Figure = float | SkipJsonSchema[None]


class MethodStanding(BaseModel):
    """One alternative by another method: `total` in the method's own measure, with its other figures beside."""

    framework: str
    rank: int | None = Field(description="Null where a gate excludes it.")
    tied: bool
    total: float | None = Field(description="Null where a gate excludes it, since it then takes no part.")
    distance_to_ideal: Figure = None
    distance_to_anti_ideal: Figure = None
    s: Figure = None
    r: Figure = None
    positive_flow: Figure = None
    negative_flow: Figure = None
    s_plus: Figure = None
    s_minus: Figure = None
    missing: list[str]
    failed_gates: list[str]
    published_total: float | None


class MethodRanking(BaseModel):
    """A decision's ranking by another method than the weighted sum. The recommendation's margin is in the method's own
    figures; reasons and conditions are those of the weighted sum, so that there are none here.
    """

    decision: str
    revision: int
    method: OtherMethod
    normalization: str
    higher_is_better: bool
    scenario: str | None
    weights: dict[str, float]
    ranking: list[MethodStanding]
    excluded: list[MethodStanding]
    recommendation: Recommendation
    compromise: list[str] | SkipJsonSchema[None] = Field(
        default=None, description="The alternatives that VIKOR proposes together, the best first."
    )
    conditions: engine.VikorConditions | SkipJsonSchema[None] = None


class SetRanking(BaseModel):
    """The outcome of one weight set. A total is null where a gate excludes it from another method."""

    totals: dict[str, float | None]
    ranks: dict[str, int | None]
    winner: list[str]


class SetRankings(BaseModel):
    """The outcomes of many weight sets, in their order."""

    decision: str
    revision: int
    method: Method
    scenario: str | None
    rankings: list[SetRanking]

"""The forms of the API's bodies and answers about decisions: checked on the way in, documented on the way out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, Strict, StrictStr
from pydantic.json_schema import SkipJsonSchema

from decision import engine
from decision.api.describing import Page, among
from decision.api.reading import MaybeNumber, Number
from frameworks.models import Confidence

from .models import Decision, Gate, Scenario, Score

MOST_SETS = 10_000
MOST_CELLS = 10_000


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Method = Literal["weighted_sum", "weighted_product", "topsis", "vikor", "promethee_ii", "copras", "moora"]
OtherMethod = Literal["weighted_product", "topsis", "vikor", "promethee_ii", "copras", "moora"]
Float = Annotated[float, Strict(), Field(allow_inf_nan=False)]


class Evaluate(_Body):
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


class ScorePatch(_Body):
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


class ReasonedPatches(_Body):
    """Changes of many cells, all or nothing, and why: the reason stands beside them in the history."""

    scores: Annotated[list[ScorePatch], Field(max_length=MOST_CELLS)]
    reason: StrictStr = Field(default="", description="One line of up to 600 characters.")


class NewScenario(_Body):
    """A named set of points beside the decision's own; the slug is made of the name when left out."""

    name: Annotated[StrictStr, Field(max_length=120)]
    slug: Annotated[StrictStr, Field(max_length=80, pattern=r"^[-a-z0-9]+$")] | None = None
    weights: dict[str, Number]


class Standing(BaseModel):
    """One alternative. `total` counts missing scores at their worst; `low` and `high` are worst and best."""

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
    headline: str = Field(description="Who leads and by how much, in a few words.")
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


class NewAlternative(_Body):
    """A technology of the catalogue, and what it is called here if not by its own name."""

    framework: StrictStr
    label: Annotated[StrictStr, Field(max_length=60)] = ""


class AlternativePatch(_Body):
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


class NewGate(_Body):
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


class GatePatch(_Body):
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


class ScenarioPage(Page):
    results: list[ScenarioInDecision]


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


class PublishedTotal(BaseModel):
    """A printed total and what the weights and scores give."""

    framework: str
    published_total: float
    recomputed_total: float
    discrepancy: float
    rank: int | None


class Audit(BaseModel):
    """What the source printed beside the recomputed totals."""

    decision: str
    revision: int
    published_against_recomputed: list[PublishedTotal]
    same_order: bool


class Change(BaseModel):
    """One change: who did it, when, through which door, and from what to what."""

    id: str
    who: str = Field(
        description="A person, or the user of the database where it was changed past Steelyard. Outsiders, who may not "
        "know who is on the team, read “a member” and “somebody”."
    )
    when: datetime
    door: str = Field(description="page, api, admin, command or sql.")
    revision: int = Field(description="The revision that the change made.")
    action: Literal["added", "changed", "removed"]
    what: str = Field(description="The kind of row.")
    framework: str | None
    criterion: str | None
    name: str | None = Field(description="Of a gate, a scenario or an entry of the catalogue.")
    field: str
    old: Any = Field(alias="from")
    new: Any = Field(alias="to")
    note: str = Field(description="Why the revision was made, or what it is called; empty where nobody said.")


class History(Page):
    """Changes, the latest first."""

    results: list[Change]

"""The forms of the API's bodies and answers about rounds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictBool, StrictStr

from decision.api.describing import Page, among
from decision.api.reading import MaybeNumber, Number

from .models import Round

MOST_CELLS = 10_000
Aggregate = Literal["arithmetic", "geometric", "median"]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NewRoundBody(_Body):
    """A round to open. `member_weights` gives members (by username) more or less weight than 1 in the aggregate."""

    asks: Literal["weights", "scores", "both"] = "weights"
    reveal: Literal["by_editor", "when_all_in", "at_time"] = "when_all_in"
    closes_at: AwareDatetime | None = Field(
        default=None, description="With `at_time`: when, with a time zone. Compared by the database's clock."
    )
    aggregate: Aggregate = "arithmetic"
    note: Annotated[StrictStr, Field(max_length=300)] = ""
    member_weights: dict[str, Number] = {}


class RoundChange(_Body):
    """Ends an open round."""

    status: Literal["revealed", "cancelled"]


class ScoreAnswer(_Body):
    """A score in the criterion's own units; null is "no opinion"."""

    framework: StrictStr
    criterion: StrictStr
    value: MaybeNumber = None


class BallotBody(_Body):
    """Answers in the open round. PUT replaces all of them, PATCH those that it names (a null weight forgets one).
    `finished` hands the ballot in, or with false takes it back."""

    weights: dict[str, MaybeNumber] = {}
    scores: Annotated[list[ScoreAnswer], Field(max_length=MOST_CELLS)] = []
    finished: StrictBool | None = None


# A class of its own: the schema's generator marks what a PATCH takes as partial, wherever else it stands.
class BallotChange(BallotBody):
    """Answers in the open round, of which those that are left out stay. A null weight forgets one; `finished` hands
    the ballot in, or with false takes it back."""


class ApplyBody(_Body):
    """How to sum up; the round's own way when left out."""

    aggregate: Aggregate | None = None


class RoundMember(BaseModel):
    """Somebody's part in a round: whether they have finished, never what they answered."""

    member: str | None = Field(description="The username; null where the account is gone.")
    name: str
    weight: float
    finished: bool
    finished_at: datetime | None
    takes_part: bool = Field(description="False where they left the team or may no longer vote.")


class AskedCriterionAnswer(BaseModel):
    """A criterion as it stood when the round was opened."""

    criterion: str
    name: str
    points: float
    is_there: bool = Field(description="Whether it is still part of the decision.")


class AskedAlternativeAnswer(BaseModel):
    """An alternative as it stood when the round was opened."""

    framework: str
    name: str
    is_there: bool


class Applied(BaseModel):
    """When an outcome was taken into the decision."""

    at: datetime
    by: str | None
    aggregate: str
    revision: int


class RoundLineAnswer(BaseModel):
    """A round in a list."""

    number: int
    status: str = Field(json_schema_extra=among(Round.Status))
    asks: str = Field(json_schema_extra=among(Round.Asks))
    reveal: str = Field(json_schema_extra=among(Round.Reveal))
    closes_at: datetime | None
    aggregate: str = Field(json_schema_extra=among(Round.Aggregate))
    note: str
    opened_at: datetime
    opened_by: str | None
    revealed_at: datetime | None
    revealed_by: str | None = Field(description="Null where it revealed by itself.")
    cancelled_at: datetime | None
    cancelled_by: str | None
    applied: Applied | None


class RoundAnswer(RoundLineAnswer):
    """A round: what was asked, and who has finished."""

    revision: int = Field(description="The decision's revision when it was opened.")
    criteria: list[AskedCriterionAnswer]
    alternatives: list[AskedAlternativeAnswer]
    members: list[RoundMember]


class RoundPage(Page):
    results: list[RoundLineAnswer]


class Missing(BaseModel):
    """What a ballot does not answer yet."""

    weights: list[str]
    scores: list[dict[str, str]]


class BallotAnswer(BaseModel):
    """One member's ballot. `missing` is null in those of others."""

    round: int
    member: str | None
    name: str
    finished: bool
    finished_at: datetime | None
    weights: dict[str, float]
    scores: list[ScoreAnswer]
    missing: Missing | None


class BallotPage(Page):
    """Before the reveal one's own ballot alone; after it those of all who had finished."""

    results: list[BallotAnswer]


class MemberComparison(BaseModel):
    """What one member's own weights and scores lead to. `without`: the group's winners had this member not taken
    part, null where they are the same."""

    member: str | None
    name: str
    weight: float
    shares: dict[str, float]
    totals: dict[str, float]
    ranks: dict[str, int | None]
    winner: list[str]
    margin: float | None
    agrees: bool
    without: list[str] | None


class GroupResult(BaseModel):
    """The group's shares and scores, and what they lead to."""

    weights: dict[str, float]
    scores: list[ScoreAnswer]
    totals: dict[str, float]
    ranks: dict[str, int | None]
    winner: list[str]
    margin: float | None


class ConcordAnswer(BaseModel):
    """Kendall's W, null where it is undefined, and what it means."""

    w: float | None
    meaning: str


class CriterionSpreadAnswer(BaseModel):
    """The members' shares of one criterion."""

    criterion: str
    low: float
    high: float
    mean: float
    median: float
    deviation: float
    lowest: str | None
    highest: str | None


class CellSpreadAnswer(BaseModel):
    """The members' scores of one cell that two or more gave."""

    framework: str
    criterion: str
    given: int
    low: float
    high: float
    mean: float
    median: float
    lowest: str | None
    highest: str | None


class SplitAnswer(BaseModel):
    """How much of the disagreement about totals comes from weights and how much from scores; together 1, or null."""

    weights: float | None
    scores: float | None


class TopicAnswer(BaseModel):
    """What two members differ on."""

    criterion: str
    about: Literal["weights", "scores"]
    size: float


class PairAnswer(BaseModel):
    """The two members who most need to talk."""

    members: list[str | None]
    distance: float
    split: SplitAnswer
    topics: list[TopicAnswer]


class Comparing(BaseModel):
    """A revealed round, compared on the decision as it is now. Nothing but `members` and the like is left where no
    ballot counts: then `group` is null."""

    decision: str
    revision: int
    round: int
    aggregate: str
    group: GroupResult | None
    members: list[MemberComparison]
    agreement_on_criteria: ConcordAnswer | None
    agreement_on_alternatives: ConcordAnswer | None
    criteria: list[CriterionSpreadAnswer]
    cells: list[CellSpreadAnswer]
    split: SplitAnswer | None
    pair: PairAnswer | None
    left_out: list[str] = Field(description="Names of those whose ballots are not compared.")
    no_longer_asked: list[str] = Field(description="Names of what left the decision since the opening.")
    not_asked: list[str] = Field(description="Names of what joined the decision since the opening.")


class AppliedAnswer(BaseModel):
    """The decision after an outcome was applied."""

    decision: str
    revision: int
    round: int
    aggregate: str

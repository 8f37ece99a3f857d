"""What the API says of the evidence behind a decision; also its published schema."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class CellShape(BaseModel):
    """A score, by its place."""

    framework: str
    criterion: str


class MoveShape(BaseModel):
    """What a finding can do to one alternative: its total and its rank from and to."""

    framework: str
    total_from: float
    total_to: float
    rank_from: int
    rank_to: int


class EffectShape(BaseModel):
    """Why a finding matters: by how much it can move the result."""

    detail: str
    most: float = Field(description="The largest change of a total.")
    changes_leader: bool
    moves: list[MoveShape]


class AcknowledgementShape(BaseModel):
    """Why a finding may stand. `is_current` is false where its facts changed since, so that it is open again."""

    id: int
    reason: str
    said: str = Field(description="What the finding said then.")
    name: str | None = Field(description="Who it was; null for readers outside the team.")
    made_at: datetime
    is_current: bool


class FindingShape(BaseModel):
    """One thing that the data of a decision say against it."""

    key: str = Field(description="Names the finding for as long as it is there.")
    fingerprint: str = Field(description="Of its facts: another one when they change.")
    code: str
    severity: Literal["serious", "warning", "note"]
    detail: str
    more: list[str]
    effect: EffectShape
    advice: str
    link: str = Field(description="Where to do it: a path of this site.")
    cells: list[CellShape]
    criteria: list[str]
    frameworks: list[str]
    sources: list[str]
    claims: list[int]
    is_open: bool
    acknowledgement: AcknowledgementShape | None


class FindingCounts(BaseModel):
    """How many findings there are, and how many of them nobody acknowledged."""

    all: int
    open: int
    serious: int
    warning: int
    note: int


class PublishedTotal(BaseModel):
    """A printed total and what the weights and scores give."""

    framework: str
    published_total: float
    recomputed_total: float
    discrepancy: float
    rank: int | None


class AuditShape(BaseModel):
    """A decision held against its own evidence; the gravest finding first."""

    decision: str
    revision: int
    published_against_recomputed: list[PublishedTotal]
    same_order: bool = Field(
        description="Whether the printed totals give the same order as the recomputed ones."
    )
    counts: FindingCounts
    contradicted_scores: list[CellShape] = Field(
        description="Scores that rank otherwise than the figures that they cite."
    )
    findings: list[FindingShape]


class AcknowledgementGiven(BaseModel):
    """Why a finding may stand; with `fingerprint` only if its facts are still those."""

    model_config = ConfigDict(extra="forbid", strict=True)

    finding: str
    reason: str
    fingerprint: str | None = None


class SourceShape(BaseModel):
    """A source that scores cite."""

    source: str
    title: str
    scores_resting_on_it_alone: int
    share_of_lead: float = Field(
        description="What is lost of the lead once those scores are missing, at their worst; "
        "1 and more where the leader no longer leads."
    )


class LeftOutShape(BaseModel):
    """The result without one thing; several are `first` where they tie."""

    kind: Literal["source", "criterion", "alternative"]
    key: str
    first: list[str]
    lead: float
    rank_changes: int
    changes_leader: bool


class RestingShape(BaseModel):
    """What a decision rests on."""

    decision: str
    revision: int
    leader: str | None
    lead: float
    sources: list[SourceShape]
    leave_one_out: list[LeftOutShape]


class CandidateShape(BaseModel):
    """Something on record that would make an alternative win as one more criterion, from `share` to `until` of the
    weight. `values` run from 0 to 10; nothing is on record about the `unknown`, which count at worst."""

    plus: str = Field(description="`metric.<slug>` or `criterion.<slug>`.")
    name: str
    share: float
    until: float
    how: str
    values: dict[str, float]
    unknown: list[str]
    query: str = Field(description="Shows it as a what-if on the decision's page.")


class MissingOfOne(BaseModel):
    """What would make one alternative win, the smallest share first."""

    framework: str
    criteria: list[CandidateShape]


class MissingShape(BaseModel):
    """The criterion that a decision lacks, for each alternative that does not lead."""

    decision: str
    revision: int
    missing: list[MissingOfOne]

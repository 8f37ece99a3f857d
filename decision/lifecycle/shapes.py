"""What the API says of a decision's way; also its published schema."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class SignatureShape(BaseModel):
    """Who signed; `name` is null for readers outside the team, `is_current` false when the decision changed since."""

    name: str | None
    role: str
    revision: int
    is_current: bool
    comment: str | None
    signed_at: datetime


class StandingShape(BaseModel):
    """One total of the day on which it was decided."""

    framework: str
    label: str
    rank: int | None
    total: float


class OutcomeShape(BaseModel):
    """What was chosen."""

    framework: str
    label: str
    is_first: bool
    first: str
    reason: str
    revision: int
    decided_by: str | None
    decided_at: datetime
    review_on: date
    superseded_by: str | None
    superseded_why: str
    totals: list[StandingShape]


class LineShape(BaseModel):
    """One way from draft to decided."""

    number: int
    from_revision: int
    opened_at: datetime
    reason: str
    outcome: OutcomeShape | None
    signatures: list[SignatureShape]


class StatusShape(BaseModel):
    """Where a decision stands; the latest line first."""

    decision: str
    revision: int
    status: Literal["draft", "in_review", "decided", "superseded"]
    review_on: date | None
    is_review_due: bool
    lines: list[LineShape]


class StatusChange(BaseModel):
    """Where the decision is to stand. Deciding takes `framework` and `review_on`; reopening (`draft` for a decided
    one) and superseding take `reason`; superseding may name a `successor` by slug."""

    model_config = ConfigDict(extra="forbid")
    status: Literal["draft", "in_review", "decided", "superseded"]
    framework: str = ""
    reason: str = ""
    review_on: date | None = None
    successor: str = Field(default="", max_length=80)


class SignatureGiven(BaseModel):
    """A signature of one's own."""

    model_config = ConfigDict(extra="forbid")
    comment: str = ""

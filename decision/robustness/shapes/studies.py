"""Studies and how far they are."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from decision.api.describing import Page, among

from .. import models


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

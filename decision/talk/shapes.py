"""The forms of the API's bodies and answers about comments."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict, StrictBool, StrictStr

from decision.api.describing import Page, among

from .models import LONGEST_TEXT, Comment

Id = Annotated[int, Strict(), Field(ge=1, lt=2**63)]
TEXT = f"Plain text of at most {LONGEST_TEXT:,} characters; @name calls a member of the team."


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NewComment(_Body):
    """A reply (`thread`: any comment in it), or a new thread: about the decision, a criterion, with `framework` a
    cell, or a claim that a score of the decision cites."""

    text: StrictStr = Field(description=TEXT)
    thread: Id | None = None
    criterion: StrictStr | None = None
    framework: StrictStr | None = None
    claim: Id | None = None


class CommentChange(_Body):
    """Other words (one's own comments), or the thread settled or opened again; what is left out stays."""

    text: StrictStr | None = Field(default=None, description=TEXT)
    resolved: StrictBool | None = None


class CommentAnswer(BaseModel):
    """A comment. `thread` is the id of the first comment of its thread, which alone says what it is about and whether
    that is resolved. A removed comment stays as a stone without text."""

    id: int
    thread: int
    author: str | None = Field(description="User name; null for somebody who has left.")
    text: str
    place: str = Field(json_schema_extra=among(Comment.Place))
    criterion: str | None
    framework: str | None
    claim: int | None
    about: str = Field(description="In words, as it was when the thread began; empty for the decision.")
    created_at: datetime
    edited_at: datetime | None
    removed_at: datetime | None
    removed_by: str | None
    removed_because: str
    resolved: bool
    resolved_at: datetime | None
    resolved_by: str | None


class CommentPage(Page):
    """Comments in the order in which they were written."""

    results: list[CommentAnswer]

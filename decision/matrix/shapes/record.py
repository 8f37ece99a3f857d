"""What happened to a decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from decision.api.describing import Page


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

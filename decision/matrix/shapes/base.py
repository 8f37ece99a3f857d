"""What all bodies have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Body(BaseModel):
    """What a client sends: nothing but what is asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

"""What is drawn, beside how often each takes which place."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from .exact import Shares


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


class FirstPlaceCauses(BaseModel):
    """Of the variance of first places: what weights alone, scores alone and both together explain."""

    weights: float
    scores: float
    together: float
    draws: int

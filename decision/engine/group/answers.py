"""What comparing members answers. Arrays are float64, members in rows, read-only by custom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Aggregate = Literal["arithmetic", "geometric", "median"]


@dataclass(frozen=True, slots=True)
class MemberView:
    """What one member's own weights and scores lead to.

    `ranks` are None for alternatives that are not ranked. `winners` are those tied first, `margin` the lead
    over the next (None where there is no other, 0 in a tie). `agrees` says whether the winners are the
    group's. `without` are the group's winners if this member had not taken part, where those differ: then
    this view flips the result.
    """

    member: str
    share: float
    totals: tuple[float, ...]
    ranks: tuple[int | None, ...]
    winners: tuple[str, ...]
    margin: float | None
    agrees: bool
    without: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Concord:
    """Kendall's W of the members' orders, with what it means in words; None where it is undefined."""

    w: float | None
    meaning: str


@dataclass(frozen=True, slots=True)
class CriterionSpread:
    """The members' shares of one criterion: ends, middle, standard deviation, and who stands at the ends."""

    criterion: str
    low: float
    high: float
    mean: float
    median: float
    deviation: float
    lowest: str
    highest: str

    @property
    def width(self) -> float:
        """From the lowest to the highest share."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class CellSpread:
    """The raw scores that members gave one cell, and how many gave one. Only cells that two or more gave."""

    alternative: str
    criterion: str
    given: int
    low: float
    high: float
    mean: float
    median: float
    lowest: str
    highest: str

    @property
    def width(self) -> float:
        """From the lowest to the highest score."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Split:
    """How much of the disagreement about totals comes from weights (values) and how much from scores (facts).

    The two shares add up to 1; both are None where all members' totals lie equally far apart.
    """

    weights: float | None
    scores: float | None


@dataclass(frozen=True, slots=True)
class Topic:
    """What two members differ on: how far a criterion moves their totals apart, and why."""

    criterion: str
    about: Literal["weights", "scores"]
    size: float


@dataclass(frozen=True, slots=True)
class Pair:
    """The two members whose totals lie farthest apart, and what about, the largest first."""

    one: str
    other: str
    distance: float
    split: Split
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The group's weights and what they lead to. `scores` are the aggregated raw scores (m, n), NaN where
    nobody gave one and the decision's own stands; None where no scores were asked for.
    """

    how: Aggregate
    shares: dict[str, float]
    scores: Floats | None
    totals: tuple[float, ...]
    ranks: tuple[int | None, ...]
    winners: tuple[str, ...]
    margin: float | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """Members beside each other. `shares` (P, n) and the raw `scores` (P, m, n, NaN: not given; None: not
    asked for) are what was compared, for plots.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    shares: Floats
    scores: Floats | None
    members: tuple[MemberView, ...]
    group: GroupView
    on_criteria: Concord
    on_alternatives: Concord
    criteria_spread: tuple[CriterionSpread, ...]
    cell_spread: tuple[CellSpread, ...]
    split: Split
    pair: Pair | None

    @property
    def flippers(self) -> tuple[str, ...]:
        """Members without whom the group's result would be another."""
        return tuple(view.member for view in self.members if view.without is not None)

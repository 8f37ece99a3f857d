"""What was drawn at random, by the request or by a study, and what that was in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decision import engine
from decision.engine.smaa import Comparison, Limit
from decision.matrix.page.numbers import listed

from ..limiting import Limits, in_words
from ..ordering import Order
from .figures import share_text

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Place:
    """How often one alternative takes each place."""

    alternative: str
    shares: Sequence[float]
    errors: Sequence[float]
    mean_rank: float
    central: Mapping[str, float] | None
    confidence: float | None

    @property
    def first(self) -> float:
        """The share of draws it wins."""
        return self.shares[0] if self.shares else 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn and came out, by this request or by a study."""

    places: tuple[Place, ...]
    excluded: tuple[str, ...]
    draws: int
    seed: int
    weights: str
    spread: float | None
    order: Order = ()
    limits: Limits = ()
    acceptance: float | None = 1.0

    @property
    def scores_vary(self) -> bool:
        """Whether scores were drawn too."""
        return any(place.confidence is not None for place in self.places)


def just_drawn(found: engine.Acceptability) -> Drawn:
    """What the engine drew within this request."""
    places = tuple(
        Place(one.alternative, one.shares, one.errors, one.mean_rank, one.central, one.confidence)
        for one in found.places
    )
    drawn = found.weights
    return Drawn(
        places, tuple(found.excluded), found.draws, found.seed, drawn.kind, drawn.spread, drawn.order,
        drawn.limits, found.acceptance,
    )  # fmt: skip


def drawn_before(answer: Mapping[str, Any]) -> Drawn:
    """What the answer of a study says."""
    rows = answer["alternatives"]
    places = tuple(
        Place(
            row["framework"], row["rank_acceptability"], row["standard_error"], row["mean_rank"],
            row["central_weights"], row["confidence_factor"],
        )
        for row in rows
        if row["mean_rank"] is not None
    )  # fmt: skip
    excluded = tuple(row["framework"] for row in rows if row["mean_rank"] is None)
    order = tuple(map(tuple, answer["order"]))
    limits = tuple(_limit(each) for each in answer.get("limits", ()))
    return Drawn(
        places, excluded, answer["draws"], answer["seed"], answer["weights"], answer["spread"], order, limits,
        answer["acceptance"],
    )  # fmt: skip


def _limit(each: Mapping[str, Any]) -> Limit:
    comparison: Comparison = "at_least" if each.get("at_least") is not None else "at_most"
    return Limit(each["criterion"], comparison, each[comparison], each["over"])


def drawn_text(found: Drawn, labels: Mapping[str, str]) -> str:
    """What weights are drawn, in words."""
    far = f"{(found.spread or 0) * 100:.0f}\u00a0%"
    return {
        "uniform": "drawn evenly from every possible one",
        "around": f"drawn around these weights, each typically {far} above or below",
        "within": f"with each weight drawn evenly within ±{far} of itself",
        "ordered": f"drawn evenly from all that keep the order {_order_text(found.order, labels)}",
        "limited": f"drawn evenly from all that keep {_limits_text(found.limits, labels)}{_part_text(found)}",
        "fixed": "with the weights as they are",
    }[found.weights]


def _order_text(order: Order, labels: Mapping[str, str]) -> str:
    """A stated order, the most important first; criteria of which any may be the more important with “or”."""
    groups = [listed([labels.get(key, key) for key in group[:MOST_NAMED]], joined_by="or") for group in order]
    more = len(groups) - MOST_NAMED
    named = groups if more < 2 else [*groups[:MOST_NAMED], f"{more} more"]
    return " ≥ ".join(named)


def _limits_text(limits: Limits, labels: Mapping[str, str]) -> str:
    """Stated limits in words, the first of many."""
    named = [in_words(limit, labels) for limit in limits]
    more = len(named) - MOST_NAMED
    return listed(named if more < 2 else [*named[:MOST_NAMED], f"{more} more limits"])


def _part_text(found: Drawn) -> str:
    """How many of all weightings keep the limits."""
    if found.acceptance is None:
        return " (fewer than 1 in 100 of all possible weightings do)"
    return f" ({share_text(found.acceptance)}\u00a0% of all possible weightings do)"

"""What was drawn, as JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from decision.engine import smaa

from .exact import OF_EACH, Json

ALL_RANKS = 200
"""Up to so many alternatives every rank is listed. Beyond, ranks behind the last one taken are left out, and standard
errors but the first."""
DECIMALS = 10
P = ParamSpec("P")
T = TypeVar("T")


def _rounded(make: Callable[P, T]) -> Callable[P, T]:
    """Its numbers with as many decimals as all others have."""

    @wraps(make)
    def made(*given: P.args, **named: P.kwargs) -> T:
        rounded: T = _to_decimals(make(*given, **named))
        return rounded

    return made


def _to_decimals(answer: Any) -> Any:
    if isinstance(answer, float):
        return round(answer, DECIMALS)
    if isinstance(answer, dict):
        return {name: _to_decimals(each) for name, each in answer.items()}
    if isinstance(answer, list | tuple):
        return [_to_decimals(each) for each in answer]
    return answer


@_rounded
def places_answer(places: smaa.Acceptability) -> Json:
    """How often each alternative takes each rank; what a must-have excludes takes none."""
    count = len(places.places)
    none = (
        {"rank_acceptability": [0.0] * count, "standard_error": [0.0] * count}
        if count <= ALL_RANKS
        else {"rank_acceptability": [], "standard_error": []}
    )
    excluded = {"interval": None, "mean_rank": None, "central_weights": None, "confidence_factor": None}
    return {
        OF_EACH: {each.alternative: _place(each, count) for each in places.places}
        | {name: {**none, **excluded} for name in places.excluded},
        "acceptance": places.acceptance,
        "pairwise": _pairwise(places),
    }


def _place(place: smaa.Places, count: int) -> Json:
    shown = count
    if count > ALL_RANKS:
        shown = max((rank for rank, share in enumerate(place.shares, 1) if share), default=1)
    return {
        "rank_acceptability": place.shares[:shown],
        "standard_error": place.errors[: shown if count <= ALL_RANKS else 1],
        "interval": place.intervals[0],
        "mean_rank": place.mean_rank,
        "central_weights": None if place.central is None else dict(place.central),
        "confidence_factor": place.confidence,
    }


def _pairwise(places: smaa.Acceptability) -> Json | None:
    if places.pairwise is None:
        return None
    names = [place.alternative for place in places.places]
    return {
        name: {rival: share for rival, share in zip(names, row, strict=True) if rival != name}
        for name, row in zip(names, places.pairwise, strict=True)
    }


@_rounded
def first_places(places: smaa.Acceptability, key: str, most: int) -> list[Json]:
    """The alternatives that come first most often, with how often."""
    best = sorted(places.places, key=lambda place: -place.first)[:most]
    return [
        {key: place.alternative, "share": place.first, "standard_error": place.errors[0]} for place in best
    ]


@_rounded
def causes_answer(found: smaa.Acceptability | None) -> Json:
    """Whether weights or scores decide who is first."""
    if found is None or found.causes is None:
        return {"causes": None}
    causes = found.causes
    return {
        "causes": {
            "weights": causes.weights, "scores": causes.scores, "together": causes.together, "draws": found.draws,
        }
    }  # fmt: skip


@_rounded
def off_by_one_answer(found: smaa.Acceptability, key: str) -> Json:
    """Totals when every score is up to a point off: what 5, 50 and 95 % of the draws do not exceed."""
    return {
        "off_by_one": {
            "off_by": found.scores.off_by,
            "draws": found.draws,
            "seed": found.seed,
            "totals": [
                {
                    key: place.alternative, "low": place.total.low, "middle": place.total.middle,
                    "high": place.total.high, "first": place.first,
                }
                for place in found.places
                if place.total is not None
            ],
        }
    }  # fmt: skip


@_rounded
def unknowns_answer(unknowns: smaa.Unknowns | None, key: str) -> Json:
    """What to measure next: the open scores, by the chance that knowing them changes the winner."""
    if unknowns is None:
        return {"measure_next": {"cells": [], "changes": 0.0, "changes_error": 0.0, "draws": 0, "seed": None}}
    return {
        "measure_next": {
            "changes": unknowns.changes,
            "changes_error": unknowns.changes_error,
            "draws": unknowns.draws,
            "seed": unknowns.seed,
            "cells": [
                {
                    key: cell.alternative, "criterion": cell.criterion, "is_missing": cell.is_missing,
                    "alone": cell.alone, "alone_error": cell.alone_error, "together": cell.together,
                    "together_error": cell.together_error, "mostly": cell.mostly,
                }
                for cell in unknowns.cells
            ],
        }
    }  # fmt: skip


@_rounded
def multiverse_answer(multiverse: smaa.Multiverse, key: str) -> Json:
    """How often each alternative comes first when weights, scores, sources and method vary together."""
    return {
        "multiverse": {
            "draws": multiverse.draws,
            "seed": multiverse.seed,
            "weights": {"kind": multiverse.weights.kind, "spread": multiverse.weights.spread},
            "scores": {"kind": multiverse.scores.kind, "off_by": multiverse.scores.off_by},
            "left_out": multiverse.left_out,
            "sources": multiverse.sources,
            "methods": multiverse.methods,
            "methods_left_out": dict(multiverse.methods_left_out),
            "shares": [
                {
                    key: each.alternative, "share": each.share, "standard_error": each.error,
                    "interval": each.interval, "held": dict(each.held),
                }
                for each in multiverse.shares
            ],
        }
    }  # fmt: skip

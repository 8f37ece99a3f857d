"""Moves of weights as the page shows them, from the engine or from the answer of a study."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from decision import engine
from decision.engine.robustness import moving_text

from .figures import units_of


@dataclass(frozen=True, slots=True)
class Details:
    """The shares after a move (None where there is none), what changes, and both in a sentence."""

    weights: Mapping[str, Decimal] | None
    changes: tuple[engine.ShareChange, ...]
    sentence: str


@dataclass(frozen=True)
class Move:
    """The weights that bring `alternative` level with another; without `moved` where none do.

    Of a thousand moves few are shown: the details are made when they are asked for.
    """

    alternative: str
    moved: Decimal | None
    only_way: bool
    is_possible: bool
    make: Callable[[], Details] = field(repr=False, compare=False)

    @cached_property
    def details(self) -> Details:
        """What the move does."""
        return self.make()


def just_found(move: engine.WeightMove | None, labels: Mapping[str, str]) -> Move | None:
    """A move that the engine found within this request."""
    if move is None:
        return None
    found = move

    def make() -> Details:
        return Details(found.weights, found.changes, found.sentence(labels))

    return Move(move.alternative, move.moved, move.only_way, not move.impossible, make)


def found_before(alternative: str, given: Mapping[str, Any] | None, labels: Mapping[str, str]) -> Move | None:
    """A move that stands in an answer."""
    if given is None:
        return None
    moved = None if given["moved"] is None else number(given["moved"])

    def make() -> Details:
        changes = tuple(
            engine.ShareChange(one["criterion"], number(one["from"]), number(one["to"]))
            for one in given["changes"]
        )
        weights = given["weights"] and {key: number(share) for key, share in given["weights"].items()}
        names = labels.get(alternative, alternative), labels.get(given["against"], given["against"])
        told = (
            moving_text(names, units_of(moved), changes, labels, only_way=given["only_way"]) if moved else ""
        )
        return Details(weights, changes, told)

    return Move(alternative, moved, given["only_way"], not given["impossible"], make)


def number(given: object) -> Decimal:
    """A number of an answer, in the digits it was written with."""
    return Decimal(str(given))

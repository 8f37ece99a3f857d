"""Moves of weights as the page shows them, from the engine or from the answer of a study."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from decision import engine
from decision.matrix.page.numbers import listed, percent_text

MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Change:
    """A leaf's share before and after, 0 to 1."""

    criterion: str
    from_share: Decimal
    to_share: Decimal


@dataclass(frozen=True, slots=True)
class Details:
    """The shares after a move (None where there is none), what changes, and both in a sentence."""

    weights: Mapping[str, Decimal] | None
    changes: tuple[Change, ...]
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
        changes = tuple(Change(one.criterion, one.from_share, one.to_share) for one in found.changes)
        return Details(found.weights, changes, found.sentence(labels))

    return Move(move.alternative, move.moved, move.only_way, not move.impossible, make)


def found_before(alternative: str, given: Mapping[str, Any] | None, labels: Mapping[str, str]) -> Move | None:
    """A move that stands in an answer."""
    if given is None:
        return None
    moved = None if given["moved"] is None else number(given["moved"])

    def make() -> Details:
        changes = tuple(
            Change(one["criterion"], number(one["from"]), number(one["to"])) for one in given["changes"]
        )
        weights = given["weights"] and {key: number(share) for key, share in given["weights"].items()}
        names = labels.get(alternative, alternative), labels.get(given["against"], given["against"])
        return Details(weights, changes, _sentence(moved, changes, names, labels))

    return Move(alternative, moved, given["only_way"], not given["impossible"], make)


def number(given: object) -> Decimal:
    """A number of an answer, in the digits it was written with."""
    return Decimal(str(given))


def points_text(moved: Decimal) -> str:
    """Points of 100: whole where there are many, with a decimal where there are few."""
    points = moved * 100
    if not points:
        return "0"
    if points < Decimal("0.1"):
        return "<0.1"
    return f"{points:.1f}".removesuffix(".0") if points < 10 else f"{points:.0f}"


def _sentence(
    moved: Decimal | None, changes: Sequence[Change], names: tuple[str, str], labels: Mapping[str, str]
) -> str:
    if moved is None or not changes:
        return ""
    gives = sorted((one for one in changes if one.to_share < one.from_share), key=_gain)
    gains = sorted((one for one in changes if one.to_share > one.from_share), key=_gain, reverse=True)
    return (
        f"Move {points_text(moved)} points from {_told(gives, labels)} to {_told(gains, labels)}: "
        f"then {names[0]} is level with {names[1]}."
    )


def _gain(change: Change) -> Decimal:
    return change.to_share - change.from_share


def _told(changes: Sequence[Change], labels: Mapping[str, str]) -> str:
    told = [
        f"{labels.get(one.criterion, one.criterion)} ({percent_text(one.from_share * 100)} to "
        f"{percent_text(one.to_share * 100)})"
        for one in changes[:MOST_TOLD]
    ]
    more = len(changes) - len(told)
    return listed([*told, f"{more} more"] if more else told)

"""Proofs in one sentence each, with the names and numbers it takes to check them by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from decision.engine.exact import DECIMALS
from decision.engine.robustness.proof import Comparison, Grounds
from decision.engine.wording import abridged, decimals_telling_apart, listed, percent_text, points_text

_MOST_WEIGHTS = 7
Labels = Mapping[str, str]


def winning_text(
    grounds: Grounds,
    figures: Sequence[tuple[str, int]],
    weights: Mapping[str, Decimal],
    tied: Sequence[str],
    labels: Labels,
) -> str:
    """At which weights it is first, with how many points, and ahead of whom; `figures` are its own and the next."""
    names = [labels.get(name, name) for name, _ in figures]
    first = figures[0][1]
    second = figures[1][1] if len(figures) > 1 else first
    decimals = decimals_telling_apart(first, second)
    points = f"{points_text(first, decimals)} points"
    if tied:
        outcome = f"{names[0]} ties with {abridged([labels.get(one, one) for one in tied])} for first, at {points} each"
    else:
        outcome = f"{names[0]} is first with {points}"
    ahead = f", ahead of {names[1]} with {points_text(second, decimals)}" if len(figures) > 1 else ""
    return f"{_at_weights(grounds, weights, labels)}, {outcome}{ahead}."


def _at_weights(grounds: Grounds, weights: Mapping[str, Decimal], labels: Labels) -> str:
    if grounds == "leads":
        return "With today’s weights"
    heavy = sorted((key for key, share in weights.items() if share), key=lambda key: -weights[key])
    named = [labels.get(key, key) for key in heavy]
    if len(heavy) == 1:
        return f"With all the weight on {named[0]}"
    shares = [
        f"{name} at {percent_text(_units(weights[key]))}" for name, key in zip(named, heavy, strict=True)
    ]
    rest = " and nothing else" if len(heavy) < len(weights) and len(heavy) <= _MOST_WEIGHTS else ""
    return f"With {abridged(shares, _MOST_WEIGHTS)}{rest}"


def beaten_text(
    name: str,
    mixture: Sequence[tuple[str, Fraction]],
    comparisons: Sequence[Comparison],
    margin: int,
    labels: Labels,
) -> str:
    """Who beats it on every criterion, by how much at least, and where that is."""
    own, better = (labels.get(key, key) for key in (name, mixture[0][0]))
    closest = min(comparisons, key=lambda one: one.mixture - one.own)
    mine, theirs = _units(closest.own), _units(closest.mixture)
    decimals = decimals_telling_apart(mine, theirs)
    where = (
        f"on {labels.get(closest.criterion, closest.criterion)}: "
        f"{points_text(theirs, decimals)} against {points_text(mine, decimals)}"
    )
    by = points_text(margin, decimals_telling_apart(margin, 0))
    if len(mixture) == 1:
        return (
            f"No weights put {own} first: {better} is better on every criterion, by {by} at least ({where})."
        )
    parts = listed([f"{_part(share)} {labels.get(key, key)}" for key, share in mixture])
    return (
        f"No weights put {own} first: a mix of {parts} is better on every criterion, by {by} at least ({where}), "
        "so one of them is always ahead."
    )


def open_text(at_best: bool | None) -> str:
    """What missing and uncertain scores could still change about that, if there are any."""
    if at_best is None:
        return ""
    if at_best:
        return " With its own open scores at their best and all others’ at their worst, some weights would."
    return " That holds whatever open scores turn out to be."


def excluded_text(name: str, gates: Sequence[str], labels: Labels) -> str:
    """Which must-haves keep it out."""
    noun = "must-have" if len(gates) == 1 else "must-haves"
    return f"No weights put {labels.get(name, name)} first: it fails the {noun} {listed(list(gates))}."


def _part(share: Fraction) -> str:
    """A part of a mixture as percent where that is exact with two decimals, else as a fraction."""
    percent = share * 100
    if (percent * 100).denominator == 1:
        return percent_text(int(share * 10**DECIMALS))
    return f"{share.numerator}/{share.denominator}"


def _units(number: Decimal) -> int:
    return int(number.scaleb(DECIMALS))

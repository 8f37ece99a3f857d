"""Which claim a must-have goes by where there are several, and how far its figure reaches.

An accepted claim counts before a stale one, then the newest, then the most careful qualifier (exactly, about, at
least), then the one on record first. “About” allows 5 % either way; “at least” has no upper end, so that “at least
3,200” says nothing against a threshold of 10,000: that is unknown. A word counts where it is a level of the feature's
scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from decision.engine import Reach

from .rows import Observed

ABOUT = Decimal("0.05")
CAREFUL = {"exact": 2, "about": 1, "at_least": 0}
Figure = Decimal | Reach
Chosen = Mapping[str, tuple[Observed, Figure]]
Levels = Mapping[str, Decimal]


def by_metric(figures: Iterable[Mapping[str, Any]], metric: str) -> Chosen:
    """For each framework the figure to go by, of rows of claims with a number."""
    return _chosen(
        (row, reach_of(Decimal(row["number"]), _decimal(row["number_to"]), row["qualifier"]))
        for row in figures
        if row["metric"] == metric and row["number"] is not None
    )


def by_feature(words: Iterable[Mapping[str, Any]], feature: str, levels: Levels) -> Chosen:
    """For each framework the word to go by, of rows of claims; `levels` are by word in lower case."""
    return _chosen(
        (row, levels[row["text"].casefold()])
        for row in words
        if row["feature"] == feature
        and row["kind"] in ("rating", "feature")
        and row["text"].casefold() in levels
    )


def reach_of(number: Decimal, number_to: Decimal | None, qualifier: str) -> Figure:
    """How far a printed figure reaches: a number where it is exact."""
    if qualifier == "at_least":
        return Reach(low=number)
    top = number if number_to is None else number_to
    if qualifier == "about":
        return Reach(low=number - abs(number) * ABOUT, high=top + abs(top) * ABOUT)
    return number if top == number else Reach(low=number, high=top)


def care(row: Mapping[str, Any]) -> tuple[bool, str, int, int]:
    """What makes one claim count before another: the greatest is used."""
    return row["status"] == "accepted", row["as_of"] or "", CAREFUL.get(row["qualifier"], 0), -row["id"]


def _chosen(rows: Iterable[tuple[Mapping[str, Any], Figure]]) -> Chosen:
    groups: dict[str, dict[int, tuple[Mapping[str, Any], Figure]]] = {}
    for row, figure in rows:
        groups.setdefault(row["framework"], {})[row["id"]] = (row, figure)
    found = {}
    for framework, group in groups.items():
        row, figure = max(group.values(), key=lambda pair: care(pair[0]))
        found[framework] = replace(observed_of(row), others=len(group) - 1), figure
    return found


def observed_of(row: Mapping[str, Any]) -> Observed:
    """A claim as a must-have shows it."""
    return Observed(
        row["id"], row["text"] or row["number"], row["measured_on"] is not None, row["status"] == "stale"
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

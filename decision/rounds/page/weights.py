"""The weights of a revealed round, member by member: dots, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass

from decision.engine.group import CriterionSpread
from decision.matrix.page.bars import slot_of

from ..comparison import Comparison
from .dots import DotPlot, Mark, dot_plot
from .people import called, initials_of
from .team import axis_of
from .words import percent, points

TOPS = (10, 20, 50)
"""Percent where a plot may end: many criteria share little each, and would crowd at its left."""


@dataclass(frozen=True, slots=True)
class WeightRow:
    """One criterion: its plot, the group's share, the range, and every member's share in the order of the heads."""

    name: str
    number: int
    slot: int
    plot: DotPlot
    group: str
    range: str
    own: str
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeightPart:
    """All criteria, the widest split first; `heads` are the members as (name, letters, is the reader)."""

    rows: tuple[WeightRow, ...]
    axis: tuple[tuple[str, str, str], ...]
    top: int
    heads: tuple[tuple[str, str, bool], ...]


def weight_part(comparison: Comparison, me: int | None) -> WeightPart:
    """The weights of every ballot that counts."""
    found = comparison.found
    assert found is not None
    people = [comparison.who(view.member) for view in found.members]
    heads = tuple(
        (called(who, me), initials_of(who, me), me is not None and who.user_id == me) for who in people
    )
    highest = max(float(found.shares.max()), float(comparison.own_shares.max()))
    top = next((top for top in TOPS if 100 * highest <= top), 100)
    columns = {key: number for number, key in enumerate(found.criteria)}
    ordered = sorted(
        found.criteria_spread, key=lambda spread: (-round(spread.width, 6), columns[spread.criterion])
    )
    shares = found.shares.T.tolist()
    rows = tuple(
        _row(comparison, spread, columns[spread.criterion], shares[columns[spread.criterion]], heads, top)
        for spread in ordered
    )
    return WeightPart(rows, axis_of(top), top, heads)


def _row(
    comparison: Comparison, spread: CriterionSpread, column: int, shares: list[float],
    heads: tuple[tuple[str, str, bool], ...], top: int,
) -> WeightRow:  # fmt: skip
    found = comparison.found
    assert found is not None
    scale = 100 * 100 / top
    texts = tuple(percent(share) for share in shares)
    own = float(comparison.own_shares[column])
    group = found.group.shares[spread.criterion]
    words = ", ".join(f"{name} {text}" for (name, _, _), text in zip(heads, texts, strict=True))
    return WeightRow(
        name=comparison.questions.name(spread.criterion), number=column + 1, slot=slot_of(column + 1),
        plot=dot_plot(
            [Mark(share * scale, letters, is_me) for share, (_, letters, is_me) in zip(shares, heads, strict=True)],
            group=group * scale, home=own * scale, words=words,
        ),
        group=percent(group), range=f"{points(spread.low)}–{points(spread.high)}", own=percent(own), shares=texts,
    )  # fmt: skip

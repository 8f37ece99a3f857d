"""The row of figures above a revealed round: the result, the agreement, the widest split, the group's lead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from decision.engine.group import GroupComparison
from decision.matrix.page.numbers import listed

from ..comparison import Comparison
from ..models import Round
from .words import coefficient, lead, percent, points, score, total

WORTH = 0.05
"""Shares less than five points apart are no disagreement."""
SAME = 1e-9
AVERAGES = dict(Round.Aggregate.choices)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, its unit, and what it says; `term` and `title` explain a word of it."""

    number: str
    unit: str
    words: str
    term: str = ""
    title: str = ""


def figures(comparison: Comparison) -> tuple[Figure, ...]:
    """At most four figures. There is at least one ballot."""
    found = comparison.found
    assert found is not None
    shown: list[Figure | None] = [_result(comparison, found)]
    if len(found.members) > 1:
        shown += [_agreement(comparison, found), _widest(comparison, found)]
    shown.append(_group_lead(comparison, found))
    return tuple(figure for figure in shown if figure is not None)


def _result(comparison: Comparison, found: GroupComparison) -> Figure:
    name = comparison.questions.name
    firsts = Counter(view.winners for view in found.members)
    winners, count = firsts.most_common(1)[0]
    everybody = len(found.members)
    if not winners:
        ballots = "ballot counts" if everybody == 1 else "ballots count"
        return Figure(
            str(everybody), "", f"{ballots}. No alternative can be ranked, so there is no result yet."
        )
    who = listed([name(key) for key in winners])
    verb = "put" if count != 1 else "puts"
    tie = " in a tie" if len(winners) > 1 else ""
    if everybody == 1:
        return Figure(
            "1", "ballot", f"counts, and {verb} {who} first{tie}. There is nobody to compare it with."
        )
    if count == everybody:
        rest = _harmony(comparison, found)
    else:
        others = [f"{listed([name(key) for key in won])} ({n})" for won, n in firsts.most_common()[1:4]]
        rest = f"Others: {listed(others)}. The team disagrees on the result."
    return Figure(str(count), f"of {everybody}", f"{verb} {who} first{tie}. {rest}")


def _harmony(comparison: Comparison, found: GroupComparison) -> str:
    """What a team that agrees on the winner may still disagree on."""
    asks_weights, asks_scores = comparison.questions.asks_weights, comparison.questions.asks_scores
    on = []
    if asks_weights and any(spread.width >= WORTH for spread in found.criteria_spread):
        on.append("the weights")
    if asks_scores and any(cell.width > 0 for cell in found.cell_spread):
        on.append("the scores")
    return f"The team disagrees on {listed(on)}, not on the result." if on else "The team agrees."


def _agreement(comparison: Comparison, found: GroupComparison) -> Figure:
    by_weights = comparison.questions.asks_weights
    concord = found.on_criteria if by_weights else found.on_alternatives
    of_what = "criteria" if by_weights else "alternatives"
    if concord.w is None:
        return Figure(
            coefficient(None), "", f"No agreement to measure: nobody puts one of the {of_what} before another.",
            term="Kendall’s W", title="Kendall’s coefficient of concordance",
        )  # fmt: skip
    return Figure(
        coefficient(concord.w), "", f"{concord.meaning} on the order of {of_what}, from 0 (none) to 1 (complete).",
        term="Kendall’s W", title="Kendall’s coefficient of concordance",
    )  # fmt: skip


def _widest(comparison: Comparison, found: GroupComparison) -> Figure | None:
    name = comparison.questions.name
    if comparison.questions.asks_weights:
        widest = max(found.criteria_spread, key=lambda spread: spread.width)
        if widest.width < SAME:
            return Figure("0", "points", "apart: everybody gives every criterion the same weight.")
        words = f"apart on {name(widest.criterion)}, the widest split: {points(widest.low)} to {percent(widest.high)}."
        return Figure(points(widest.width), "points", words)
    if not found.cell_spread:
        return None
    cell = max(found.cell_spread, key=lambda spread: spread.width)
    if not cell.width:
        return Figure("0", "points", "apart: wherever several give a score, it is the same.")
    where = f"{name(cell.alternative)}, {name(cell.criterion)}"
    words = f"apart on {where}, the widest split: {score(cell.low)} to {score(cell.high)}."
    return Figure(score(cell.width), "points", words)


def _group_lead(comparison: Comparison, found: GroupComparison) -> Figure | None:
    group, name = found.group, comparison.questions.name
    if group.margin is None or not group.winners:
        return None
    what = "weights" if comparison.questions.asks_weights else "scores"
    where = f"at the team’s {AVERAGES[comparison.aggregate]} {what}"
    if len(group.winners) > 1:
        return Figure("0.00", "", f"between {listed([name(key) for key in group.winners])}, who tie {where}.")
    order = sorted(
        (rank, key, value)
        for key, rank, value in zip(found.alternatives, group.ranks, group.totals, strict=True)
        if rank is not None
    )
    (_, first, best), (_, second, next_best) = order[:2]
    words = f"lead of {name(first)} {where}: {total(best)} to {name(second)}’s {total(next_best)}."
    return Figure(lead(group.margin), "", words)

"""What is worth a conversation: who stands apart, who should talk to whom, whose view decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from decision.engine.group import CriterionSpread, GroupComparison, MemberView, Topic
from decision.matrix.page.numbers import listed

from ..comparison import Comparison
from .people import called
from .words import lead, percent, points, score, total

SPLITS, CELLS, FLIPPERS = 2, 2, 3
WORTH = 0.05
"""Shares less than five points apart are no split."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A subject and a sentence or two about it."""

    subject: str
    text: str


def conversation(comparison: Comparison, me: int | None) -> tuple[Talk, ...]:
    """The subjects, the most pressing first; empty for a single ballot."""
    found = comparison.found
    assert found is not None
    if len(found.members) < 2:
        return ()
    talks = _pair(comparison, found, me) + _flippers(comparison, found, me)
    if comparison.questions.asks_weights:
        widest = sorted(found.criteria_spread, key=lambda spread: -spread.width)[:SPLITS]
        talks += [_split(comparison, found, spread, me) for spread in widest if spread.width >= WORTH]
    return tuple(talks + _cells(comparison, found, me))


def _pair(comparison: Comparison, found: GroupComparison, me: int | None) -> list[Talk]:
    pair = found.pair
    if pair is None or len(found.members) < 3:
        return []
    names = [called(comparison.who(pair.one), me), called(comparison.who(pair.other), me)]
    about = listed([_topic(comparison, topic) for topic in pair.topics])
    return [Talk(
        f"{names[0]} and {names[1]}",
        f"need to talk most: their totals lie {total(pair.distance)} apart on average. About {about}.",
    )]  # fmt: skip


def _topic(comparison: Comparison, topic: Topic) -> str:
    name = comparison.questions.name(topic.criterion)
    return f"the weight of {name}" if topic.about == "weights" else f"the scores on {name}"


def _flippers(comparison: Comparison, found: GroupComparison, me: int | None) -> list[Talk]:
    name = comparison.questions.name
    return [
        Talk(
            called(comparison.who(view.member), me),
            f"decides the result: without this ballot {_lead(view.without, name)}.",
        )
        for view in found.members
        if view.without is not None
    ][:FLIPPERS]  # fmt: skip


def _lead(winners: tuple[str, ...], name: Callable[[str], str]) -> str:
    names = [name(key) for key in winners]
    return f"{names[0]} would lead" if len(names) == 1 else f"{listed(names)} would tie"


def _split(comparison: Comparison, found: GroupComparison, spread: CriterionSpread, me: int | None) -> Talk:
    """Who stands apart on a criterion, and what that does to their own result."""
    is_high = spread.high - spread.mean >= spread.mean - spread.low
    member = spread.highest if is_high else spread.lowest
    column = found.criteria.index(spread.criterion)
    names = [view.member for view in found.members]
    others = np.delete(found.shares[:, column], names.index(member))
    own = spread.high if is_high else spread.low
    low, high = float(others.min()), float(others.max())
    span = percent(high) if percent(low) == percent(high) else f"{points(low)} to {percent(high)}"
    who = called(comparison.who(member), me)
    gives = "give" if who == "You" else "gives"
    rest = "the others" if len(others) > 1 else "the other"
    text = f"{who} {gives} it {percent(own)}, {rest} {span}. {_own_result(comparison, found, member, who)}"
    return Talk(f"{comparison.questions.name(spread.criterion)}.", text)


def _own_result(comparison: Comparison, found: GroupComparison, member: str, who: str) -> str:
    view = next(view for view in found.members if view.member == member)
    name = comparison.questions.name
    leader = listed([name(key) for key in view.winners])
    whose = "your" if who == "You" else "their"
    if view.agrees:
        return f"Even so {leader} leads by {whose} weights{_by(view)}, as for the team."
    return f"By {whose} weights {leader} leads{_by(view)}, not the team’s first."


def _by(view: MemberView) -> str:
    return f", by {lead(view.margin).lstrip('+')}" if view.margin else ""


def _cells(comparison: Comparison, found: GroupComparison, me: int | None) -> list[Talk]:
    name = comparison.questions.name
    widest = sorted(found.cell_spread, key=lambda cell: -cell.width)[:CELLS]
    return [
        Talk(
            f"{name(cell.alternative)} on {name(cell.criterion)}.",
            f"{called(comparison.who(cell.highest), me)}: {score(cell.high)}, "
            f"{called(comparison.who(cell.lowest), me)}: {score(cell.low)}. What do they know that the other does not?",
        )
        for cell in widest
        if cell.width > 0
    ]  # fmt: skip

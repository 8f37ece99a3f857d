"""A round beside the one before: whether the team came closer, and who moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from decision.engine.group import GroupComparison
from decision.matrix.page.bars import slot_of
from decision.matrix.page.numbers import listed, place

from ..arrays import Floats
from ..comparison import Comparison, compare
from ..models import Round
from ..selectors import Participant
from .people import called, initials_of
from .words import coefficient, percent, points


@dataclass(frozen=True, slots=True)
class Moved:
    """A member, and how far their weights went: half the sum of all changes, in points."""

    name: str
    initials: str
    is_me: bool
    points: str
    most: str


@dataclass(frozen=True, slots=True)
class SpreadChange:
    """A criterion's range in both rounds, on one line from 0 to 100 percent of the wider scale."""

    name: str
    number: int
    slot: int
    before: str
    after: str
    group_before: str
    group_after: str
    x1: str
    x2: str
    is_closer: bool


@dataclass(frozen=True, slots=True)
class Since:
    """Two rounds side by side; `moved` and `spreads` are empty where one of them did not ask for weights."""

    number: int
    facts: tuple[tuple[str, str, str], ...]
    verdict: str
    moved: tuple[Moved, ...]
    spreads: tuple[SpreadChange, ...]


def since(before: Round, comparison: Comparison, me: int | None) -> Since | None:
    """The round before, compared on the same matrix by the same aggregate; None where no ballot of it counts."""
    found = comparison.found
    earlier = compare(before, comparison.loaded, "arithmetic")
    if earlier.found is None or found is None:
        return None
    both_weights = earlier.questions.asks_weights and comparison.questions.asks_weights
    spreads = _spreads(earlier.found, comparison) if both_weights else ()
    return Since(
        number=before.number, facts=_facts(earlier, comparison),
        verdict=_verdict(earlier.found, found) if both_weights else "",
        moved=_moved(earlier, comparison, me) if both_weights else (), spreads=spreads,
    )  # fmt: skip


def _facts(earlier: Comparison, later: Comparison) -> tuple[tuple[str, str, str], ...]:
    """What is told of both rounds: (what, before, after)."""
    assert earlier.found is not None
    assert later.found is not None
    rows = [
        ("Ballots", str(len(earlier.votes)), str(len(later.votes))),
        ("First for the team", _winners(earlier), _winners(later)),
        ("Put it first", _backing(earlier.found), _backing(later.found)),
        ("Agreement on the order of alternatives", *_both("on_alternatives", earlier.found, later.found)),
    ]
    if earlier.questions.asks_weights and later.questions.asks_weights:
        rows.append(("Agreement on the order of criteria", *_both("on_criteria", earlier.found, later.found)))
    return tuple(rows)


def _both(name: str, earlier: GroupComparison, later: GroupComparison) -> tuple[str, str]:
    return coefficient(getattr(earlier, name).w), coefficient(getattr(later, name).w)


def _winners(comparison: Comparison) -> str:
    assert comparison.found is not None
    return listed([comparison.questions.name(key) for key in comparison.found.group.winners])


def _backing(found: GroupComparison) -> str:
    return f"{sum(view.agrees for view in found.members)} of {len(found.members)}"


def _verdict(earlier: GroupComparison, later: GroupComparison) -> str:
    before = float(np.mean([spread.width for spread in earlier.criteria_spread]))
    after = float(np.mean([spread.width for spread in later.criteria_spread]))
    told = f"from {points(before)} to {points(after)} points between the lowest and the highest, on average"
    if after < before * 0.9:
        return f"The team came closer: {told}."
    if after > before * 1.1:
        return f"The team went further apart: {told}."
    return f"The team stands about as far apart: {told}."


def _moved(earlier: Comparison, later: Comparison, me: int | None) -> tuple[Moved, ...]:
    """The members of both rounds, who moved most first."""
    assert earlier.found is not None
    assert later.found is not None
    first, second = _rows(earlier), _rows(later)
    moved = []
    for user, (who, now) in second.items():
        if user not in first:
            continue
        change = now - first[user][1]
        size = float(np.abs(change).sum()) / 2
        at = int(np.abs(change).argmax())
        sign = "+" if change[at] > 0 else "−"
        text = f"{sign}{points(abs(float(change[at])))} on {later.questions.name(later.found.criteria[at])}"
        moved.append((size, Moved(
            called(who, me), initials_of(who, me), user == me, points(size), text if size >= 0.0005 else "",
        )))  # fmt: skip
    return tuple(line for _, line in sorted(moved, key=lambda pair: -pair[0]))


def _rows(comparison: Comparison) -> Mapping[int, tuple[Participant, Floats]]:
    """Members' shares by their account."""
    assert comparison.found is not None
    return {
        vote.who.user_id: (vote.who, row)
        for vote, row in zip(comparison.votes, comparison.found.shares, strict=True)
        if vote.who.user_id is not None
    }


def _spreads(earlier: GroupComparison, later: Comparison) -> tuple[SpreadChange, ...]:
    found = later.found
    assert found is not None
    before = {spread.criterion: spread for spread in earlier.criteria_spread}
    top = max(0.01, *(spread.width for spread in (*earlier.criteria_spread, *found.criteria_spread)))
    lines = [
        SpreadChange(
            name=later.questions.name(now.criterion), number=number, slot=slot_of(number),
            before=points(then.width), after=points(now.width),
            group_before=percent(earlier.group.shares[now.criterion]),
            group_after=percent(found.group.shares[now.criterion]),
            x1=place(100 * then.width / top), x2=place(100 * now.width / top), is_closer=now.width <= then.width,
        )
        for number, now in enumerate(found.criteria_spread, 1)
        for then in [before[now.criterion]]
    ]  # fmt: skip
    return tuple(lines)

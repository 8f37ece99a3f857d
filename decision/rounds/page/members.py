"""What each member's own answers lead to."""

from __future__ import annotations

from dataclasses import dataclass

from decision.engine.group import GroupComparison, MemberView
from decision.matrix.page.numbers import listed
from decision.matrix.page.scene import SHAPES

from ..comparison import Comparison
from .dots import DENSE_FROM
from .people import called, counts_text, initials_of
from .words import lead


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member's own winner and lead; `flips` says what the group's result would be without them."""

    name: str
    initials: str
    is_me: bool
    winner: str
    shape: int
    margin: str
    second: str
    agrees: bool
    flips: str
    counts: str


def member_lines(comparison: Comparison, me: int | None) -> tuple[MemberLine, ...]:
    """A line for every ballot that counts: those who decide the result or have another one first, the reader's last;
    among many members the reader's first."""
    found = comparison.found
    assert found is not None
    lines = [_line(comparison, found, view, me) for view in found.members]
    if len(lines) <= DENSE_FROM:
        return tuple(sorted(lines, key=lambda line: line.is_me))
    return tuple(sorted(lines, key=lambda line: (not line.is_me, not line.flips, line.agrees)))


def _line(comparison: Comparison, found: GroupComparison, view: MemberView, me: int | None) -> MemberLine:
    who, name = comparison.who(view.member), comparison.questions.name
    is_tie = len(view.winners) > 1
    winner = listed([name(key) for key in view.winners])
    shape = found.alternatives.index(view.winners[0]) % SHAPES + 1 if view.winners else 1
    flips = ""
    if view.without is not None:
        flips = f"Without this ballot: {listed([name(key) for key in view.without])}."
    return MemberLine(
        name=called(who, me), initials=initials_of(who, me), is_me=me is not None and who.user_id == me,
        winner=winner, shape=shape, margin="tie" if is_tie else lead(view.margin) if view.margin is not None else "",
        second="" if is_tie else _second(comparison, found, view), agrees=view.agrees, flips=flips,
        counts=counts_text(who.counts),
    )  # fmt: skip


def _second(comparison: Comparison, found: GroupComparison, view: MemberView) -> str:
    second = [key for key, rank in zip(found.alternatives, view.ranks, strict=True) if rank == 2]
    return f"{listed([comparison.questions.name(key) for key in second])} second" if second else ""

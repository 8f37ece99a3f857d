"""The members of a round, as lines and avatars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from decision.matrix.page.numbers import listed
from decision.teams.people import initials

from ..selectors import Participant

ME = "Me"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A member's line before the reveal: who they are, and whether they have finished."""

    name: str
    initials: str
    is_me: bool
    state: str
    kind: str
    icon: str
    counts: str


def initials_of(who: Participant, me: int | None) -> str:
    """The letters of an avatar: "Me" for the reader."""
    return ME if me is not None and who.user_id == me else initials(who.name.partition(" (")[0])


def called(who: Participant, me: int | None) -> str:
    """The name in a list: "You" for the reader."""
    return "You" if me is not None and who.user_id == me else who.name


def person_lines(people: Sequence[Participant], me: int | None) -> tuple[PersonLine, ...]:
    """Everybody, the reader last, as the design has it."""
    ordered = sorted(people, key=lambda who: who.user_id == me and me is not None)
    return tuple(_line(who, me) for who in ordered)


def _line(who: Participant, me: int | None) -> PersonLine:
    if not who.takes_part:
        state, kind, icon = "No longer votes", "", "i-x"
    elif who.has_finished:
        state, kind, icon = "Finished", "ok", "i-check"
    else:  # whether somebody has begun is their own affair
        state, kind, icon = "Not finished", "", "i-clock"
    return PersonLine(
        name=called(who, me), initials=initials_of(who, me), is_me=me is not None and who.user_id == me,
        state=state, kind=kind, icon=icon, counts=counts_text(who.counts),
    )  # fmt: skip


def counts_text(counts: Decimal) -> str:
    """How much a member counts, where it is not simply 1."""
    return "" if counts == 1 else f"counts {counts.normalize():f}×"


def departed_text(people: Sequence[Participant]) -> str:
    """A sentence about those whose ballots are kept but left out, empty where there are none."""
    gone = [who.name for who in people if not who.takes_part]
    if not gone:
        return ""
    if len(gone) == 1:
        return f"{gone[0]} has left the team or may no longer vote: the ballot is kept, and left out."
    return f"{listed(gone)} have left the team or may no longer vote: their ballots are kept, and left out."


def finished_text(people: Sequence[Participant]) -> str:
    """`4 of 5 finished`, of those who take part."""
    present = [who for who in people if who.takes_part]
    return f"{sum(who.has_finished for who in present)} of {len(present)} finished"

"""What became of a score, and what is proposed for it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Protocol

from decision.history.words import said
from decision.record.selectors import Change, unnamed, unnamed_note

from ..proposed import lines_of
from ..selectors.cell import Behind, Proposed

REVISIONS_SHOWN = 8
FEW_CLAIMS = 3  # cited at once, told one by one


class Refused(Protocol):
    """What was refused: a proposal's id, and why."""

    @property
    def about(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def typed(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One change, and what undoing it is asked by; nothing where it cannot be undone by itself."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One revision's changes to the cell."""

    revision: int
    at: datetime
    who: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed change, and what its reader may do with it; `problem` is why that was refused just now."""

    id: int
    name: str
    made_at: datetime
    reason: str
    lines: tuple[tuple[str, str, str], ...]
    is_open: bool
    status: str
    decided_name: str
    decided_at: datetime | None
    answer: str
    is_mine: bool
    can_settle: bool
    can_accept: bool
    problem: str
    typed: str


def happened(behind: Behind, *, sees_names: bool) -> tuple[Happened, ...]:
    """What became of the score, the latest first."""
    found = []
    for revision, group in groupby(behind.changes, lambda change: change.revision):
        changes = list(group)
        first = changes[0]
        who = first.who if sees_names else unnamed(first.who, first.door)
        lines = tuple(_lines(changes))
        note = behind.notes.get(revision, "")
        note = note if sees_names else unnamed_note(note)
        found.append(Happened(revision, first.when, who, note, lines))
    return tuple(found[:REVISIONS_SHOWN])


def _lines(changes: Sequence[Change]) -> Iterator[Line]:
    """A line for each change; many claims that were cited at once make one, which its revision alone undoes."""
    cited = [change for change in changes if (change.what, change.action) == ("citation", "added")]
    together = cited if len(cited) > FEW_CLAIMS else []
    for change in changes:
        if change not in together:
            yield Line(change.id, _text(said(change).text))
    if together:
        named = [f"“{change.new_name}”" for change in together[:FEW_CLAIMS]]
        yield Line(
            "",
            f"Now rests on {len(together)} claims: {', '.join(named)} and {len(together) - FEW_CLAIMS} more",
        )


def _text(text: str) -> str:
    return text[:1].upper() + text[1:]


def proposals(
    rows: Sequence[Proposed], *, user_id: int | None, can_edit: bool, refusal: Refused | None
) -> tuple[Proposal, ...]:
    """The proposals for the cell, open ones first."""
    found = []
    for row in rows:
        is_open, is_mine = row.status == "open", row.by_id is not None and row.by_id == user_id
        mine = refusal if refusal and refusal.about == f"proposal-{row.id}" else None
        found.append(
            Proposal(
                id=row.id, name=row.name, made_at=row.made_at, reason=row.reason,
                lines=lines_of(row.wanted, row.seen, row.named), is_open=is_open, status=row.status,
                decided_name=row.decided_name, decided_at=row.decided_at, answer=row.answer, is_mine=is_mine,
                can_settle=is_open and can_edit, can_accept=is_open and can_edit and not is_mine,
                problem=mine.detail if mine else "", typed=mine.typed if mine else "",
            )
        )  # fmt: skip
    return tuple(found)

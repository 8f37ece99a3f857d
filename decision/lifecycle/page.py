"""What the sign-off page is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from decision import engine
from decision.matrix.models import Decision
from decision.matrix.page.numbers import ordinal, two_decimals
from decision.matrix.selectors import OpenDecision, matrix_of
from decision.teams.actors import Actor
from decision.teams.permissions import may_contribute, may_edit

from .models import Line, Outcome
from .selectors import Signed, is_member, lines_of, signed, successor_of

USUAL_REVIEW_DAYS = 182
STEPS = (("draft", "Draft"), ("in_review", "In review"), ("decided", "Decided"), ("superseded", "Superseded"))


@dataclass(frozen=True, slots=True)
class Step:
    """One status on the way, and whether the decision is there or past it."""

    name: str
    is_current: bool
    is_past: bool


@dataclass(frozen=True, slots=True)
class Option:
    """An alternative that may be chosen."""

    key: str
    label: str
    rank: int | None
    total: str

    @property
    def place(self) -> str:
        """The rank in words: 1st, 22nd; empty for what fails a must-have."""
        return f"{self.rank}{ordinal(self.rank)}" if self.rank else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of a recorded ranking."""

    label: str
    rank: int | None
    total: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the decision with what it ended with; `signatures` are empty for those who may not read names,
    `current_count` are those given to what was decided, `successor` is None for those who may not find it."""

    number: int
    line: Line
    outcome: Outcome | None
    standings: tuple[Standing, ...]
    signatures: tuple[Signed, ...]
    signature_count: int
    current_count: int
    successor: Decision | None


@dataclass(frozen=True, slots=True)
class StatusPage:
    """The sign-off page of a decision for one reader."""

    status: str
    revision: int
    steps: tuple[Step, ...]
    current: LineView | None
    earlier: tuple[LineView, ...]
    options: tuple[Option, ...]
    first: str
    unrankable: str
    can_edit: bool
    can_sign: bool
    sees_names: bool
    mine: Signed | None
    review_default: date
    earliest_review: date
    days_to_review: int | None
    moved_since: str

    @property
    def my_comment(self) -> str:
        """What the reader wrote beside their signature."""
        return self.mine.comment if self.mine else ""

    @property
    def review_default_text(self) -> str:
        """The review date as a date field takes it: the one that is set, else the usual one."""
        outcome = self.current.outcome if self.current else None
        is_set = outcome is not None and outcome.review_on >= self.earliest_review
        return (outcome.review_on if outcome and is_set else self.review_default).isoformat()


def status_page(opened: OpenDecision, by: Actor) -> StatusPage:
    """The page for `by`; four queries at most, one less where the matrix is known, and one for each successor."""
    sees_names = is_member(by, opened.id)
    lines = [_line_view(line, opened, by, sees_names) for line in lines_of(opened.id)]
    current = lines[0] if lines else None
    options, unrankable = options_of(opened)
    today = timezone.localdate()
    outcome, is_decided = current.outcome if current else None, opened.status == Decision.Status.DECIDED
    return StatusPage(
        status=opened.status, revision=opened.revision, steps=_steps(opened.status), current=current,
        earlier=tuple(lines[1:]), options=options,
        first=", ".join(option.label for option in options if option.rank == 1), unrankable=unrankable,
        can_edit=may_edit(by, opened), can_sign=may_contribute(by, opened), sees_names=sees_names,
        mine=_mine(current, by), review_default=today + timedelta(days=USUAL_REVIEW_DAYS),
        earliest_review=today + timedelta(days=1),
        days_to_review=(outcome.review_on - today).days if outcome else None,
        moved_since=moved_since(outcome.standings, options) if outcome and is_decided else "",
    )  # fmt: skip


def _steps(status: str) -> tuple[Step, ...]:
    keys = [key for key, _ in STEPS]
    at = keys.index(status)
    shown = STEPS if status == Decision.Status.SUPERSEDED else STEPS[:3]
    return tuple(Step(name, key == status, keys.index(key) < at) for key, name in shown)


def _line_view(line: Line, opened: OpenDecision, by: Actor, sees_names: bool) -> LineView:
    outcome: Outcome | None = getattr(line, "outcome", None)
    spoken_of = outcome.revision - 1 if outcome else opened.revision
    given = [signed(row, revision=spoken_of) for row in line.signatures.all()]
    return LineView(
        number=line.number, line=line, outcome=outcome,
        standings=tuple(_standing(row, outcome) for row in outcome.standings) if outcome else (),
        signatures=tuple(given) if sees_names else (), signature_count=len(given),
        current_count=sum(row.is_current for row in given), successor=successor_of(outcome, by),
    )  # fmt: skip


def _standing(row: dict[str, Any], outcome: Outcome) -> Standing:
    return Standing(
        row["label"],
        row["rank"],
        two_decimals(Decimal(row["total"])),
        row["framework"] == outcome.framework.slug,
    )


def options_of(opened: OpenDecision) -> tuple[tuple[Option, ...], str]:
    """What can be chosen as it stands today, by rank; or why nothing is ranked."""
    loaded = matrix_of(opened)
    try:
        ranking = engine.rank(loaded.matrix, None, loaded.labels)
    except engine.EngineError as error:
        return (), error.detail
    return tuple(
        Option(line.alternative, loaded.labels[line.alternative], line.rank, two_decimals(line.total))
        for line in (*ranking.standings, *ranking.excluded)
    ), ""


def _mine(current: LineView | None, by: Actor) -> Signed | None:
    if current is None or by.user_id is None:
        return None
    return next((row for row in current.signatures if row.user_id == by.user_id), None)


def moved_since(standings: Sequence[Mapping[str, Any]], options: Sequence[Option]) -> str:
    """What differs between the recorded totals and today's: the catalogue may be corrected after a decision."""
    today = {option.key: option.total for option in options}
    moved = [
        f"{row['label']} {two_decimals(Decimal(row['total']))} → {today[row['framework']]}"
        for row in standings
        if row["framework"] in today and today[row["framework"]] != two_decimals(Decimal(row["total"]))
    ]
    return "; ".join(moved)

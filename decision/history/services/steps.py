"""What a revision did to each row, and so what undoing it has to do. Knows events only, not the rows of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decision.record.naming import pointed_to
from decision.record.selectors import SILENT
from decision.record.trail import Entry

Values = Mapping[str, Any]
_CELL = {"alternative_id", "weight_id"}  # told beside a citation, but its score's


@dataclass(frozen=True, slots=True)
class RowStep:
    """One row before a revision and after it, None where it was not there. `fields` are those that differ."""

    what: str
    row: int
    before: Values | None
    after: Values | None
    fields: tuple[str, ...]

    @property
    def adds(self) -> bool:
        """Whether the revision added the row, so that undoing removes it."""
        return self.before is None

    @property
    def removes(self) -> bool:
        """Whether the revision removed the row, so that undoing brings it back."""
        return self.after is None


def steps_in(entries: Sequence[Entry]) -> list[RowStep]:
    """One step a row from a revision's events, given the latest first; rows that came and went are left out."""
    first: dict[tuple[str, int], Values | None] = {}
    last: dict[tuple[str, int], Values | None] = {}
    for entry in reversed(entries):
        place = (entry.what, entry.row)
        if place not in first:
            first[place] = {"insert": None, "update": entry.before, "delete": entry.after}[entry.label]
        last[place] = None if entry.label == "delete" else entry.after
    found = (_step(what, row, first[what, row], last[what, row]) for what, row in first)
    return [step for step in found if step.fields]


def _step(what: str, row: int, before: Values | None, after: Values | None) -> RowStep:
    old, new = before or {}, after or {}
    untold = SILENT | _CELL if what == "citation" else SILENT
    keys = [key for key in {**old, **new} if key not in untold]
    changed = tuple(
        key for key in keys if old.get(key) != new.get(key) or (before is None) != (after is None)
    )
    return RowStep(what, row, before, after, changed)


def only(steps: Iterable[RowStep], entry: Entry, field: str) -> list[RowStep]:
    """The part of a revision that one change is: a field of its row, or the row with all that came or went with it."""
    steps = list(steps)
    own = next((step for step in steps if (step.what, step.row) == (entry.what, entry.row)), None)
    if own is None:
        return []
    if not own.adds and not own.removes:
        return [RowStep(own.what, own.row, own.before, own.after, (field,))] if field in own.fields else []
    found, reached = [own], {(own.what, own.row)}
    waiting = True
    while waiting:
        more = [
            step
            for step in steps
            if (step.what, step.row) not in reached
            and (step.adds, step.removes) == (own.adds, own.removes)
            and reached & _points_to(step)
        ]
        found += more
        reached |= {(step.what, step.row) for step in more}
        waiting = bool(more)
    return found


def _points_to(step: RowStep) -> set[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    for field, value in (step.after or step.before or {}).items():
        kind = "score" if field == "score_id" else pointed_to(step.what, field)
        if kind is not None and isinstance(value, int):
            found.add((kind, value))
    return found

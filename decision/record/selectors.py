"""Reading the memory: every change to a decision, to its rows and to what it borrows, as the triggers wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection

from .naming import Called, Names, called, names_of, pointed_to
from .trail import CATALOGUE, KINDS, Asked, Entry, Step, entries, steps

__all__ = [
    "CATALOGUE",
    "KINDS",
    "Asked",
    "Change",
    "HistoryPage",
    "Step",
    "changes_in",
    "changes_of",
    "history_of",
    "nameless",
    "people_of",
    "steps",
    "unnamed",
    "unnamed_note",
]

ACTIONS = {"insert": "added", "update": "changed", "delete": "removed"}
# The field that stands for a row which was added or removed.
MAIN = {
    "decision": "title", "alternative": "framework", "weight": "points", "score": "value", "citation": "claim_id",
    "gate": "threshold", "scenario": "name", "scenario_weight": "points", "framework": "name", "criterion": "name",
    "scale": "name", "metric": "name", "value_function": "name", "claim": "text", "source": "title",
}  # fmt: skip
SILENT = {
    "id", "revision", "updated_at", "created_at", "decision_id", "pgh_id", "pgh_label", "pgh_created_at",
    "pgh_context_id", "pgh_obj_id", "pgh_transaction", "pgh_login", "proposed_by_id", "reviewed_by_id", "reviewed_at",
}  # fmt: skip
BY = re.compile(r" by \S+$")  # at the end of `Undo of revision 9 by edgar`
PROPOSED = re.compile(r"^Proposed by .*", re.DOTALL)  # members alone read proposals


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row, from what to what; a row added or removed is told by its main field.

    `who` and `door` are those of the revision; SQL past the product is by the database's user, through the door "sql".
    Names come twice: as scripts call things (`framework`, `old`), and as people do (`framework_name`, `old_name`).
    `note` is what its revision is called, or why it was made.
    """

    id: str
    who: str
    when: datetime
    door: str
    revision: int
    action: str
    what: str
    framework: str | None
    criterion: str | None
    name: str | None
    field: str
    old: object
    new: object
    framework_name: str | None = None
    criterion_name: str | None = None
    old_name: object = None
    new_name: object = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Changes, the latest first: those of the events numbered `first` down to `last`, of `count` in all.

    Events are numbered from 1 in the order in which they happened, so that a page keeps its place.
    """

    changes: list[Change]
    first: int
    last: int
    count: int


def history_of(
    decision_id: int, *, first: int | None = None, size: int = 100, asked: Asked | None = None
) -> HistoryPage:
    """The changes to a decision, the latest first, from event number `first` down; two queries."""
    found, count = entries(decision_id, asked or Asked(), first=first, size=size)
    if not found:
        return HistoryPage([], 0, 0, 0)
    return HistoryPage(changes_in(found), first=found[0].place, last=found[-1].place, count=count)


def changes_of(decision_id: int, asked: Asked, *, each: int | None = None, size: int = 1000) -> list[Change]:
    """The changes of a range of revisions, the latest first, at most `each` events of a revision; two queries."""
    found, _ = entries(decision_id, asked, each=each, size=size)
    return changes_in(found)


def people_of(decision_id: int) -> list[str]:
    """Everybody who changed the decision, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT actor FROM matrix_revision WHERE decision_id = %s ORDER BY actor", [decision_id]
        )
        return [row[0] for row in cursor.fetchall()]


def nameless(change: Change) -> Change:
    """A change as those are told of it who may not know who is on the team."""
    return replace(change, who=unnamed(change.who, change.door), note=unnamed_note(change.note))


def unnamed(who: str, door: str) -> str:
    """Who made a change, without a name: a program's is told, a person's and a login's are not."""
    return who if door == "command" else "somebody" if door == "sql" else "a member"


def unnamed_note(note: str) -> str:
    """What a revision is called, without a name: neither who undid something nor what a member proposed, and why."""
    return PROPOSED.sub("Proposed by a member", BY.sub("", note))


def changes_in(found: Iterable[Entry], names: Names | None = None) -> list[Change]:
    """The changes that events tell, with the names of what they speak of; one query, none where they are given."""
    found = list(found)
    names = names_of(found) if names is None else names
    return [change for entry in found for change in _changes(entry, names)]


def _changes(entry: Entry, names: Names) -> Iterator[Change]:
    alternative, line = _cell(entry, names)
    for field in told(entry):
        old, new = _sides(entry, field)
        old, old_name = _said(entry, field, old, names)
        new, new_name = _said(entry, field, new, names)
        yield Change(
            id=f"{entry.what}-{entry.event}-{field}", who=entry.actor, when=entry.at, door=entry.door,
            revision=entry.revision, action=ACTIONS[entry.label], what=entry.what, field=field.removesuffix("_id"),
            framework=alternative and alternative[0], criterion=line and line[0], name=_name(entry, names),
            old=old, new=new, framework_name=alternative and alternative[1], criterion_name=line and line[1],
            old_name=old_name, new_name=new_name, note=entry.note,
        )  # fmt: skip


def told(entry: Entry) -> list[str]:
    """The fields that an event is about, the main one first."""
    main = MAIN[entry.what]
    if entry.label != "update" or entry.before is None:
        return [main]
    before = entry.before
    changed = [key for key, value in entry.after.items() if key not in SILENT and value != before.get(key)]
    return sorted(changed, key=lambda key: (key != main, key))


def _sides(entry: Entry, field: str) -> tuple[Any, Any]:
    """What a field was and became: its own value, or the alternative's framework, which stands for the row."""
    key = "framework_id" if field == "framework" else field
    if entry.label == "delete":
        return entry.after.get(key), None
    return (entry.before or {}).get(key), entry.after.get(key)


def _said(entry: Entry, field: str, value: Any, names: Names) -> tuple[Any, Any]:
    kind = "framework" if field == "framework" else pointed_to(entry.what, field)
    if kind is None:
        return value, None
    found = called(names, kind, value)
    if kind == "claim":
        return value, found and found[1]
    return (found[0], found[1]) if found else (None, None)


def _cell(entry: Entry, names: Names) -> tuple[Called | None, Called | None]:
    """The alternative and the criterion that an event speaks of."""
    row: Mapping[str, Any] = entry.after
    alternative = entry.row if entry.what == "alternative" else row.get("alternative_id")
    line = entry.row if entry.what == "weight" else row.get("weight_id")
    if entry.what == "gate":
        line = row.get("criterion_id")
    if entry.what in ("framework", "claim"):
        about = entry.row if entry.what == "framework" else row.get("framework_id")
        return called(names, "framework", about), None
    if entry.what == "criterion":
        return None, called(names, "criterion", entry.row)
    return called(names, "alternative", alternative), called(names, "weight", line)


def _name(entry: Entry, names: Names) -> str | None:
    if entry.what == "scenario_weight":
        found = called(names, "scenario", entry.after.get("scenario_id"))
        return found and found[1]
    named = entry.after.get("name") or (entry.after.get("title") if entry.what == "source" else None)
    return None if named is None else str(named)

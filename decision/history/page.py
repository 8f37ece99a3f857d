"""What the history's pages are given: revisions with their changes in words, and where one goes from each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.db.models import Max
from django.urls import reverse

from decision.matrix.models import Revision
from decision.matrix.page.numbers import plural
from decision.matrix.selectors import OpenDecision
from decision.record.selectors import (
    CATALOGUE,
    KINDS,
    Asked,
    Change,
    Step,
    changes_of,
    people_of,
    steps,
    unnamed,
    unnamed_note,
)
from decision.teams.people import shown_name

from .words import KINDS as KIND_NAMES
from .words import Said, said

PAGE = 20
SHOWN = 8
ALL_SHOWN = 500
SOMEBODY = "Somebody"
DOORS = {
    "page": "on the page", "api": "over the API", "admin": "in the admin", "command": "on the server",
    "sql": "in the database, past Steelyard",
}  # fmt: skip
COUNTED = {
    "alternative": ("alternative", "alternatives"), "weight": ("criterion", "criteria"), "score": ("score", "scores"),
    "citation": ("citation", "citations"), "gate": ("must-have", "must-haves"),
    "scenario": ("scenario", "scenarios"), "scenario_weight": ("scenario weight", "scenario weights"),
    "claim": ("claim", "claims"),
}  # fmt: skip
VERBS = {"insert": "added", "update": "changed", "delete": "removed"}
# The kinds that one may filter by; catalogue rows of all sorts are one to readers.
FILTERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "weight": ("Weights and criteria", ("weight",)),
    "score": ("Scores and evidence", ("score", "citation")),
    "alternative": ("Alternatives", ("alternative",)),
    "gate": ("Must-haves", ("gate",)),
    "scenario": ("Scenarios", ("scenario", "scenario_weight")),
    "decision": ("The decision itself", ("decision",)),
    "catalogue": ("The catalogue", CATALOGUE),
}


@dataclass(frozen=True, slots=True)
class Group:
    """One revision: who made it, its changes in words, and what can be done with it."""

    number: int
    at: datetime
    who: str
    door: str
    note: str
    lines: tuple[Said, ...]
    more: str
    undone_by: int | None
    is_now: bool
    can_undo: bool
    href: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter."""

    value: str
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The revisions asked for, the latest first. `only` is the one revision whose changes are all shown."""

    groups: tuple[Group, ...]
    people: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    is_filtered: bool
    only: int | None
    older: str
    newer: str
    can_compare: bool
    revision: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asks to see; `below` is where the page starts, `only` one revision."""

    who: str = ""
    what: str = ""
    below: int | None = None
    only: int | None = None

    def asked(self) -> Asked:
        """As the record is asked for it."""
        kinds = FILTERS[self.what][1] if self.what else KINDS
        if self.only is not None:
            return Asked(self.only, self.only, kinds, self.who or None)
        high = self.below - 1 if self.below is not None else 2**31 - 1
        return Asked(0, high, kinds, self.who or None)

    def query(self, **more: int) -> str:
        """The address of this filter, elsewhere in the history."""
        pairs = {"who": self.who, "what": self.what, **more}
        return urlencode({key: value for key, value in pairs.items() if value})


def history_page(opened: OpenDecision, wanted: Filter, *, can_edit: bool, sees_names: bool) -> HistoryPage:
    """The page of a decision's history; six queries, whatever there is."""
    asked = wanted.asked()
    found = steps(opened.id, asked, PAGE + 1)
    shown = found[:PAGE]
    changes = _changes(opened, shown, asked, ALL_SHOWN if wanted.only is not None else SHOWN)
    undone, began = _undone(opened, shown)
    names = _names(shown) if sees_names else None
    at_most = ALL_SHOWN if wanted.only is not None else SHOWN
    groups = tuple(
        _group(opened, step, changes.get(step.number, []), names, undone, began, can_edit, at_most)
        for step in shown
    )
    everybody = people_of(opened.id) if sees_names else ()
    return HistoryPage(
        groups=groups,
        people=tuple(Choice(name, name, name == wanted.who) for name in everybody if name),
        kinds=tuple(Choice(key, name, key == wanted.what) for key, (name, _) in FILTERS.items()),
        is_filtered=bool(wanted.who or wanted.what), only=wanted.only,
        older=wanted.query(before=shown[-1].number) if len(found) > PAGE else "",
        newer=wanted.query() if wanted.below is not None else "",
        can_compare=opened.revision > began and wanted.only is None and len(groups) > 0, revision=opened.revision,
    )  # fmt: skip


def _changes(opened: OpenDecision, shown: Sequence[Step], asked: Asked, each: int) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = {}
    if shown:
        window = Asked(shown[-1].number, shown[0].number, asked.kinds, asked.who)
        latest_first = changes_of(opened.id, window, each=each, size=PAGE * each)
        events = [list(fields) for _, fields in groupby(latest_first, key=_event)]
        for change in chain.from_iterable(reversed(events)):
            found.setdefault(change.revision, []).append(change)
    return found


def _event(change: Change) -> tuple[int, str]:
    return change.revision, change.id.rpartition("-")[0]


def _undone(opened: OpenDecision, shown: Sequence[Step]) -> tuple[dict[int, int], int]:
    """Which revisions were taken back by which, and where the record began."""
    rows = Revision.objects.filter(decision=opened.id)
    numbers = [step.number for step in shown]
    undone = rows.filter(undoes__in=numbers).values_list("undoes").annotate(last=Max("number"))
    began = rows.order_by("number").values_list("number", flat=True).first() or 1
    return {number: by for number, by in undone if number is not None}, began


def _names(shown: Sequence[Step]) -> dict[int, str]:
    users = get_user_model().objects.filter(pk__in={step.user_id for step in shown if step.user_id})
    return {user.pk: shown_name(user) for user in users}


def _group(
    opened: OpenDecision, step: Step, changes: Sequence[Change], names: Mapping[int, str] | None,
    undone: Mapping[int, int], began: int, can_edit: bool, at_most: int,
) -> Group:  # fmt: skip
    opening = ("decision", "insert") in step.counts
    told = sum(step.counts.values())
    shown = _main(changes) if at_most == SHOWN else changes
    lines = tuple(said(change) for change in shown)
    is_cut = told > len({_event(change) for change in shown})
    is_own = any(what not in CATALOGUE for what, _ in step.counts)
    moved_on = any((change.what, change.field) == ("decision", "status") for change in changes)
    return Group(
        number=step.number, at=step.at, who=_who(step, names),
        door=DOORS.get(step.door, step.door), lines=lines,
        note=unnamed_note(step.note) if names is None else step.note,
        more=_more(step, opening) if is_cut else "", undone_by=undone.get(step.number),
        is_now=step.number == opened.revision,
        can_undo=can_edit and not opened.is_frozen and not opening and not moved_on and is_own and step.number > began,
        href=_as_of(opened, step.number),
    )  # fmt: skip


def _who(step: Step, names: Mapping[int, str] | None) -> str:
    """Who made a revision; None as `names`: the reader may not know."""
    if names is None:
        who = unnamed(step.actor, step.door)
        return who[:1].upper() + who[1:]
    return names.get(step.user_id or 0) or step.actor or SOMEBODY


def _main(changes: Sequence[Change]) -> list[Change]:
    """What a revision is about: what came or went with all its rows (decision, alternative, criterion), else all."""
    for kinds in (("decision",), ("alternative", "weight")):
        found = [change for change in changes if change.what in kinds and change.action != "changed"]
        if found:
            return found
    return list(changes)


def _as_of(opened: OpenDecision, number: int) -> str:
    if number == opened.revision:
        return reverse("decision-detail", args=[opened.slug])
    return reverse("decision-past", args=[opened.slug, number])


def _more(step: Step, opening: bool) -> str:
    """How much else there is: `with 4 alternatives, 7 criteria and 28 scores`."""
    counts = [(what, label, count) for (what, label), count in step.counts.items() if what != "decision"]
    order = list(KIND_NAMES)
    counts.sort(key=lambda one: order.index(one[0]))
    if opening:
        parts = [
            plural(count, *COUNTED[what])
            for what, label, count in counts
            if what in COUNTED and label == "insert"
        ]
        return f"It came with {_and(parts)}"
    parts = [
        f"{plural(count, *COUNTED.get(what, (KIND_NAMES[what].lower(), KIND_NAMES[what].lower())))} {VERBS[label]}"
        for what, label, count in counts
    ]
    return f"All in all {_and(parts)}"


def _and(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)

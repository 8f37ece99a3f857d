"""The audit trail of one decision as the database keeps it: events of its rows and of what it borrows, by revision.

An event belongs to the revision of its transaction. Borrowed rows are told from the second revision on: what the
catalogue held when a decision was opened is no change to it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

DECISION_FIELDS = (
    "title", "question", "description", "status", "visibility", "close_call_margin", "team_id", "slug",
    "claims_good_for_months", "missing_at",
)  # fmt: skip

_MINE = "event.decision_id = %(decision)s"
_SCORES = "SELECT pgh_obj_id FROM matrix_scoreevent WHERE decision_id = %(decision)s"
_SCENARIOS = "SELECT pgh_obj_id FROM matrix_scenarioevent WHERE decision_id = %(decision)s"
_FRAMEWORKS = "SELECT framework_id FROM matrix_alternativeevent WHERE decision_id = %(decision)s"
_CRITERIA = "SELECT criterion_id FROM matrix_weightevent WHERE decision_id = %(decision)s"
_CLAIMS = f"SELECT claim_id FROM matrix_citationevent WHERE score_id IN ({_SCORES})"
_FEATURES = "SELECT feature_id FROM matrix_gateevent WHERE decision_id = %(decision)s"
_MUSTS = "SELECT metric_id FROM matrix_gateevent WHERE decision_id = %(decision)s"
_BORROWED = "revision.number > (SELECT min(number) FROM matrix_revision WHERE decision_id = %(decision)s)"


def _borrowed(ids: str, labels: str = "'update', 'delete'") -> str:
    return f"event.pgh_obj_id IN ({ids}) AND event.pgh_label IN ({labels}) AND {_BORROWED}"


# Each kind of row: its table and which of the events are this decision's. In the order of a revision's story.
PARTS: Mapping[str, tuple[str, str]] = {
    "decision": ("matrix_decision", ""),
    "alternative": ("matrix_alternative", _MINE),
    "weight": ("matrix_weight", _MINE),
    "score": ("matrix_score", _MINE),
    "citation": ("matrix_citation", f"event.score_id IN ({_SCORES})"),
    "gate": ("matrix_gate", _MINE),
    "scenario": ("matrix_scenario", _MINE),
    "scenario_weight": ("matrix_scenarioweight", f"event.scenario_id IN ({_SCENARIOS})"),
    "framework": ("frameworks_framework", _borrowed(_FRAMEWORKS)),
    "criterion": ("criteria_criterion", _borrowed(_CRITERIA)),
    "scale": (
        "criteria_scale",
        _borrowed(f"SELECT scale_id FROM criteria_criterionevent WHERE pgh_obj_id IN ({_CRITERIA})"),
    ),
    "metric": (
        "criteria_metric",
        _borrowed(
            f"SELECT metric_id FROM criteria_criterionevent WHERE pgh_obj_id IN ({_CRITERIA}) UNION {_MUSTS}"
        ),
    ),
    "value_function": (
        "criteria_valuefunction",
        _borrowed(f"SELECT value_function_id FROM matrix_weightevent WHERE {_MINE.removeprefix('event.')}"),
    ),
    "claim": (
        "frameworks_claim",
        _borrowed(
            f"{_CLAIMS} UNION SELECT pgh_obj_id FROM frameworks_claimevent"
            f" WHERE (metric_id IN ({_MUSTS}) OR criterion_id IN ({_FEATURES}) AND kind IN ('rating', 'feature'))"
            f" AND framework_id IN ({_FRAMEWORKS})",
            "'insert', 'update', 'delete'",
        )
        + " AND event.status <> 'proposed'",
    ),
    "source": (
        "frameworks_source",
        _borrowed(f"SELECT source_id FROM frameworks_claimevent WHERE pgh_obj_id IN ({_CLAIMS})"),
    ),
}
CATALOGUE = ("framework", "criterion", "scale", "metric", "value_function", "claim", "source")
KINDS = tuple(PARTS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: what became of one row, and who made the revision it belongs to.

    `after` is the row as it was left, or as it was when it was removed; `before` is the event before that, None for a
    row that was added. Numbers are exact.
    """

    place: int
    what: str
    event: int
    label: str
    row: int
    revision: int
    at: datetime
    actor: str
    door: str
    after: Mapping[str, Any]
    before: Mapping[str, Any] | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events: of a range of revisions, of some kinds of rows, by one person."""

    low: int = 0
    high: int = 2**31 - 1
    kinds: Collection[str] = KINDS
    who: str | None = None

    def given(self, decision_id: int) -> dict[str, Any]:
        """As the parameters of the statements below."""
        return {"decision": decision_id, "low": self.low, "high": self.high, "who": self.who}


_CHANGED = f"({', '.join(DECISION_FIELDS)})"
_WAS = f"({', '.join(f'lag({field}) OVER story' for field in DECISION_FIELDS)})"
_OF_DECISION = f"""(
    SELECT * FROM (
        SELECT *, {_CHANGED} IS DISTINCT FROM {_WAS} AS is_told FROM matrix_decisionevent
         WHERE pgh_obj_id = %(decision)s WINDOW story AS (ORDER BY pgh_id)
    ) event WHERE is_told OR pgh_label <> 'update')"""
_REVISION = "(revision.transaction, revision.at) = (event.pgh_transaction, event.pgh_created_at)"


def events(kinds: Collection[str]) -> str:
    """The statement for the events of these kinds: what, ordinal, event, label, row, and the revision's number."""
    parts = []
    for ordinal, (what, (table, which)) in enumerate(PARTS.items()):
        if what in kinds:
            rows = _OF_DECISION if what == "decision" else f"{table}event"
            parts.append(
                f"SELECT '{what}' AS what, {ordinal} AS ordinal, event.pgh_id AS event, event.pgh_label AS label,"
                f" event.id AS row, revision.number FROM {rows} event JOIN revision ON {_REVISION}"
                f" WHERE {which or 'true'}"
            )
    nothing = "SELECT '', 0, 0, '', 0::bigint, 0 WHERE false"
    return " UNION ALL ".join(parts) or nothing


_CELL = """(
    SELECT jsonb_build_object('alternative_id', score.alternative_id, 'weight_id', score.weight_id)
      FROM matrix_scoreevent score WHERE score.pgh_obj_id = stored.score_id LIMIT 1)"""
REVISIONS = """
SELECT number, transaction, at, actor, user_id, door, note, undoes FROM matrix_revision
 WHERE decision_id = %(decision)s AND number BETWEEN %(low)s AND %(high)s AND actor = coalesce(%(who)s, actor)
"""


def _each(of: str) -> str:
    return "CASE what " + " ".join(f"WHEN '{what}' THEN {of_table(what, of)}" for what in PARTS) + " END"


def of_table(what: str, of: str) -> str:
    """The JSON of a page's event (`of` "after"), or of the one before it. A citation tells of its score's cell too."""
    table = f"{PARTS[what][0]}event"
    if of == "after" and what == "citation":
        return f"(SELECT to_jsonb(stored) || {_CELL} FROM {table} stored WHERE stored.pgh_id = page.event)"
    if of == "after":
        return f"(SELECT to_jsonb(stored) FROM {table} stored WHERE stored.pgh_id = page.event)"
    if what == "citation":
        return "NULL"
    return (
        f"(SELECT to_jsonb(stored) FROM {table} stored WHERE page.label <> 'insert' AND stored.pgh_obj_id = page.row"
        " AND stored.pgh_id < page.event ORDER BY stored.pgh_id DESC LIMIT 1)"
    )


def entries(
    decision_id: int, asked: Asked, *, first: int | None = None, size: int = 100, each: int | None = None
) -> tuple[list[Entry], int]:
    """The events asked for, the latest first, from number `first` down, at most `size` of them and `each` of a
    revision; and how many there are. One query.

    Events are numbered from 1 in the order in which they happened, so that a page keeps its place.
    """
    statement = f"""
    WITH revision AS MATERIALIZED ({REVISIONS}),
    numbered AS (
        SELECT *, row_number() OVER (ORDER BY number, ordinal, event) AS place, count(*) OVER () AS count,
               row_number() OVER (PARTITION BY number ORDER BY ordinal, event) AS nth
          FROM ({events(asked.kinds)}) event (what, ordinal, event, label, row, number)
    ),
    page AS (
        SELECT * FROM numbered WHERE place <= coalesce(%(first)s, count) AND nth <= coalesce(%(each)s, nth)
         ORDER BY place DESC LIMIT %(size)s
    )
    SELECT place, what, event, label, row, page.number, revision.at, revision.actor, revision.door,
           ({_each("after")})::text, ({_each("before")})::text, revision.note, count
      FROM page JOIN revision ON revision.number = page.number ORDER BY place DESC
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {**asked.given(decision_id), "first": first, "size": size, "each": each})
        rows = cursor.fetchall()
    found = [Entry(*(*row[:9], _loaded(row[9]) or {}, _loaded(row[10]), row[11])) for row in rows]
    return found, rows[0][12] if rows else 0


@dataclass(frozen=True, slots=True)
class Step:
    """A revision, and how many of the events asked for it has, by kind of row and by label."""

    number: int
    at: datetime
    actor: str
    user_id: int | None
    door: str
    note: str
    undoes: int | None
    counts: Mapping[tuple[str, str], int]


def steps(decision_id: int, asked: Asked, size: int) -> list[Step]:
    """The revisions that have events asked for, the latest first, at most `size` of them; one query."""
    statement = f"""
    WITH revision AS MATERIALIZED ({REVISIONS}),
    counted AS (
        SELECT number, what, label, count(*) AS count
          FROM ({events(asked.kinds)}) event (what, ordinal, event, label, row, number) GROUP BY 1, 2, 3
    )
    SELECT number, at, actor, user_id, door, note, undoes,
           json_agg(json_build_array(what, label, count))::text
      FROM revision JOIN counted USING (number) GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY number DESC LIMIT %(size)s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {**asked.given(decision_id), "size": size})
        rows = cursor.fetchall()
    counts = [{(what, label): count for what, label, count in json.loads(row[7])} for row in rows]
    return [Step(*(*row[:7], counted)) for row, counted in zip(rows, counts, strict=True)]


def _loaded(text: str | None) -> Any:
    return None if text is None else json.loads(text, parse_float=Decimal)

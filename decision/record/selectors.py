"""Reading the memory: every change to a decision and its rows, as the audit triggers wrote them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

ACTIONS = {"insert": "added", "update": "changed", "delete": "removed"}

# What is told of each kind of row: the field that stands for the whole row, then the others.
FIELDS = {
    "decision": ("title", "question", "description", "status", "visibility", "close_call_margin", "team_id"),
    "alternative": ("framework", "label", "position", "published_total"),
    "weight": ("points", "position", "parent_id", "value_function_id"),
    "score": ("value", "low", "high", "confidence", "rationale", "rule"),
    "citation": ("claim_id",),
    "gate": ("threshold", "name", "comparison", "mode", "criterion_id", "metric_id", "position"),
    "scenario": ("name", "slug", "kind", "position"),
    "scenario_weight": ("points",),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row, from what to what; a row added or removed is told by its main field.

    `who` and `door` are None where the database was changed past the product.
    """

    id: str
    who: str | None
    when: datetime
    door: str | None
    revision: int | None
    action: str
    what: str
    framework: str | None
    criterion: str | None
    name: str | None
    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Changes, the latest first: those of the events numbered `first` down to `last`, of `count` in all.

    Events are numbered from 1 in the order in which they happened, so that a page keeps its place.
    """

    changes: list[Change]
    first: int
    last: int
    count: int


def _part(what: str, table: str, where: str, extra: str = "'{}'::jsonb") -> str:
    return (
        f"SELECT '{what}' AS what, event.pgh_id, event.pgh_created_at AS at, event.pgh_label AS label, "
        f"event.pgh_context_id AS context, event.id AS row, to_jsonb(event) || {extra} AS data "
        f"FROM matrix_{table}event event WHERE {where}"
    )


_MINE = "event.decision_id = %(decision)s"
_OF_SCORE = (
    "(SELECT to_jsonb(score) FROM matrix_scoreevent score WHERE score.pgh_obj_id = event.score_id LIMIT 1)"
)
_OF_SCENARIO = (
    "(SELECT to_jsonb(scenario) FROM matrix_scenarioevent scenario"
    " WHERE scenario.pgh_obj_id = event.scenario_id ORDER BY pgh_id DESC LIMIT 1)"
)
_PARTS = " UNION ALL ".join(
    (
        _part("decision", "decision", "event.pgh_obj_id = %(decision)s"),
        _part("alternative", "alternative", _MINE),
        _part("weight", "weight", _MINE),
        _part("score", "score", _MINE),
        _part("gate", "gate", _MINE),
        _part("scenario", "scenario", _MINE),
        _part(
            "scenario_weight", "scenarioweight",
            "event.scenario_id IN (SELECT id FROM matrix_scenarioevent WHERE decision_id = %(decision)s)",
            f"jsonb_build_object('name', {_OF_SCENARIO} ->> 'name')",
        ),
        _part(
            "citation", "citation",
            "event.score_id IN (SELECT id FROM matrix_scoreevent WHERE decision_id = %(decision)s)",
            f"({_OF_SCORE} - 'pgh_label')",
        ),
    )
)  # fmt: skip

_HISTORY = f"""
WITH events AS ({_PARTS}),
steps AS (
    SELECT *, lag(data) OVER (PARTITION BY what, row ORDER BY pgh_id) AS before FROM events
),
told AS (
    SELECT *, row_number() OVER (ORDER BY at, what, pgh_id) AS number, count(*) OVER () AS count
      FROM steps
     WHERE label <> 'update' OR before IS NULL
        OR (data - %(silent)s::text[]) IS DISTINCT FROM (before - %(silent)s::text[])
)
SELECT what, pgh_id, at, label, data::text, before::text, context.metadata,
       (SELECT max(revision) FROM matrix_decisionevent
         WHERE pgh_obj_id = %(decision)s AND pgh_created_at = told.at),
       number, count
  FROM told LEFT JOIN pghistory_context context ON context.id = told.context
 WHERE number <= coalesce(%(first)s, count)
 ORDER BY number DESC LIMIT %(size)s
"""
_SILENT = ["pgh_id", "pgh_label", "pgh_created_at", "pgh_context_id", "revision", "updated_at", "created_at"]

_NAMES = """
SELECT 'framework', event.id, framework.slug FROM matrix_alternativeevent event
  JOIN frameworks_framework framework ON framework.id = event.framework_id WHERE event.decision_id = %(decision)s
UNION
SELECT 'criterion', event.id, criterion.slug FROM matrix_weightevent event
  JOIN criteria_criterion criterion ON criterion.id = event.criterion_id WHERE event.decision_id = %(decision)s
"""


def history_of(decision_id: int, *, first: int | None = None, size: int = 100) -> HistoryPage:
    """The changes to a decision, the latest first, from event number `first` down; two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, {"decision": decision_id})
        names = {(kind, row): slug for kind, row, slug in cursor.fetchall()}
        given = {"decision": decision_id, "first": first, "size": size, "silent": _SILENT}
        cursor.execute(_HISTORY, given)
        rows = cursor.fetchall()
    changes = [change for row in rows for change in _changes(row, names)]
    if not rows:
        return HistoryPage([], 0, 0, 0)
    return HistoryPage(changes, first=rows[0][8], last=rows[-1][8], count=rows[0][9])


Names = Mapping[tuple[str, int], str]


def _changes(row: tuple[Any, ...], names: Names) -> Iterator[Change]:
    what, pgh_id, at, label, data_text, before_text, context, revision, *_ = row
    data, before = _loaded(data_text, names), _loaded(before_text, names)
    context = json.loads(context) if isinstance(context, str) else context or {}
    for field in _told(what, label, data, before):
        is_there = label != "delete"
        yield Change(
            id=f"{what}-{pgh_id}-{field}", who=context.get("actor"), when=at, door=context.get("door"),
            revision=revision, action=ACTIONS[label], what=what, framework=data.get("framework"),
            criterion=data.get("criterion"), name=data.get("name"), field=field.removesuffix("_id"),
            old=(before or {}).get(field) if is_there else data.get(field),
            new=data.get(field) if is_there else None,
        )  # fmt: skip


def _told(what: str, label: str, data: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[str]:
    fields = FIELDS[what]
    if label != "update" or before is None:
        return [fields[0]]
    return [field for field in fields if data.get(field) != before.get(field)]


def _loaded(text: str | None, names: Names) -> Any:
    """A stored row, its numbers exact, with the slugs of its alternative and its criterion."""
    if text is None:
        return None
    data = json.loads(text, parse_float=Decimal)
    alternative = data.get("alternative_id", data["id"] if "framework_id" in data else None)
    is_line = "criterion_id" in data and "threshold" not in data
    line = data.get("weight_id", data["id"] if is_line else data.get("criterion_id"))
    data["framework"] = names.get(("framework", alternative))
    data["criterion"] = names.get(("criterion", line))
    return data

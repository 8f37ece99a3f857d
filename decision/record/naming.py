"""What the rows that events point to are called, rows long gone included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

from .trail import Entry

Called = tuple[str, str]  # how scripts call a row, and how people do
Names = Mapping[tuple[str, int], Called]


def _last(table: str, kind: str) -> str:
    return (
        f"(SELECT DISTINCT ON (pgh_obj_id) * FROM {table}event WHERE pgh_obj_id = ANY (%({kind})s)"
        " ORDER BY pgh_obj_id, pgh_id DESC) row"
    )


def _own_name(kind: str, table: str, key: str, name: str) -> str:
    return f"SELECT '{kind}', row.id, {key}, {name} FROM {_last(table, kind)}"


def _of_decision(kind: str, key: str, name: str, joined: str) -> str:
    return f"SELECT '{kind}', row.id, {key}, {name} FROM {_last(f'matrix_{kind}', kind)} {joined}"


_CLAIM = "coalesce(nullif(text, ''), concat_ws(' ', trim_scale(number), unit))"
_FRAMEWORK = """CROSS JOIN LATERAL (
    SELECT slug, coalesce(nullif(short_name, ''), name) AS name FROM frameworks_frameworkevent event
     WHERE event.pgh_obj_id = row.framework_id ORDER BY pgh_id DESC LIMIT 1) framework"""
_CRITERION = """CROSS JOIN LATERAL (
    SELECT slug, name FROM criteria_criterionevent event
     WHERE event.pgh_obj_id = row.criterion_id ORDER BY pgh_id DESC LIMIT 1) criterion"""
_NAMES = " UNION ALL ".join(
    (
        _own_name("framework", "frameworks_framework", "slug", "coalesce(nullif(short_name, ''), name)"),
        _own_name("criterion", "criteria_criterion", "slug", "name"),
        _own_name("scale", "criteria_scale", "slug", "name"),
        _own_name("metric", "criteria_metric", "slug", "name"),
        _own_name("value_function", "criteria_valuefunction", "slug", "name"),
        _own_name("source", "frameworks_source", "slug", "title"),
        _own_name("team", "teams_team", "slug", "name"),
        _own_name("scenario", "matrix_scenario", "slug", "name"),
        _own_name("claim", "frameworks_claim", "id::text", _CLAIM),
        _of_decision(
            "alternative", "framework.slug", "coalesce(nullif(row.label, ''), framework.name)", _FRAMEWORK
        ),
        _of_decision("weight", "criterion.slug", "criterion.name", _CRITERION),
    )
)
KINDS = (
    "framework", "criterion", "scale", "metric", "value_function", "source", "team", "scenario", "claim", "alternative",
    "weight",
)  # fmt: skip

_SAME = {kind: kind for kind in KINDS}
# What a field points to, where its name does not say so or says another thing in another kind of row.
_ELSE = {"measured_on": "framework", "related": "framework", "feature": "criterion"}
_OF_KIND = {
    ("weight", "parent"): "weight",
    ("criterion", "parent"): "criterion",
    ("gate", "criterion"): "weight",
}


def pointed_to(what: str, field: str) -> str | None:
    """The kind of row that a field of an event points to, None for a plain value."""
    if not field.endswith("_id"):
        return None
    name = field.removesuffix("_id")
    return _OF_KIND.get((what, name)) or _SAME.get(name) or _ELSE.get(name)


def names_of(entries: Iterable[Entry]) -> Names:
    """The names of everything that the events point to, and of their own rows; one query."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        for kind, row in _pointers(entry):
            wanted[kind].add(row)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, {kind: sorted(wanted[kind]) for kind in KINDS})
        return {(kind, row): (key, name or key) for kind, row, key, name in cursor.fetchall()}


def _pointers(entry: Entry) -> Iterator[tuple[str, int]]:
    if entry.what in _SAME:
        yield entry.what, entry.row
    for side in (entry.after, entry.before or {}):
        for field, value in side.items():
            kind = pointed_to(entry.what, field)
            if kind is not None and isinstance(value, int):
                yield kind, value


def called(names: Names, kind: str, row: Any) -> Called | None:
    """The names of a row, None where nothing is pointed to."""
    return None if row is None else names.get((kind, row), (str(row), f"no. {row}"))

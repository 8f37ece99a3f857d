"""The audit trail of one row, and of what hangs on it, as people read it: who, when, where, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import pghistory
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, OuterRef, QuerySet, Subquery

SHOWN_AT_MOST = 200
VERBS = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's old and new value, as text; the old one is empty for a new row."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded event."""

    at: datetime
    who: str
    door: str
    verb: str
    what: str
    fields: tuple[FieldChange, ...]


def changes_of(row: Model) -> tuple[Change, ...]:
    """The newest events of a row and of the rows that belong to it, the newest first; two queries a model."""
    found = [change for events in _trails(row) for change in _read(events)]
    return tuple(sorted(found, key=lambda change: change.at, reverse=True)[:SHOWN_AT_MOST])


def _trails(row: Model) -> Iterator[QuerySet[Any]]:
    """The event tables that speak of the row: its own, and those of rows that fall with it."""
    own = row._meta.model
    for model in apps.get_models():
        events: Any = model
        if not issubclass(model, pghistory.models.Event):
            continue
        tracked: Any = events.pgh_tracked_model
        if tracked is own:
            yield events.objects.filter(pgh_obj_id=row.pk)
            continue
        for field in tracked._meta.fields:
            remote = field.remote_field
            if remote is not None and remote.model is own and _falls_with(remote):
                yield events.objects.filter(**{field.attname: row.pk})


def _falls_with(relation: Any) -> bool:
    return getattr(relation.on_delete, "__name__", "") == "CASCADE"


def _read(events: QuerySet[Any]) -> list[Change]:
    model = events.model
    newest = events.select_related("pgh_context").order_by("-pgh_id")
    if any(field.name == "pgh_obj" for field in model._meta.fields):
        earlier = model.objects.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
        newest = newest.annotate(before=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]))
    rows = list(newest[:SHOWN_AT_MOST])
    before = model.objects.in_bulk([row.before for row in rows if getattr(row, "before", None)])
    names = _names(model, rows)
    changes = [_change(row, before.get(getattr(row, "before", None)), names) for row in rows]
    return [change for change in changes if change.fields or change.verb != VERBS["update"]]


def _change(event: Any, before: Any, names: dict[tuple[str, Any], str]) -> Change:
    metadata = event.pgh_context.metadata if event.pgh_context else {"actor": event.pgh_login, "door": "sql"}
    tracked = event.pgh_tracked_model._meta
    fields = _field_changes(event, before, names) if event.pgh_label != "delete" else ()
    return Change(
        at=event.pgh_created_at, who=metadata.get("actor") or "nobody on record", door=metadata.get("door", ""),
        verb=VERBS.get(event.pgh_label, event.pgh_label), what=f"{tracked.verbose_name} {_title(event, names)}",
        fields=tuple(fields),
    )  # fmt: skip


def _field_changes(event: Any, before: Any, names: dict[tuple[str, Any], str]) -> Iterator[FieldChange]:
    for field in _tracked_fields(event):
        after = getattr(event, field.attname)
        was = getattr(before, field.attname) if before is not None else None
        if after != was and not (before is None and after in (None, "")):
            said = "" if before is None else _said(field, was, names)
            yield FieldChange(str(field.verbose_name), said, _said(field, after, names))


def _tracked_fields(event: Any) -> Iterator[Any]:
    untold = ("id", "revision", "updated_at", "created_at", "position")
    for field in event._meta.fields:
        if not field.name.startswith("pgh_") and field.name not in untold:
            yield field


def _title(event: Any, names: dict[tuple[str, Any], str]) -> str:
    """What the row is called: its own name, or what it points to."""
    for name in ("title", "name", "word"):
        if said := getattr(event, name, ""):
            return f"“{said}”"
    pointers = [field for field in _tracked_fields(event) if field.is_relation and field.name != "decision"]
    said = [_said(field, getattr(event, field.attname), names) for field in pointers[:2]]
    return " × ".join(text for text in said if text != "—")


def _names(model: Any, rows: list[Any]) -> dict[tuple[str, Any], str]:
    """What the rows that events point to are called, one query a kind."""
    found: dict[tuple[str, Any], str] = {}
    for field in model._meta.fields:
        if field.is_relation and not field.name.startswith("pgh_") and rows:
            wanted = {getattr(row, field.attname) for row in rows} - {None}
            related = field.related_model._default_manager.filter(pk__in=wanted)
            related = related.select_related(*_naming(field.related_model))
            found |= {(field.name, row.pk): _called(row) for row in related}
    return found


def _called(row: Any) -> str:
    """A row's name; that of a weight is its criterion's, for its points change."""
    return str(row.criterion if hasattr(row, "points") and hasattr(row, "criterion") else row)


def _naming(model: Any) -> list[str]:
    """The relations that a row's name is made of."""
    known = []
    for name in ("framework", "criterion", "alternative__framework", "weight__criterion", "team", "user"):
        try:
            model._meta.get_field(name.split("__")[0])
        except FieldDoesNotExist:
            continue
        known.append(name)
    return known


def _said(field: Any, value: Any, names: dict[tuple[str, Any], str]) -> str:
    if value is None or value == "":
        return "—"
    if field.is_relation:
        return names.get((field.name, value), f"{field.verbose_name} {value}, which is gone")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)

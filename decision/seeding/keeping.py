"""Writes rows by natural key, and tells what the fixtures last wrote from what a curator has changed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Field, Model, Q

from decision.record.models import SeedEntry

Row = TypeVar("Row", bound=Model)

# Fields that earlier releases did not seed: a row that lacks them was not thereby changed by a curator.
LATER = {"framework": ("package_name",), "metric": ("low", "high"), "source": ("line_count",)}


@dataclass
class Keeper:
    """Brings stored rows to what the fixtures say, leaving alone what was changed since."""

    overwrite: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    def keep(
        self,
        model: type[Row],
        wanted: Mapping[str, Mapping[str, Any]],
        key_of: Callable[[Row], str],
        among: Q,
    ) -> dict[str, Row]:
        """Create and update rows of `model`; `wanted` maps a natural key to field values.

        Only rows `among` those that the fixtures can mean are read: a catalogue holds many more. Returns the stored
        rows by key; those that a curator removed are not in it.
        """
        kind = model._meta.model_name or ""
        stored = {key_of(row): row for row in model._default_manager.filter(among)}
        seeded = dict(SeedEntry.objects.filter(kind=kind).values_list("key", "digest"))
        made: list[tuple[str, Row]] = []
        digests: dict[str, str] = {}
        for key, fields in wanted.items():
            digest = _digest(fields)
            row = stored.get(key)
            if row is None:
                if key not in seeded or self.overwrite:
                    made.append((key, model(**fields)))
                    digests[key] = digest
                else:
                    self._leave(kind, key, "removed")
                continue
            state = _state(row, fields)
            current = _digest(state)
            if current == digest:
                digests[key] = digest
            elif seeded.get(key) in (current, _digest(_before(kind, state))) or self.overwrite:
                self._update(row, fields)
                digests[key] = digest
            else:
                self._leave(kind, key, "changed")
        model._default_manager.bulk_create([row for _, row in made])
        self.counts["created"] += len(made)
        self._remember(kind, {key: digest for key, digest in digests.items() if seeded.get(key) != digest})
        return {key: row for key, row in stored.items() if key in wanted} | dict(made)

    def link(
        self, model: type[Model], rows: Mapping[str, Model], wanted: Mapping[str, Iterable[Model]], name: str
    ) -> None:
        """Bring a many-to-many field of `rows` to `wanted`, unless it was changed since it was seeded."""
        kind = f"{model._meta.model_name}.{name}"
        through = getattr(model, name).through
        owner, other = f"{model._meta.model_name}_id", f"{_target(model, name)}_id"
        stored: dict[int, set[int]] = {}
        known = through.objects.filter(**{f"{owner}__in": [row.pk for row in rows.values()]})
        for owner_id, other_id in known.values_list(owner, other):
            stored.setdefault(owner_id, set()).add(other_id)
        seeded = dict(SeedEntry.objects.filter(kind=kind).values_list("key", "digest"))
        new, digests = [], {}
        for key, targets in wanted.items():
            if key not in rows:
                continue
            row = rows[key]
            ids = {target.pk for target in targets}
            current = stored.get(row.pk, set())
            digest = _digest({"ids": sorted(ids)})
            untouched = key not in seeded or seeded[key] == _digest({"ids": sorted(current)})
            if current != ids and not (untouched or self.overwrite):
                self._leave(kind, key, "changed")
                continue
            digests[key] = digest
            new += [through(**{owner: row.pk, other: target}) for target in sorted(ids - current)]
            if gone := current - ids:
                through.objects.filter(**{owner: row.pk, f"{other}__in": gone}).delete()
        through.objects.bulk_create(new)
        self._remember(kind, {key: digest for key, digest in digests.items() if seeded.get(key) != digest})

    def _update(self, row: Model, fields: Mapping[str, Any]) -> None:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        self.counts["updated"] += 1

    def _leave(self, kind: str, key: str, what: str) -> None:
        self.counts["kept"] += 1
        self.kept.append(f"{kind} {key} ({what})")

    def _remember(self, kind: str, digests: Mapping[str, str]) -> None:
        SeedEntry.objects.bulk_create(
            [SeedEntry(kind=kind, key=key, digest=digest) for key, digest in digests.items()],
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["digest"],
        )


def names_of(rows: Mapping[str, Model]) -> dict[int, str]:
    """Natural keys by id."""
    return {row.pk: key for key, row in rows.items()}


def _target(model: type[Model], name: str) -> str:
    related: type[Model] = getattr(model, name).rel.model
    return str(related._meta.model_name)


def _before(kind: str, state: Mapping[str, Any]) -> dict[str, Any]:
    """A row's state as an earlier release would have seen it: without later fields that are still empty."""
    later = LATER.get(kind, ())
    return {name: value for name, value in state.items() if name not in later or value not in (None, "")}


def _state(row: Model, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The stored values of the same fields, references by id so that none is fetched."""
    return {name: _stored(row, name) for name in fields}


def _stored(row: Model, name: str) -> Any:
    field = row._meta.get_field(name)
    return getattr(row, field.attname if isinstance(field, Field) else name)


def _digest(fields: Mapping[str, Any]) -> str:
    plain = json.dumps({name: _plain(value) for name, value in fields.items()}, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value

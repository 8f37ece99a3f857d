"""Everything that points to a row, whichever part it belongs to: what a merge has to take along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db.models import Exists, ForeignKey, Model, OuterRef, QuerySet, UniqueConstraint


@dataclass(frozen=True, slots=True)
class Pointer:
    """A foreign key to the rows of a model."""

    model: type[Model]
    field: ForeignKey[Any, Any]

    @property
    def name(self) -> str:
        """How the record names it: part, table, field."""
        return f"{self.model._meta.label_lower}.{self.field.name}"

    @property
    def is_link(self) -> bool:
        """Whether its rows do nothing but join two others, so that one of two alike can go."""
        return bool(self.model._meta.auto_created)

    def rows(self, target: Model) -> QuerySet[Any]:
        """The rows that point to `target`."""
        return self.model._default_manager.filter(**{self.field.name: target.pk})

    def clashes(self, kept: Model, dropped: Model) -> QuerySet[Any]:
        """The rows that cannot point to `kept` instead, for one there is already like them."""
        clashing = self.model._default_manager.none()
        for names in self._unique_sets():
            others = {name: OuterRef(name) for name in names if name != self.field.name}
            alike = self.rows(kept).filter(**others)
            clashing = clashing | self.rows(dropped).filter(Exists(alike))
        return clashing

    def _unique_sets(self) -> Iterator[tuple[str, ...]]:
        meta = self.model._meta
        if self.field.unique:
            yield (self.field.name,)
        for constraint in meta.constraints:
            if isinstance(constraint, UniqueConstraint) and self.field.name in constraint.fields:
                yield tuple(constraint.fields)
        for together in meta.unique_together:
            if self.field.name in together:
                yield tuple(together)


def pointers_to(model: type[Model]) -> list[Pointer]:
    """Every foreign key of the product that points to `model`, but those of the audit trail, which stays as it is."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if not (relation.auto_created and relation.is_relation) or not isinstance(field, ForeignKey):
            continue
        owner = field.model
        if not issubclass(owner, pghistory.models.Event) and not owner._meta.proxy:
            found.append(Pointer(owner, field))
    return sorted(found, key=lambda one: one.name)

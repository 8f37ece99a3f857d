"""A merge undone: the entry that went is there again, with its address and with what went along and is as it was.

What somebody changed since says something of the entry that stayed, and stays with it. Nothing is forgotten: the
record of the merge says when it was undone and by whom.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.db.models import Model
from django.utils import timezone

from decision.evidence.services import carry_acknowledgements_back
from decision.matrix.models import Alternative, Decision
from decision.problems import Conflicting, Invalid
from decision.rounds.models import Round
from decision.teams.actors import Actor
from decision.teams.curating import curating, curating_alone, locked_row
from frameworks.models import Merge

from .merging import CLOSED, MODELS, said_of
from .pointing import Pointer, pointers_to

TOLD_AT_MOST = 50


@dataclass(slots=True)
class Undoing:
    """What undoing a merge would do: rows that go back, by their foreign key, what stays, what speaks against it."""

    merge: Merge
    kept: Any
    back: list[tuple[Pointer, list[int]]] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    @property
    def moves(self) -> list[tuple[str, int]]:
        """What goes back as (what, how many)."""
        return [(said_of(pointer), len(ids)) for pointer, ids in self.back]

    @property
    def told(self) -> list[str]:
        """The first of what stays."""
        return self.stays[:TOLD_AT_MOST]

    @property
    def untold(self) -> int:
        """How much more stays."""
        return len(self.stays) - len(self.told)

    @property
    def digest(self) -> str:
        """Tells this state of things from any other."""
        rows = [(pointer.name, ids) for pointer, ids in self.back]
        state = [self.merge.pk, rows, self.stays, self.emptied, self.conflicts]
        return hashlib.sha256(json.dumps(state).encode()).hexdigest()


def preview_undo(*, merge: int, by: Actor) -> Undoing:
    """What undoing a merge would do; nothing is changed. Raises `NotThere`, `Invalid` where there is no way back."""
    with curating(by):
        return _preview(_row(merge))


def undo_merge(*, merge: int, digest: str | None = None, by: Actor) -> Merge:
    """Undo a merge, in one transaction, on record.

    Raises `Conflicting` when things are no longer as the preview with this `digest` showed, `Invalid` that names
    everything that speaks against it.
    """
    with curating_alone(by):
        # As a merge does: first the decisions, then the catalogue's rows.
        list(Decision.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        undoing = _preview(_row(merge))
        if digest is not None and undoing.digest != digest:
            raise Conflicting("What belongs to the two changed since you looked at it: look at it again.")
        if undoing.conflicts:
            raise Invalid(undoing.conflicts[0], errors=[("", sentence) for sentence in undoing.conflicts])
        return _undo(undoing, by)


def _row(pk: int) -> Merge:
    row = locked_row(Merge, pk)
    if row.kind == Merge.Kind.CLAIM:
        raise Invalid("Of two merged claims the one that went is there still, rejected: accept it again.")
    if row.undone_at is not None:
        raise Invalid(f"This merge was undone on {row.undone_at:%Y-%m-%d} already.")
    return row


def _preview(row: Merge) -> Undoing:
    undoing = Undoing(row, row.into)
    for pointer in pointers_to(MODELS[row.kind]):
        if ids := row.moved.get(pointer.name):
            back = [pk for pk, why in _fates(undoing, pointer, ids) if not why]
            if back:
                undoing.back.append((pointer, back))
    for name in row.filled:
        if _plain(undoing.kept, name) == row.fields[name]:
            undoing.emptied.append(name)
        else:
            undoing.stays.append(f"The {name.replace('_', ' ')} of “{undoing.kept}”: it was changed since.")
    undoing.conflicts += dict.fromkeys(_conflicts(undoing))
    return undoing


def _fates(undoing: Undoing, pointer: Pointer, ids: list[int]) -> Iterator[tuple[int, str]]:
    """Each row that went along, and why it stays, if it does."""
    rows = pointer.model._default_manager.in_bulk(ids)
    then = _as_moved(pointer.model, ids, undoing.merge)
    what = str(pointer.model._meta.verbose_name)
    for pk in ids:
        row = rows.get(pk)
        if row is None:
            why = f"{what} {pk} is gone."
        elif getattr(row, pointer.field.attname) != undoing.kept.pk:
            why = f"{what} {row} speaks of “{getattr(row, pointer.field.name)}” by now."
        elif changed := _changed(row, then.get(pk)):
            why = f"{what} {row} was changed since: {', '.join(changed)}."
        else:
            why = ""
        if why:
            undoing.stays.append(why[0].upper() + why[1:])
        yield pk, why


def _as_moved(model: type[Model], ids: list[int], merge: Merge) -> dict[int, Any]:
    """What the audit trail says of rows as the merge left them; nothing of those that it does not follow."""
    events: Any = getattr(model, "pgh_event_model", None)
    mark: Any = Merge.pgh_event_model.objects.filter(pgh_obj_id=merge.pk, pgh_label="insert").first()  # type: ignore[attr-defined]
    if events is None or mark is None:
        return {}
    then = events.objects.filter(
        pgh_obj_id__in=ids, pgh_transaction=mark.pgh_transaction, pgh_created_at=mark.pgh_created_at
    )
    return {event.pgh_obj_id: event for event in then.order_by("pgh_id")}


def _changed(row: Model, then: pghistory.models.Event | None) -> list[str]:
    if then is None:
        return []
    followed = {one.name for one in then._meta.fields}
    return [
        str(one.verbose_name)
        for one in row._meta.concrete_fields
        if one.name in followed and getattr(row, one.attname) != getattr(then, one.attname)
    ]


def _conflicts(undoing: Undoing) -> Iterator[str]:
    row, kept = undoing.merge, undoing.kept
    model = MODELS[row.kind]
    if model._default_manager.filter(slug=row.slug).exists():
        yield f"Another {row.kind} has the address “{row.slug}” by now: give it another one first."
    pointer = f"frameworks.merge.{row.kind}"
    for later in Merge.objects.filter(kind=row.kind, undone_at=None, pk__gt=row.pk):
        if row.pk in later.moved.get(pointer, ()):
            yield f"“{later.name}”, of which it was made a part, was itself merged into “{kept}”: undo that first."
    if row.kind == Merge.Kind.FRAMEWORK:
        yield from _in_decisions(undoing)


def _in_decisions(undoing: Undoing) -> Iterator[str]:
    """Decisions and rounds that know the alternative by the name of the entry that stayed."""
    ids = [pk for pointer, back in undoing.back if pointer.model is Alternative for pk in back]
    decisions = Decision.objects.filter(alternatives__in=ids).distinct()
    for decision in decisions.filter(status__in=CLOSED):
        yield (
            f"“{decision}” is {decision.get_status_display().lower()} with “{undoing.kept}” among its alternatives: "
            "reopen it first."
        )
    asked = Round.objects.filter(decision__in=decisions, asked__alternatives__has_key=undoing.kept.slug)
    for one in asked.select_related("decision"):
        yield f"Round {one.number} of “{one.decision}” asked about “{undoing.kept}”: what members answered stays so."


def _undo(undoing: Undoing, by: Actor) -> Merge:
    row, kept = undoing.merge, undoing.kept
    model = MODELS[row.kind]
    restored = model(**_stored(model, row.fields))
    restored.save(force_insert=True)
    for pointer, ids in undoing.back:
        pointer.model._default_manager.filter(pk__in=ids).update(**{pointer.field.name: restored.pk})
    for name in undoing.emptied:
        setattr(kept, name, None if kept._meta.get_field(name).null else "")
    if undoing.emptied:
        kept.save(update_fields=undoing.emptied)
    carry_acknowledgements_back(row.findings)
    row.undone_at, row.undone_by_id = timezone.now(), by.user_id
    row.save(update_fields=["undone_at", "undone_by"])
    return row


def _stored(model: type[Model], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The recorded fields that the model still has, as it holds them."""
    known = {one.attname: one for one in model._meta.concrete_fields}
    return {name: known[name].to_python(value) for name, value in fields.items() if name in known}


def _plain(row: Any, name: str) -> Any:
    """A field's value as the record of a merge keeps it."""
    value = getattr(row, name)
    return value if value is None or isinstance(value, str | int) else str(value)

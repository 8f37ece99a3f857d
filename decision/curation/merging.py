"""Two entries of the catalogue that are one: everything that points to the one points to the other afterwards.

Nothing loses its history: events stay, the old address leads on, and what was moved is kept by id. A merge that would
lose something is refused with words that say where.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from decision.evidence.services import carry_acknowledgements
from decision.matrix.models import Decision
from decision.problems import Conflicting, Invalid
from decision.rounds.models import Round
from decision.teams.actors import Actor
from decision.teams.curating import curating, curating_alone, listed, locked_row
from frameworks.models import Claim, Framework, Merge, Source
from frameworks.rules import circles_through, claims_beyond, one_way, stored_edges
from frameworks.services.review import JUDGED, judged

from .pointing import Pointer, pointers_to

MODELS: dict[str, type[models.Model]] = {"framework": Framework, "source": Source, "claim": Claim}
CLOSED = (Decision.Status.DECIDED, Decision.Status.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging would do: rows to move as (what, how many), and what speaks against it."""

    kind: str
    kept: Any
    dropped: Any
    moves: tuple[tuple[str, int], ...]
    filled: tuple[tuple[str, str], ...]
    conflicts: tuple[str, ...]
    digest: str


def preview_merge(*, kind: str, kept: int, dropped: int, by: Actor) -> MergePreview:
    """What merging `dropped` into `kept` would do; nothing is changed. Raises `NotThere`, `Invalid`."""
    with curating(by):
        return _preview(kind, *_rows(kind, kept, dropped))


def merge(*, kind: str, kept: int, dropped: int, digest: str | None = None, by: Actor) -> Merge:
    """Merge `dropped` into `kept`, in one transaction, on record.

    Raises `Conflicting` when things are no longer as the preview with this `digest` showed, `Invalid` that names
    everything that speaks against it.
    """
    with curating_alone(by):
        # Like the seed: first the decisions, then the catalogue's rows, so that no service meets it half-way.
        list(Decision.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        one, other = _rows(kind, kept, dropped)
        preview = _preview(kind, one, other)
        if digest is not None and preview.digest != digest:
            raise Conflicting("What belongs to the two changed since you looked at it: look at it again.")
        if preview.conflicts:
            raise Invalid(preview.conflicts[0], errors=[("", sentence) for sentence in preview.conflicts])
        return _merge(preview, by)


def _rows(kind: str, kept: int, dropped: int) -> tuple[Any, Any]:
    if kind not in MODELS:
        raise Invalid(f"“{kind}” is nothing that can be merged.")
    if kept == dropped:
        raise Invalid("Choose two different entries: one cannot be merged into itself.")
    first, second = sorted((kept, dropped))
    rows = {pk: locked_row(MODELS[kind], pk) for pk in (first, second)}
    return rows[kept], rows[dropped]


def _preview(kind: str, kept: Any, dropped: Any) -> MergePreview:
    counts = [(pointer, pointer.rows(dropped).count()) for pointer in pointers_to(MODELS[kind])]
    moves = tuple((said_of(pointer), count) for pointer, count in counts if count)
    conflicts = tuple(dict.fromkeys(_conflicts(kind, kept, dropped)))
    filled = tuple(_filled(kept, dropped)) if kind != "claim" else ()
    state = [kind, _fields(kept), _fields(dropped), moves, conflicts]
    digest = hashlib.sha256(json.dumps(state, cls=DjangoJSONEncoder).encode()).hexdigest()
    return MergePreview(kind, kept, dropped, moves, filled, conflicts, digest)


def _merge(preview: MergePreview, by: Actor) -> Merge:
    kind, kept, dropped = preview.kind, preview.kept, preview.dropped
    fields = _fields(dropped)
    moved = {
        pointer.name: ids for pointer in pointers_to(MODELS[kind]) if (ids := _move(pointer, kept, dropped))
    }
    for name, value in preview.filled:
        setattr(kept, name, value)
    if kind == "claim":
        kept.lines = [list(place) for place in sorted({tuple(one) for one in (*kept.lines, *dropped.lines)})]
        judged(dropped, Claim.Status.REJECTED, f"Merged into claim {kept.pk}.", by)
        dropped.save(update_fields=JUDGED)
        kept.save(update_fields=["lines"])
    else:
        MODELS[kind]._default_manager.get(pk=dropped.pk).delete()  # PROTECT: nothing may point to it any more
        if preview.filled:
            kept.save(update_fields=[name for name, _ in preview.filled])
    carried = {}
    if kind != "claim":
        carried = carry_acknowledgements(kind=kind, former=dropped.slug, now=kept.slug)
    if kind == "framework" and (circle := _new_circle(moved)):
        raise Invalid(circle)
    return Merge.objects.create(
        kind=kind, slug="" if kind == "claim" else dropped.slug, name=str(dropped)[:400], former_id=fields["id"],
        fields=fields, moved=moved, filled=[name for name, _ in preview.filled], findings=carried,
        merged_by_id=by.user_id, **{kind: kept},
    )  # fmt: skip


def _move(pointer: Pointer, kept: Any, dropped: Any) -> list[int]:
    """Let the rows of one foreign key point to `kept`; their ids."""
    if pointer.is_link:
        pointer.clashes(kept, dropped).delete()
    ids = sorted(pointer.rows(dropped).values_list("pk", flat=True))
    pointer.model._default_manager.filter(pk__in=ids).update(**{pointer.field.name: kept.pk})
    return ids


def _conflicts(kind: str, kept: Any, dropped: Any) -> Iterator[str]:
    for pointer in pointers_to(MODELS[kind]):
        if not pointer.is_link:
            for row in pointer.clashes(kept, dropped)[:20]:
                yield _clash(pointer, row)
    if kind == "framework":
        yield from _of_frameworks(kept, dropped)
    elif kind == "source":
        yield from _of_sources(kept, dropped)
    else:
        yield from _of_claims(kept, dropped)


def _clash(pointer: Pointer, row: Any) -> str:
    what = pointer.model._meta.verbose_name_plural
    where = getattr(row, "decision", None) or getattr(getattr(row, "ballot", None), "round", None)
    if where is not None:
        return f"Both are among the {what} of “{where}”: take one out there first."
    return f"Both have a {pointer.model._meta.verbose_name} of the same kind: {row}."


def _of_frameworks(kept: Framework, dropped: Framework) -> Iterator[str]:
    for decision in Decision.objects.filter(alternatives__framework=dropped, status__in=CLOSED):
        yield (
            f"“{decision}” is {decision.get_status_display().lower()}: its alternatives stay as they were, "
            f"“{dropped}” among them. Merge the other way round, or reopen the decision first."
        )
    for one in Round.objects.filter(asked__alternatives__has_key=dropped.slug).select_related("decision"):
        yield f"Round {one.number} of “{one.decision}” asked about “{dropped}”: what members answered stays as it was."
    between = Claim.objects.filter(framework__in=(kept, dropped), related__in=(kept, dropped))
    for claim in between.exclude(framework=models.F("related")):
        yield f"Claim {claim.pk} relates the two to each other (“{claim.text}”): remove it first, or they are two."
    proxies = Claim.objects.filter(framework__in=(kept, dropped), measured_on__in=(kept, dropped))
    for claim in proxies.exclude(framework=models.F("measured_on")).select_related(
        "framework", "measured_on"
    ):
        yield f"Claim {claim.pk} of “{claim.framework}” was measured on “{claim.measured_on}”: correct it first."
    if kept.package_name and dropped.package_name and kept.package_name != dropped.package_name:
        yield f"They are two packages: “{kept.package_name}” and “{dropped.package_name}”."


def _of_sources(kept: Source, dropped: Source) -> Iterator[str]:
    if kept.checksum and dropped.checksum and kept.checksum != dropped.checksum:
        yield "They are two documents (their checksums differ): the lines that claims of one name are not in the other."
    elif (
        kept.document
        and dropped.document
        and kept.document != dropped.document
        and not (kept.checksum and dropped.checksum)
    ):
        yield f"They are two documents, “{kept.document}” and “{dropped.document}”: lines of one are not in the other."
    elif beyond := claims_beyond(dropped, kept.line_count):
        yield f"Claim {beyond[0]} names a line that “{kept}” does not have: correct it, or they are two documents."


def _of_claims(kept: Claim, dropped: Claim) -> Iterator[str]:
    for name, what in (
        ("source", "sources"),
        ("framework", "frameworks"),
        ("metric", "metrics"),
        ("number", "numbers"),
    ):
        if getattr(kept, name) != getattr(dropped, name):
            yield f"They are of two {what}: “{getattr(kept, name)}” and “{getattr(dropped, name)}”."
    if not kept.is_evidence:
        yield f"Claim {kept.pk} is {kept.status}: keep the other one, or accept it first."


def _new_circle(moved: dict[str, list[int]]) -> str:
    ids = {pk for name in ("framework", "related") for pk in moved.get(f"frameworks.claim.{name}", ())}
    rows = Claim.objects.filter(pk__in=ids, kind=Claim.Kind.RELATION).select_related("framework", "related")
    relations = [(group, row) for row in rows if (group := one_way(row.kind, row.text)) is not None]
    circles = circles_through(stored_edges()) if relations else {}
    closed = [
        f"claim {row.pk}, “{row.framework} {row.text} {row.related}”"
        for group, row in relations
        if (row.framework_id, row.related_id) in circles.get(group, ())
    ]
    return f"Relations would lead in a circle: {listed(closed)}." if closed else ""


def _filled(kept: Any, dropped: Any) -> Iterator[tuple[str, Any]]:
    """What only the dropped one says of itself."""
    for field in kept._meta.concrete_fields:
        if field.name not in ("id", "slug") and getattr(kept, field.attname) in ("", None):
            value = getattr(dropped, field.attname)
            if value not in ("", None):
                yield field.attname, value


def _fields(row: Any) -> dict[str, Any]:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return dict(json.loads(json.dumps(values, cls=DjangoJSONEncoder)))


def said_of(pointer: Pointer) -> str:
    """What a foreign key's rows are to people: claims (measured on), alternatives, …"""
    if pointer.is_link:
        return "citations"
    name = pointer.field.verbose_name
    what = str(pointer.model._meta.verbose_name_plural)
    plain = name in ("framework", "source", "claim")
    return what if plain else f"{what} ({name})"

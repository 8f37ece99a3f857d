"""Storing what a file of claims says: all of it, in one transaction, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import orjson
from django.db import connection
from django.utils import timezone

from decision.problems import Conflicting, Invalid
from decision.teams.actors import Actor
from decision.teams.curating import curating_alone
from decision.teams.permissions import require_curator

from ..models import Claim
from ..transfer import Comparison, Unreadable, compare, read_file
from ..transfer.comparing import COLUMN_OF
from .review import JUDGED

BATCH = 2_000
Progress = Callable[[str, int, int], None]
"""Is told what is being done, and how much of how much; what it raises ends the import, and nothing is stored."""
TOLD_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Imported:
    """How many claims an import made, changed and left."""

    new: int
    changed: int
    unchanged: int


def _tell_nobody(step: str, done: int, wanted: int) -> None:
    """For imports that nobody watches."""


def compare_claims(content: bytes, *, is_json: bool, by: Actor) -> Comparison:
    """What a file would change; nothing is stored. Raises `Invalid` for a file that cannot be read."""
    require_curator(by)
    try:
        rows, refused = read_file(content, is_json=is_json)
    except Unreadable as error:
        raise Invalid(str(error)) from error
    return compare(rows, refused, file=hashlib.sha256(content).hexdigest(), today=timezone.localdate())


def import_claims(
    content: bytes, *, is_json: bool, digest: str | None = None, by: Actor, progress: Progress = _tell_nobody
) -> Imported:
    """Store what a file says. With the `digest` of a preview, only what that one showed.

    Raises `Invalid` naming lines and columns when any row is refused, `Conflicting` when what is stored is no longer
    what the preview showed.
    """
    with curating_alone(by):
        progress("Comparing it with what is stored", 0, 0)
        found = compare_claims(content, is_json=is_json, by=by)
        if digest is not None and found.digest != digest:
            raise Conflicting("What is stored changed since you looked at the difference: look at it again.")
        if found.refused:
            raise _refused(found)
        _store(found, by, progress)
    return Imported(len(found.new), len(found.changed), found.unchanged)


def _store(found: Comparison, by: Actor, progress: Progress) -> None:
    now, wanted = timezone.now(), len(found.new) + len(found.changed)
    for start in range(0, len(found.new), BATCH):
        progress("Storing claims", start, wanted)
        claims = [claim for _, claim in found.new[start : start + BATCH]]
        for claim in claims:
            if claim.status != Claim.Status.ACCEPTED:
                _sign(claim, by, now)
        Claim.objects.bulk_create(claims)
    touched: set[str] = set()
    for change in found.changed:
        columns = {COLUMN_OF.get(name, name) for name, _, _ in change.fields}
        if columns & {"status", "review_reason"}:
            _sign(change.claim, by, now)
            columns |= set(JUDGED)
        touched |= columns
    for start in range(0, len(found.changed), BATCH):
        progress("Storing claims", len(found.new) + start, wanted)
        _update([change.claim for change in found.changed[start : start + BATCH]], sorted(touched))
    progress("Checking that all belongs together", wanted, wanted)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _update(claims: Sequence[Claim], names: Sequence[str]) -> None:
    """Write these fields of these claims in one statement, each row joined by its id."""
    fields = [field for field in Claim._meta.concrete_fields if field.name in names]
    columns = ", ".join(f"{field.column} = new.{field.column}" for field in fields)
    statement = (
        f"UPDATE frameworks_claim SET {columns} FROM jsonb_populate_recordset(NULL::frameworks_claim, %s) AS new "
        "WHERE frameworks_claim.id = new.id"
    )
    rows = [
        {"id": claim.pk, **{field.column: getattr(claim, field.attname) for field in fields}}
        for claim in claims
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, [orjson.dumps(rows, default=str).decode()])


def _sign(claim: Claim, by: Actor, now: object) -> None:
    """Who is behind a verdict that a file gives; a proposal is the importer's own."""
    if claim.status == Claim.Status.PROPOSED:
        claim.proposed_by_id = claim.proposed_by_id or by.user_id
    else:
        claim.reviewed_by_id, claim.reviewed_at = by.user_id, now  # type: ignore[assignment]


def _refused(found: Comparison) -> Invalid:
    told = [
        (f"/{one.line}/{one.column}".rstrip("/"), f"line {one.line}, {one.column or 'row'}: {one.sentence}")
        for one in found.refused[:TOLD_AT_MOST]
    ]
    count = len(found.refused)
    return Invalid(
        f"Nothing was imported: {count:,} {'fault' if count == 1 else 'faults'}. {told[0][1]}", errors=told
    )

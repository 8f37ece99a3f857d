"""Changing one thing about many claims: first the difference, then, if nothing moved meanwhile, the change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from decision.problems import Conflicting, Invalid
from decision.teams.actors import Actor
from decision.teams.curating import curating, refused_field

from ..models import Claim
from ..rules import broken_rules
from .rows import check_claim

EDITABLE = ("source", "metric", "criterion", "unit", "qualifier", "as_of", "version", "confidence")
AT_MOST = 5_000
NAMES = ("source", "framework", "related", "metric", "criterion")


@dataclass(frozen=True, slots=True)
class Difference:
    """One claim with what would change of it: (field, before, after), as words."""

    claim: Claim
    fields: tuple[tuple[str, str, str], ...]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What a bulk change would do; `digest` tells this state of things from any other."""

    changed: tuple[Difference, ...]
    unchanged: int
    digest: str

    @property
    def is_refused(self) -> bool:
        """Whether some claim may not be changed so."""
        return any(one.refusals for one in self.changed)


def preview_claims(*, claims: Collection[int], fields: Mapping[str, Any], by: Actor) -> BulkPreview:
    """What giving these fields to these claims would change; nothing stays changed.

    Raises `Invalid` for fields that are not changed in bulk, for none and for too many claims.
    """
    with curating(by):
        return _difference(_rows(claims, fields), fields)


def change_claims(*, claims: Collection[int], fields: Mapping[str, Any], digest: str, by: Actor) -> int:
    """Give these fields to these claims, all or none; how many changed.

    Raises `Conflicting` when the claims are no longer as the preview showed them, `Invalid` that names the claim and
    the field which may not be so.
    """
    with curating(by):
        rows = _rows(claims, fields)
        preview = _difference(rows, fields)
        if preview.digest != digest:
            raise Conflicting("The claims changed since you looked at the difference: look at it again.")
        if refused := next((one for one in preview.changed if one.refusals), None):
            raise Invalid(f"Claim {refused.claim.pk}: {refused.refusals[0]}")
        for one in preview.changed:
            one.claim.save(update_fields=list(fields))
            check_claim(one.claim)
        return len(preview.changed)


def _rows(claims: Collection[int], fields: Mapping[str, Any]) -> list[Claim]:
    if foreign := sorted(set(fields) - set(EDITABLE)):
        raise refused_field(foreign[0], f"“{foreign[0]}” is not changed for many claims at once.")
    if not fields:
        raise Invalid("Choose at least one field to change.")
    if not 0 < len(set(claims)) <= AT_MOST:
        raise Invalid(f"Choose from 1 to {AT_MOST:,} claims; these are {len(set(claims)):,}.")
    locked = Claim.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=claims)
    rows = list(locked.select_related(*NAMES).order_by("pk"))
    if len(rows) != len(set(claims)):
        raise Invalid("Some of these claims are gone: choose again.")
    return rows


def _difference(rows: list[Claim], fields: Mapping[str, Any]) -> BulkPreview:
    changed, unchanged, state = [], 0, []
    for row in rows:
        found = []
        state.append([row.pk, *(_plain(getattr(row, name)) for name in fields)])
        for name, value in fields.items():
            before = getattr(row, name)
            if before != value:
                found.append((name, words(row, name)))
                setattr(row, name, value)
        if not found:
            unchanged += 1
            continue
        told = tuple((name.replace("_", " "), before, words(row, name)) for name, before in found)
        changed.append(Difference(row, told, tuple(_refusals(row))))
    asked = [[name, _plain(value)] for name, value in sorted(fields.items())]
    digest = hashlib.sha256(json.dumps([state, asked]).encode()).hexdigest()
    return BulkPreview(tuple(changed), unchanged, digest)


def _plain(value: object) -> str:
    return str(getattr(value, "pk", value))


def _refusals(row: Claim) -> list[str]:
    try:
        row.clean_fields()
        row.validate_constraints()
    except ValidationError as error:
        return error.messages
    return [sentence for _, sentence in broken_rules(row, timezone.localdate())]


def words(row: Claim, name: str) -> str:
    """A field as people read it."""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    return "—" if value in (None, "") else str(value)

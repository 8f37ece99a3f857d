"""What may be in the catalogue twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Func, Min, TextField, Value
from django.db.models.functions import Lower

from frameworks.models import Claim, Framework, Source

GROUPS_AT_MOST = 200
ROWS_AT_MOST = 20  # of one group
SAME = (
    "source", "framework", "measured_on", "related", "kind", "metric", "criterion", "number", "number_to", "qualifier",
)  # fmt: skip
SUFFIX = re.compile(r"[\s._-]*(framework|library|toolkit|js|py)$")
SHORTEST = 5  # letters that must be left of a name without its suffix: “.NET Framework” is not “.NET”


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that may be one, the oldest first, and why."""

    rows: tuple[Any, ...]
    why: str


def duplicate_claims() -> tuple[Group, ...]:
    """Claims of one source that say the same of the same, in words that differ at most in case and punctuation.

    Two queries; rejected ones are left out.
    """
    spelled = Func(F("text"), Value("[^[:alnum:]]+"), Value(" "), Value("g"), function="regexp_replace")
    words = Lower(Func(spelled, function="trim", output_field=TextField()))
    rows = Claim.objects.exclude(status=Claim.Status.REJECTED).annotate(words=words)
    twice = (
        rows.values(*SAME, "words")
        .annotate(count=Count("pk"), first=Min("pk"), ids=ArrayAgg("pk", order_by="pk"))
        .filter(count__gt=1)
        .order_by("first")[:GROUPS_AT_MOST]
    )
    found = [(one["count"], one["ids"][:ROWS_AT_MOST]) for one in twice]
    named = Claim.objects.select_related("source", "framework", "related", "metric", "criterion")
    known = named.in_bulk([key for _, ids in found for key in ids])
    groups = [(count, tuple(known[key] for key in ids if key in known)) for count, ids in found]
    return tuple(Group(members, _why(count)) for count, members in groups if len(members) > 1)


def _why(count: int) -> str:
    more = count - ROWS_AT_MOST
    return f"the same words about the same{f', as in {more:,} more' if more > 0 else ''}"


def duplicate_frameworks() -> tuple[Group, ...]:
    """Frameworks whose names differ only in case, punctuation, spaces or a word like “framework”; one query."""
    rows = list(Framework.objects.order_by("pk"))
    return _alike(rows, lambda row: {spelling(name) for name in (row.name, row.short_name) if name}, "names")


def duplicate_sources() -> tuple[Group, ...]:
    """Sources with one checksum or one title; one query."""
    rows = list(Source.objects.order_by("pk"))
    return _alike(
        rows,
        lambda row: {f"title {spelling(row.title)}", *([row.checksum] if row.checksum else [])},
        "document or title",
    )


def spelling(name: str) -> str:
    """A name without case, punctuation, spaces and a last word that says only what sort of thing it is."""
    folded = name.casefold().strip()
    bare = SUFFIX.sub("", folded)
    letters = re.sub(r"[\W_]+", "", bare)
    return letters if len(letters) >= SHORTEST else re.sub(r"\s+", "", folded)


def _alike(rows: Iterable[Any], spellings: Any, what: str) -> tuple[Group, ...]:
    """Rows that share a spelling, each row in one group."""
    group_of: dict[str, list[Any]] = {}
    for row in rows:
        keys = spellings(row)
        known = next((group_of[key] for key in keys if key in group_of), [])
        known.append(row)
        for key in keys:
            group_of.setdefault(key, known)
    unique = {id(group): group for group in group_of.values() if len(group) > 1}
    return tuple(
        Group(tuple(group), f"almost the same {what}") for group in list(unique.values())[:GROUPS_AT_MOST]
    )

"""What may be in the catalogue twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Func, Min, Q, TextField, Value
from django.db.models.functions import Lower

from frameworks.models import Claim, Framework, Source

GROUPS_AT_MOST = 200
SAME = (
    "source", "framework", "measured_on", "related", "kind", "metric", "criterion", "number", "number_to", "qualifier",
)  # fmt: skip
LINKS = frozenset({"source", "framework", "measured_on", "related", "metric", "criterion"})
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
        .annotate(count=Count("pk"), first=Min("pk"))
        .filter(count__gt=1)
        .order_by("first")[:GROUPS_AT_MOST]
    )
    found = list(twice)
    wanted = Q(pk__in=())
    for one in {(one["source"], one["framework"], one["kind"]) for one in found}:
        wanted |= Q(source=one[0], framework=one[1], kind=one[2])
    grouped: dict[tuple[Any, ...], list[Claim]] = defaultdict(list)
    named = rows.filter(wanted).select_related("source", "framework", "metric", "criterion").order_by("pk")
    for row in named if found else ():
        grouped[_key(row)].append(row)
    keys = [tuple(one[name] for name in (*SAME, "words")) for one in found]
    return tuple(
        Group(tuple(grouped[key]), "the same words on the same") for key in keys if len(grouped[key]) > 1
    )


def _key(row: Any) -> tuple[Any, ...]:
    return (
        *(getattr(row, f"{name}_id", None) if name in LINKS else getattr(row, name) for name in SAME),
        row.words,
    )


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

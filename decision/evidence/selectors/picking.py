"""What a new claim can name: all of it where that is little, else what a search finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from criteria.models import Criterion, Metric
from frameworks.models import Source

from .citable import LONGEST_SEARCH

LISTED_AT_MOST = 40
FOUND_AT_MOST = 12
SEARCH = "find_"  # what the field is called whose words look for a source, a metric or a criterion


@dataclass(frozen=True, slots=True)
class Picks:
    """What can be picked, as (slug, name): everything, or what `search` found and what is chosen already."""

    rows: Sequence[tuple[str, ...]]
    is_all: bool
    search: str = ""


def picks_for_claims(asked: Mapping[str, str]) -> dict[str, Picks]:
    """The sources, metrics and criteria for a new claim; at most nine queries, however large the catalogue."""
    metrics = _picks("metric", Metric.objects.order_by("name"), ("slug", "name", "unit"), asked)
    named = [(row[0], f"{row[1]} ({row[2]})" if row[2] else row[1]) for row in metrics.rows]
    return {
        "source": _picks("source", Source.objects.order_by("title"), ("slug", "title"), asked),
        "metric": Picks(named, metrics.is_all, metrics.search),
        "criterion": _picks("criterion", Criterion.objects.order_by("name"), ("slug", "name"), asked),
    }


def _picks(kind: str, rows: QuerySet[Any], fields: tuple[str, ...], asked: Mapping[str, str]) -> Picks:
    values = rows.values_list(*fields)
    every = list(values[: LISTED_AT_MOST + 1])
    if len(every) <= LISTED_AT_MOST:
        return Picks(every, is_all=True)
    search = asked.get(f"{SEARCH}{kind}", "").replace("\x00", "")[:LONGEST_SEARCH].strip()
    found = list(values.filter(slug=asked[kind])) if asked.get(kind) else []
    if search:
        words = Q()
        for word in search.split():
            words &= Q(**{f"{fields[1]}__icontains": word})
        found += [row for row in values.filter(words)[:FOUND_AT_MOST] if row not in found]
    return Picks(found, is_all=False, search=search)

"""Claims by words, numbers and filters: a page of them, the best first, and how many each filter would leave."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db import connection

from .names import Names

COUNTED_AT_MOST = 2000
VALUES_AT_MOST = 40  # of each filter, the most frequent
SHOWN = (
    "claim.status IN ('accepted', 'stale')"  # as Claim.EVIDENCE; written out, so that the planner knows it
)
# A word stands in the claim's own text, or in the name of what the claim is about.
_NAMED_BY = {
    "framework": ("framework_id", "measured_on_id", "related_id"),
    "metric": ("metric_id",),
    "criterion": ("criterion_id",),
}
_SQL = """
WITH found AS MATERIALIZED (
    SELECT claim.id, claim.kind, claim.source_id, claim.framework_id, claim.metric_id, claim.criterion_id,
           {rank} AS rank
      FROM frameworks_claim claim WHERE {wanted} LIMIT {most}
), flagged AS (
    SELECT *, {in_kind} AS in_kind, {in_source} AS in_source, {in_framework} AS in_framework,
           {in_metric} AS in_metric, {in_criterion} AS in_criterion FROM found
), counted AS (
    (SELECT 'kind' AS facet, kind::text AS value, count(*) AS count FROM flagged
      WHERE in_source AND in_framework AND in_metric AND in_criterion
      GROUP BY kind ORDER BY 3 DESC, 2 LIMIT {values})
    UNION ALL (SELECT 'source', source_id::text, count(*) FROM flagged
      WHERE in_kind AND in_framework AND in_metric AND in_criterion
      GROUP BY source_id ORDER BY 3 DESC, 2 LIMIT {values})
    UNION ALL (SELECT 'framework', framework_id::text, count(*) FROM flagged
      WHERE in_kind AND in_source AND in_metric AND in_criterion AND framework_id IS NOT NULL
      GROUP BY framework_id ORDER BY 3 DESC, 2 LIMIT {values})
    UNION ALL (SELECT 'metric', metric_id::text, count(*) FROM flagged
      WHERE in_kind AND in_source AND in_framework AND in_criterion AND metric_id IS NOT NULL
      GROUP BY metric_id ORDER BY 3 DESC, 2 LIMIT {values})
    UNION ALL (SELECT 'criterion', criterion_id::text, count(*) FROM flagged
      WHERE in_kind AND in_source AND in_framework AND in_metric AND criterion_id IS NOT NULL
      GROUP BY criterion_id ORDER BY 3 DESC, 2 LIMIT {values})
), shown AS (
    SELECT id, rank FROM flagged WHERE in_kind AND in_source AND in_framework AND in_metric AND in_criterion
)
SELECT (SELECT count(*) FROM shown), (SELECT count(*) FROM found),
       (SELECT json_agg(page.id ORDER BY page.rank DESC, page.id)
          FROM (SELECT id, rank FROM shown ORDER BY rank DESC, id LIMIT %(limit)s OFFSET %(offset)s) AS page),
       (SELECT json_agg(json_build_array(facet, value, count)) FROM counted)
"""


@dataclass(frozen=True, slots=True)
class ClaimFilters:
    """What claims must be: their kind, and by id their source, framework, metric and criterion."""

    kind: str | None = None
    source: int | None = None
    framework: int | None = None
    metric: int | None = None
    criterion: int | None = None

    def __bool__(self) -> bool:
        return self != ClaimFilters()

    def without(self, name: str) -> ClaimFilters:
        """The same but for one."""
        return replace(self, **{name: None})


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a filter and how many claims it would leave, the other filters kept."""

    name: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class ClaimHits:
    """A page of claims by id; where `is_cut`, more match than were looked at."""

    ids: tuple[int, ...]
    total: int
    is_cut: bool
    facets: tuple[Facet, ...]


def find_claims(
    names: Names, filters: ClaimFilters, *, limit: int, offset: int = 0, of_source: int | None = None
) -> ClaimHits:
    """Claims that hold every word, or are about what has it in its name; one query.

    With `of_source` only that source's claims are looked at.

    At most `COUNTED_AT_MOST` matches are ordered and counted: who finds more has to say more. Of each filter the
    most frequent values come.
    """
    wanted, values = _conditions(names)
    if of_source is not None:
        wanted, values["of_source"] = f"{wanted} AND claim.source_id = %(of_source)s", of_source
    given: dict[str, Any] = {**values, "limit": limit, "offset": offset}
    flags = {}
    for field in fields(filters):
        value = getattr(filters, field.name)
        column = field.name if field.name == "kind" else f"{field.name}_id"
        flags[f"in_{field.name}"] = (
            "true" if value is None else f"coalesce({column} = %(f_{field.name})s, false)"
        )
        given[f"f_{field.name}"] = value
    sql = _SQL.format(
        wanted=wanted, rank=_rank(names), most=COUNTED_AT_MOST + 1, values=VALUES_AT_MOST, **flags
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        total, seen, ids, counted = cursor.fetchone()
    facets = [Facet(*row) for row in _read(counted)]
    return ClaimHits(
        tuple(_read(ids)),
        total,
        seen > COUNTED_AT_MOST,
        tuple(sorted(facets, key=lambda one: (-one.count, one.value))),
    )


def _conditions(names: Names) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {}
    every = [SHOWN]
    for place, meant in enumerate(names.meant):
        values[f"q_{place}"] = meant.query
        either = [f"claim.words @@ %(q_{place})s::tsquery"]
        for kind, columns in _NAMED_BY.items():
            if ids := meant.named[kind]:
                values[f"{kind}_{place}"] = sorted(ids)
                either += [f"claim.{column} = ANY(%({kind}_{place})s)" for column in columns]
        every.append(f"({' OR '.join(either)})")
    return " AND ".join(every), values


def _rank(names: Names) -> str:
    """How well a claim's own text fits; what only its subject's name says counts nothing."""
    if not names.meant:
        return "0"
    own = " + ".join(
        f"ts_rank('{{0.2, 0.2, 0.4, 1}}', claim.words, %(q_{place})s::tsquery)"
        for place in range(len(names.meant))
    )
    return f"({own})"


def _read(value: Any) -> list[Any]:
    return list(json.loads(value) if isinstance(value, str) else value or [])

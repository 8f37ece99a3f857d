"""Everything that the scores of one decision cite, in three queries, whatever its size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection

from decision.matrix.loading import LoadedMatrix
from decision.matrix.models import Score
from frameworks.models import Claim

from ..rows import ClaimRow, Evidence, MetricRow, Place, SourceRow

_COLUMNS = (
    "id", "framework_id", "measured_on_id", "kind", "metric_id", "criterion_id", "source_id", "number", "number_to",
    "text", "unit", "qualifier", "as_of", "version", "status",
)  # fmt: skip

# One JSON value, for the frame around a decision's pages too. It may use %(decision)s.
STANDING = """
SELECT jsonb_build_array(
           claims_good_for_months, coalesce((SELECT max(pgh_id) FROM frameworks_claimevent), 0),
           coalesce((SELECT jsonb_object_agg(finding, fingerprint) FROM evidence_acknowledgement
                      WHERE decision_id = %(decision)s), '{}'))
  FROM matrix_decision WHERE id = %(decision)s
"""

_WORDS = """
SELECT (SELECT jsonb_object_agg(id, jsonb_build_array(slug, title, coalesce(published_on::text, '')))
          FROM frameworks_source WHERE id = ANY (%(sources)s)),
       (SELECT jsonb_object_agg(id, jsonb_build_array(slug, name, unit, direction))
          FROM criteria_metric WHERE id = ANY (%(metrics)s)),
       (SELECT jsonb_object_agg(id, jsonb_build_array(slug, name))
          FROM criteria_criterion WHERE id = ANY (%(criteria)s)),
       (SELECT jsonb_object_agg(id, jsonb_build_array(slug, coalesce(nullif(short_name, ''), name)))
          FROM frameworks_framework WHERE id = ANY (%(frameworks)s)),
       (SELECT jsonb_agg(jsonb_build_array(claim.id, framework.slug, claim.version, coalesce(claim.as_of::text, ''),
                                           source.slug) ORDER BY claim.id)
          FROM frameworks_claim claim
          JOIN frameworks_framework framework ON framework.id = claim.framework_id
          JOIN frameworks_source source ON source.id = claim.source_id
         WHERE claim.kind = 'release' AND claim.status IN ('accepted', 'stale') AND claim.version <> ''
           AND claim.framework_id = ANY (%(frameworks)s))
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the audit of a decision depends on besides its revision: how long claims stay good, how far the record of
    claims has come, and which findings (by key, with their fingerprints) are acknowledged."""

    good_for_months: int
    claims_mark: int
    acknowledged: Mapping[str, str]

    @classmethod
    def read(cls, fact: Any) -> Self:
        """What `STANDING` answers, None for a decision that is gone."""
        months, mark, acknowledged = fact or (0, 0, {})
        return cls(months, mark, acknowledged)


def standing_of(decision_id: int) -> Standing:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"decision": decision_id})
        row = cursor.fetchone()
    return Standing.read(_json(row[0]) if row else None)


def evidence_of(loaded: LoadedMatrix, *, good_for_months: int, today: str) -> Evidence:
    """What the scores of `loaded` cite, in three queries."""
    rows = _cited_claims(loaded.decision_id)
    words = _words(rows, loaded)
    claims = {row[0]: claim_row(row, words) for row in rows}
    return Evidence(
        loaded=loaded, claims=claims, cited=_citations(loaded, claims),
        sources={source.slug: source for source in words.sources.values()},
        metrics={metric.slug: metric for metric in words.metrics.values()},
        names={**dict(words.criteria.values()), **dict(words.frameworks.values())}, releases=words.releases,
        good_for_months=good_for_months, today=today,
    )  # fmt: skip


def _cited_claims(decision_id: int) -> list[tuple[Any, ...]]:
    through = Score.claims.through.objects.filter(score__decision=decision_id)
    return list(
        Claim.objects.filter(pk__in=through.values("claim_id"), status__in=Claim.EVIDENCE)
        .order_by("id")
        .values_list(*_COLUMNS)
    )


def _citations(loaded: LoadedMatrix, claims: Mapping[int, ClaimRow]) -> dict[Place, tuple[int, ...]]:
    place_of = {cell.id: place for place, cell in loaded.cells.items()}
    found: dict[Place, list[int]] = {}
    through = Score.claims.through.objects.filter(score__decision=loaded.decision_id)
    for score, claim in through.order_by("id").values_list("score_id", "claim_id"):
        # A score or a claim that came between the queries belongs to the next revision.
        if (place := place_of.get(score)) is not None and claim in claims:
            found.setdefault(place, []).append(claim)
    return {place: tuple(numbers) for place, numbers in found.items()}


@dataclass(frozen=True, slots=True)
class Words:
    """What ids stand for."""

    sources: Mapping[int, SourceRow]
    metrics: Mapping[int, MetricRow]
    criteria: Mapping[int, tuple[str, str]]
    frameworks: Mapping[int, tuple[str, str]]
    releases: Mapping[str, tuple[ClaimRow, ...]]


def _words(rows: Iterable[tuple[Any, ...]], loaded: LoadedMatrix) -> Words:
    frameworks, metrics, criteria, sources = set[int](), set[int](), set[int](), set[int]()
    for row in rows:
        frameworks.update((row[1], row[2]))
        metrics.add(row[4])
        criteria.add(row[5])
        sources.add(row[6])
    return words_of(frameworks, metrics, criteria, sources)


def words_of(frameworks: set[int], metrics: set[int], criteria: set[int], sources: set[int]) -> Words:
    """What these ids stand for, and the releases on record of the frameworks; one query."""
    asked = {"frameworks": frameworks, "metrics": metrics, "criteria": criteria, "sources": sources}
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, {name: [each for each in ids if each] for name, ids in asked.items()})
        parts = [_json(part) for part in cursor.fetchone() or ()]
    releases: dict[str, list[ClaimRow]] = {}
    for number, framework, version, as_of, source in parts[4] or ():
        row = ClaimRow(
            number,
            framework,
            "",
            "release",
            "",
            "",
            source,
            None,
            None,
            "",
            "",
            "exact",
            as_of,
            version,
            "accepted",
        )
        releases.setdefault(framework, []).append(row)
    return Words(
        sources={int(key): SourceRow(*row) for key, row in (parts[0] or {}).items()},
        metrics={int(key): MetricRow(*row) for key, row in (parts[1] or {}).items()},
        criteria={int(key): (slug, name) for key, (slug, name) in (parts[2] or {}).items()},
        frameworks={int(key): (slug, name) for key, (slug, name) in (parts[3] or {}).items()},
        releases={key: tuple(rows) for key, rows in releases.items()},
    )


def claim_row(row: tuple[Any, ...], words: Words) -> ClaimRow:
    """A claim as the rest of the part knows it."""
    (number, framework, measured_on, kind, metric, criterion, source, low, high, text, unit, qualifier, as_of,
     version, status) = row  # fmt: skip
    return ClaimRow(
        number,
        words.frameworks[framework][0] if framework else "",
        words.frameworks[measured_on][0] if measured_on else "",
        kind,
        words.metrics[metric].slug if metric else "",
        words.criteria[criterion][0] if criterion else "",
        words.sources[source].slug,
        None if low is None else float(low),
        None if high is None else float(high),
        text, unit, qualifier,
        as_of.isoformat() if as_of else "",
        version, status,
    )  # fmt: skip


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value

"""Everything that the scores of one decision cite, in one query, whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import orjson
from django.db import connection

from decision.matrix.loading import LoadedMatrix

from ..rows import ClaimRow, Evidence, MetricRow, Place, SourceRow

# One JSON value, for the frame around a decision's pages too. It may use %(decision)s.
STANDING = """
SELECT jsonb_build_array(
           claims_good_for_months,
           coalesce((SELECT max(pgh_id) FROM frameworks_claimevent), 0)
             + coalesce((SELECT max(pgh_id) FROM criteria_metricevent), 0)
             + coalesce((SELECT max(pgh_id) FROM frameworks_frameworkevent), 0),
           coalesce((SELECT jsonb_object_agg(finding, fingerprint) FROM evidence_acknowledgement
                      WHERE decision_id = %(decision)s), '{}'))
  FROM matrix_decision WHERE id = %(decision)s
"""

# One round trip; claims come as columns and citations by score: tens of thousands of lists would keep the garbage
# collector busy for longer than everything else takes.
_EVIDENCE = """
WITH cited AS MATERIALIZED (
    SELECT link.id, link.score_id, link.claim_id
      FROM matrix_score_claims link JOIN matrix_score score ON score.id = link.score_id
     WHERE score.decision_id = %(decision)s
), claim AS MATERIALIZED (
    SELECT * FROM frameworks_claim
     WHERE id IN (SELECT claim_id FROM cited) AND status IN ('accepted', 'stale')
), named AS MATERIALIZED (
    SELECT framework_id AS id FROM claim UNION SELECT measured_on_id FROM claim
)
SELECT (SELECT json_build_array(
            array_agg(id), array_agg(framework_id), array_agg(measured_on_id), array_agg(kind),
            array_agg(metric_id), array_agg(criterion_id), array_agg(source_id), array_agg(number),
            array_agg(number_to), array_agg(text), array_agg(unit), array_agg(qualifier),
            array_agg(coalesce(as_of::text, '')), array_agg(version), array_agg(status))
          FROM (SELECT * FROM claim ORDER BY id) ordered)::text,
       (SELECT json_build_array(array_agg(score_id), json_agg(claims)) FROM (
            SELECT score_id, array_agg(claim_id ORDER BY cited.id) AS claims
              FROM cited JOIN claim ON claim.id = cited.claim_id GROUP BY score_id ORDER BY min(cited.id)
        ) ordered)::text,
       (SELECT json_agg(json_build_array(id, slug, title, coalesce(published_on::text, '')))
          FROM frameworks_source WHERE id IN (SELECT source_id FROM claim))::text,
       (SELECT json_agg(json_build_array(id, slug, name, unit, direction))
          FROM criteria_metric WHERE id IN (SELECT metric_id FROM claim))::text,
       (SELECT json_agg(json_build_array(id, slug, name))
          FROM criteria_criterion WHERE id IN (SELECT criterion_id FROM claim))::text,
       (SELECT json_agg(json_build_array(id, slug, coalesce(nullif(short_name, ''), name)))
          FROM frameworks_framework WHERE id IN (SELECT id FROM named))::text,
       (SELECT json_agg(json_build_array(release.id, framework.slug, release.version, coalesce(release.as_of::text, ''),
                                         source.slug) ORDER BY release.id)
          FROM frameworks_claim release
          JOIN frameworks_framework framework ON framework.id = release.framework_id
          JOIN frameworks_source source ON source.id = release.source_id
         WHERE release.kind = 'release' AND release.version <> '' AND release.status IN ('accepted', 'stale')
           AND release.framework_id IN (SELECT id FROM named))::text,
       (SELECT json_agg(json_build_array(said.id, coalesce(framework.slug, ''), said.kind, coalesce(criterion.slug, ''),
                                         source.slug, said.number, said.text, said.unit) ORDER BY said.id)
          FROM frameworks_claim said
          JOIN frameworks_source source ON source.id = said.source_id
          LEFT JOIN frameworks_framework framework ON framework.id = said.framework_id
          LEFT JOIN criteria_criterion criterion ON criterion.id = said.criterion_id
         WHERE said.status IN ('accepted', 'stale') AND said.source_id IN (SELECT source_id FROM claim)
           AND (said.kind = 'weight' AND said.framework_id IS NULL
                OR said.kind IN ('published_total', 'verdict') AND said.framework_id IN (
                       SELECT framework_id FROM matrix_alternative WHERE decision_id = %(decision)s)
                OR said.kind = 'score' AND said.criterion_id IN (
                       SELECT criterion_id FROM matrix_weight WHERE decision_id = %(decision)s)
                   AND said.framework_id IN (
                       SELECT framework_id FROM matrix_alternative WHERE decision_id = %(decision)s)
                   AND EXISTS (SELECT FROM matrix_alternative
                                WHERE decision_id = %(decision)s AND published_total IS NOT NULL)))::text,
       (SELECT claims_good_for_months FROM matrix_decision WHERE id = %(decision)s)
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the audit of a decision depends on besides its revision: how long claims stay good, how far the record of
    claims, metrics and frameworks has come (it only rises), and which findings (by key, with their fingerprints) are
    acknowledged."""

    good_for_months: int
    record_mark: int
    acknowledged: Mapping[str, str]

    @classmethod
    def read(cls, fact: Any) -> Self:
        """What `STANDING` answers, None for a decision that is gone."""
        months, mark, acknowledged = (orjson.loads(fact) if isinstance(fact, str) else fact) or (0, 0, {})
        return cls(months, mark, acknowledged)


def standing_of(decision_id: int) -> Standing:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"decision": decision_id})
        row = cursor.fetchone()
    return Standing.read(row[0] if row else None)


def evidence_of(loaded: LoadedMatrix, *, today: str, good_for_months: int | None = None) -> Evidence:
    """What the scores of `loaded` cite, in one query; claims stay good as long as the decision says, unless told."""
    with connection.cursor() as cursor:
        cursor.execute(_EVIDENCE, {"decision": loaded.decision_id})
        *columns, months = cursor.fetchone() or (None,) * 9
    parts = [orjson.loads(column) if column else [] for column in columns]
    claim_columns, link_columns, source_rows, metric_rows, criterion_rows, framework_rows, releases, said = (
        parts
    )
    sources = {number: SourceRow(*row) for number, *row in source_rows}
    metrics = {number: MetricRow(*row) for number, *row in metric_rows}
    criteria = {number: (slug, name) for number, slug, name in criterion_rows}
    frameworks = {number: (slug, name) for number, slug, name in framework_rows}
    claims = _claims(claim_columns, sources, metrics, criteria, frameworks)
    return Evidence(
        loaded=loaded, claims=claims, cited=_citations(loaded, link_columns),
        sources={source.slug: source for source in sources.values()},
        metrics={metric.slug: metric for metric in metrics.values()},
        names={**dict(criteria.values()), **dict(frameworks.values())}, releases=_releases(releases),
        good_for_months=months or 0 if good_for_months is None else good_for_months, today=today,
        printed=tuple(_bare(number, *rest) for number, *rest in said),
    )  # fmt: skip


Named = Mapping[int, tuple[str, str]]


def _claims(
    columns: list[list[Any] | None], sources: Mapping[int, SourceRow], metrics: Mapping[int, MetricRow],
    criteria: Named, frameworks: Named,
) -> dict[int, ClaimRow]:  # fmt: skip
    source = {number: row.slug for number, row in sources.items()}
    metric: dict[int | None, str] = {None: "", **{number: row.slug for number, row in metrics.items()}}
    criterion: dict[int | None, str] = {None: "", **{number: slug for number, (slug, _) in criteria.items()}}
    framework: dict[int | None, str] = {
        None: "",
        **{number: slug for number, (slug, _) in frameworks.items()},
    }
    ids, about, measured_on, kinds, measures, topics, origins, *rest = (
        column or [] for column in columns or [[]] * 15
    )
    names = zip(
        ids, map(framework.get, about), map(framework.get, measured_on), kinds, map(metric.get, measures),
        map(criterion.get, topics), map(source.get, origins), *rest, strict=True,
    )  # fmt: skip
    # What `ClaimRow._make` does, less its look at the length: there are as many columns as a claim has fields.
    return dict(zip(ids, map(partial(tuple.__new__, ClaimRow), names), strict=True))


def _citations(loaded: LoadedMatrix, columns: list[Any]) -> dict[Place, tuple[int, ...]]:
    place_of = {cell.id: place for place, cell in loaded.cells.items()}
    scores: list[int]
    cited: list[list[int]]
    scores, cited = columns or ([], [])
    # A score that came between the matrix and its evidence belongs to the next revision.
    return {
        place_of[score]: tuple(claims)
        for score, claims in zip(scores or [], cited or [], strict=True)
        if score in place_of
    }


def _releases(rows: Iterable[list[Any]]) -> dict[str, tuple[ClaimRow, ...]]:
    found: dict[str, list[ClaimRow]] = {}
    for number, framework, version, as_of, source in rows:
        release = _bare(number, framework, "release", "", source, None, "", "")
        found.setdefault(framework, []).append(release._replace(as_of=as_of, version=version))
    return {framework: tuple(several) for framework, several in found.items()}


def _bare(
    number: int, framework: str, kind: str, criterion: str, source: str, figure: float | None, text: str, unit: str
) -> ClaimRow:  # fmt: skip
    """A claim that no score cites, as far as it is asked about."""
    return ClaimRow(
        number, framework, "", kind, "", criterion, source, figure, None, text, unit, "exact", "", "", ""
    )  # fmt: skip

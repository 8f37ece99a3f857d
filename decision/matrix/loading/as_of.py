"""A decision as it stood at a revision, rebuilt from the audit trail in one statement, whatever its size.

Of every row the last event counts that does not belong to a later revision of the decision: events and revisions of
one transaction share its number and its time. What the decision borrows from the catalogue may also have changed while
it was not in use, which raises no revision: such events count if they came before the next revision.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from decision.problems import NotThere

from .assembling import assemble
from .rows import LoadedMatrix

OWN = {
    "weight": "matrix_weight", "alternative": "matrix_alternative", "score": "matrix_score", "gate": "matrix_gate",
    "scenario": "matrix_scenario",
}  # fmt: skip

_LATER = """EXISTS (
    SELECT FROM later WHERE (later.transaction, later.at) = (event.pgh_transaction, event.pgh_created_at))"""
_EARLIER = """(event.pgh_created_at < (SELECT at FROM cut) OR EXISTS (
    SELECT FROM earlier WHERE (earlier.transaction, earlier.at) = (event.pgh_transaction, event.pgh_created_at)))"""


def _last(table: str, which: str, key: str = "pgh_obj_id", still: str = "true") -> str:
    """The rows of a table as their last event before the next revision left them."""
    return f"""(
    SELECT * FROM (
        SELECT DISTINCT ON (event.{key}) event.* FROM {table}event event
         WHERE {which} AND NOT {_LATER} ORDER BY event.{key}, event.pgh_id DESC
    ) event WHERE pgh_label <> 'delete' AND {still})"""


def own(name: str) -> str:
    """The rows of a table that were the decision's."""
    table = OWN[name]
    once = f"event.pgh_obj_id IN (SELECT pgh_obj_id FROM {table}event WHERE decision_id = %(decision)s)"
    return _last(table, once, still="decision_id = %(decision)s")


def _borrowed(table: str, ids: str, still: str = "true") -> str:
    """The rows of the catalogue with these ids."""
    return _last(table, f"event.pgh_obj_id IN ({ids}) AND {_EARLIER}", still=still)


# The decision itself, and which events count.
COUNTED = f"""
WITH later AS MATERIALIZED (
    SELECT transaction, at FROM matrix_revision WHERE decision_id = %(decision)s AND number > %(revision)s
), earlier AS MATERIALIZED (
    SELECT transaction, at FROM matrix_revision WHERE decision_id = %(decision)s AND number <= %(revision)s
), cut AS (
    SELECT coalesce(min(at), 'infinity') AS at FROM later
), this AS (
    SELECT * FROM matrix_revision WHERE decision_id = %(decision)s AND number = %(revision)s
), decision AS {_last("matrix_decision", "event.pgh_obj_id = %(decision)s")}
"""

_IN_USE = (
    "(metric_id IN (SELECT metric_id FROM gate) AND number IS NOT NULL"
    " OR criterion_id IN (SELECT feature_id FROM gate) AND kind IN ('rating', 'feature'))"
    " AND framework_id IN (SELECT framework_id FROM alternative)"
)
_ROWS = f"""
, weight AS {own("weight")}
, alternative AS {own("alternative")}
, score AS {own("score")}
, gate AS {own("gate")}
, scenario AS {own("scenario")}
, set_point AS {_last("matrix_scenarioweight", "event.scenario_id IN (SELECT id FROM scenario)")}
, citation AS {_last("matrix_citation", "event.score_id IN (SELECT id FROM score)", key="id")}
, criterion AS {_borrowed("criteria_criterion", "SELECT criterion_id FROM weight UNION SELECT feature_id FROM gate")}
, scale AS {_borrowed("criteria_scale", "SELECT scale_id FROM criterion")}
, value_function AS {_borrowed("criteria_valuefunction", "SELECT value_function_id FROM weight")}
, metric AS {_borrowed("criteria_metric", "SELECT metric_id FROM criterion UNION SELECT metric_id FROM gate")}
, framework AS {_borrowed("frameworks_framework", "SELECT framework_id FROM alternative")}
, claim AS {_borrowed("frameworks_claim", "SELECT claim_id FROM citation")}
, figure AS {
    _borrowed("frameworks_claim", f"SELECT pgh_obj_id FROM frameworks_claimevent WHERE {_IN_USE}",
              still=f"status IN ('accepted', 'stale') AND {_IN_USE}")
}
, level AS {
    _borrowed("criteria_scalelevel",
              "SELECT pgh_obj_id FROM criteria_scalelevelevent WHERE scale_id IN"
              " (SELECT criterion.scale_id FROM criterion JOIN gate ON gate.feature_id = criterion.id)")
}
, source AS {_borrowed("frameworks_source", "SELECT source_id FROM claim UNION SELECT source_id FROM scenario")}
"""  # fmt: skip

_LINES = """
SELECT json_agg(json_build_object(
           'id', weight.id, 'key', criterion.slug, 'name', criterion.name, 'question', criterion.question,
           'parent', above.slug, 'points', weight.points::text, 'direction', criterion.direction,
           'low', scale.low::text, 'high', scale.high::text, 'low_label', scale.low_label,
           'high_label', scale.high_label, 'unit', metric.unit, 'kind', value_function.kind,
           'anchors', value_function.points) ORDER BY weight.position, weight.id)
  FROM weight JOIN criterion ON criterion.id = weight.criterion_id JOIN scale ON scale.id = criterion.scale_id
  LEFT JOIN metric ON metric.id = criterion.metric_id
  LEFT JOIN value_function ON value_function.id = weight.value_function_id
  LEFT JOIN weight parent ON parent.id = weight.parent_id
  LEFT JOIN criterion above ON above.id = parent.criterion_id
"""
_OPTIONS = """
SELECT json_agg(json_build_object(
           'id', alternative.id, 'key', framework.slug, 'name', framework.name,
           'label', coalesce(nullif(alternative.label, ''), nullif(framework.short_name, ''), framework.name),
           'published_total', alternative.published_total::text) ORDER BY alternative.position, alternative.id)
  FROM alternative JOIN framework ON framework.id = alternative.framework_id
"""
_CELLS = """
SELECT json_build_object(
           'id', array_agg(id::text), 'alternative_id', array_agg(alternative_id::text),
           'weight_id', array_agg(weight_id::text), 'confidence', array_agg(confidence), 'rule', array_agg(rule),
           'value', array_agg(value::text), 'low', array_agg(low::text), 'high', array_agg(high::text))
  FROM score HAVING count(*) > 0
"""
_CITED = """
SELECT json_agg(json_build_object('score', citation.score_id, 'source', source.slug) ORDER BY citation.id)
  FROM citation JOIN claim ON claim.id = citation.claim_id JOIN source ON source.id = claim.source_id
 WHERE claim.status IN ('accepted', 'stale')
"""
_MUSTS = """
SELECT json_agg(json_build_object(
           'id', gate.id, 'name', gate.name, 'mode', gate.mode, 'comparison', gate.comparison,
           'threshold', gate.threshold::text, 'criterion', criterion.slug, 'metric', metric.slug,
           'unit', metric.unit, 'feature', feature.slug, 'about', coalesce(feature.name, metric.name, criterion.name),
           'level', coalesce(gate.level, '')) ORDER BY gate.position, gate.id)
  FROM gate LEFT JOIN weight ON weight.id = gate.criterion_id
  LEFT JOIN criterion ON criterion.id = weight.criterion_id LEFT JOIN metric ON metric.id = gate.metric_id
  LEFT JOIN criterion feature ON feature.id = gate.feature_id
"""
_FIGURES = """
SELECT json_agg(json_build_object(
           'id', figure.id, 'framework', framework.slug, 'metric', metric.slug, 'feature', criterion.slug,
           'kind', figure.kind, 'number', figure.number::text, 'number_to', figure.number_to::text,
           'text', figure.text, 'qualifier', figure.qualifier, 'status', figure.status,
           'measured_on', figure.measured_on_id, 'as_of', figure.as_of) ORDER BY figure.id)
  FROM figure JOIN framework ON framework.id = figure.framework_id LEFT JOIN metric ON metric.id = figure.metric_id
  LEFT JOIN criterion ON criterion.id = figure.criterion_id
"""
_LEVELS = """
SELECT json_agg(json_build_object('feature', feature.slug, 'word', level.word, 'value', level.value::text)
           ORDER BY level.position, level.id)
  FROM (SELECT DISTINCT criterion.id, criterion.slug, criterion.scale_id FROM criterion
          JOIN gate ON gate.feature_id = criterion.id) feature
  JOIN level ON level.scale_id = feature.scale_id
"""
_SETS = """
SELECT json_agg(json_build_object(
           'id', scenario.id, 'slug', scenario.slug, 'name', scenario.name, 'kind', scenario.kind,
           'source', source.slug) ORDER BY scenario.position, scenario.id)
  FROM scenario LEFT JOIN source ON source.id = scenario.source_id
"""
_SET_POINTS = """
SELECT json_agg(json_build_object(
           'scenario', set_point.scenario_id, 'key', criterion.slug, 'points', set_point.points::text)
           ORDER BY set_point.id)
  FROM set_point JOIN weight ON weight.id = set_point.weight_id
  JOIN criterion ON criterion.id = weight.criterion_id
"""
_PARTS = {
    "lines": _LINES, "options": _OPTIONS, "cells": _CELLS, "cited": _CITED, "musts": _MUSTS, "figures": _FIGURES,
    "levels": _LEVELS, "sets": _SETS, "set_points": _SET_POINTS,
}  # fmt: skip
_BEGAN = "(SELECT min(number) FROM matrix_revision WHERE decision_id = %(decision)s)"
_MATRIX = (
    f"{COUNTED}{_ROWS}SELECT {_BEGAN}, this.number, decision.title, decision.close_call_margin, "
    "decision.missing_at, "
    + ", ".join(f"({part})::text" for part in _PARTS.values())
    + " FROM (SELECT) one LEFT JOIN this ON true LEFT JOIN decision ON true"
)


def load_as_of(decision_id: int, slug: str, revision: int) -> LoadedMatrix:
    """The whole matrix of a decision as it stood at a revision, in one query.

    Raises `NotThere` for a revision that never was or from before the record began, `EngineError` when the rows of
    that day contradict each other.
    """
    began, number, title, margin, missing_at, *parts = _first(_MATRIX, decision_id, revision)
    refuse_unknown(revision, began=began, is_known=number is not None)
    row: dict[str, Any] = {"id": decision_id, "slug": slug, "title": title, "revision": revision}
    row |= {"close_call_margin": margin, "missing_at": missing_at}
    for name, text in zip(_PARTS, parts, strict=True):
        row[name] = json.loads(text) if text is not None else None if name == "cells" else []
    return assemble(row)


def refuse_unknown(revision: int, *, began: int | None, is_known: bool) -> None:
    """Raise `NotThere`, saying why, unless the revision is on record."""
    if is_known:
        return
    if began is not None and 0 < revision < began:
        raise NotThere(
            f"Revision {revision} is from before this decision's record began, which was with revision {began}."
        )
    raise NotThere(f"This decision has no revision {revision}.")


@dataclass(frozen=True, slots=True)
class PastWords:
    """What a decision said at a revision: its own words, its status, and why each score (by id) was what it was."""

    question: str
    description: str
    status: str
    at: datetime
    actor: str
    name: str
    door: str
    rationales: dict[int, str]


_WORDS = f"""
{COUNTED}, score AS {own("score")}
SELECT decision.question, decision.description, decision.status, this.at, this.actor,
       coalesce(nullif(trim(concat(person.first_name, ' ', person.last_name)), ''), this.actor), this.door,
       (SELECT json_object_agg(id, rationale) FROM score WHERE rationale <> '')::text
  FROM decision, this LEFT JOIN auth_user person ON person.id = this.user_id
"""


def words_as_of(decision_id: int, revision: int) -> PastWords:
    """The words of a decision at a revision, in one query. Raises `NotThere` for one that is not on record."""
    row = _first(_WORDS, decision_id, revision)
    if row is None:
        raise NotThere(f"This decision has no revision {revision}.")
    rationales = {int(key): text for key, text in json.loads(row[7] or "{}").items()}
    return PastWords(*(*row[:7], rationales))


_REASONS = f"""
{COUNTED}, score AS {own("score")}
, citation AS {_last("matrix_citation", "event.score_id = %(score)s", key="id")}
SELECT score.rationale, ARRAY(SELECT claim_id FROM citation ORDER BY claim_id) FROM score WHERE id = %(score)s
"""


def reasons_as_of(decision_id: int, revision: int, score: int) -> tuple[str, list[int]]:
    """Why a score was what it was at a revision, and the claims it rested on, by id; one query."""
    row = _first(_REASONS, decision_id, revision, score=score)
    return (row[0], row[1]) if row else ("", [])


def _first(statement: str, decision_id: int, revision: int, **more: int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"decision": decision_id, "revision": revision, **more})
        return cursor.fetchone()

"""What the drawer of one cell needs beside its claims, in one query: why it is what it is, by which words and functions
claims become scores, what is proposed, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from decision.engine import EngineError, ValueFunction
from decision.matrix.loading import LoadedMatrix
from decision.record.selectors import Change, changes_in
from decision.record.trail import Entry
from decision.teams.selectors import CALLED

from .reading import STANDING, Standing

SHOWN_AT_MOST = 24  # events of the history
PROPOSALS_AT_MOST = 20

_CITED = "SELECT claim_id FROM matrix_score_claims WHERE score_id = %(score)s"
_CLAIMS = f"SELECT * FROM frameworks_claim WHERE id IN ({_CITED})"
_REVISION = """JOIN matrix_revision revision ON revision.decision_id = %(decision)s
        AND (revision.transaction, revision.at) = (event.pgh_transaction, event.pgh_created_at)"""
_TEXT = "coalesce(nullif(said.text, ''), concat_ws(' ', trim_scale(said.number), said.unit))"
_SAID = f"""coalesce((SELECT {_TEXT}
                        FROM frameworks_claim said
                       WHERE said.id = event.claim_id AND said.status IN ('accepted', 'stale')),
                     'a claim that no longer counts')"""

_WHO = CALLED.format(id="revision.user_id", name="revision.actor")
_MAKER = CALLED.format(id="by_id", name="name")
_DECIDER = CALLED.format(id="decided_by_id", name="decided_name")

_HISTORY = f"""
SELECT jsonb_agg(to_jsonb(line) ORDER BY line.number DESC, line.what DESC, line.event DESC) FROM (
    SELECT 'score' AS what, event.pgh_id AS event, event.pgh_label AS label, event.id AS row, revision.number,
           revision.at, {_WHO} AS actor, revision.door, revision.note, '' AS said, to_jsonb(event) AS after,
           (SELECT to_jsonb(older) FROM matrix_scoreevent older
             WHERE event.pgh_label <> 'insert' AND older.pgh_obj_id = event.pgh_obj_id AND older.pgh_id < event.pgh_id
             ORDER BY older.pgh_id DESC LIMIT 1) AS before
      FROM matrix_scoreevent event {_REVISION}
     WHERE event.alternative_id = %(alternative)s AND event.weight_id = %(weight)s
     UNION ALL
    SELECT 'citation', event.pgh_id, event.pgh_label, event.id, revision.number,
           revision.at, {_WHO}, revision.door, revision.note, {_SAID},
           to_jsonb(event) || jsonb_build_object('alternative_id', %(alternative)s::bigint,
                                                 'weight_id', %(weight)s::bigint), NULL
      FROM matrix_citationevent event {_REVISION}
     WHERE event.score_id IN (SELECT pgh_obj_id FROM matrix_scoreevent
                               WHERE alternative_id = %(alternative)s AND weight_id = %(weight)s)
     ORDER BY number DESC, what DESC, event DESC LIMIT {SHOWN_AT_MOST}) line
"""

_BEHIND = f"""
SELECT jsonb_build_object(
    'rationale', (SELECT rationale FROM matrix_score WHERE id = %(score)s),
    'metric', (SELECT function.metric_id FROM matrix_weight weight
                 JOIN criteria_valuefunction function ON function.id = weight.value_function_id
                WHERE weight.id = %(weight)s),
    'functions', (SELECT jsonb_agg(jsonb_build_array(metric_id, kind, points, name) ORDER BY id DESC)
                    FROM criteria_valuefunction WHERE metric_id IN (SELECT metric_id FROM ({_CLAIMS}) claim)),
    'words', (SELECT jsonb_agg(jsonb_build_array(criterion.id, scale.low, scale.high, level.word, level.value))
                FROM criteria_criterion criterion JOIN criteria_scale scale ON scale.id = criterion.scale_id
                JOIN criteria_scalelevel level ON level.scale_id = scale.id
               WHERE criterion.id IN (SELECT criterion_id FROM ({_CLAIMS}) claim)
                  OR criterion.id = (SELECT criterion_id FROM matrix_weight WHERE id = %(weight)s)),
    'criterion', (SELECT criterion_id FROM matrix_weight WHERE id = %(weight)s),
    'standing', ({STANDING}),
    'kept', (SELECT jsonb_object_agg(finding, jsonb_build_array(id, reason, {_MAKER}, made_at))
               FROM evidence_acknowledgement WHERE decision_id = %(decision)s),
    'proposals', (SELECT jsonb_agg(to_jsonb(proposal) ORDER BY status = 'open' DESC, id DESC) FROM (
                    SELECT *, {_MAKER} AS maker, {_DECIDER} AS decider,
                           (SELECT jsonb_object_agg(said.id, {_TEXT}) FROM frameworks_claim said
                             WHERE said.status IN ('accepted', 'stale') AND said.id IN (
                                 SELECT id::bigint FROM jsonb_array_elements_text(
                                     coalesce(wanted -> 'cite', '[]') || coalesce(wanted -> 'uncite', '[]')
                                 ) id)) AS named
                      FROM evidence_proposal
                     WHERE alternative_id = %(alternative)s AND weight_id = %(weight)s
                     ORDER BY status = 'open' DESC, id DESC LIMIT {PROPOSALS_AT_MOST}) proposal),
    'history', ({_HISTORY})
)::text
"""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a criterion's scale, in lower case, and what each is worth between the scale's ends."""

    low: Decimal
    high: Decimal
    values: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal for the cell; `named` are the claims to cite or to cite no more that count, by id."""

    id: int
    wanted: Mapping[str, Any]
    seen: Mapping[str, Any]
    reason: str
    status: str
    by_id: int | None
    name: str
    made_at: datetime
    decided_name: str
    decided_at: datetime | None
    answer: str
    named: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Why a finding may stand."""

    id: int
    reason: str
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Behind:
    """All that stands behind a cell but its claims. `functions` are by metric, `words` by criterion, both by id;
    `notes` are what revisions are called, by number."""

    rationale: str
    criterion: int
    metric: int | None
    functions: Mapping[int, tuple[ValueFunction, str]]
    words: Mapping[int, Words]
    standing: Standing
    kept: Mapping[str, Kept]
    proposals: tuple[Proposed, ...]
    changes: tuple[Change, ...]
    notes: Mapping[int, str]


def behind_cell(loaded: LoadedMatrix, criterion: str, framework: str) -> Behind:
    """One query."""
    weight = next(row for row in loaded.leaves if row.key == criterion)
    alternative = next(row for row in loaded.alternatives if row.key == framework)
    score = loaded.cells.get((framework, criterion))
    asked = {
        "decision": loaded.decision_id, "score": score.id if score else 0, "weight": weight.id,
        "alternative": alternative.id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, asked)
        row = cursor.fetchone()
    found = json.loads(row[0], parse_float=Decimal) if row else {}
    history = found["history"] or []
    names = {
        ("alternative", alternative.id): (framework, alternative.label),
        ("weight", weight.id): (criterion, weight.name),
        **{("claim", line["after"]["claim_id"]): ("", line["said"]) for line in history if line["said"]},
    }
    return Behind(
        rationale=found["rationale"] or "", criterion=found["criterion"] or 0, metric=found["metric"],
        functions=_functions(found["functions"] or []), words=_words(found["words"] or []),
        standing=Standing.read(found["standing"]),
        kept={
            key: Kept(number, reason, name, datetime.fromisoformat(at))
            for key, (number, reason, name, at) in (found["kept"] or {}).items()
        },
        proposals=tuple(_proposed(one) for one in found["proposals"] or []),
        changes=tuple(changes_in([_entry(line) for line in history], names)),
        notes={line["number"]: line["note"] for line in history if line["note"]},
    )  # fmt: skip


def _functions(rows: list[Any]) -> dict[int, tuple[ValueFunction, str]]:
    """The first value function of each metric; those that cannot be used are left out."""
    found = {}
    for metric, kind, points, name in rows:
        try:
            found[metric] = ValueFunction.model_validate({"kind": kind, "points": points}), name
        except (EngineError, ValueError):
            continue
    return found


def _words(rows: list[Any]) -> dict[int, Words]:
    values: dict[int, dict[str, Decimal]] = {}
    ends = {}
    for criterion, low, high, word, value in rows:
        ends[criterion] = Decimal(low), Decimal(high)
        values.setdefault(criterion, {})[" ".join(word.casefold().split())] = Decimal(value)
    return {key: Words(*ends[key], words) for key, words in values.items()}


def _proposed(row: Mapping[str, Any]) -> Proposed:
    decided = row["decided_at"]
    return Proposed(
        row["id"], row["wanted"], row["seen"], row["reason"], row["status"], row["by_id"], row["maker"],
        datetime.fromisoformat(row["made_at"]), row["decider"],
        datetime.fromisoformat(decided) if decided else None, row["answer"], row["named"] or {},
    )  # fmt: skip


def _entry(line: Mapping[str, Any]) -> Entry:
    return Entry(
        0, line["what"], line["event"], line["label"], line["row"], line["number"],
        datetime.fromisoformat(line["at"]), line["actor"], line["door"], line["after"], line["before"],
    )  # fmt: skip

"""Findings and what rests on what, as the API answers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from decision import engine
from decision.matrix.loading import LoadedMatrix

from .audit.caveats import contradicted
from .audit.finding import Effect, Finding
from .kept import Audit
from .links import address_of
from .models import Acknowledgement
from .rows import Place

Json = dict[str, Any]


def published_answer(loaded: LoadedMatrix, ranking: engine.Ranking) -> Json:
    """What the source printed beside what its own weights and scores give."""
    published = {row.key: row.published_total for row in loaded.alternatives}
    rows: list[Json] = [
        {
            "framework": standing.alternative,
            "published_total": printed,
            "recomputed_total": standing.total,
            "discrepancy": standing.total - printed,
            "rank": standing.rank,
        }
        for standing in (*ranking.standings, *ranking.excluded)
        if (printed := published[standing.alternative]) is not None
    ]
    by_print = sorted(rows, key=lambda row: (-row["published_total"], row["framework"]))
    by_total = sorted(rows, key=lambda row: (-row["recomputed_total"], row["framework"]))
    return {
        "decision": loaded.slug,
        "revision": loaded.revision,
        "published_against_recomputed": rows,
        "same_order": [row["framework"] for row in by_print] == [row["framework"] for row in by_total],
    }


def findings_answer(
    audit: Audit, rows: Mapping[str, Acknowledgement], *, slug: str, sees_names: bool
) -> Json:
    """The part of the audit's answer that says what was found."""
    still = audit.open
    return {
        "counts": {
            "all": len(audit.findings), "open": len(still),
            **{name: sum(one.severity == name for one in still) for name in ("serious", "warning", "note")},
        },
        "contradicted_scores": _cells(contradicted(audit.findings)),
        "findings": [
            finding_answer(one, rows.get(one.key), slug=slug, sees_names=sees_names) for one in audit.findings
        ],
    }  # fmt: skip


def finding_answer(finding: Finding, row: Acknowledgement | None, *, slug: str, sees_names: bool) -> Json:
    """One finding."""
    return {
        "key": finding.key, "fingerprint": finding.fingerprint, "code": finding.code, "severity": finding.severity,
        "detail": finding.sentence, "more": list(finding.details), "effect": _effect(finding.effect),
        "advice": finding.advice.sentence, "link": address_of(finding.advice.link, slug),
        "cells": _cells(finding.cells), "criteria": list(finding.criteria),
        "frameworks": list(finding.alternatives), "sources": list(finding.sources), "claims": list(finding.claims),
        "is_open": row is None or row.fingerprint != finding.fingerprint,
        "acknowledgement": row and acknowledgement_answer(row, finding.fingerprint, sees_names=sees_names),
    }  # fmt: skip


def acknowledgement_answer(row: Acknowledgement, fingerprint: str, *, sees_names: bool) -> Json:
    """Why a finding may stand."""
    return {
        "id": row.pk, "reason": row.reason, "said": row.said, "name": row.name if sees_names else None,
        "made_at": row.made_at, "is_current": row.fingerprint == fingerprint,
    }  # fmt: skip


def _effect(effect: Effect) -> Json:
    return {
        "detail": effect.sentence, "most": _plain(effect.most), "changes_leader": effect.changes_leader,
        "moves": [
            {
                "framework": move.alternative, "total_from": _plain(move.low), "total_to": _plain(move.high),
                "rank_from": move.best_rank, "rank_to": move.worst_rank,
            }
            for move in effect.moves
        ],
    }  # fmt: skip


def _plain(number: float) -> float:
    """To 10 decimals, and 0 rather than −0, which sums of floats come to."""
    return round(number, 10) + 0.0


def _cells(places: Iterable[Place]) -> list[Json]:
    return [{"framework": framework, "criterion": criterion} for framework, criterion in places]

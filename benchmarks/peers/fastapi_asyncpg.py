"""Bare FastAPI on an asyncpg pool with one hand-written query: no users, no permissions, no throttles.

Figures arrive as floats, and the JSON is FastAPI's, in both of its ways.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Annotated, Any

import asyncpg
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

MATRIX = """
    SELECT d.revision, f.slug AS framework, c.slug AS criterion, w.points::float8 AS points,
           s.value::float8 AS value, a.published_total::float8 AS published_total
    FROM matrix_decision d
    JOIN matrix_alternative a ON a.decision_id = d.id
    JOIN frameworks_framework f ON f.id = a.framework_id
    JOIN matrix_weight w ON w.decision_id = d.id
    JOIN criteria_criterion c ON c.id = w.criterion_id
    LEFT JOIN matrix_score s ON s.alternative_id = a.id AND s.weight_id = w.id
    WHERE d.slug = $1 AND d.visibility = 'public'
    ORDER BY a.position, a.id, w.position, w.id
"""
Points = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class WhatIf(BaseModel):
    """Points by criterion; those left out keep the decision's own."""

    weights: dict[str, Points]


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Keep a pool of connections for as long as the process serves."""
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=4, max_size=4) as app.state.pool:
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/api/v1/decisions/{slug}/ranking/")
async def read_ranking(slug: str):  # type: ignore[no-untyped-def]
    """The ranking under the decision's own weights."""
    return ranked(slug, await read_matrix(slug), {})


@app.post("/api/v1/decisions/{slug}/evaluate/")
async def evaluate(slug: str, what_if: WhatIf):  # type: ignore[no-untyped-def]
    """The ranking under other weights."""
    return ranked(slug, await read_matrix(slug), what_if.weights)


# The same with a declared answer: pydantic then writes the JSON in one go, much cheaper than FastAPI's own encoder.


@app.get("/declared/api/v1/decisions/{slug}/ranking/")
async def read_ranking_declared(slug: str) -> dict[str, Any]:
    """As `read_ranking`."""
    return ranked(slug, await read_matrix(slug), {})


@app.post("/declared/api/v1/decisions/{slug}/evaluate/")
async def evaluate_declared(slug: str, what_if: WhatIf) -> dict[str, Any]:
    """As `evaluate`."""
    return ranked(slug, await read_matrix(slug), what_if.weights)


async def read_matrix(slug: str) -> list[asyncpg.Record]:
    """A row per cell of the matrix."""
    rows: list[asyncpg.Record] = await app.state.pool.fetch(MATRIX, slug)
    if not rows:
        raise HTTPException(404, "There is no such decision.")
    return rows


def ranked(slug: str, rows: list[asyncpg.Record], given: Mapping[str, float]) -> dict[str, Any]:
    """Shares, totals, contributions and ranks, in the shape of Steelyard's answer."""
    points = {row["criterion"]: row["points"] for row in rows}
    if unknown := given.keys() - points:
        raise HTTPException(400, f"No such criteria: {', '.join(sorted(unknown))}.")
    points.update(given)
    whole = sum(points.values())
    if whole <= 0:
        raise HTTPException(400, "The weights add up to nothing.")
    shares = {criterion: number / whole for criterion, number in points.items()}
    contributions: dict[str, dict[str, float]] = {}
    published: dict[str, float | None] = {}
    for framework, criterion, value, printed in [(r[1], r[2], r[4], r[5]) for r in rows]:
        contributions.setdefault(framework, {})[criterion] = round(shares[criterion] * (value or 0.0), 10)
        published[framework] = printed
    totals = {framework: round(sum(parts.values()), 10) for framework, parts in contributions.items()}
    order = sorted(totals, key=lambda framework: (-totals[framework], framework))
    return {
        "decision": slug,
        "revision": rows[0]["revision"],
        "method": "weighted_sum",
        "scenario": None,
        "weights": {criterion: round(share, 10) for criterion, share in shares.items()},
        "ranking": [
            _standing(framework, totals, contributions[framework], published[framework])
            for framework in order
        ],
        "excluded": [],
        "recommendation": _recommendation(order, totals, contributions),
    }


def _standing(
    framework: str,
    totals: Mapping[str, float],
    parts: Mapping[str, float],
    published: float | None,
) -> dict[str, Any]:
    total = totals[framework]
    better = sum(other > total for other in totals.values())
    return {
        "framework": framework,
        "rank": 1 + better,
        "tied": sum(other == total for other in totals.values()) > 1,
        "total": total,
        "low": total,
        "high": total,
        "contributions": parts,
        "missing": [],
        "failed_gates": [],
        "published_total": published,
        "discrepancy": None if published is None else round(total - published, 10),
    }


def _recommendation(
    order: list[str],
    totals: Mapping[str, float],
    contributions: Mapping[str, Mapping[str, float]],
) -> dict[str, Any]:
    winner, second = order[:2]
    margin = round(totals[winner] - totals[second], 10)
    gaps = {
        criterion: round(part - contributions[second][criterion], 10)
        for criterion, part in contributions[winner].items()
    }
    return {
        "outcome": "winner" if margin > 0 else "tie",
        "framework": winner,
        "runner_up": second,
        "margin": margin,
        "summary": f"{winner} leads {second} by {margin:.2f} points.",
        "reasons": [{"criterion": key, "advantage": gap} for key, gap in gaps.items() if gap > 0],
        "against": [{"criterion": key, "advantage": gap} for key, gap in gaps.items() if gap < 0],
        "conditions": [],
        "caveats": [],
    }
